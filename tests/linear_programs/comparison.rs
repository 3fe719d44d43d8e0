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
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let reason = "bounded: known optimum 1.60: NOT held: the optimum lies in [1.5, 1.5]";
    assert!(text.contains(reason), "{text}");
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
    assert!(
        stderr.contains("no point satisfies") && stderr.contains("is not written"),
        "{stderr}"
    );
    assert!(!folder.path().join("point.csv").exists());
}

/// The relaxation of x ≥ 1/2, x integer, is a bound only; and two files of one NAME are two.
#[test]
fn relaxations_are_called_so_and_files_told_apart() {
    let whole = "NAME T\nROWS\n N o\n G r\nCOLUMNS\n M 'MARKER' 'INTORG'\n x o 1 r 1\n \
                 M 'MARKER' 'INTEND'\nRHS\n R r 0.5\nBOUNDS\n UP B x 9\nENDATA\n";
    let folder = folder("whole,1\nhuge,3\n");
    let file = |name: &str, text: &str| {
        let path = folder.path().join("public").join(name);
        std::fs::write(path, text).unwrap_or_else(|error| panic!("{error}"));
    };
    file("whole.mps", whole);
    file("crossed.mps", &INFEASIBLE.replace("NAME y", "NAME T"));
    file("huge.mps", &BOUNDED.replace("RHS", " c cost 1 need 1\nRHS"));
    let options = "--mps public --quick --largest 2 --time 5 --repetitions 1";
    let output = compare(folder.path(), &format!("{options} --optima optima.csv"));
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let (text, told) = texts(&output);
    assert!(
        text.contains("known optimum 1: no better than the relaxation"),
        "{text}"
    );
    assert!(text.contains("columns relaxed)"), "{text}");
    assert!(
        !text.contains("NaN") && text.contains("ms  infeasible"),
        "{text}"
    );
    assert!(
        told.contains("warning: whole: 1 integer column ('x') made real"),
        "{told}"
    );
    assert!(told.contains("'huge' was left out"), "{told}");
    std::fs::write(folder.path().join("optima.csv"), "whole,0.1\n").unwrap_or_default();
    let output = compare(folder.path(), &format!("{options} --optima optima.csv"));
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(
        texts(&output).0.contains("NOT held: of the relaxation"),
        "{output:?}"
    );
}

#[test]
fn a_folder_without_programs_and_numbers_out_of_range_are_refused() {
    let folder = folder("bounded,1.5\n");
    std::fs::create_dir(folder.path().join("empty")).unwrap_or_else(|error| panic!("{error}"));
    for (options, part) in [
        ("--mps empty --optima optima.csv", "has no MPS file"),
        (
            "--mps public --optima optima.csv --largest 0",
            "was not left out",
        ),
        ("--mps nowhere", "allowed: a folder with MPS files"),
        ("--mps public --optima none.csv", "allowed: a CSV file"),
        ("--quick --repetitions 0", "a whole number from 1 on"),
        ("--quick --time -1", "seconds from 0 to 1e9"),
    ] {
        let output = compare(folder.path(), options);
        assert_eq!(output.status.code(), Some(2), "{options}: {output:?}");
        assert!(texts(&output).1.contains(part), "{options}: {output:?}");
    }
}

/// A certificate of an earlier run stays, and is said to be one.
#[test]
fn what_ran_out_of_time_is_said_with_the_option_that_gives_more() {
    let folder = folder("name,optimum\n");
    let kept = folder.path().join("kept");
    std::fs::write(&kept, "old").unwrap_or_else(|error| panic!("{error}"));
    // neither 0 nor prices of 0 say anything of it
    let text = "ROWS\n N o\n G r\n L s\nCOLUMNS\n x o -1 r 1\n x s 1\nRHS\n R r 1 s 3\nENDATA\n";
    let file = folder.path().join("hurried.mps");
    std::fs::write(file, text).unwrap_or_else(|error| panic!("{error}"));
    let command = "solve hurried.mps --certify-time 0 --certificate kept --vipr new";
    let output = run(folder.path(), command);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let (text, told) = texts(&output);
    let own = "own simplex: nothing exact in 0 s, half of the time (--certify-time gives more)";
    assert!(
        text.contains(own) && text.contains("certificate (none)"),
        "{text}"
    );
    assert!(
        told.contains("kept is left as it was, from an earlier run"),
        "{told}"
    );
    assert!(told.contains("new is not written"), "{told}");
    let old = std::fs::read_to_string(kept).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(old, "old");
    for (options, part) in [
        ("--time -1", "seconds from 0 to 1e9"),
        ("--memory -3", "a whole number from 1 on"),
        ("--solution -", "not stdout"),
    ] {
        let output = run(
            folder.path(),
            &format!("solve public/bounded.mps {options}"),
        );
        assert_eq!(output.status.code(), Some(2), "{options}: {output:?}");
        assert!(texts(&output).1.contains(part), "{options}: {output:?}");
    }
}

/// Also where there is no column, and a point has no number.
#[test]
fn no_point_is_written_of_a_program_without_one() {
    let folder = folder("name,optimum\n");
    for (name, text) in [
        (
            "empty_row",
            "ROWS\n N o\n L r\nCOLUMNS\n x o 1\nRHS\n R r -1\nENDATA\n",
        ),
        (
            "no_column",
            "ROWS\n N o\n L r\nCOLUMNS\nRHS\n R r -1\nENDATA\n",
        ),
        ("endless", "ROWS\n N o\nCOLUMNS\n x o -1\nENDATA\n"),
    ] {
        let file = folder.path().join("given.mps");
        std::fs::write(file, text).unwrap_or_else(|error| panic!("{error}"));
        for options in ["", "--certify", "--exact", "--backend microlp"] {
            let command = format!("solve given.mps --solution {name}.csv {options}");
            let output = run(folder.path(), &command);
            assert_eq!(output.status.code(), Some(1), "{command}: {output:?}");
            assert!(
                !folder.path().join(format!("{name}.csv")).exists(),
                "{command}"
            );
            assert!(texts(&output).1.contains("is not written"), "{output:?}");
        }
    }
}

fn texts(output: &std::process::Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}
