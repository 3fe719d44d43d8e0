//! `paper/report.html`: what was found about every theorem, in one file that needs no other and no
//! network.
//!
//! - `text` escapes words and sets formulas, `table` turns CSV into tables and download links;
//! - `words` says a theorem in words, `card` shows it, `figure` its drawing with values to read off, `proof` what is
//!   machine-checked;
//! - `solvers`, `people` and `environment` are the other sections; `style.css` and `script.js` are
//!   put in as they are.
//!
//! The page works without its script, which adds only values under the pointer or the arrow keys.
//! It loads nothing; its links to the paper, to proofs, code and tests work beside the project's
//! files. Its bytes depend on the files on the [`Shelf`] alone.

mod card;
mod environment;
mod figure;
mod people;
mod proof;
mod solvers;
mod table;
mod text;
mod words;

use super::document::{Document, DocumentError, Shelf};
use super::manifest::TheoremRecord;
use super::sheet::{self, Sheet};
use crate::theorem::{REGISTRY, Theorem};
use std::fmt::Write;
use text::{escape, prose};

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
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n\
         <link rel=\"icon\" href=\"data:,\"/>\n\
         <title>firstbest {}: theorems and evidence</title>\n<style>\n{}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#theorems\">To the theorems</a>\n",
        env!("CARGO_PKG_VERSION"),
        include_str!("style.css"),
    );
    head(&entries, &mut out);
    out.push_str("<main>\n");
    overview(&entries, &mut out);
    for entry in &entries {
        card::write(entry, shelf, &mut out)?;
    }
    solvers::write(shelf, &mut out)?;
    people::write(shelf, &mut out)?;
    environment::write(shelf, &mut out)?;
    let _ = write!(
        out,
        "</main>\n<script>\n{}</script>\n</body>\n</html>\n",
        include_str!("script.js")
    );
    Ok(out)
}

fn head(entries: &[Entry<'_>], out: &mut String) {
    out.push_str(
        "<header class=\"top\">\n<h1>How far pay contracts fall short of the first best</h1>\n\
         <p class=\"lead\">Theorems on monitoring and paying the people whose labels align language models, each with \
         what it claims, what it assumes, and what was proved, computed and simulated about it. Every number on this page \
         was written by <code>firstbest reproduce</code>. The paper, with all definitions and proofs, is <a href=\"firstbest.pdf\">firstbest.pdf</a>.</p>\n<nav aria-label=\"Sections\"><ul>\n",
    );
    for entry in entries {
        let id = entry.theorem.id;
        let _ = writeln!(
            out,
            "<li><a href=\"#{id}\" title=\"{}\">{}</a></li>",
            escape(entry.theorem.title),
            id.to_uppercase()
        );
    }
    for (id, name) in [
        ("solvers", "Solvers"),
        ("annotators", "Real annotators"),
        ("environment", "Environment"),
    ] {
        let _ = writeln!(out, "<li><a href=\"#{id}\">{name}</a></li>");
    }
    out.push_str("</ul></nav>\n</header>\n");
}

fn overview(entries: &[Entry<'_>], out: &mut String) {
    let holding = entries
        .iter()
        .filter(|e| e.sheet.verdict == "holds")
        .count();
    let _ = write!(
        out,
        "<section id=\"theorems\" aria-labelledby=\"theorems-title\">\n\
         <h2 id=\"theorems-title\">{holding} of {} theorems hold at the sizes tested</h2>\n\
         <p>A check is <em>proved</em> where its number is enclosed in outward-rounded arithmetic with a proof that covers \
         the whole class of contracts; <em>computed</em> in double precision with an error that tests bear out; \
         <em>simulated</em> with a standard error; <em>fitted</em> to computed numbers. “Holds” speaks of the sizes tested, a \
         machine-checked proof of what it states for every size.</p>\n\
         <table class=\"stack overview\"><thead><tr><th scope=\"col\">Theorem</th><th scope=\"col\">Verdict</th>\
         <th scope=\"col\">Checks</th><th scope=\"col\">Machine-checked</th></tr></thead>\n<tbody>\n",
        entries.len()
    );
    for entry in entries {
        let theorem = entry.theorem;
        let (holding, all) = entry.holding();
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\"><a href=\"#{id}\"><b>{name} </b>{title}</a></th><td data-name=\"Verdict\"><span>{verdict}</span></td>\
             <td data-name=\"Checks\"><span>{holding} of {all}</span></td><td data-name=\"Machine-checked\"><span>{proof}</span></td></tr>",
            id = theorem.id,
            name = theorem.id.to_uppercase(),
            title = prose(theorem.title),
            verdict = card::badge(&entry.sheet.verdict),
            proof = escape(&entry.proof.short),
        );
    }
    out.push_str("</tbody></table>\n</section>\n");
}
