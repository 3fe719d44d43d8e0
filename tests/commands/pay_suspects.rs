//! `pay` warns of labels that tell of no care, and does not pay for copies.

use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};

fn firstbest(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_firstbest"));
    let output = command.args(args).current_dir(folder).output();
    output.expect("the binary runs")
}

/// Terms for 20 checked labels under a scheme.
fn with_terms(scheme: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let model = format!(
        "utility = {{ family = \"power\", gamma = 0.5 }}\ncost = {{ scale = 0.3333333333333333, exponent = 3.0 }}\nvalue = {{ slope = 0.4060093333333333 }}\nreservation = {{ utility = 0.3 }}\n[monitoring]\nscheme = \"{scheme}\"\nkappa = 0.85\n"
    );
    std::fs::write(folder.path().join("m.toml"), model).expect("written");
    let made = firstbest(
        folder.path(),
        &[
            "design",
            "m.toml",
            "--samples",
            "20",
            "--contract",
            "binary",
            "--unit",
            "0.001",
            "--terms-out",
            "terms.json",
        ],
    );
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    folder
}

fn pay(folder: &Path, content: &str, more: &[&str]) -> (bool, String, String) {
    std::fs::write(folder.join("l.csv"), content).expect("written");
    let args: Vec<&str> = ["pay", "terms.json", "l.csv"]
        .iter()
        .chain(more)
        .copied()
        .collect();
    let output = firstbest(folder, &args);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (
        output.status.success(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// Labels of two looks at each of 80 items, so that 80 agreements are no luck: `ann` and `bob`
/// follow the items but for a few looks, `one` always says 1, and the looks of `copy` are coins
/// copied.
fn month(annotators: &[&str]) -> String {
    let mut state = 17u64;
    let mut next = move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) % 100
    };
    let mut content = String::new();
    for item in 0..80 {
        let first = next() < 50;
        let coin = next() < 50;
        for who in annotators {
            for _ in 0..2 {
                let label = match *who {
                    "one" => true,
                    "copy" => coin,
                    _ => first == (next() < 92),
                };
                let _ = writeln!(content, "i{item},{who},{}", u8::from(label));
            }
        }
    }
    content
}

const HEAD: &str = "item,annotator,label\n";

#[test]
fn a_file_exported_twice_is_not_paid_by_second_looks() {
    let folder = with_terms("self-consistency");
    let path = folder.path();
    let looks = month(&["ann", "bob"]);
    let twice = format!("{HEAD}{looks}{looks}");
    // One annotator alone, all of whose labels are copies.
    let alone = format!("{HEAD}{}", month(&["copy"]));
    for content in [&twice, &alone] {
        let (paid, _, said) = pay(path, content, &["--csv", "rows.csv"]);
        assert!(!paid && said.contains("exported twice"), "{said}");
        assert!(said.contains("--second-looks keep"), "{said}");
        assert!(!path.join("rows.csv").exists(), "nothing is written");
        assert!(pay(path, content, &["--second-looks", "keep"]).0);
    }
    let (paid, _, said) = pay(path, &format!("{HEAD}{looks}"), &[]);
    assert!(paid && said.is_empty(), "{said}");
}

#[test]
fn copies_and_habits_are_named_on_stderr_and_in_json() {
    let folder = with_terms("self-consistency");
    let content = format!("{HEAD}{}", month(&["ann", "bob", "cyd", "copy", "one"]));
    let (paid, _, said) = pay(folder.path(), &content, &[]);
    assert!(paid, "{said}");
    let (_, printed, _) = pay(folder.path(), &content, &["--json"]);
    let json: Value = serde_json::from_str(&printed).expect("JSON");
    let warnings = json["warnings"].as_array().expect("a list");
    for who in ["copy", "one"] {
        assert!(said.contains(&format!("warning: {who}: ")), "{said}");
        assert!(warnings.iter().any(|w| w["annotator"] == who), "{printed}");
    }
    for who in ["ann", "bob", "cyd"] {
        assert!(!said.contains(&format!("warning: {who}: ")), "{said}");
    }
}

#[test]
fn what_the_printed_list_warns_of_stands_in_json_too() {
    let folder = with_terms("expert");
    let content = format!("{HEAD}{}", month(&["ann", "bob"]));
    let (_, text, _) = pay(folder.path(), &content, &["--unchecked"]);
    let (_, printed, _) = pay(folder.path(), &content, &["--unchecked", "--json"]);
    let json: Value = serde_json::from_str(&printed).expect("JSON");
    let kinds: Vec<&str> = json["warnings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|w| w["kind"].as_str())
        .collect();
    assert!(
        text.contains("no label of this file can be checked"),
        "{text}"
    );
    assert!(kinds.contains(&"nothing-can-be-checked"), "{kinds:?}");
}
