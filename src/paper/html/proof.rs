//! What is machine-checked about a theorem.
//!
//! What the page says comes from `proofs/status.toml` (which statements are proved, in words, under
//! which assumptions, and what is missing) and from the proof's own text (whether it leaves a gap,
//! and the names of its theorems). [`of`] is the one place that knows where the standing of proofs
//! is kept.

use super::table;
use super::text::{escape, prose};
use crate::paper::document::{DocumentError, Shelf};
use crate::paper::proved::{self, Proved, STATUS, Status};
use crate::theorem::Theorem;
use std::fmt::Write;

/// Further files with the standing of proofs.
pub const SOURCES: &[&str] = &[STATUS];

/// The standing of a theorem's proof.
pub struct Proof {
    /// A few words, plain.
    pub short: String,
    /// Paragraphs and a table, HTML.
    pub long: String,
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
            long: "<p>There is no machine-checked proof.</p>".to_owned(),
        });
    };
    let path = escape(&path);
    if has_gap(text) {
        return Ok(Proof {
            short: "proof has gaps".to_owned(),
            long: format!(
                "<p>The Coq file <code>{path}</code> leaves a gap: it admits or assumes a statement.</p>"
            ),
        });
    }
    let audit = "<code>make -C proofs audit</code> compiles the proofs and refuses gaps and axioms beyond those of Coq’s real numbers";
    if shelf.bytes(STATUS).is_some() {
        return Ok(from_status(&Status::read(shelf)?.of(theorem.id), audit));
    }
    let names: Vec<String> = stated(text)
        .iter()
        .map(|name| format!("<code>{}</code>", escape(name)))
        .collect();
    Ok(Proof {
        short: format!("{} theorems in Coq", names.len()),
        long: format!(
            "<p>The Coq file <code>{path}</code> states and proves {}. {audit}.</p>",
            names.join(", ")
        ),
    })
}

/// The standing as the status file has it.
fn from_status(proved: &Proved<'_>, audit: &str) -> Proof {
    let rows: Vec<Vec<String>> = proved
        .statements
        .iter()
        .map(|statement| {
            let names: Vec<String> = statement
                .coq
                .iter()
                .map(|name| format!("<code>{}</code>", escape(name)))
                .collect();
            vec![
                prose(&statement.words),
                prose(&statement.assumptions),
                names.join(", "),
            ]
        })
        .collect();
    let mut long = String::new();
    if !rows.is_empty() {
        table::write(&["Proved", "Assumptions left", "In Coq"], &rows, &mut long);
        // Writing to a String cannot fail.
        let _ = write!(long, "<p>{audit}.</p>");
    }
    if !proved.missing.is_empty() {
        long.push_str("<h4>Not formalised</h4>\n<ul>\n");
        for part in &proved.missing {
            let _ = writeln!(long, "<li>{}</li>", prose(part));
        }
        long.push_str("</ul>");
    }
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

    #[test]
    fn the_status_file_says_what_is_proved_and_what_is_missing() {
        let text = "[[statement]]\ntheorem = \"t2\"\nwords = \"n < m\"\ncoq = [\"T2.a\", \"T2.b\"]\n\
             assumptions = \"none\"\ntests = []\n[[missing]]\ntheorem = \"t2\"\nwords = \"part (a)\"\n";
        let status = Status::parse(text).unwrap();
        let proof = from_status(&status.of("t2"), "audit");
        assert_eq!(proof.short, "1 statement in Coq (2 theorems), in part");
        for piece in [
            "n &lt; m",
            "<code>T2.b</code>",
            "none",
            "part (a)",
            "audit.",
        ] {
            assert!(proof.long.contains(piece), "{piece}: {}", proof.long);
        }
        assert_eq!(
            from_status(&status.of("t20"), "audit").short,
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
