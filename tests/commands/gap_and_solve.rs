//! The command line as users meet it: formats, exit statuses, messages.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn firstbest(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_firstbest"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the binary runs")
}

fn json(args: &[&str]) -> Value {
    let output = firstbest(args);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {stderr}");
    serde_json::from_slice(&output.stdout).expect("one JSON document on stdout")
}

/// Bad input: exit status 2, and every one of the given pieces in the message.
fn refused(args: &[&str], pieces: &[&str]) {
    let output = firstbest(args);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{args:?}: {stderr}");
    assert!(output.stdout.is_empty(), "{args:?} printed to stdout");
    assert!(!stderr.contains("panicked"), "{args:?}: {stderr}");
    for piece in pieces {
        assert!(
            stderr.contains(piece),
            "{args:?}: {piece:?} is not in {stderr:?}"
        );
    }
}

fn model_with(folder: &Path, name: &str, from: &str, to: &str) -> String {
    let text = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("figures/models/a.toml"),
    )
    .expect("a committed model");
    assert!(text.contains(from), "{from:?} is not in the model");
    let path: PathBuf = folder.join(name);
    std::fs::write(&path, text.replace(from, to)).expect("a writable folder");
    path.display().to_string()
}

#[test]
fn gap_prints_the_documented_json() {
    let document = json(&[
        "gap",
        "figures/models/a.toml",
        "--contract",
        "binary",
        "--samples",
        "100,400",
        "--json",
    ]);
    assert!(document["model"]["utility"]["gamma"].as_f64() == Some(0.5));
    // theory: eta* = 0.7 by construction of the value's slope, payoff 0.112560555…
    let effort = document["first_best"]["effort"].as_f64().expect("a number");
    assert!((effort - 0.7).abs() < 1e-14);
    let payoff = document["first_best"]["payoff"].as_f64().expect("a number");
    assert!((payoff - 0.112_560_555_555_555_6).abs() < 1e-15);
    let results = document["results"].as_array().expect("a list");
    assert_eq!(results.len(), 2);
    for (result, samples) in results.iter().zip([100, 400]) {
        assert_eq!(result["contract"], "binary");
        assert_eq!(result["samples"], samples);
        let gap = result["gap"]["estimate"].as_f64().expect("a number");
        let log_gap = result["log_gap"]["estimate"].as_f64().expect("a number");
        assert!((gap.ln() - log_gap).abs() < 1e-12);
        // Both ends are proved, and estimates of gaps are right to 1e-8.
        for (quantity, slack) in [("gap", 1e-8 * gap), ("log_gap", 1e-8)] {
            let end = |name: &str| result[quantity][name].as_f64().expect("a proved end");
            let estimate = result[quantity]["estimate"].as_f64().expect("a number");
            assert!(end("lower") <= estimate + slack && estimate - slack <= end("upper"));
            assert!(end("lower") < end("upper"));
        }
        // Each end says what proved it, and nothing is missing.
        assert_eq!(result["gap"]["method"]["lower"], "single-thresholds");
        assert_eq!(result["gap"]["method"]["upper"], "verified-bonus");
        assert!(result["gap"]["missing"]["lower"].is_null());
        for term in ["threshold", "base_wage", "bonus"] {
            assert!(result["contract_terms"][term].is_number(), "{term}");
        }
        // The parts add up to the gap.
        let parts: f64 = ["premium", "rent", "effort_loss"]
            .iter()
            .map(|part| result["gap_parts"][part].as_f64().expect("a number"))
            .sum();
        assert!((parts / gap - 1.0).abs() < 1e-15);
    }
}

#[test]
fn gap_takes_logarithmic_grids_and_every_class() {
    let document = json(&[
        "gap",
        "figures/models/a.toml",
        "--contract",
        "linear,general",
        "--samples",
        "1e2..1e12:3",
        "--estimate",
        "--json",
    ]);
    for row in document["results"].as_array().expect("a list") {
        assert!(row["gap"]["lower"].is_null() && row["gap"]["upper"].is_null());
    }
    let rows: Vec<(String, u64)> = document["results"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| {
            let class = row["contract"].as_str().expect("a text").to_owned();
            (class, row["samples"].as_u64().expect("a count"))
        })
        .collect();
    let expected: Vec<(String, u64)> = ["linear", "general"]
        .iter()
        .flat_map(|class| [100, 10_000_000, 1_000_000_000_000].map(|n| ((*class).to_owned(), n)))
        .collect();
    assert_eq!(rows, expected);
}

#[test]
fn the_same_command_gives_the_same_bytes() {
    let args = [
        "gap",
        "figures/models/cara.toml",
        "--samples",
        "50,1000,1e9",
        "--json",
    ];
    let first = firstbest(&args).stdout;
    for threads in ["1", "3"] {
        let output = Command::new(env!("CARGO_BIN_EXE_firstbest"))
            .args(args)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("RAYON_NUM_THREADS", threads)
            .env("TZ", "Asia/Tokyo")
            .output()
            .expect("the binary runs");
        assert_eq!(output.stdout, first, "with {threads} threads");
    }
}

#[test]
fn design_says_the_contract_in_words_and_numbers() {
    let document = json(&[
        "design",
        "figures/models/a.toml",
        "--samples",
        "400",
        "--json",
    ]);
    assert_eq!(document["recommended"], "linear");
    let contracts = document["contracts"].as_array().expect("a list");
    let names: Vec<&str> = contracts
        .iter()
        .filter_map(|c| c["contract"].as_str())
        .collect();
    assert_eq!(names, ["binary", "tiered", "linear", "general"]);
    for contract in contracts {
        // No deviation gains more than rounding.
        assert!(contract["best_deviation_gain"].as_f64().expect("a number") < 1e-12);
        let kept = contract["share_of_first_best_gain"]
            .as_f64()
            .expect("a number");
        assert!((0.9..1.0).contains(&kept), "{kept}");
    }
    let sheet = &document["sheet"];
    assert_eq!(sheet["incentive_compatible"], "proved");
    let words = sheet["words"].as_str().expect("words");
    assert!(words.contains("400 checked labels"), "{words}");
    let output = firstbest(&["design", "figures/models/a.toml", "--samples", "400"]);
    let sheet = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(
        sheet.contains("Recommended") && sheet.contains("You are paid"),
        "{sheet}"
    );
}

#[test]
fn design_meets_prices_and_targets() {
    let model = "figures/models/a.toml";
    let folder = tempfile::tempdir().expect("a temporary folder");
    // The outside option is the minimum wage, so that incentives leave a rent, and that rises with
    // little effort faster than what effort is worth.
    model_with(
        folder.path(),
        "flat.toml",
        "exponent = 3.0",
        "exponent = 1.5",
    );
    let flat = &folder.path().join("flat.toml").display().to_string();
    let text = std::fs::read_to_string(flat).expect("a model");
    let text = text.replace("_wage = 0.0", "_wage = 0.09");
    std::fs::write(flat, text.replace("slope = 0.4", "slope = 0.1 # ")).expect("a model");
    let priced = json(&["design", model, "--sample-cost", "1e-4", "--json"]);
    let budget = &priced["budget"];
    let of = |key: &str| budget[key].as_f64().expect("a number");
    assert_eq!(priced["samples"], budget["best_samples"]);
    // C9: sqrt(K_lin/m) = 50.7; with so few samples the exact best number is near it.
    assert!((of("best_samples") / of("asymptotic_samples") - 1.0).abs() < 0.1);
    let upper = budget["total_loss"]["upper"].as_f64().expect("proved");
    assert!(of("every_contract_loses_at_least") < upper);
    assert!(of("every_contract_loses_at_least") > 0.9 * upper);
    for contract in ["binary", "linear"] {
        let target = json(&[
            "design",
            model,
            "--loss",
            "0.005",
            "--contract",
            contract,
            "--json",
        ]);
        assert_eq!(target["recommended"], contract);
        let proved = &target["sheet"]["proved"]["gap"]["upper"];
        assert!(proved.as_f64().expect("proved") <= 0.005);
    }
    let cents = json(&[
        "design",
        model,
        "--samples",
        "50",
        "--contract",
        "binary",
        "--unit",
        "0.01",
        "--json",
    ]);
    let bonus = cents["sheet"]["terms"]["bonus"].as_f64().expect("a number");
    assert_eq!(format!("{bonus:.2}").parse::<f64>().ok(), Some(bonus));
    assert_eq!(cents["sheet"]["incentive_compatible"], "proved");
    refused(
        &["design", model],
        &["--samples", "--sample-cost", "--loss"],
    );
    refused(
        &["design", model, "--samples", "9", "--loss", "0.1"],
        &["cannot be used"],
    );
    refused(&["design", model, "--sample-cost", "0"], &["0", "allowed"]);
    refused(
        &["design", model, "--sample-cost", "9"],
        &["flat pay of 0.09", "a price below 0.113"],
    );
    refused(
        &["design", model, "--loss", "5"],
        &["flat pay of 0.09", "a smaller loss"],
    );
    refused(
        &["design", flat, "--samples", "8", "--contract", "linear"],
        &[
            "no linear contract",
            "beats flat pay of 0.09",
            "more samples",
        ],
    );
    refused(
        &["design", model, "--samples", "9", "--unit", "5"],
        &["beats flat pay", "a finer unit"],
    );
    refused(&["design", model, "--loss", "-1"], &["-1"]);
    refused(
        &["design", model, "--samples", "9", "--unit", "0"],
        &["units of 0"],
    );
    refused(
        &["design", model, "--samples", "9", "--robust", "1.5"],
        &["1.5", "allowed"],
    );
}

#[test]
fn design_draws_and_writes_one_page_that_needs_nothing_else() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = |name: &str| folder.path().join(name).display().to_string();
    let (page, plot) = (file("sheet.html"), file("plot.svg"));
    let output = firstbest(&[
        "design",
        "figures/models/cara.toml",
        "--samples",
        "40",
        "--contract",
        "binary",
        "--robust",
        "0.1",
        "--html",
        &page,
        "--plot",
        &plot,
    ]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(output.status.success(), "{text}");
    for piece in [
        "Proved of these very terms",
        "careless",
        "90% agreement",
        "Robust terms",
    ] {
        assert!(text.contains(piece), "{piece:?} is not in {text}");
    }
    let page = std::fs::read_to_string(page).expect("a page");
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<svg"));
    for outside in ["<script", "src=", "href=", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(
        std::fs::read_to_string(plot)
            .expect("a plot")
            .contains("<svg")
    );
    refused(
        &[
            "design",
            "figures/models/a.toml",
            "--samples",
            "9",
            "--plot",
            "x.gif",
        ],
        &["x.gif", ".svg"],
    );
}

#[test]
fn bad_models_are_refused_with_file_line_field_and_what_is_allowed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let case = |name: &str, from: &str, to: &str, pieces: &[&str]| {
        let path = model_with(folder.path(), name, from, to);
        let mut all = vec![name, "allowed"];
        all.extend(pieces);
        refused(&["gap", &path, "--samples", "100"], &all);
        refused(&["design", &path, "--samples", "100", "--json"], &all);
    };
    case(
        "key.toml",
        "gamma = 0.5",
        "gama = 0.5",
        &[":4:", "[utility] gama", "did you mean `gamma`"],
    );
    case(
        "gamma.toml",
        "gamma = 0.5",
        "gamma = 1.5",
        &[":4:", "[utility] gamma", "0 < gamma < 1"],
    );
    case(
        "nan.toml",
        "gamma = 0.5",
        "gamma = nan",
        &[":4:", "finite number"],
    );
    case(
        "u0.toml",
        "utility = 0.3",
        "utility = -1.0",
        &["[reservation] utility", "U0 >= u(w_min)"],
    );
    case(
        "slope.toml",
        "slope = 0.40604666666666667",
        "slope = -9.0",
        &["slope > 0"],
    );
    let cara = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("figures/models/cara.toml"),
    )
    .expect("a committed model");
    let path = folder.path().join("reach.toml");
    std::fs::write(&path, cara.replace("utility = 0.15", "utility = 0.6")).expect("writable");
    let path = path.display().to_string();
    refused(
        &["gap", &path, "--samples", "100"],
        &["reach.toml", "out of reach", "U0 < 0.5"],
    );
}

#[test]
fn bad_arguments_are_refused() {
    let a = "figures/models/a.toml";
    refused(
        &["gap", a, "--samples", "0"],
        &["--samples", "whole numbers from 1"],
    );
    refused(
        &["gap", a, "--samples", "1e20"],
        &["--samples", "whole numbers from 1"],
    );
    refused(
        &["gap", a, "--samples", "ten"],
        &["--samples", "not a number"],
    );
    refused(
        &["gap", a, "--samples", "100", "--contract", "binry"],
        &["binry"],
    );
    refused(
        &["gap", "no/such/file.toml", "--samples", "100"],
        &["no/such/file.toml", "cannot be read"],
    );
    refused(
        &["design", a, "--samples", "100,200"],
        &["one whole number"],
    );
    refused(&["reproduce", "--only", "t55"], &["t55", "t5, t6, t7"]);
    refused(&["reproduce", "--root", "src"], &["src", "figures"]);
}

#[test]
fn a_folder_that_cannot_be_written_is_said_and_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    let source = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::create_dir_all(root.join("figures/models")).expect("writable");
    std::fs::copy(
        source.join("figures/models/log.toml"),
        root.join("figures/models/log.toml"),
    )
    .expect("a copy");
    std::fs::write(
        root.join("figures/t7_general_rate.toml"),
        "models = [\"models/log.toml\"]\nlabels = [\"log\"]\nsamples = \"1e2..1e12:11\"\n",
    )
    .expect("writable");
    // A file where the folder should be: unwritable even for a superuser.
    std::fs::write(root.join("paper"), "in the way").expect("writable");
    let root_text = root.display().to_string();
    refused(
        &["reproduce", "--only", "t7", "--root", &root_text],
        &["paper"],
    );
    std::fs::remove_file(root.join("paper")).expect("writable");
    let output = firstbest(&["reproduce", "--only", "t7", "--root", &root_text, "--json"]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(root.join("paper/figures/t7_general_rate.pdf").is_file());
    // A second run has nothing to do; a changed parameter is a reason.
    let again = firstbest(&["reproduce", "--only", "t7", "--root", &root_text]);
    assert!(String::from_utf8_lossy(&again.stderr).contains("up to date"));
    std::fs::write(
        root.join("figures/t7_general_rate.toml"),
        "models = [\"models/log.toml\"]\nlabels = [\"log\"]\nsamples = \"1e2..1e12:13\"\n",
    )
    .expect("writable");
    let changed = firstbest(&["reproduce", "--only", "t7", "--root", &root_text]);
    assert!(String::from_utf8_lossy(&changed.stderr).contains("parameters of t7 changed"));
}

/// Second looks tell nothing at no effort, so that a price per label has no scale there.
#[test]
fn the_flat_wage_has_a_price_of_incentives_of_0() {
    let folder = tempfile::tempdir().expect("a folder for the model");
    let path = folder.path().join("flat.toml");
    let text = r#"
        utility = { family = "log", scale = 1.0 }
        cost = { scale = 0.2, exponent = 3.0 }
        monitoring = { scheme = "self-consistency", kappa = 0.01 }
        value = { slope = 0.3 }
        reservation = { utility = 0.0 }
    "#;
    std::fs::write(&path, text).expect("a writable folder");
    let path = path.display().to_string();
    let arguments = ["gap", &path, "--contract", "general", "--samples", "1"];
    let document = json(&[&arguments[..], &["--json"]].concat());
    let result = &document["results"][0];
    assert_eq!(result["effort"].as_f64(), Some(0.0));
    assert_eq!(
        result["contract_terms"]["incentive_price"].as_f64(),
        Some(0.0)
    );
}

#[test]
fn gap_on_a_list_of_efforts_reports_logarithms() {
    let document = json(&[
        "gap",
        "figures/models/a.toml",
        "--efforts",
        "0,0.35,0.7",
        "--contract",
        "binary,linear,general",
        "--samples",
        "400,20000",
        "--json",
    ]);
    let results = document["results"].as_array().expect("results");
    assert_eq!(results.len(), 6);
    let ln_gap = |i: usize| {
        results[i]["log_gap"]["estimate"]
            .as_f64()
            .expect("a logarithm")
    };
    // theory: log gap -29.767 at n = 400.
    assert!((ln_gap(0) + 29.767).abs() < 0.01);
    let gap = results[0]["gap"]["estimate"].as_f64().expect("a gap");
    assert!((gap.ln() - ln_gap(0)).abs() < 1e-9);
    // At n = 20000 the gap is below the smallest double: its logarithm stands, the number is null.
    assert!(ln_gap(1) < -1000.0 && results[1]["gap"]["estimate"].is_null());
    assert!((-14.0..-8.0).contains(&ln_gap(2)));
    assert!(ln_gap(4) < ln_gap(0));
    for (list, piece) in [
        ("0,0.7,0.35", "0.7 before 0.35"),
        ("0,x", "not a number"),
        ("0,1.2", "effort 1.2"),
    ] {
        refused(
            &[
                "gap",
                "figures/models/a.toml",
                "--efforts",
                list,
                "--samples",
                "100",
            ],
            &["--efforts", piece, "allowed"],
        );
    }
}

#[test]
fn a_general_contract_carries_a_certificate() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let place = folder.path().display().to_string();
    let document = json(&[
        "gap",
        "figures/models/a.toml",
        "--contract",
        "general",
        "--samples",
        "25",
        "--certificates",
        &place,
        "--json",
    ]);
    let result = &document["results"][0];
    let program = &result["linear_program"];
    assert_eq!(program["certificate"]["kind"], "exact");
    // The program is a relaxation with tangents that leave at most 5e-8 of the premium, which the
    // dual knows to 1e-9.
    let lower: f64 = program["certificate"]["lower"]
        .as_str()
        .and_then(|text| text.parse().ok())
        .expect("a decimal");
    let proved = lower * program["unit"].as_f64().expect("a number");
    let premium = result["gap_parts"]["premium"].as_f64().expect("a number");
    assert!(
        (proved / premium - 1.0).abs() < 1e-7,
        "{proved} and {premium}"
    );
    let files = ["certificate_file", "file"].map(|key| program[key].as_str().expect("a path"));
    let checked = json(&["check", files[0], files[1], "--json"]);
    assert_eq!(checked["accepted"], true);
    // one digit of the program changed
    let text = std::fs::read_to_string(files[1]).expect("a file written");
    let changed = text.replacen("rhs r1 1", "rhs r1 1.1", 1);
    assert_ne!(changed, text);
    std::fs::write(files[1], changed).expect("writable");
    let output = firstbest(&["check", files[0], files[1]]);
    assert_eq!(output.status.code(), Some(1));
}
