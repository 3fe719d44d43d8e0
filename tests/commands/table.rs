//! `firstbest table` as its users meet it: words, JSON, certificates that `check` accepts.

use std::path::Path;
use std::process::{Command, Output};

const SCORES: &str = "effort,cost,1,2,3,4
small,0.2,0.4,0.3,0.2,0.1
medium,0.3,0.3,0.2,0.2,0.3
large,0.7,0.1,0.2,0.25,0.45
";

fn firstbest(folder: &Path, arguments: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_firstbest"))
        .current_dir(folder)
        .args(arguments.split_whitespace())
        .output()
        .unwrap_or_else(|error| panic!("{error}"))
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    std::fs::write(folder.path().join("scores.csv"), SCORES).unwrap_or_else(|e| panic!("{e}"));
    folder
}

fn words(output: &Output) -> String {
    let text = if output.status.success() {
        &output.stdout
    } else {
        &output.stderr
    };
    String::from_utf8_lossy(text).into_owned()
}

#[test]
fn every_answer_has_a_certificate_that_check_accepts() {
    let folder = folder();
    for (options, certificates) in [
        ("--target large", vec!["proof"]),
        (
            "--target large --shape monotone --objective largest-pay",
            vec!["proof"],
        ),
        ("--target large --cap 1.5", vec!["proof"]),
        ("--target large --utility power:gamma=0.5", vec!["proof"]),
        (
            "--target large --utility cara:risk_aversion=0.4",
            vec!["proof"],
        ),
        (
            "--target 3 --shape threshold",
            vec!["proof.threshold2", "proof.threshold4"],
        ),
        ("--target all", vec!["proof.effort1", "proof.effort3"]),
    ] {
        let command = format!("table scores.csv {options} --certificate proof");
        let output = firstbest(folder.path(), &command);
        assert!(output.status.success(), "{options}: {}", words(&output));
        for certificate in certificates {
            let command = format!("check {certificate} {certificate}.mps");
            let output = firstbest(folder.path(), &command);
            assert!(
                words(&output).starts_with("accepted (exact)"),
                "{options}: {output:?}"
            );
        }
    }
}

/// u < 2 with risk aversion 0.5, and incentives against 'medium' ask for 2 exactly.
#[test]
fn an_effort_at_the_edge_of_what_pay_can_reach_is_not_called_implementable() {
    let folder = folder();
    let of = |risk_aversion: &str| {
        let utility = format!("--target large --utility cara:risk_aversion={risk_aversion}");
        firstbest(folder.path(), &format!("table scores.csv {utility}"))
    };
    let at_the_edge = of("0.5");
    assert_eq!(at_the_edge.status.code(), Some(1));
    let text = String::from_utf8_lossy(&at_the_edge.stdout).into_owned();
    assert!(text.contains("may just be out of reach"), "{text}");
    assert!(words(&of("0.51")).contains("cannot be implemented by such pay (proved)"));
    assert!(words(&of("0.49")).contains("(proved)"));
}

#[test]
fn a_certificate_about_another_table_is_rejected() {
    let folder = folder();
    firstbest(
        folder.path(),
        "table scores.csv --target large --certificate one",
    );
    let other = SCORES.replace("0.7,", "0.8,");
    std::fs::write(folder.path().join("scores.csv"), other).unwrap_or_else(|e| panic!("{e}"));
    firstbest(
        folder.path(),
        "table scores.csv --target large --certificate two",
    );
    let output = firstbest(folder.path(), "check one two.mps");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
}

#[test]
fn words_say_what_is_paid_and_json_says_it_exactly() {
    let folder = folder();
    let command = "table scores.csv --target large --shape monotone";
    let text = words(&firstbest(folder.path(), command));
    for part in [
        "Effort 'large', cost 0.7: least expected pay 1.2 (proved exactly).",
        "  4        ~2.66666666667 = 8/3\n",
        "The agent would do as well with 'medium'.",
    ] {
        assert!(text.contains(part), "{text}");
    }
    let output = firstbest(folder.path(), &format!("{command} --json"));
    let json: serde_json::Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}"));
    let target = &json["targets"][0];
    assert_eq!(target["status"], "optimal");
    assert_eq!(target["kind"], "exact");
    assert_eq!(target["value"], "1.2");
    assert_eq!(target["pay"][3]["exact"], "8/3");
    assert_eq!(json["certificates"][0]["kind"], "exact");
}

#[test]
fn wrong_questions_end_with_status_two_and_say_what_is_allowed() {
    let folder = folder();
    for (options, part) in [
        ("--target huge", "no effort is called 'huge'"),
        ("--target large --floor x", "--floor: 'x' is no number"),
        ("--target large --floor none", "falls without end"),
        ("--target large --utility cobb", "--utility"),
        (
            "--target large --cost-error -1",
            "at least 0 and less than 1",
        ),
        (
            "--target large --cost-error 1",
            "at least 0 and less than 1",
        ),
        ("--target large --time -1", "allowed: seconds from 0 to 1e9"),
        (
            "--target large --time 1e300",
            "allowed: seconds from 0 to 1e9",
        ),
        ("--target large --certificate -", "not stdout"),
        (
            "--target large --shape round",
            "none of any, monotone, threshold",
        ),
    ] {
        let output = firstbest(folder.path(), &format!("table scores.csv {options}"));
        assert_eq!(output.status.code(), Some(2), "{options}: {output:?}");
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(text.contains(part), "{options}: {text}");
    }
}

#[test]
fn ties_at_the_worst_costs_are_called_so() {
    let folder = folder();
    let command = "table scores.csv --target large --cost-error 0.1";
    let text = words(&firstbest(folder.path(), command));
    let tie = "At the worst costs the agent would do as well with";
    assert!(text.contains(tie), "{text}");
}

/// A certificate speaks of columns and rows: whatever efforts and outcomes are called, its program
/// says which they are.
#[test]
fn names_that_a_program_cannot_hold_are_told_in_its_file() {
    let folder = folder();
    let odd = "effort,cost,very good,\"a,b\",$x,very_good\n\
               low eff,0,0.5,0.2,0.2,0.1\n\"hi \"\"gh\"\"\",0.3,0.25,0.25,0.25,0.25\n\
               low_eff,0.1,0.3,0.2,0.3,0.2\n";
    std::fs::write(folder.path().join("odd.csv"), odd).unwrap_or_else(|e| panic!("{e}"));
    let command = "table odd.csv --target 2 --certificate made/proof";
    let output = firstbest(folder.path(), command);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.contains("made the folder made"), "{output:?}");
    let program = std::fs::read_to_string(folder.path().join("made/proof.mps"));
    let program = program.unwrap_or_else(|error| panic!("{error}"));
    for part in [
        "* column c1 is \"pay_very good\"\n",
        "* column c4 is \"pay_very_good\"\n",
        "* row r1 is \"not_low eff\"\n",
        "* row r2 is \"not_low_eff\"\n",
        " pay_a,b expected ",
        " pay_$x expected ",
    ] {
        assert!(program.contains(part), "{part}: {program}");
    }
    let output = firstbest(folder.path(), "check made/proof made/proof.mps");
    assert!(words(&output).starts_with("accepted (exact)"), "{output:?}");
}
