//! From each theorem to its proof, test, code and data; and from each figure to what made it.

use super::malformed;
use super::tables::plain;
use crate::paper::document::{DocumentError, Shelf};
use crate::paper::manifest::TheoremRecord;
use crate::print::tex::Macros;
use crate::theorem::Theorem;
use serde::Deserialize;
use std::collections::BTreeSet;

/// What is proved by machine.
pub const STATUS: &str = "proofs/status.toml";

/// What is needed of the status file; it holds more.
#[derive(Deserialize)]
struct Status {
    #[serde(rename = "statement", default)]
    statements: Vec<Statement>,
    #[serde(default)]
    missing: Vec<Missing>,
}

#[derive(Deserialize)]
struct Statement {
    theorem: String,
    coq: Vec<String>,
}

#[derive(Deserialize)]
struct Missing {
    theorem: String,
    words: String,
}

/// Macros `\TrailTFive` (a paragraph of its own) and `\MadeTFive` (the end of a caption) for each
/// theorem.
///
/// # Errors
/// A status file that is not of its form, or words that TeX cannot set.
pub fn write(shelf: &Shelf) -> Result<String, DocumentError> {
    let status: Status = toml::from_str(shelf.text(STATUS)?)
        .map_err(|error| malformed(STATUS, error.to_string()))?;
    let mut macros = Macros::new();
    for (theorem, record) in shelf.theorems() {
        let name = spelled(theorem.id);
        macros
            .raw(&format!("Trail{name}"), trail(theorem, &status)?)
            .and_then(|()| macros.raw(&format!("Made{name}"), made(theorem, record)))
            .map_err(|error| malformed(STATUS, error.to_string()))?;
    }
    Ok(macros.write())
}

fn code(text: &str) -> String {
    format!(
        "\\texttt{{{}}}",
        text.replace('_', "\\_").replace('/', "/\\allowbreak{}")
    )
}

fn trail(theorem: &Theorem, status: &Status) -> Result<String, DocumentError> {
    let names: BTreeSet<&str> = status
        .statements
        .iter()
        .filter(|statement| statement.theorem == theorem.id)
        .flat_map(|statement| statement.coq.iter().map(String::as_str))
        .collect();
    // "Gap_CubeRoot_100.certified" is one of many certificates.
    let (made, proved): (Vec<&str>, Vec<&str>) =
        names.iter().partition(|name| name.ends_with(".certified"));
    let modules: BTreeSet<&str> = proved
        .iter()
        .filter_map(|name| name.split_once('.').map(|(module, _)| module))
        .collect();
    let listed: Vec<String> = modules.iter().map(|module| code(module)).collect();
    let mut out = String::new();
    out.push_str(&match proved.len() {
        0 => "Not proved in Coq".to_owned(),
        1 => format!("Coq: one theorem, in {}", listed.join(", ")),
        many => format!("Coq: {many} theorems, in {}", listed.join(", ")),
    });
    if !made.is_empty() {
        out.push_str(&format!("; {} certificates", made.len()));
    }
    out.push_str(". ");
    for missing in status.missing.iter().filter(|m| m.theorem == theorem.id) {
        let words = plain(&missing.words).map_err(|c| {
            malformed(
                STATUS,
                format!("TeX has no command for {c:?} of {:?}", missing.words),
            )
        })?;
        out.push_str(&format!("Not formalised: {words}. "));
    }
    let stem = theorem.stem;
    out.push_str(&format!(
        "Test {}, code {}, data {}.",
        code(&format!("tests/{stem}.rs")),
        code(theorem.code),
        code(&format!("paper/data/{stem}.csv"))
    ));
    Ok(out)
}

/// The command, and a mark of all that went into the figure.
fn made(theorem: &Theorem, record: &TheoremRecord) -> String {
    let inputs: String = record
        .inputs
        .iter()
        .map(|(path, hash)| format!("{path} {hash}\n"))
        .collect();
    let mark = crate::print::cache::hash(inputs.as_bytes());
    // A command of an option's two hyphens, not of a dash.
    let command = record.command.replace("--", "-{}-");
    format!(
        "[\\texttt{{{}}}, from {}; inputs {}]",
        command.replace('_', "\\_"),
        code(&format!("figures/{}.toml", theorem.stem)),
        code(mark.get(..8).unwrap_or(&mark))
    )
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
