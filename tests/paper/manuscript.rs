//! The manuscript: every number is the program's, and what is committed is what the program makes.

use crate::folders;

use firstbest::paper::manuscript::prose::typed_numbers;
use folders::copy;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const FOLDER: &str = "paper/manuscript";

fn source() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn sections(root: &Path) -> Vec<(PathBuf, String)> {
    let folder = root.join(FOLDER).join("sections");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder of sections")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| (path.clone(), read(&path)))
        .collect()
}

#[test]
fn no_number_is_typed_by_hand() {
    let sections = sections(source());
    assert!(sections.len() > 8, "{} sections", sections.len());
    for (path, text) in sections {
        assert_eq!(typed_numbers(&text), [], "{}", path.display());
    }
}

/// Keys of `\cite{a,b}`.
fn cited(text: &str) -> BTreeSet<String> {
    text.split("\\cite{")
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .flat_map(|(keys, _)| keys.split(','))
        .map(|key| key.trim().to_owned())
        .collect()
}

#[test]
fn references_are_cited_and_set() {
    let folder = source().join(FOLDER);
    let cited: BTreeSet<String> = sections(source())
        .iter()
        .flat_map(|(_, text)| cited(text))
        .collect();
    let entries: BTreeSet<String> = read(&folder.join("references.bib"))
        .split('@')
        .skip(1)
        // @article{key,
        .filter_map(|entry| entry.split_once('{')?.1.split_once(','))
        .map(|(key, _)| key.to_owned())
        .collect();
    let set: BTreeSet<String> = read(&folder.join("firstbest.bbl"))
        .split("\\bibitem")
        .skip(1)
        // \bibitem[Liu et~al.(2025)...]{liu}: labels have braces of their own, the key is the last
        // on its line.
        .filter_map(|item| item.split("\n\n").next()?.split("]{").nth(1))
        .filter_map(|key| key.split_once('}'))
        .map(|(key, _)| key.to_owned())
        .collect();
    assert_eq!(cited, entries, "cited, and in references.bib");
    assert_eq!(cited, set, "cited, and in firstbest.bbl: run bibtex again");
}

/// `\ref{x}` and `\eqref{x}`, or with `\label{`, the labels, of a text.
fn named<'t>(text: &'t str, command: &str) -> BTreeSet<&'t str> {
    text.split(command)
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn what_is_referred_to_is_there_and_every_theorem_has_statement_and_proof() {
    let mut text: String = sections(source())
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    for made in [
        "trails",
        "annotators",
        "solvers",
        "checks",
        "economies",
        "proofs",
    ] {
        let path = source().join(FOLDER).join(format!("generated/{made}.tex"));
        text.push_str(&read(&path));
    }
    let labels = named(&text, "\\label{");
    for command in ["\\ref{", "\\eqref{"] {
        let missing: Vec<_> = named(&text, command).difference(&labels).copied().collect();
        assert_eq!(missing, [""; 0], "{command}");
    }
    for theorem in firstbest::theorem::REGISTRY {
        assert!(labels.contains(format!("app:{}", theorem.id).as_str()));
    }
    assert_eq!(
        text.matches("\n\\begin{flushleft}\\footnotesize\\Trail")
            .count(),
        firstbest::theorem::REGISTRY.len(),
        "each statement is followed by its trail"
    );
}

/// A copy of what the manuscript is made from and into.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy(source(), folder.path(), &["figures", "paper", "proofs"]);
    folder
}

/// Makes the documents; T2 is the quickest theorem that brings them along.
fn reproduce(root: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_firstbest"))
        .args(["reproduce", "--only", "t2", "--root"])
        .arg(root)
        .args(args)
        // No Python: nothing here may need a network.
        .env("PATH", "")
        .output()
        .expect("the binary runs")
}

#[test]
fn what_is_committed_is_what_the_program_makes() {
    let folder = project();
    let root = folder.path();
    let made = [
        "paper/manuscript/generated/numbers.tex",
        "paper/manuscript/generated/notice.tex",
        "paper/manuscript/generated/trails.tex",
        "paper/manuscript/generated/annotators.tex",
        "paper/manuscript/generated/solvers.tex",
        "paper/manuscript/generated/checks.tex",
        "paper/manuscript/generated/economies.tex",
        "paper/manuscript/generated/proofs.tex",
        "paper/arxiv.tar.gz",
    ];
    for path in made {
        fs::remove_file(root.join(path)).expect("committed");
    }
    let output = reproduce(root, &["--no-pdf"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    for path in made {
        let (now, committed) = (fs::read(root.join(path)), fs::read(source().join(path)));
        assert!(
            now.expect("made") == committed.expect("committed"),
            "{path} is not what the program makes; run firstbest reproduce"
        );
    }
    // Left out, the PDF keeps its record.
    let manifest = read(&root.join("paper/manifest.json"));
    assert!(manifest.contains("paper/firstbest.pdf"));

    // Without an engine everything else is made, and it is said that the PDF is not.
    let before = fs::read(root.join("paper/firstbest.pdf")).expect("committed");
    let output = reproduce(root, &[]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(
        stderr.contains("paper/firstbest.pdf is left as it was")
            && stderr.contains("python3 does not start"),
        "{stderr}"
    );
    assert!(before == fs::read(root.join("paper/firstbest.pdf")).expect("left"));
}

/// A project in which one text of one file is another.
fn planted(file: &str, from: &str, to: &str) -> String {
    let folder = project();
    let path = folder.path().join(FOLDER).join(file);
    let text = read(&path);
    assert!(text.contains(from), "{file} has no {from:?} to change");
    fs::write(&path, text.replacen(from, to, 1)).expect("writable");
    let output = reproduce(folder.path(), &["--no-pdf"]);
    assert!(!output.status.success(), "{from:?} -> {to:?} passed");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn planted_faults_are_found() {
    let typed = planted(
        "sections/contracts.tex",
        "\\FreePowerErrs{} times",
        "$2.9$ times",
    );
    assert!(
        typed.contains("sections/contracts.tex:") && typed.contains("\"2.9\" is typed by hand"),
        "{typed}"
    );
    let unused = planted(
        "sections/contracts.tex",
        "\\FreePowerErrs{} times",
        "many times",
    );
    assert!(
        unused.contains("\\FreePowerErrs: no section uses it"),
        "{unused}"
    );
    let none = planted("numbers.toml", "samples = \"1000000\"", "samples = \"17\"");
    assert!(
        none.contains("no row of") && none.contains("numbers.toml"),
        "{none}"
    );
    let many = planted("numbers.toml", ", samples = \"1000\" }", " }");
    assert!(many.contains("of what should be one: row of"), "{many}");
    let unnamed = planted("numbers.toml", "\"crossover_1\"", "\"crossover_9\"");
    assert!(
        unnamed.contains("there is no quantity \"crossover_9\""),
        "{unnamed}"
    );
    let digits = planted("numbers.toml", "digits = 4", "digits = 40");
    assert!(
        digits.contains("cannot be rounded to 40 digits"),
        "{digits}"
    );
}
