//! What is machine-checked about a theorem.
//!
//! What the page says comes from `proofs/status.toml` (which statements are proved, in words, under
//! which assumptions, and what is missing) and from the proof's own text (whether it leaves a gap,
//! and the names of its theorems). [`of`] is the one place that knows where the standing of proofs
//! is kept.

use super::table::table;
use super::text::prose;
use crate::paper::document::{DocumentError, Shelf};
use crate::paper::proved::{self, Proved, STATUS};
use crate::print::markup::LINE;
use crate::theorem::Theorem;
use maud::{Markup, html};

/// Further files with the standing of proofs.
pub const SOURCES: &[&str] = &[STATUS];

/// The standing of a theorem's proof.
pub struct Proof {
    /// A few words.
    pub short: String,
    /// Paragraphs and a table.
    pub long: Markup,
}

/// `proofs/T5_BinaryRate.v` of `t5_binary_rate`.
pub fn file(theorem: &Theorem) -> String {
    format!("proofs/{}.v", proved::module(theorem))
}

/// What is known of a theorem's proof.
///
/// # Errors
/// A status file that is not of its form.
pub fn of(theorem: &Theorem, shelf: &Shelf) -> Result<Proof, DocumentError> {
    let path = file(theorem);
    let Ok(text) = shelf.text(&path) else {
        return Ok(Proof {
            short: "no proof yet".to_owned(),
            long: html! { p { "There is no machine-checked proof." } },
        });
    };
    if has_gap(text) {
        return Ok(Proof {
            short: "proof has gaps".to_owned(),
            long: html! {
                p { "The Coq file " code { (path) } " leaves a gap: it admits or assumes a statement." }
            },
        });
    }
    if shelf.bytes(STATUS).is_some() {
        return Ok(from_status(&Proved::of(&proved::read(shelf)?, theorem.id)));
    }
    let names = stated(text);
    Ok(Proof {
        short: format!("{} theorems in Coq", names.len()),
        long: html! {
            p {
                "The Coq file " code { (path) } " states and proves " (codes(&names)) ". " (audit()) "."
            }
        },
    })
}

/// What stands behind "proved".
fn audit() -> Markup {
    html! {
        code { "make -C proofs audit" }
        " compiles the proofs and refuses gaps and axioms beyond those of Coq’s real numbers"
    }
}

/// Names one after the other.
fn codes<T: AsRef<str>>(names: &[T]) -> Markup {
    html! {
        @for (place, name) in names.iter().enumerate() {
            @if place > 0 { ", " }
            code { (name.as_ref()) }
        }
    }
}

/// The standing as the status file has it.
fn from_status(proved: &Proved<'_>) -> Proof {
    let statements = proved.statements.iter();
    let rows: Vec<Vec<Markup>> = statements
        .map(|s| vec![prose(&s.words), prose(&s.assumptions), codes(&s.coq)])
        .collect();
    let long = html! {
        @if !rows.is_empty() {
            (table(&["Proved", "Assumptions left", "In Coq"], &rows))
            p { (audit()) "." }
        }
        @if !proved.missing.is_empty() {
            h4 { "Not formalised" } (LINE)
            ul { (LINE) @for part in &proved.missing { li { (prose(part)) } (LINE) } }
        }
    };
    Proof {
        short: proved.words(),
        long,
    }
}

/// Names of the theorems and corollaries, in their order.
fn stated(text: &str) -> Vec<&str> {
    text.lines()
        .filter_map(|line| {
            let line = line.trim_start();
            let rest = line
                .strip_prefix("Theorem ")
                .or_else(|| line.strip_prefix("Corollary "))?;
            rest.split([' ', ':'])
                .next()
                .filter(|name| !name.is_empty())
        })
        .collect()
}

/// Whether a statement is taken without proof.
fn has_gap(text: &str) -> bool {
    text.lines().map(str::trim_start).any(|line| {
        ["Admitted", "admit.", "Axiom ", "Parameter ", "Conjecture "]
            .iter()
            .any(|word| line.starts_with(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::status::Status;

    #[test]
    fn the_status_file_says_what_is_proved_and_what_is_missing() {
        let text = "[[statement]]\ntheorem = \"t2\"\nwords = \"n < m\"\ncoq = [\"T2.a\", \"T2.b\"]\n\
             assumptions = \"none\"\ntests = []\n[[missing]]\ntheorem = \"t2\"\nwords = \"part (a)\"\n";
        let status = Status::parse(text).unwrap();
        let proof = from_status(&Proved::of(&status, "t2"));
        assert_eq!(proof.short, "1 statement in Coq (2 theorems), in part");
        let long = proof.long.into_string();
        for piece in [
            "n &lt; m",
            "<code>T2.b</code>",
            "none",
            "part (a)",
            "beyond those of Coq’s real numbers.",
        ] {
            assert!(long.contains(piece), "{piece}: {long}");
        }
        assert_eq!(
            from_status(&Proved::of(&status, "t20")).short,
            "nothing proved in Coq yet"
        );
    }

    #[test]
    fn statements_and_gaps_are_seen() {
        let text =
            "Lemma a : True.\nTheorem b: True.\nProof. exact I. Qed.\n  Corollary c (x : R) :\n";
        assert_eq!(stated(text), ["b", "c"]);
        assert!(!has_gap(text));
        assert!(has_gap("Theorem b : False.\nProof.\nAdmitted.\n"));
    }
}
