//! `model`, `design --terms-out` and `pay` as users meet them.

use std::path::Path;
use std::process::{Command, Output};

fn firstbest(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_firstbest"))
        .args(args)
        .current_dir(folder)
        .output()
        .expect("the binary runs")
}

fn text(folder: &Path, args: &[&str]) -> String {
    let output = firstbest(folder, args);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {stderr}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn refused(folder: &Path, args: &[&str]) -> String {
    let output = firstbest(folder, args);
    assert_eq!(output.status.code(), Some(2), "{args:?}");
    String::from_utf8(output.stderr).expect("UTF-8")
}

const MODEL: &str = "utility = { family = \"power\", gamma = 0.5 }\ncost = { scale = 0.3333333333333333, exponent = 3.0 }\nvalue = { slope = 0.4060093333333333 }\nreservation = { utility = 0.3 }\n[monitoring]\nscheme = \"expert\"\nkappa = { value = 0.85, lower = 0.83, upper = 0.87 }\n";

/// A folder with a model and the terms for 20 and 40 checked labels.
fn with_terms() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("m.toml"), MODEL).expect("written");
    text(
        folder.path(),
        &[
            "design",
            "m.toml",
            "--samples",
            "40",
            "--schedule",
            "20",
            "--contract",
            "binary",
            "--unit",
            "0.001",
            "--currency",
            "USD",
            "--terms-out",
            "terms.json",
        ],
    );
    folder
}

/// `labels` lines of an annotator of which the first `agree` agree with gold.
fn labels(annotator: &str, labels: usize, agree: usize) -> String {
    (0..labels)
        .map(|item| {
            let gold = item % 2;
            let label = if item < agree { gold } else { 1 - gold };
            format!("i{item},{annotator},{label},{gold}\n")
        })
        .collect()
}

#[test]
fn everybody_is_paid_by_the_terms_for_as_many_labels_and_totals_add_up() {
    let folder = with_terms();
    let path = folder.path();
    let rows = [
        labels("ann", 40, 40),
        labels("bob", 25, 5),
        labels("cem", 19, 19),
        // No gold: nothing of this can be checked.
        "x1,dan,1,\nx2,dan,0,\n".to_owned(),
    ];
    let file = format!("item,annotator,label,gold\n{}", rows.concat());
    std::fs::write(path.join("l.csv"), file).expect("written");
    let command = [
        "pay",
        "terms.json",
        "l.csv",
        "--csv",
        "rows.csv",
        "--payout",
        "payout.csv",
        "--statements",
        "slips",
        "--model",
        "m.toml",
    ];
    let printed = text(path, &command);
    assert!(
        printed.contains("40 of 40 checked labels agree"),
        "{printed}"
    );
    assert!(
        printed.contains("of the first 20 of 25 checked labels agree"),
        "{printed}"
    );
    assert!(
        printed.contains("19 checked labels, fewer than the 20"),
        "{printed}"
    );
    assert!(printed.contains("USD"), "{printed}");
    let rows = std::fs::read_to_string(path.join("rows.csv")).expect("rows");
    let payout = std::fs::read_to_string(path.join("payout.csv")).expect("payout");
    // Thousandths add up exactly.
    let thousandths = |amount: &str| amount.replace('.', "").parse::<u64>().expect("an amount");
    let sum: u64 = payout
        .lines()
        .skip(1)
        .map(|line| thousandths(line.rsplit(',').next().expect("an amount")))
        .sum();
    let total = printed
        .lines()
        .find_map(|line| line.strip_prefix("Total "))
        .and_then(|line| line.split(' ').next())
        .expect("a total");
    assert_eq!(sum, thousandths(total), "{payout}");
    assert!(path.join("slips/00001-ann.txt").exists());
    // The same bytes again.
    assert_eq!(text(path, &command), printed);
    assert_eq!(
        std::fs::read_to_string(path.join("rows.csv")).expect("rows"),
        rows
    );
}

#[test]
fn one_annotator_written_in_two_ways_is_not_paid_twice() {
    let folder = with_terms();
    let path = folder.path();
    let file = format!(
        "item,annotator,label,gold\n{}{}",
        labels("7", 20, 20),
        labels("7.0", 20, 20)
    );
    std::fs::write(path.join("l.csv"), file).expect("written");
    let message = refused(path, &["pay", "terms.json", "l.csv", "--csv", "rows.csv"]);
    assert!(message.contains("paid twice"), "{message}");
    assert!(!path.join("rows.csv").exists(), "nothing is written");
    text(path, &["pay", "terms.json", "l.csv", "--two-people"]);
}

#[test]
fn a_tie_does_not_agree_and_a_second_label_on_an_item_does_not_count() {
    let folder = with_terms();
    let path = folder.path();
    let file = format!(
        "item,annotator,label,gold\n{}i0,ann,0,0\nt,ann,0.5,1\n",
        labels("ann", 19, 19)
    );
    std::fs::write(path.join("l.csv"), file).expect("written");
    let printed = text(path, &["pay", "terms.json", "l.csv"]);
    assert!(
        printed.contains("19 of 20 checked labels agree"),
        "{printed}"
    );
    assert!(
        printed.contains("1 further labels on an item already checked"),
        "{printed}"
    );
    assert!(printed.contains("Ties among the checked: 1"), "{printed}");
}

#[test]
fn nobody_is_paid_unchecked_without_being_asked_for() {
    let folder = with_terms();
    let rows: String = (0..40)
        .map(|item| format!("i{item},ann,{}\n", item % 2))
        .collect();
    std::fs::write(
        folder.path().join("labels.csv"),
        format!("item,annotator,label\n{rows}"),
    )
    .expect("written");
    let args = ["pay", "terms.json", "labels.csv", "--payout", "payout.csv"];
    let error = refused(folder.path(), &args);
    assert!(
        error.contains("not one label can be checked, as no row has a usable gold label"),
        "{error}"
    );
    assert!(!folder.path().join("payout.csv").exists());
    text(folder.path(), &[&args[..], &["--unchecked"]].concat());
    assert!(folder.path().join("payout.csv").exists());
}

#[test]
fn sentinels_without_a_price_of_checks_are_refused() {
    let folder = with_terms();
    let args = [
        "design",
        "m.toml",
        "--samples",
        "40",
        "--sentinel-cost",
        "1",
        "--sentinels",
        "5",
    ];
    let error = refused(folder.path(), &args);
    assert!(
        error.contains("--sentinel-cost needs --sample-cost"),
        "{error}"
    );
    let error = refused(folder.path(), &["design", "m.toml", "--samples", "20,40"]);
    assert!(
        error.contains("allowed: one whole number from 1"),
        "{error}"
    );
}

#[test]
fn terms_that_were_changed_or_belong_to_another_model_are_refused() {
    let folder = with_terms();
    let path = folder.path();
    std::fs::write(
        path.join("l.csv"),
        format!("item,annotator,label,gold\n{}", labels("a", 20, 20)),
    )
    .expect("written");
    let terms = std::fs::read_to_string(path.join("terms.json")).expect("terms");
    let raised = terms.replacen("\"base\": \"0.", "\"base\": \"1.", 1);
    assert_ne!(raised, terms);
    std::fs::write(path.join("raised.json"), raised).expect("written");
    let message = refused(path, &["pay", "raised.json", "l.csv"]);
    assert!(message.contains("fingerprint"), "{message}");
    std::fs::write(path.join("other.toml"), MODEL.replace("0.3 }", "0.31 }")).expect("written");
    let message = refused(
        path,
        &["pay", "terms.json", "l.csv", "--model", "other.toml"],
    );
    assert!(message.contains("another model"), "{message}");
    std::fs::write(
        path.join("next.json"),
        terms.replacen("\"version\": 1", "\"version\": 2", 1),
    )
    .expect("written");
    let message = refused(path, &["pay", "next.json", "l.csv"]);
    assert!(message.contains("its version is 2"), "{message}");
}

#[test]
fn answers_in_money_make_a_model_that_says_them_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    std::fs::write(path.join("m.toml"), MODEL).expect("written");
    std::fs::write(
        path.join("answers.toml"),
        "currency = \"USD\"\nlabels = 1000\ncareful_minutes = 2\ncareless_minutes = 0.5\nhour = 12\ngamble = 100\npremium = 10\nwrong_label = 30\n",
    )
    .expect("written");
    let said = text(
        path,
        &[
            "model",
            "--from",
            "m.toml",
            "--answers",
            "answers.toml",
            "--out",
            "team.toml",
        ],
    );
    assert!(
        said.contains("400.00 USD, which is 12.00 USD an hour"),
        "{said}"
    );
    assert!(said.contains("full care"), "{said}");
    let message = refused(path, &["model", "--from", "m.toml", "--labels", "10"]);
    assert!(
        message.contains("--careful-minutes is missing"),
        "{message}"
    );
    let sheet = text(
        path,
        &[
            "design",
            "team.toml",
            "--samples",
            "100",
            "--contract",
            "linear",
            "--unit",
            "0.01",
        ],
    );
    assert!(sheet.contains("Proved for κ from 0.83 to 0.87"), "{sheet}");
}
