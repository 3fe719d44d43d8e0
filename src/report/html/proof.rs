//! What is machine-checked about a theorem.
//!
//! What the page says comes from the proof's own text (which theorems it states, and whether it leaves a gap) and from the table
//! of `proofs/README.md` (what they say in words and which assumptions they leave). [`of`] is the one place that knows where the
//! standing of proofs is kept.

use super::text::escape;
use crate::report::document::Shelf;
use crate::theorem::Theorem;

const TABLE: &str = "proofs/README.md";

/// Further files with the standing of proofs.
pub const STATUS: &[&str] = &[TABLE];

/// The standing of a theorem's proof.
pub struct Proof {
    /// A few words, plain.
    pub short: String,
    /// Paragraphs and a table, HTML.
    pub long: String,
}

/// `proofs/T5_BinaryRate.v` of `t5_binary_rate`.
pub fn file(theorem: &Theorem) -> String {
    let mut words = theorem.stem.split('_');
    let id = words.next().unwrap_or_default().to_uppercase();
    let name: String = words
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|letter| letter.to_ascii_uppercase());
            first.into_iter().chain(letters).collect::<String>()
        })
        .collect();
    format!("proofs/{id}_{name}.v")
}

/// What is known of a theorem's proof.
pub fn of(theorem: &Theorem, shelf: &Shelf) -> Proof {
    let path = file(theorem);
    let Ok(text) = shelf.text(&path) else {
        return Proof {
            short: "no proof yet".to_owned(),
            long: "<p>There is no machine-checked proof.</p>".to_owned(),
        };
    };
    let stated = stated(text);
    if has_gap(text) {
        return Proof {
            short: "proof has gaps".to_owned(),
            long: format!(
                "<p>The Coq file <code>{}</code> leaves a gap: it admits or assumes a statement.</p>",
                escape(&path)
            ),
        };
    }
    let names: Vec<String> = stated
        .iter()
        .map(|name| format!("<code>{}</code>", escape(name)))
        .collect();
    Proof {
        short: match stated.len() {
            1 => "1 statement in Coq".to_owned(),
            many => format!("{many} statements in Coq"),
        },
        long: format!(
            "{}<p>The Coq file <code>{}</code> states and proves {}. \
             <code>make -C proofs audit</code> compiles it and refuses gaps and axioms beyond those of Coq’s real numbers; \
             what is left unproved stands in <code>{TABLE}</code>.</p>",
            in_words(theorem, shelf),
            escape(&path),
            names.join(", ")
        ),
    }
}

/// The rows of the table that are about the theorem: statement and assumptions left. Empty where there are none.
fn in_words(theorem: &Theorem, shelf: &Shelf) -> String {
    let rows: Vec<Vec<String>> = shelf
        .text(TABLE)
        .map(|text| rows(text, theorem.id))
        .unwrap_or_default()
        .into_iter()
        .map(|row| row.iter().map(|cell| code(cell)).collect())
        .collect();
    let mut out = String::new();
    if !rows.is_empty() {
        super::table::write(&["Proved", "Assumptions left"], &rows, &mut out);
    }
    out
}

/// Statement and assumptions of each row of a Markdown table whose first cell begins with `T5`; the columns are found by their names.
fn rows(text: &str, id: &str) -> Vec<[String; 2]> {
    let id = id.to_uppercase();
    let mut columns = None;
    let mut found = Vec::new();
    for line in text.lines() {
        let Some(inside) = line.trim().strip_prefix('|') else {
            columns = None;
            continue;
        };
        let cells: Vec<&str> = inside
            .trim_end_matches('|')
            .split('|')
            .map(str::trim)
            .collect();
        let place = |name: &str| cells.iter().position(|cell| cell.contains(name));
        if columns.is_none() {
            columns = place("statement").zip(place("assumptions"));
            continue;
        }
        let subject = cells.first().copied().unwrap_or_default();
        let about = subject
            .strip_prefix(id.as_str())
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()));
        if let (true, Some((statement, assumptions))) = (about, columns)
            && let (Some(statement), Some(assumptions)) =
                (cells.get(statement), cells.get(assumptions))
        {
            found.push([(*statement).to_owned(), (*assumptions).to_owned()]);
        }
    }
    found
}

/// Markdown's backticks as code.
fn code(text: &str) -> String {
    let mut out = String::new();
    for (place, part) in text.split('`').enumerate() {
        let part = escape(part);
        out.push_str(&if place % 2 == 1 {
            format!("<code>{part}</code>")
        } else {
            part
        });
    }
    out
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
    fn rows_of_a_theorem_are_found_by_the_names_of_columns() {
        let table = "# x\n| theorem | statement in words | Coq name | assumptions left |\n|---|---|---|---|\n\
             | T2(b) | smallest `n` | `a` | none |\n| T20 | no | `b` | no |\n| T2 | two | `c` | some |\n";
        let found = rows(table, "t2");
        assert_eq!(found, [["smallest `n`", "none"], ["two", "some"]]);
        assert_eq!(code("smallest `n` < 1"), "smallest <code>n</code> &lt; 1");
        assert!(rows("no table", "t2").is_empty());
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
