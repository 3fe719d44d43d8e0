//! `compare-backends` on a folder of public programs with known optima, and `solve` on one of them.

use std::path::Path;
use std::process::Command;

const BOUNDED: &str = "NAME x
ROWS
 N cost
 G need
COLUMNS
 a cost 0.7 need 1
 b cost 1 need 2
RHS
 rhs need 3
ENDATA
";

const INFEASIBLE: &str = "NAME y
ROWS
 N cost
 G more
 L less
COLUMNS
 a cost 1 more 1
 a less 1
RHS
 rhs more 3 less 2
ENDATA
";

fn compare(folder: &Path, options: &str) -> std::process::Output {
    run(folder, &format!("compare-backends {options}"))
}

fn run(folder: &Path, words: &str) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_firstbest"))
        .current_dir(folder)
        .args(words.split_whitespace())
        .output()
        .unwrap_or_else(|error| panic!("{error}"))
}

fn folder(optima: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let public = folder.path().join("public");
    std::fs::create_dir(&public).unwrap_or_else(|error| panic!("{error}"));
    for (name, text) in [("bounded.mps", BOUNDED), ("crossed.mps", INFEASIBLE)] {
        std::fs::write(public.join(name), text).unwrap_or_else(|error| panic!("{error}"));
    }
    let file = folder.path().join("optima.csv");
    std::fs::write(file, optima).unwrap_or_else(|error| panic!("{error}"));
    folder
}

#[test]
fn public_programs_are_held_against_their_optima_and_verdicts_against_proofs() {
    let folder = folder("name,optimum\nbounded,1.5\n");
    let options = "--mps public --optima optima.csv --time 5 --repetitions 1 --json --out results";
    let output = compare(folder.path(), options);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {output:?}"));
    let all = json["comparisons"].as_array().map_or(0, Vec::len);
    assert_eq!(all, 2, "contract programs are left out");
    let (bounded, crossed) = (&json["comparisons"][0], &json["comparisons"][1]);
    assert_eq!(bounded["program"], "bounded");
    assert_eq!(bounded["known_optimum_held"], true);
    for trial in bounded["trials"].as_array().into_iter().flatten() {
        assert!(trial["residuals"]["primal"].is_number(), "{trial}");
        assert!(trial["digits"].as_f64() > Some(6.0), "{trial}");
        // a number or the reason why there is none
        let told = trial["iterations"].as_u64();
        assert_eq!(
            told.is_none(),
            trial["iterations_untold"].is_string(),
            "{trial}"
        );
        let tells = matches!(trial["backend"].as_str(), Some("microlp" | "clarabel"));
        assert!(!tells || told > Some(0), "{trial}");
    }
    for trial in crossed["trials"].as_array().into_iter().flatten() {
        assert_eq!(trial["status"], "infeasible", "{trial}");
        assert_eq!(trial["claim_holds"], true, "{trial}");
    }
    for mean in json["means"].as_array().into_iter().flatten() {
        assert_eq!(mean["solved"], 2, "{mean}");
        assert!(
            mean["shifted_geometric_mean_seconds"].as_f64() < Some(5.0),
            "{mean}"
        );
    }
    assert_eq!(json["limits"]["seconds"], 5.0);
    assert!(
        json["backends"][0]["engine"]
            .as_str()
            .is_some_and(|e| e.contains("microlp"))
    );
    let table = std::fs::read_to_string(folder.path().join("results/tables/public_backends.csv"));
    let table = table.unwrap_or_else(|error| panic!("{error}"));
    assert!(table.contains("engine") && table.contains("yes"), "{table}");
    assert!(
        table
            .lines()
            .next()
            .is_some_and(|header| header.ends_with(",iterations")),
        "{table}"
    );
    for file in [
        "tables/public_backends_means.csv",
        "figures/public_backends.svg",
    ] {
        assert!(folder.path().join("results").join(file).exists(), "{file}");
    }
}

#[test]
fn a_wrong_optimum_is_seen_and_a_malformed_list_refused() {
    let wrong = folder("bounded,1.60\n");
    let options = "--mps public --optima optima.csv --time 5 --repetitions 1 --json";
    let output = compare(wrong.path(), options);
    let json: serde_json::Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(json["comparisons"][0]["known_optimum_held"], false);
    let malformed = folder("bounded,one\n");
    let output = compare(malformed.path(), options);
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(text.contains("line 1 of the optima"), "{text}");
}

/// What was found is printed also where the file that was asked for cannot be written.
#[test]
fn the_verdict_is_printed_although_there_is_no_point_to_write() {
    let folder = folder("name,optimum\n");
    let output = run(
        folder.path(),
        "solve public/crossed.mps --json --solution point.csv",
    );
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {output:?}"));
    assert_eq!(json["status"], "infeasible", "{json}");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.contains("no optimal point"), "{stderr}");
    assert!(!folder.path().join("point.csv").exists());
}
