//! `paper/report.html`: what was found about every theorem, in one file that needs no other and no
//! network.
//!
//! - `text` sets words and formulas, `table` turns CSV into tables and download links;
//! - `notice` says which values are not the committed ones;
//! - `words` says a theorem in words, `card` shows it, `figure` its drawing with values to read
//!   off, `proof` what is machine-checked;
//! - `solvers`, `people` and `environment` are the other sections; `style.css` and `script.js` are
//!   put in as they are.
//!
//! The page works without its script, which adds only values under the pointer or the arrow keys.
//! It loads nothing; its links to the paper, to proofs, code and tests work beside the project's
//! files. Its bytes depend on the files on the [`Shelf`] alone.

mod card;
mod environment;
mod figure;
mod notice;
mod people;
mod proof;
mod solvers;
mod table;
mod text;
mod words;

use super::document::{Document, DocumentError, Shelf};
use super::manifest::TheoremRecord;
use super::sheet::{self, Sheet};
use crate::print::markup::LINE;
use crate::theorem::{REGISTRY, Theorem};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use text::prose;

/// The document.
pub const DOCUMENT: Document = Document {
    name: "report",
    outputs: &[PATH],
    sources,
    needs: None,
    make: |shelf| Ok(vec![page(shelf)?.into_bytes()]),
};

/// Where the report is, below the root.
pub const PATH: &str = "paper/report.html";

fn sources() -> Vec<String> {
    let mut sources: Vec<String> = REGISTRY.iter().map(proof::file).collect();
    for paths in [
        proof::SOURCES,
        solvers::SOURCES,
        people::SOURCES,
        environment::SOURCES,
    ] {
        sources.extend(paths.iter().map(|path| (*path).to_owned()));
    }
    sources
}

/// All that the page tells of one theorem.
struct Entry<'s> {
    theorem: &'static Theorem,
    record: &'s TheoremRecord,
    sheet: Sheet,
    proof: proof::Proof,
}

impl Entry<'_> {
    /// How many checks hold, of how many.
    fn holding(&self) -> (usize, usize) {
        let checks = &self.sheet.checks;
        (checks.iter().filter(|c| c.holds).count(), checks.len())
    }
}

fn entries(shelf: &Shelf) -> Result<Vec<Entry<'_>>, DocumentError> {
    shelf
        .theorems()
        .map(|(theorem, record)| {
            let path = sheet::path(theorem.stem);
            let sheet = serde_json::from_str(shelf.text(&path)?).map_err(|error| {
                DocumentError::Malformed {
                    path,
                    problem: error.to_string(),
                }
            })?;
            Ok(Entry {
                theorem,
                record,
                sheet,
                proof: proof::of(theorem, shelf)?,
            })
        })
        .collect()
}

/// Nothing but what is in the file may be loaded, and nothing sent: a reader need not take our word
/// for it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; \
     base-uri 'none'; form-action 'none'";

fn page(shelf: &Shelf) -> Result<String, DocumentError> {
    let entries = entries(shelf)?;
    let mut cards = Vec::new();
    for entry in &entries {
        cards.push(card::card(entry, shelf)?);
    }
    let page = html! {
        (DOCTYPE) (LINE)
        html lang="en" { (LINE)
            (head()) (LINE)
            body { (LINE)
                a.skip href="#theorems" { "To the theorems" } (LINE)
                (top(&entries))
                (notice::notice(shelf))
                main { (LINE)
                    (overview(&entries))
                    @for card in &cards { (card) }
                    (solvers::section(shelf)?)
                    (people::section(shelf)?)
                    (environment::section(shelf)?)
                } (LINE)
                script { (LINE) (PreEscaped(include_str!("script.js"))) } (LINE)
            } (LINE)
        } (LINE)
    };
    Ok(page.into_string())
}

fn head() -> Markup {
    html! {
        head { (LINE)
            meta charset="utf-8"; (LINE)
            meta name="viewport" content="width=device-width, initial-scale=1"; (LINE)
            meta http-equiv="Content-Security-Policy" content=(POLICY); (LINE)
            meta name="color-scheme" content="light dark"; (LINE)
            link rel="icon" href="data:,"; (LINE)
            title { "firstbest " (env!("CARGO_PKG_VERSION")) ": theorems and evidence" } (LINE)
            style { (LINE) (PreEscaped(include_str!("style.css"))) } (LINE)
        }
    }
}

fn top(entries: &[Entry<'_>]) -> Markup {
    html! {
        header.top { (LINE)
            h1 { "How far pay contracts fall short of the first best" } (LINE)
            p.lead {
                "Theorems on monitoring and paying the people whose labels align language models, each with \
                 what it claims, what it assumes, and what was proved, computed and simulated about it. Every number on this page \
                 was written by " code { "firstbest reproduce" }
                ". The paper, with all definitions and proofs, is "
                a href="firstbest.pdf" { "firstbest.pdf" } "."
            } (LINE)
            nav aria-label="Sections" { ul { (LINE)
                @for entry in entries {
                    @let id = entry.theorem.id;
                    li { a href={ "#" (id) } title=(entry.theorem.title) { (id.to_uppercase()) } } (LINE)
                }
                @for (id, name) in [
                    ("solvers", "Solvers"),
                    ("annotators", "Real annotators"),
                    ("environment", "Environment"),
                ] {
                    li { a href={ "#" (id) } { (name) } } (LINE)
                }
            } } (LINE)
        } (LINE)
    }
}

fn overview(entries: &[Entry<'_>]) -> Markup {
    let holding = entries.iter().filter(|e| e.sheet.verdict == "holds");
    html! {
        section id="theorems" aria-labelledby="theorems-title" { (LINE)
            h2 id="theorems-title" {
                (holding.count()) " of " (entries.len()) " theorems hold at the sizes tested"
            } (LINE)
            p {
                "A check is " em { "proved" } " where its number is enclosed in outward-rounded arithmetic with a proof that covers \
                 the whole class of contracts; " em { "computed" } " in double precision with an error that tests bear out; "
                em { "simulated" } " with a standard error; " em { "fitted" }
                " to computed numbers. “Holds” speaks of the sizes tested, a \
                 machine-checked proof of what it states for every size."
            } (LINE)
            table.stack.overview {
                thead { tr {
                    @for name in ["Theorem", "Verdict", "Checks", "Machine-checked"] {
                        th scope="col" { (name) }
                    }
                } } (LINE)
                tbody { (LINE) @for entry in entries { (row(entry)) (LINE) } }
            } (LINE)
        } (LINE)
    }
}

fn row(entry: &Entry<'_>) -> Markup {
    let theorem = entry.theorem;
    let (holding, all) = entry.holding();
    html! {
        tr {
            th scope="row" {
                a href={ "#" (theorem.id) } { b { (theorem.id.to_uppercase()) " " } (prose(theorem.title)) }
            }
            td data-name="Verdict" { span { (card::badge(&entry.sheet.verdict)) } }
            td data-name="Checks" { span { (holding) " of " (all) } }
            td data-name="Machine-checked" { span { (entry.proof.short) } }
        }
    }
}
