//! `firstbest reproduce`: what is redone and why, `--set`, `--check`, and runs that are killed.

use crate::folders;

use folders::copy;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

const SMALL: &str =
    "models = [\"models/log.toml\"]\nlabels = [\"log\"]\nsamples = \"1e2..1e12:6\" # few\n";
const T7: &str = "t7_general_rate";

/// A project of two quick theorems: t2 with a tenth of its annotators, and t7 with one model.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let source = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::create_dir_all(folder.path().join("figures/models")).expect("writable");
    let model = Path::new("figures/models/log.toml");
    fs::copy(source.join(model), folder.path().join(model)).expect("a copy");
    let parameters = Path::new("figures/t2_sample_complexity.toml");
    let text = fs::read_to_string(source.join(parameters)).expect("readable");
    assert!(text.contains("annotators = 4000"));
    let text = text.replace("annotators = 4000", "annotators = 400");
    fs::write(folder.path().join(parameters), text).expect("writable");
    fs::write(folder.path().join(format!("figures/{T7}.toml")), SMALL).expect("writable");
    folder
}

fn command(root: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_firstbest"));
    command.arg("reproduce").arg("--root").arg(root).args(args);
    command
}

fn run(root: &Path, args: &[&str]) -> Output {
    command(root, args).output().expect("the binary runs")
}

/// The JSON of a run of both theorems: what was made, and why.
fn both(root: &Path, args: &[&str]) -> Value {
    let output = run(root, &[&["--only", "t2,t7", "--json"], args].concat());
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {stderr}");
    serde_json::from_slice(&output.stdout).expect("one JSON document on stdout")
}

/// Which of t2 and t7 were made.
fn made(document: &Value) -> Vec<&str> {
    let rows = document["theorems"].as_array().expect("a list");
    rows.iter()
        .filter(|row| row["made"] == true)
        .map(|row| row["theorem"].as_str().expect("a name"))
        .collect()
}

fn reason(document: &Value, place: usize) -> &str {
    document["theorems"][place]["reason"]
        .as_str()
        .expect("words")
}

/// Every file below a folder with its bytes, but not the stamps.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.expect("an entry");
        let name = entry.file_name().to_string_lossy().into_owned();
        if name == ".stamps" {
            continue;
        }
        if entry.path().is_dir() {
            for (below, bytes) in files(&entry.path()) {
                found.insert(format!("{name}/{below}"), bytes);
            }
        } else {
            found.insert(name, fs::read(entry.path()).expect("readable"));
        }
    }
    found
}

#[test]
fn one_value_redoes_only_what_depends_on_it() {
    let folder = project();
    let root = folder.path();
    assert_eq!(made(&both(root, &[])), ["t2", "t7"]);
    let first = files(&root.join("paper"));
    let again = both(root, &[]);
    assert!(made(&again).is_empty());
    assert!(reason(&again, 0).starts_with("up to date (2 inputs and 6 outputs"));

    // A value of the model that t7 alone uses.
    let set = ["--set", "t7.kappa=0.6"];
    let here = root.to_str().expect("a path in UTF-8");
    let set = [set[0], set[1], "--out", here];
    let changed = both(root, &set);
    assert_eq!(made(&changed), ["t7"]);
    assert_eq!(reason(&changed, 1), "figures/models/log.toml changed");
    let second = files(&root.join("paper"));
    let data = format!("data/{T7}.csv");
    assert_ne!(first[&data], second[&data], "another kappa has other gaps");
    for (path, bytes) in &second {
        if path.contains("t2_") {
            assert_eq!(Some(bytes), first.get(path), "{path}");
        }
    }
    let manifest: Value = serde_json::from_slice(&second["manifest.json"]).expect("JSON");
    assert_eq!(manifest["theorems"][1]["set"][0], "t7.kappa=0.6");
    assert_eq!(
        manifest["theorems"][1]["command"],
        "firstbest reproduce --only t7 --set t7.kappa=0.6"
    );
    assert!(made(&both(root, &set)).is_empty());

    // Parameters: those of t7 on the command line, those of t2 in their file.
    let changed = both(
        root,
        &[&set[..], &["--set", "t7.samples=1e2..1e12:7"]].concat(),
    );
    assert_eq!(made(&changed), ["t7"]);
    assert_eq!(reason(&changed, 1), "parameters of t7 changed");
    let file = root.join("figures/t2_sample_complexity.toml");
    let text = fs::read_to_string(&file).expect("readable");
    assert!(text.contains("seed = 2"));
    fs::write(&file, text.replace("seed = 2", "seed = 3")).expect("writable");
    let changed = both(root, &[]);
    assert_eq!(reason(&changed, 0), "parameters of t2 changed");

    // Without settings t7 is what it was at first, byte for byte, and no file of the user's was
    // touched.
    let last = files(&root.join("paper"));
    assert_eq!(first[&data], last[&data]);
    let parameters = root.join(format!("figures/{T7}.toml"));
    assert_eq!(fs::read_to_string(parameters).expect("readable"), SMALL);
}

#[test]
fn settings_that_make_no_sense_are_refused() {
    let folder = project();
    for (set, piece) in [
        ("t7.kappa", "the `=` is missing"),
        ("t77.kappa=0.6", "\"t77\" is not a theorem"),
        ("kappa=0.6", "the name of a value is missing"),
        ("t7.kapa=0.6", "no such value to set"),
        ("t7.kappa=high", "a number"),
        ("t7.kappa=1.6", "log.toml:"),
        ("t5.kappa=0.6", "--only leaves this theorem out"),
    ] {
        let output = run(folder.path(), &["--only", "t7", "--set", set]);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{set}: {stderr}");
        assert!(
            stderr.contains(piece),
            "{set}: {piece:?} is not in {stderr:?}"
        );
        let left = files(&folder.path().join("paper"));
        assert!(left.is_empty(), "{set} left {:?}", left.keys());
    }
}

#[test]
fn check_names_what_differs_and_changes_nothing() {
    let folder = project();
    let root = folder.path();
    both(root, &[]);
    let before = files(&root.join("paper"));
    // Another time zone, locale, number of threads, and no home.
    let elsewhere = || {
        let mut command = command(root, &["--only", "t2,t7", "--check", "--json"]);
        command
            .env_clear()
            .env("TZ", "Asia/Kathmandu")
            .env("LC_ALL", "de_DE.UTF-8")
            .env("RAYON_NUM_THREADS", "1")
            .env("HOME", "/nonexistent");
        command.output().expect("the binary runs")
    };
    let output = elsewhere();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(files(&root.join("paper")), before);

    let data = root.join(format!("paper/data/{T7}.csv"));
    let text = fs::read_to_string(&data).expect("readable");
    fs::write(&data, text.replacen("\nlog,", "\nLog,", 1)).expect("writable");
    fs::remove_file(root.join("paper/figures/t2_sample_complexity.pdf")).expect("there");
    let output = elsewhere();
    assert_eq!(output.status.code(), Some(1));
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(document["files"], 12);
    let rows = document["differences"].as_array().expect("a list");
    let told: Vec<String> = rows
        .iter()
        .map(|row| format!("{} {}", row["file"], row["problem"]).replace('"', ""))
        .collect();
    assert_eq!(
        told,
        [
            format!(
                "paper/data/{T7}.csv differs from line 2, byte {} on",
                text.find("\nlog,").expect("a row") + 2
            ),
            "paper/figures/t2_sample_complexity.pdf is missing".to_owned(),
        ]
    );
}

#[test]
fn a_killed_run_leaves_whole_files_and_is_resumed() {
    let reference = project();
    both(reference.path(), &[]);
    let whole = files(&reference.path().join("paper"));

    let folder = project();
    let root = folder.path();
    let mut interrupted = 0;
    for milliseconds in [5, 40, 80, 120, 160, 200, 300, 400, 600] {
        let mut child = command(root, &["--only", "t2,t7"])
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary runs");
        std::thread::sleep(Duration::from_millis(milliseconds));
        interrupted += usize::from(child.try_wait().expect("a status").is_none());
        // Harder than Ctrl-C: nothing can be tidied up.
        child.kill().expect("its end");
        child.wait().expect("its end");
        for (path, bytes) in files(&root.join("paper")) {
            let name = path.rsplit('/').next().unwrap_or(&path);
            // The manifest grows by what is done; temporary files are swept away by the next run.
            if name.starts_with(".writing-") || name == "manifest.json" {
                continue;
            }
            assert_eq!(whole.get(&path), Some(&bytes), "{path} is not whole");
        }
    }
    assert!(interrupted > 0, "every run was quicker than its end");
    let left = root.join("paper/figures/.writing-left");
    fs::create_dir_all(root.join("paper/figures")).expect("writable");
    fs::write(&left, "half").expect("writable");
    both(root, &[]);
    assert_eq!(files(&root.join("paper")), whole);

    // What was done before the end is not done again.
    let parameters = root.join(format!("figures/{T7}.toml"));
    fs::write(&parameters, SMALL.replace(":6", ":7")).expect("writable");
    fs::remove_file(root.join("paper/.stamps/t2_sample_complexity.toml")).expect("there");
    let resumed = run(root, &["--only", "t2"]);
    assert!(resumed.status.success());
    assert_eq!(made(&both(root, &[])), ["t7"]);
}

#[test]
fn the_report_depends_on_every_theorem() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    copy(
        Path::new(env!("CARGO_MANIFEST_DIR")),
        root,
        &["figures", "paper"],
    );
    // The manuscript has tests of its own.
    fs::remove_dir_all(root.join("paper/manuscript")).expect("there");
    let report = |args: &[&str]| {
        let output = run(root, &[&["--only", "t2", "--json"], args].concat());
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{stderr}");
        let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let row = document["documents"][0].clone();
        assert_eq!(row["document"], "report", "{stderr}");
        (row["made"] == true, row["reason"].to_string())
    };
    assert!(report(&[]).0);
    assert!(!report(&[]).0, "nothing changed");
    let here = root.to_str().expect("a path in UTF-8");
    let (made, reason) = report(&["--set", "t2.estimation.seed=3", "--out", here]);
    assert!(made && reason.contains("t2_sample_complexity"), "{reason}");
    let page = fs::read_to_string(root.join("paper/report.html")).expect("a page");
    assert!(page.contains("firstbest reproduce --only t2 --set t2.estimation.seed=3"));

    // A theorem whose files are not as the manifest says: nothing to make a document from.
    fs::write(root.join("paper/data/t3_downstream_blindness.csv"), "x\n").expect("writable");
    let output = run(root, &["--only", "t2", "--json"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("the files of t3 are not as"));
}

/// Other parameters go to a folder of their own, found again by the same settings; the paper stays.
#[test]
fn other_parameters_leave_the_paper_alone() {
    let folder = project();
    let root = folder.path();
    both(root, &[]);
    let before = files(&root.join("paper"));
    let set = ["--set", "t7.kappa=0.6"];
    let changed = both(root, &set);
    assert_eq!(
        made(&changed),
        ["t2", "t7"],
        "nothing lies in the new folder yet"
    );
    assert_eq!(files(&root.join("paper")), before);
    let runs: Vec<_> = fs::read_dir(root.join("target/runs"))
        .expect("a folder of runs")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    let [run_of] = runs.as_slice() else {
        panic!("one run, not {runs:?}");
    };
    let data = format!("data/{T7}.csv");
    let there = files(&run_of.join("paper"));
    assert_ne!(there[&data], before[&data], "another kappa has other gaps");
    assert!(made(&both(root, &set)).is_empty(), "found again");

    // The label of the economy says so wherever it is shown.
    for path in [
        data.clone(),
        format!("tables/{T7}.csv"),
        format!("evidence/{T7}.json"),
    ] {
        let text = String::from_utf8_lossy(&there[&path]);
        assert!(text.contains("log (now kappa = 0.6)"), "{path}: {text}");
    }
    let told = run(root, &[&["--only", "t2,t7"], &set[..]].concat());
    let told = String::from_utf8_lossy(&told.stderr);
    assert!(
        told.contains("t7.kappa=0.6: set for T7 alone, in its economies log;"),
        "{told}"
    );
    let manifest: Value = serde_json::from_slice(&there["manifest.json"]).expect("JSON");
    assert_eq!(manifest["theorems"][1]["reaches"]["t7.kappa=0.6"][0], "log");

    // A folder of one's own choosing.
    let out = tempfile::tempdir().expect("a temporary folder");
    let path = out.path().to_str().expect("a path in UTF-8");
    both(root, &[&set[..], &["--out", path]].concat());
    assert_eq!(files(&out.path().join("paper"))[&data], there[&data]);
    assert_eq!(files(&root.join("paper")), before);
}
