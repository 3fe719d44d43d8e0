//! What is made from `proofs/status.toml`: the table in `proofs/README.md` and `proofs/Audit.v`.

use super::generated::ProofFile;
use super::status::{Status, StatusError, locate, split};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

const BEGIN: &str = "<!-- made by `firstbest proofs` from status.toml -->\n";
const END: &str = "<!-- end of what is made -->\n";

/// Why the table could not be made.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The status file is wrong.
    #[error(transparent)]
    Status(#[from] StatusError),
    /// The text around the table cannot be read.
    #[error("cannot read proofs/README.md: {0}")]
    Unreadable(std::io::Error),
    /// The text around the table does not say where it goes.
    #[error("proofs/README.md needs the lines {BEGIN:?} and {END:?}, with the table between them")]
    Markers,
}

/// `README.md` and `Audit.v` as they should be for the project at `root`.
///
/// # Errors
/// A status file that names what is not there, a README without a place for the table.
pub fn files(root: &Path, status: &Status) -> Result<Vec<ProofFile>, TableError> {
    let readme = std::fs::read_to_string(root.join("proofs/README.md"));
    let readme = readme.map_err(TableError::Unreadable)?;
    let (before, rest) = readme.split_once(BEGIN).ok_or(TableError::Markers)?;
    let (_, after) = rest.split_once(END).ok_or(TableError::Markers)?;
    let table = table(root, status)?;
    Ok(vec![
        ProofFile {
            path: "README.md".to_owned(),
            text: format!("{before}{BEGIN}\n{table}\n{END}{after}"),
        },
        ProofFile {
            path: "Audit.v".to_owned(),
            text: audit(root, status)?,
        },
    ])
}

fn table(root: &Path, status: &Status) -> Result<String, StatusError> {
    let mut text = String::from(
        "| theorem | statement in words | Coq name | assumptions left | test | figure |\n|---|---|---|---|---|---|\n",
    );
    for statement in &status.statements {
        let mut names = Vec::new();
        let mut last = "";
        for name in &statement.coq {
            let (file, theorem) = split(name)?;
            let place = locate(root, name)?;
            names.push(if file == last {
                format!("`{theorem}`")
            } else {
                format!("[{file}]({}) `{theorem}`", place.display())
            });
            last = file;
        }
        let tests = statement.tests.iter();
        let tests: Vec<String> = tests.map(|test| format!("`{test}`")).collect();
        let figure = statement.figure.as_deref();
        let figure = figure.map(|stem| format!("[{stem}](../paper/figures/{stem}.svg)"));
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} |",
            heading(&statement.theorem),
            statement.words,
            names.join(", "),
            statement.assumptions,
            or_dash(&tests.join(", ")),
            or_dash(&figure.unwrap_or_default()),
        );
    }
    text.push_str("\nNot formalised:\n\n");
    for missing in &status.missing {
        let _ = writeln!(text, "- {}: {}.", heading(&missing.theorem), missing.words);
    }
    Ok(text)
}

fn heading(theorem: &str) -> String {
    match theorem {
        "tools" => theorem.to_owned(),
        _ => theorem.to_uppercase(),
    }
}

fn or_dash(text: &str) -> &str {
    if text.is_empty() { "–" } else { text }
}

fn audit(root: &Path, status: &Status) -> Result<String, StatusError> {
    let mut text = String::from(
        "(** Made by `firstbest proofs` from status.toml; do not edit.\n\n    \
         Prints what the theorems of the table rest on; `make audit` compares it with [allowed_axioms].\n    \
         All of them are one term: what they have in common is then gone through once. *)\n\n",
    );
    let names: Vec<&String> = status.statements.iter().flat_map(|s| &s.coq).collect();
    let mut seen = BTreeSet::new();
    for name in &names {
        let (file, _) = split(name)?;
        if seen.insert(file) {
            let place = locate(root, name)?;
            let folder = place.parent().map(|p| p.display().to_string());
            let folder = folder.filter(|folder| !folder.is_empty());
            let folder = folder
                .map(|folder| format!(".{folder}"))
                .unwrap_or_default();
            let _ = writeln!(text, "From FirstBest{folder} Require {file}.");
        }
    }
    text.push('\n');
    text.push_str("Definition table := (\n");
    for (number, name) in names.iter().enumerate() {
        let comma = if number + 1 < names.len() { "," } else { "" };
        let _ = writeln!(text, "  @{name}{comma}");
    }
    text.push_str(").\n\nPrint Assumptions table.\n");
    Ok(text)
}
