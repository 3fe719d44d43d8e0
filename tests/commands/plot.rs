//! `firstbest plot`: figures and tables of curves of one's own.

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

const A: &str = "figures/models/a.toml";
const GEC: &str = "figures/models/gec.toml";

/// A file of a folder as an argument.
fn file(folder: &Path, name: &str) -> String {
    folder.join(name).display().to_string()
}

/// Draws and gives the note and the CSV beside the picture.
fn drawn(folder: &Path, args: &[&str]) -> (String, Vec<Vec<String>>) {
    let out = file(folder, "figure.svg");
    let mut all = vec!["plot"];
    all.extend(args);
    all.extend(["--out", &out, "--json"]);
    let output = firstbest(&all);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {stderr}");
    let document: Value = serde_json::from_slice(&output.stdout).expect("one JSON document");
    let text = std::fs::read_to_string(folder.join("figure.svg")).expect("a picture");
    assert!(text.starts_with("<svg"), "{args:?}");
    let csv = std::fs::read_to_string(folder.join("figure.csv")).expect("a table");
    let rows = csv
        .lines()
        .map(|line| line.split(',').map(str::to_owned).collect());
    (
        document["note"].as_str().expect("a note").to_owned(),
        rows.collect(),
    )
}

/// The cells of a column, by its name.
fn column(rows: &[Vec<String>], name: &str) -> Vec<String> {
    let at = rows[0]
        .iter()
        .position(|column| column == name)
        .expect(name);
    rows[1..].iter().map(|row| row[at].clone()).collect()
}

fn numbers(rows: &[Vec<String>], name: &str) -> Vec<f64> {
    column(rows, name)
        .iter()
        .map(|cell| cell.parse().expect("a number"))
        .collect()
}

#[test]
fn every_kind_draws_and_writes_its_numbers() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let base = [
        A,
        GEC,
        "--contract",
        "binary,linear",
        "--samples",
        "20,100,400",
    ];
    for kind in ["gap", "scaled", "brackets", "effort"] {
        let mut args = vec![kind];
        args.extend(base);
        let (note, rows) = drawn(folder.path(), &args);
        assert_eq!(rows.len(), 1 + 2 * 2 * 3, "{kind}");
        assert!(!note.is_empty());
        let models = column(&rows, "model");
        assert!(models.contains(&"a".to_owned()) && models.contains(&"gec".to_owned()));
    }
    for kind in ["pay", "replies"] {
        let args = [
            kind,
            A,
            "--contract",
            "binary,linear,general,tiered",
            "--samples",
            "50",
        ];
        let (_, rows) = drawn(folder.path(), &args);
        let classes = column(&rows, "contract");
        for class in ["binary", "tiered(2)", "linear", "general"] {
            assert!(classes.contains(&class.to_owned()), "{kind}: {class}");
        }
    }
}

#[test]
fn gaps_lie_in_their_brackets_and_agree_with_gap() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let args = [
        "scaled",
        A,
        "--contract",
        "binary,linear",
        "--samples",
        "100,1e6",
    ];
    let (note, rows) = drawn(folder.path(), &args);
    assert!(note.contains("Filled: proved brackets"), "{note}");
    let (gap, low, high) = (
        numbers(&rows, "gap"),
        numbers(&rows, "gap_lower"),
        numbers(&rows, "gap_upper"),
    );
    for j in 0..gap.len() {
        // The estimate is right to 1e-8 of itself and printed to as many digits.
        assert!(low[j] <= gap[j] * (1.0 + 2e-8) && gap[j] <= high[j] * (1.0 + 2e-8));
    }
    // Theory: K_lin = 0.2575072 for this model; n·Δ_n is within 1e-6 of it at n = 1e6 (T6).
    let scaled = numbers(&rows, "scaled_gap");
    assert!((scaled[3] - 1.0).abs() < 1e-5, "{scaled:?}");
    assert!((gap[3] * 1e6 - 0.257_507_2).abs() < 1e-6, "{gap:?}");
    // T5: √(n log n)·Δ_n = 0.0656 at n = 1e6 on instance A, K_bin = 0.0580.
    assert!((scaled[1] - 0.0656 / 0.0580).abs() < 2e-3, "{scaled:?}");
    // Against K_lin/n for every class a bonus is far off.
    let args = [
        "scaled",
        A,
        "--contract",
        "binary",
        "--samples",
        "1e6",
        "--over",
        "linear",
    ];
    let (_, rows) = drawn(folder.path(), &args);
    // theory.md's table: 68.6 at a fixed effort; the company's own effort changes the last digit.
    assert!((numbers(&rows, "scaled_gap")[0] - 68.6).abs() < 0.1);
}

#[test]
fn estimates_and_missing_brackets_are_said() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let args = [
        "gap",
        A,
        "--contract",
        "linear",
        "--samples",
        "20,100",
        "--estimate",
    ];
    let (note, rows) = drawn(folder.path(), &args);
    assert!(note.contains("Open: estimates without a bracket"), "{note}");
    assert!(!note.contains("Filled"), "{note}");
    assert_eq!(column(&rows, "gap_lower"), ["", ""]);
    // log 1 = 0: a bonus has no rate at n = 1.
    let args = [
        "scaled",
        A,
        "--contract",
        "binary",
        "--samples",
        "1,100",
        "--estimate",
    ];
    let (note, _) = drawn(folder.path(), &args);
    assert!(
        note.contains("1 point with a gap of 0 or without a rate left out"),
        "{note}"
    );
}

#[test]
fn pay_by_count_is_the_contract() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let args = [
        "pay",
        A,
        "--contract",
        "binary,linear,general",
        "--samples",
        "100",
    ];
    let (_, rows) = drawn(folder.path(), &args);
    let wages = numbers(&rows, "wage");
    let wages: Vec<&[f64]> = wages.chunks(101).collect();
    // README: 0.088158 + 0.10712 if S >= 75.
    assert!((wages[0][74] - 0.088_158).abs() < 2e-6 && (wages[0][75] - 0.195_278).abs() < 2e-5);
    // Pay of any shape is nondecreasing here (the likelihood ratio is monotone) and never below 0.
    assert!(wages[2].windows(2).all(|pair| pair[0] <= pair[1]) && wages[2][0] >= 0.0);
    // Linear pay: equal steps above the floor, to the digits printed.
    let step = |j: usize| wages[1][j + 1] - wages[1][j];
    assert!(
        (step(80) - step(99)).abs() < 2e-5,
        "{} {}",
        step(80),
        step(99)
    );
    // The probabilities are a law.
    let law = rows[1..102]
        .iter()
        .map(|row| row[6].parse::<f64>().unwrap_or(0.0));
    assert!((law.sum::<f64>() - 1.0).abs() < 1e-4);
    // The same table from `gap`.
    let table = file(folder.path(), "terms.csv");
    let classes = "binary,linear,general";
    let samples = "100";
    let args = [
        "gap",
        A,
        "--contract",
        classes,
        "--samples",
        samples,
        "--estimate",
    ];
    let output = firstbest(&[&args[..], &["--pay-by-count", &table]].concat());
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let read = |path: PathBuf| std::fs::read_to_string(path).expect("a table");
    assert_eq!(read(table.into()), read(folder.path().join("figure.csv")));
}

#[test]
fn the_meant_effort_is_a_best_reply() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let args = [
        "replies",
        A,
        "--contract",
        "binary,tiered,linear,general",
        "--samples",
        "100",
    ];
    let (_, rows) = drawn(folder.path(), &args);
    // Participation binds on instance A: no effort gives more than U0, up to 1e-6 of the utility.
    let most = numbers(&rows, "payoff")
        .into_iter()
        .fold(f64::NEG_INFINITY, f64::max);
    assert!(most.abs() < 1e-6, "{most}");
}

#[test]
fn a_sweep_draws_like_its_models() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join(A);
    std::fs::copy(model, folder.path().join("a.toml")).expect("a copy");
    let grid = folder.path().join("grid.toml");
    let text = "models = [\"a.toml\"]\ncontracts = [\"linear\", \"randomised\"]\n\
                samples = \"50,100\"\nproved = \"yes\"\n[vary.monitoring]\nkappa = [0.7, 0.8, 1.5]\n";
    std::fs::write(&grid, text).expect("a grid");
    let lines = file(folder.path(), "study.jsonl");
    let output = firstbest(&["sweep", &grid.display().to_string(), "--out", &lines]);
    assert!(output.status.success());
    let (_, swept) = drawn(
        folder.path(),
        &["scaled", "--from", &lines, "--contract", "linear"],
    );
    assert_eq!(swept.len(), 1 + 2 * 2);
    assert_eq!(
        column(&swept, "model"),
        ["κ = 0.7", "κ = 0.7", "κ = 0.8", "κ = 0.8"]
    );
    let args = ["scaled", A, "--contract", "linear", "--samples", "50,100"];
    let (_, computed) = drawn(folder.path(), &args);
    for (one, other) in swept[3..].iter().zip(&computed[1..]) {
        assert_eq!(one[1..], other[1..]);
    }
    let (_, all) = drawn(folder.path(), &["effort", "--from", &lines]);
    let classes = column(&all, "contract");
    assert!(
        classes.contains(&"binary randomised".to_owned()),
        "{classes:?}"
    );
}

#[test]
fn formats_go_by_the_name() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let names = ["x.svg", "x.pdf", "x.png"].map(|name| file(folder.path(), name));
    let mut args = vec![
        "plot",
        "effort",
        A,
        "--contract",
        "linear",
        "--samples",
        "10,100",
    ];
    for name in &names {
        args.extend(["--out", name]);
    }
    assert!(firstbest(&args).status.success());
    let starts: [&[u8]; 3] = [b"<svg", b"%PDF", b"\x89PNG"];
    for (name, start) in names.iter().zip(starts) {
        assert!(
            std::fs::read(name).expect("a file").starts_with(start),
            "{name}"
        );
    }
    assert!(folder.path().join("x.csv").is_file());
}

#[test]
fn bad_input_names_the_option() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = file(folder.path(), "x.svg");
    let broken = file(folder.path(), "broken.jsonl");
    std::fs::write(&broken, "{\"id\":\"1\",\"contract\":\"linear\"}\n").expect("a file");
    let cases: [(&[&str], &[&str]); 11] = [
        (
            &["gap", A, "--samples", "10", "--out", "x.gif"],
            &["--out", ".svg"],
        ),
        (
            &["gap", A, "--samples", "ten", "--out", &out],
            &["--samples", "ten"],
        ),
        (&["gap", A, "--out", &out], &["--samples"]),
        (&["gap", "--samples", "10", "--out", &out], &["MODELS"]),
        (
            &["pie", A, "--samples", "10", "--out", &out],
            &["pie", "brackets"],
        ),
        (
            &[
                "gap",
                A,
                "--samples",
                "10",
                "--label",
                "x",
                "--label",
                "y",
                "--out",
                &out,
            ],
            &["--label", "2 names for 1 models"],
        ),
        (
            &["gap", A, "--samples", "10", "--label", "$x", "--out", &out],
            &["--label"],
        ),
        (
            &[
                "effort",
                A,
                "--samples",
                "10",
                "--over",
                "own",
                "--out",
                &out,
            ],
            &["--over", "plot effort"],
        ),
        (
            &[
                "brackets",
                A,
                "--samples",
                "10",
                "--estimate",
                "--out",
                &out,
            ],
            &["--estimate"],
        ),
        (
            &["pay", "--from", &broken, "--out", &out],
            &["--from", "plot pay"],
        ),
        (
            &["gap", "--from", &broken, "--out", &out],
            &["--from", "line 1", "model_file"],
        ),
    ];
    for (args, pieces) in cases {
        let output = firstbest(&[&["plot"], args].concat());
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {stderr}");
        for piece in pieces {
            assert!(
                stderr.contains(piece),
                "{args:?}: {piece:?} is not in {stderr:?}"
            );
        }
        assert!(!folder.path().join("x.svg").exists(), "{args:?} drew");
    }
    let far = [
        "plot",
        "replies",
        A,
        "--samples",
        "1e8",
        "--contract",
        "linear",
        "--out",
        &out,
    ];
    let output = firstbest(&far);
    assert!(String::from_utf8_lossy(&output.stderr).contains("at most 10000000"));
}
