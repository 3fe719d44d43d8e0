//! Sweeps: shards, a killed run, results put together.

use firstbest::sweep::merge;
use firstbest::sweep::read_records;
use firstbest::sweep::{Grid, RecordError, Shard};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn sweep(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_firstbest"))
        .arg("sweep")
        .args(args)
        .output()
        .expect("the binary runs")
}

/// A grid of 2·(2·2)·2·3 = 48 points, some of which are no models: κ = 1.5.
fn grid(folder: &Path) -> PathBuf {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("figures/models");
    for name in ["a.toml", "gec.toml"] {
        std::fs::copy(models.join(name), folder.join(name)).expect("a copy");
    }
    let path = folder.join("grid.toml");
    std::fs::write(
        &path,
        "models = [\"a.toml\", \"gec.toml\"]\ncontracts = [\"binary\", \"linear\"]\nsamples = \"5,20,80\"\n[vary.monitoring]\nkappa = [0.6, 1.5]\n[vary.reservation]\nutility = [0.25, 0.3]\n",
    )
    .expect("a grid");
    path
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a file of results")
}

#[test]
fn shards_resumed_and_merged_are_the_whole() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let grid = grid(folder.path()).display().to_string();
    let file = |name: &str| folder.path().join(name).display().to_string();
    let whole = sweep(&[&grid]);
    assert!(whole.status.success());
    let said = String::from_utf8(whole.stderr).expect("UTF-8");
    assert!(said.contains("24 of 48 points have no answer"), "{said}");
    let whole = String::from_utf8(whole.stdout).expect("UTF-8");
    assert_eq!(whole.lines().count(), 48);
    // What is no model says so and stops nothing.
    assert_eq!(whole.matches("\"error\"").count(), 24);
    assert!(whole.contains("kappa"), "the error names the field");
    let shards: Vec<String> = (1..=3).map(|i| file(&format!("shard{i}.jsonl"))).collect();
    for (i, out) in shards.iter().enumerate() {
        let shard = format!("{}/3", i + 1);
        assert!(
            sweep(&[&grid, "--shard", &shard, "--out", out])
                .status
                .success()
        );
    }
    // A killed run: the second shard ends in the middle of a line.
    let full = text(Path::new(&shards[1]));
    std::fs::write(&shards[1], &full[..full.len() / 2]).expect("a cut file");
    let merged = file("study.jsonl");
    let merge = |out: &str| {
        let mut args = vec![grid.as_str(), "--out", out, "--merge"];
        args.extend(shards.iter().map(String::as_str));
        sweep(&args)
    };
    // With points missing the merge says so by its status.
    assert_eq!(merge(&merged).status.code(), Some(1));
    assert!(
        sweep(&[&grid, "--shard", "2/3", "--out", &shards[1]])
            .status
            .success()
    );
    assert_eq!(text(Path::new(&shards[1])), full);
    assert!(merge(&merged).status.success());
    assert_eq!(text(Path::new(&merged)), whole);
    // Run again, nothing is computed twice.
    let again = sweep(&[&grid, "--shard", "2/3", "--out", &shards[1]]);
    assert!(String::from_utf8_lossy(&again.stderr).contains("0 to compute"));
    assert_eq!(text(Path::new(&shards[1])), full);
}

#[test]
fn every_point_has_its_id_and_is_in_one_shard() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let points = Grid::read(&grid(folder.path())).expect("a grid").points();
    let ids: BTreeSet<String> = points.iter().map(|point| point.id()).collect();
    assert_eq!(ids.len(), points.len());
    let shards: Vec<Shard> = (1..=5)
        .map(|i| format!("{i}/5").parse().expect("a shard"))
        .collect();
    for point in &points {
        let holding = shards.iter().filter(|shard| shard.holds(point.index));
        assert_eq!(holding.count(), 1);
    }
}

#[test]
fn bad_input_is_refused() {
    for bad in ["0/3", "4/3", "1", "a/b", "1/0", "-1/3"] {
        assert!(bad.parse::<Shard>().is_err(), "{bad}");
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let grid = grid(folder.path());
    let refused = |from: &str, to: &str, piece: &str| {
        let changed = folder.path().join("changed.toml");
        std::fs::write(&changed, text(&grid).replace(from, to)).expect("a grid");
        let output = sweep(&[&changed.display().to_string()]);
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{message}");
        assert!(
            message.contains(piece) && message.contains("allowed"),
            "{message}"
        );
    };
    refused("kappa =", "kapa =", "kapa");
    refused("\"binary\"", "\"binry\"", "binry");
    refused("[0.6, 1.5]", "[]", "kappa");
    refused("\"a.toml\", \"gec.toml\"", "", "models");
    refused("samples", "sample", "sample");
}

/// Planted fault: two results of one point that differ are not merged.
#[test]
fn planted_fault_contradicting_results_are_caught() {
    let (one, whole) =
        read_records("{\"id\":\"x\",\"gap\":1}\n{\"id\":\"y\"}\n{\"id\":\"z").expect("records");
    assert!(!whole);
    assert_eq!(one.len(), 2);
    let (other, _) = read_records("{\"id\":\"x\",\"gap\":2}\n").expect("records");
    assert_eq!(
        merge([one.clone(), one.clone()]).expect("the same").len(),
        2
    );
    assert_eq!(
        merge([one, other]),
        Err(RecordError::Conflict { id: "x".to_owned() })
    );
    assert_eq!(
        read_records("{\"id\":\"x\"}\nno json\n"),
        Err(RecordError::NotARecord { line: 2 })
    );
}
