//! Runs with other values: every file says so, what has no words for them is left out, and
//! parameters that cannot be are refused with their range.

use crate::folders;

use folders::copy;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// A copy of what the paper is made from and into.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let source = Path::new(env!("CARGO_MANIFEST_DIR"));
    copy(source, folder.path(), &["figures", "paper", "proofs"]);
    folder
}

fn reproduce(root: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_firstbest"))
        .args(["reproduce", "--no-pdf", "--root"])
        .arg(root)
        .args(args)
        .output()
        .expect("the binary runs")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn documents_of_other_values_say_so_or_are_left_out() {
    let folder = project();
    let root = folder.path();
    let out = root.join("variant");
    let path = out.to_str().expect("a path in UTF-8");
    let report = out.join("paper/report.html");
    let archive = out.join("paper/arxiv.tar.gz");
    let generated = out.join("paper/manuscript/generated");

    let output = reproduce(root, &["--set", "t1.map_kappas=[0.1, 1.0]", "--out", path]);
    let stderr = told(&output);
    assert!(output.status.success(), "{stderr}");
    assert!(stderr.contains("t1.map_kappas=[0.1, 1.0]: set for T1 alone"));
    let notice = read(&generated.join("notice.tex"));
    assert!(
        notice.contains("t1.map\\_kappas=[0.1, 1.0]") && notice.contains("numbers of T1"),
        "{notice}"
    );
    let page = read(&report);
    assert!(page.contains("Made with other values than the committed ones."));
    assert!(archive.is_file());

    // One crossover where the text has three: no document with the committed numbers beside the
    // new figure, nor the one that lies there from the run before.
    let output = reproduce(root, &["--set", "t1.kappas=[0.5]", "--out", path]);
    let stderr = told(&output);
    assert!(output.status.success(), "{stderr}");
    for left_out in ["generated/numbers.tex", "arxiv.tar.gz"] {
        let line = stderr.lines().find(|line| line.contains(left_out));
        assert!(line.is_some_and(|l| l.contains("left out")), "{stderr}");
    }
    assert!(!archive.exists() && !generated.join("numbers.tex").exists());
    let manifest: Value =
        serde_json::from_str(&read(&out.join("paper/manifest.json"))).expect("JSON");
    let records = manifest["documents"].as_array().expect("a list");
    let names: Vec<&str> = records.iter().filter_map(|r| r["name"].as_str()).collect();
    assert_eq!(names, ["report"]);
    assert!(read(&report).contains("t1.kappas=[0.5]"));
}

#[test]
fn parameters_without_a_paper_are_refused_before_a_file_is_replaced() {
    let folder = project();
    let root = folder.path();
    let file = root.join("figures/t1_monitoring_signals.toml");
    let text = read(&file);
    fs::write(&file, text.replace("[0.3, 0.6, 0.9] ", "[0.5] ")).expect("writable");
    let figure = root.join("paper/figures/t1_monitoring_signals.svg");
    let before = read(&figure);
    let output = reproduce(root, &["--only", "t1"]);
    let stderr = told(&output);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(
        stderr.contains("t1_monitoring_signals.toml:2: kappas: 1 values where the paper needs 3"),
        "{stderr}"
    );
    assert_eq!(read(&figure), before);
}

/// Nothing is cut to a range behind one's back.
#[test]
fn counts_out_of_range_are_refused_with_the_range() {
    let folder = project();
    for (set, allowed) in [
        ("t1.simulation.samples=99", "from 100 to 1000000"),
        ("t2.estimation.annotators=0", "from 100 to 100000"),
        ("t2.estimation.annotators=100001", "from 100 to 100000"),
        ("t2.estimation.annotators=-5", "from 100 to 100000"),
        ("t3.simulation.dimension=1", "from 2 to 100"),
        ("t3.simulation.replicates=4", "from 5 to 10000"),
        ("t3.simulation.labels=[1000.5]", "whole numbers from 500 to"),
        (
            "t3.sensitivity.labels=[1000.5]",
            "whole numbers from 100 to",
        ),
        ("t4.cells=0", "from 1 to"),
        ("t4.frontier.points=1", "from 2 to"),
        ("t5.simulation.draws=1", "from 2 to"),
        ("t8.simulation.draws=0", "from 2 to"),
        ("t9.robustness.samples=0", "from 1 to"),
        ("t10.simulation.items=99", "from 100 to 10000000"),
        ("t10.simulation.files=2.5", "from 100 to 100000"),
        ("t10.simulation.file_items=19", "from 20 to 100000"),
        ("t10.collapse.many=0", "from 1 to"),
    ] {
        let output = reproduce(folder.path(), &["--set", set]);
        let stderr = told(&output);
        assert_eq!(output.status.code(), Some(2), "{set}: {stderr}");
        let (name, _) = set.split_once('=').expect("a value");
        let key = name.rsplit('.').next().expect("a key");
        assert!(
            stderr.contains(allowed) && stderr.contains(key) && stderr.contains(".toml:"),
            "{set}: {allowed:?} is not in {stderr}"
        );
    }
}
