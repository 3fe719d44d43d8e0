//! The manuscript: LaTeX by hand, numbers by the program, and what both become.
//!
//! - `numbers` writes a macro for every computed number of the text, as
//!   `paper/manuscript/numbers.toml` says; `decimal` prints it without a digit the file does not
//!   hold; `prose` finds numbers typed by hand.
//! - `needs` refuses parameters that leave a sentence without its number.
//! - `proofs` sets the written proofs of `proofs/T*.md` as an appendix; `trails` leads from each
//!   theorem to its proof, test, code and data.
//! - `tables`, `economies` and `checks` write tables: annotators and solvers, the committed
//!   economies, what the checks came to.
//! - `notice` says which values are not the committed ones.
//! - `title` writes the authors' line and the date, which a run may set.
//! - `stage` gathers the tree that LaTeX reads; `archive` packs it for arXiv, `engine` sets it
//!   where there is no TeX.
//!
//! `paper/manuscript/README.md` says what was weighed.

pub(in crate::paper) mod archive;
mod checks;
mod decimal;
mod economies;
mod engine;
pub mod needs;
mod notice;
mod numbers;
mod proofs;
pub mod prose;
pub(in crate::paper) mod stage;
mod tables;
pub mod title;
mod trails;

use super::document::{Document, DocumentError, Shelf};

/// Macros and tables of the manuscript.
pub const MACROS: Document = Document {
    name: "manuscript",
    outputs: &[
        "paper/manuscript/generated/numbers.tex",
        "paper/manuscript/generated/notice.tex",
        "paper/manuscript/generated/trails.tex",
        "paper/manuscript/generated/annotators.tex",
        "paper/manuscript/generated/solvers.tex",
        "paper/manuscript/generated/checks.tex",
        "paper/manuscript/generated/economies.tex",
        "paper/manuscript/generated/proofs.tex",
    ],
    sources: || {
        let mut sources = text();
        sources.extend(owned(&[
            numbers::PATH,
            crate::paper::proved::STATUS,
            economies::LIST,
            tables::ANNOTATORS,
            super::solvers::TABLE,
            // Numbers may be read from models too.
            "figures/models/",
        ]));
        sources.extend(proofs::files());
        sources
    },
    needs: Some(MAIN),
    make: macros,
};

/// The manuscript as arXiv takes it.
pub const ARCHIVE: Document = Document {
    name: "arxiv",
    outputs: &["paper/arxiv.tar.gz"],
    sources: tree,
    needs: Some(MAIN),
    make: |shelf| Ok(vec![archive::pack(&stage::tree(shelf, "pdf")?)?]),
};

/// The manuscript as a PDF.
pub const PDF: Document = Document {
    name: "paper",
    outputs: &["paper/firstbest.pdf"],
    sources: || {
        let mut sources = tree();
        sources.push(engine::FOLDER.to_owned());
        sources
    },
    needs: Some(MAIN),
    make: |shelf| Ok(vec![engine::pdf(shelf)?]),
};

/// The file all others are read from.
const MAIN: &str = "paper/manuscript/firstbest.tex";

/// Where the manuscript is.
const FOLDER: &str = "paper/manuscript/";

fn owned(paths: &[&str]) -> Vec<String> {
    paths.iter().map(|path| (*path).to_owned()).collect()
}

/// What people write.
fn text() -> Vec<String> {
    owned(&[MAIN, "paper/manuscript/sections/"])
}

/// What LaTeX reads, besides the theorems' figures.
fn tree() -> Vec<String> {
    let mut sources = text();
    sources.extend(owned(stage::FURTHER));
    sources.extend(owned(MACROS.outputs));
    sources
}

/// The sections, path and text.
fn sections(shelf: &Shelf) -> Result<Vec<(&str, &str)>, DocumentError> {
    shelf
        .paths()
        .filter(|path| path.starts_with("paper/manuscript/sections/") && path.ends_with(".tex"))
        .map(|path| Ok((path, shelf.text(path)?)))
        .collect()
}

fn macros(shelf: &Shelf) -> Result<Vec<Vec<u8>>, DocumentError> {
    let sections = sections(shelf)?;
    for (path, text) in &sections {
        if let Some(typed) = prose::typed_numbers(text).first() {
            return Err(malformed(
                &format!("{path}:{}", typed.line),
                format!(
                    "the number {:?} is typed by hand; give it a macro in {}",
                    typed.text,
                    numbers::PATH
                ),
            ));
        }
    }
    Ok([
        numbers::write(shelf, &sections)?,
        notice::write(shelf)?,
        trails::write(shelf)?,
        tables::annotators(shelf)?,
        tables::solvers(shelf)?,
        checks::write(shelf)?,
        economies::write(shelf)?,
        proofs::write(shelf)?,
    ]
    .into_iter()
    .map(String::into_bytes)
    .collect())
}

fn malformed(path: &str, problem: impl Into<String>) -> DocumentError {
    DocumentError::Malformed {
        path: path.to_owned(),
        problem: problem.into(),
    }
}
