//! What is machine-checked about a theorem.
//!
//! What the page says comes from the proof's own text: which theorems it states, and whether it leaves a gap. [`of`] is the one
//! place that knows where the standing of proofs is kept.

use super::text::escape;
use crate::report::document::Shelf;
use crate::theorem::Theorem;

/// Further files with the standing of proofs.
pub const STATUS: &[&str] = &["proofs/status.toml"];

/// The standing of a theorem's proof.
pub struct Proof {
    /// A few words, plain.
    pub short: String,
    /// A paragraph, HTML.
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
            long: "There is no machine-checked proof.".to_owned(),
        };
    };
    let stated = stated(text);
    if has_gap(text) {
        return Proof {
            short: "proof has gaps".to_owned(),
            long: format!(
                "The Coq file <code>{}</code> leaves a gap: it admits or assumes a statement.",
                escape(&path)
            ),
        };
    }
    let names: Vec<String> = stated
        .iter()
        .map(|name| format!("<code>{}</code>", escape(name)))
        .collect();
    Proof {
        short: format!("{} statements in Coq", stated.len()),
        long: format!(
            "The Coq file <code>{}</code> states and proves {}. What each says and which assumptions it leaves stands in \
             <code>proofs/README.md</code>; <code>make -C proofs audit</code> compiles them and refuses gaps and axioms beyond \
             those of Coq’s real numbers.",
            escape(&path),
            names.join(", ")
        ),
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
    fn statements_and_gaps_are_seen() {
        let text =
            "Lemma a : True.\nTheorem b: True.\nProof. exact I. Qed.\n  Corollary c (x : R) :\n";
        assert_eq!(stated(text), ["b", "c"]);
        assert!(!has_gap(text));
        assert!(has_gap("Theorem b : False.\nProof.\nAdmitted.\n"));
    }
}
