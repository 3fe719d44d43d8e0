//! What `design` refuses to write on a sheet, and what the sheet says of its own limits.

use std::path::Path;
use std::process::{Command, Output};

const START: &str = "[money]\ncurrency = \"USD\"\n[utility]\nfamily = \"power\"\ngamma = 0.5\n[cost]\nscale = 0.3333333333333333\nexponent = 3.0\n[reservation]\nutility = 0.3\n";
const ONE_RANGE: &str =
    "kappa = { value = 0.85, lower = 0.83, upper = 0.87 }\n[value]\nslope = 0.4060093333333333\n";
const TWO_RANGES: &str = "kappa = { value = 0.85, lower = 0.83, upper = 0.87 }\n[value]\nslope = { value = 0.406, lower = 0.4, upper = 0.41 }\n";

fn design(folder: &Path, scheme: &str, rest: &str, options: &[&str]) -> Output {
    let text = format!("{START}[monitoring]\nscheme = \"{scheme}\"\n{rest}");
    std::fs::write(folder.join("m.toml"), text).expect("written");
    let start = [
        "design",
        "m.toml",
        "--samples",
        "40",
        "--contract",
        "binary",
    ];
    Command::new(env!("CARGO_BIN_EXE_firstbest"))
        .args(start.iter().chain(options))
        .current_dir(folder)
        .output()
        .expect("the binary runs")
}

fn sheet(scheme: &str, rest: &str, options: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let output = design(folder.path(), scheme, rest, options);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{options:?}: {stderr}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn refused(options: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let output = design(folder.path(), "expert", ONE_RANGE, options);
    assert_eq!(output.status.code(), Some(2), "{options:?}");
    String::from_utf8(output.stderr).expect("UTF-8")
}

#[test]
fn shares_currencies_and_schedules_that_cannot_be_are_refused_by_name() {
    for share in ["80", "-0.1", "1.01", "nan", "inf", "much"] {
        let said = refused(&[&format!("--care-now={share}")]);
        assert!(
            said.contains("--care-now") && said.contains("from 0 to 1"),
            "{said}"
        );
    }
    for currency in ["GBP", "US", ""] {
        let said = refused(&["--currency", currency]);
        assert!(
            said.contains("--currency") && said.contains("USD"),
            "{said}"
        );
    }
    for list in ["0", "50..20", "20,", "many"] {
        let said = refused(&["--schedule", list, "--terms-out", "t.json"]);
        assert!(
            said.contains("--schedule") && !said.contains("--samples"),
            "{said}"
        );
    }
    // What can be is taken.
    let said = sheet(
        "expert",
        ONE_RANGE,
        &["--currency", "usd", "--care-now", "1"],
    );
    assert!(said.contains("100% of its labels"), "{said}");
}

#[test]
fn the_sheet_says_what_it_takes_for_granted_where_it_does() {
    let independent = "ranges are taken as independent";
    let habit = "always gives the same answer";
    let one = sheet("expert", ONE_RANGE, &[]);
    assert!(!one.contains(independent) && !one.contains(habit), "{one}");
    let two = sheet("self-consistency", TWO_RANGES, &[]);
    assert!(two.contains(independent) && two.contains(habit), "{two}");
    let (annotator, company) = two.split_once("For the company").expect("two parts");
    assert!(
        !annotator.contains(habit) && company.contains(habit),
        "{two}"
    );
}

/// Who has 25 checked labels is paid by the entry for 20, and the sheet that is posted says so, in
/// every form.
#[test]
fn the_annotator_is_told_every_entry_of_the_schedule() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = [
        "--unit",
        "0.0001",
        "--schedule",
        "20,50",
        "--terms-out",
        "t.json",
        "--html",
        "s.html",
    ];
    let output = design(folder.path(), "expert", ONE_RANGE, &options);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let page = std::fs::read_to_string(folder.path().join("s.html")).expect("written");
    let terms = std::fs::read_to_string(folder.path().join("t.json")).expect("written");
    let terms: serde_json::Value = serde_json::from_str(&terms).expect("JSON");
    let entries = terms["schedule"].as_array().expect("entries");
    assert_eq!(entries.len(), 3, "{terms}");
    for (entry, checked) in entries.iter().zip(["20 to 39", "40 to 49", "50 or more"]) {
        let samples = entry["samples"].as_u64().expect("a number");
        let threshold = entry["pay"]["tiers"][0]["threshold"].as_u64();
        let agree = format!("{} to {samples}", threshold.expect("a threshold"));
        for said in [&text, &page] {
            let (annotator, _) = said.split_once("For the company").expect("two parts");
            for words in [checked, &format!("the first {samples}"), &agree] {
                assert!(annotator.contains(words), "{words}: {annotator}");
            }
            assert!(!annotator.contains("The first 40"), "{annotator}");
        }
    }
}

#[test]
fn what_holds_at_the_stated_values_alone_is_called_so() {
    let ranges = sheet("expert", ONE_RANGE, &[]);
    assert!(ranges.contains("worst payoff in the ranges"), "{ranges}");
    let point = sheet("expert", ONE_RANGE, &["--point"]);
    assert!(!point.contains("worst payoff in the ranges"), "{point}");
    // 0.85 and a fifth is more than 1.
    assert!(point.contains("κ +20%, at most 1: κ = 1"), "{point}");
}
