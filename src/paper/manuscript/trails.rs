//! From each theorem to its proof, test, code and data; and from each figure to what made it.

use super::malformed;
use super::tables::{code, plain};
use crate::paper::document::{DocumentError, Shelf};
use crate::paper::manifest::TheoremRecord;
use crate::paper::proved::{self, Proved, STATUS};
use crate::print::tex::Macros;
use crate::theorem::Theorem;

/// Macros for each theorem: `\TrailTFive`, a paragraph of its own, and for the table of programs
/// `\MadeTFive`, the command, and `\HashTFive`, a mark of its inputs.
///
/// # Errors
/// A status file that is not of its form.
pub fn write(shelf: &Shelf) -> Result<String, DocumentError> {
    let status = proved::read(shelf)?;
    let mut macros = Macros::new();
    for (theorem, record) in shelf.theorems() {
        let name = spelled(theorem.id);
        let made = made(record)
            .map_err(|c| malformed("--set", format!("TeX has no command for {c:?}")))?;
        macros
            .raw(&format!("Trail{name}"), trail(theorem, &status))
            .and_then(|()| macros.raw(&format!("Made{name}"), made))
            .and_then(|()| macros.raw(&format!("Hash{name}"), mark(record)))
            .map_err(|error| malformed(STATUS, error.to_string()))?;
    }
    Ok(macros.write())
}

/// What is not formalised stands with the proof.
fn trail(theorem: &Theorem, status: &crate::proof::status::Status) -> String {
    let stem = theorem.stem;
    format!(
        "Proof: Appendix~\\ref{{app:{}}}; {}. Test {}, code {}, data {}.",
        theorem.id,
        Proved::of(status, theorem.id).words(),
        code(&format!("tests/{stem}.rs")),
        code(theorem.code),
        code(&format!("paper/data/{stem}.csv"))
    )
}

/// The command that made it.
fn made(record: &TheoremRecord) -> Result<String, char> {
    let command = plain(&record.command)?;
    Ok(format!(
        "\\texttt{{{}}}",
        command.replace('/', "/\\allowbreak{}")
    ))
}

/// A mark of all that went into it.
fn mark(record: &TheoremRecord) -> String {
    let inputs: String = record
        .inputs
        .iter()
        .map(|(path, hash)| format!("{path} {hash}\n"))
        .collect();
    let mark = crate::print::cache::hash(inputs.as_bytes());
    code(mark.get(..8).unwrap_or(&mark))
}

/// `TFive` of `t5`: TeX takes letters only.
fn spelled(id: &str) -> String {
    const DIGITS: [&str; 10] = [
        "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine",
    ];
    id.chars()
        .map(|c| match c.to_digit(10) {
            Some(digit) => DIGITS[digit as usize].to_owned(),
            None => c.to_ascii_uppercase().to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::spelled;
    use crate::theorem::REGISTRY;

    #[test]
    fn every_theorem_has_a_name_of_letters() {
        assert_eq!(spelled("t5"), "TFive");
        for theorem in REGISTRY {
            assert!(spelled(theorem.id).bytes().all(|b| b.is_ascii_alphabetic()));
        }
    }
}
