//! Which lines begin a section.

use super::state::Outcome;
use crate::lp::Sense;

/// The part of the file that the reader is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Start,
    Sense,
    ObjectiveName,
    Rows,
    Columns,
    Rhs,
    Ranges,
    Bounds,
}

/// What a header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Header<'a> {
    Name(&'a str),
    Sense(Option<Sense>),
    ObjectiveName(Option<&'a str>),
    Data(Section),
    End,
}

/// First words of sections that a linear program does not have: quadratic terms, cones, special
/// ordered sets, indicators, further constraints, stochastic data.
const FOREIGN: [&str; 26] = [
    "QUADOBJ",
    "QMATRIX",
    "QSECTION",
    "QCMATRIX",
    "QUADCON",
    "QUADS",
    "CSECTION",
    "CONES",
    "SOS",
    "SOS1",
    "SOS2",
    "SETS",
    "SEMICONT",
    "INDICATORS",
    "LAZYCONS",
    "USERCUTS",
    "MODELCUTS",
    "GENCONS",
    "PWLOBJ",
    "PWLNAM",
    "PWLCON",
    "MULTOBJ",
    "SCENARIOS",
    "BRANCH",
    "REFROW",
    "STOCH",
];

/// The header that a line in the first column is, `None` if it is one of data: some writers do not
/// indent. A header stands alone on its line, but for those that carry a name or a sense and those
/// of sections that are no part of a linear program; a line of data has two words or more.
///
/// # Errors
/// The section, if it is none that is read.
pub(super) fn header(section: Section, line: &str) -> Outcome<Option<Header<'_>>> {
    let mut words = line.split_whitespace();
    let word = words.next().unwrap_or_default();
    let upper = word.to_ascii_uppercase();
    let second = words.next();
    let begins = section == Section::Start || section == Section::Sense;
    let opening = begins || section == Section::ObjectiveName;
    let found = match (upper.as_str(), second) {
        ("NAME", _) if opening => Header::Name(line[word.len()..].trim()),
        ("OBJSENSE", None) => Header::Sense(None),
        ("OBJSENSE", Some(sense)) if opening || sense_of(sense).is_ok() => {
            Header::Sense(Some(sense_of(sense)?))
        }
        ("OBJSENSEMAX", None) => Header::Sense(Some(Sense::Maximise)),
        ("OBJSENSEMIN", None) => Header::Sense(Some(Sense::Minimise)),
        ("OBJNAME", name) if opening || name.is_none() => Header::ObjectiveName(name),
        ("ROWS", None) => Header::Data(Section::Rows),
        ("COLUMNS", None) => Header::Data(Section::Columns),
        ("RHS", None) => Header::Data(Section::Rhs),
        ("RANGES", None) => Header::Data(Section::Ranges),
        ("BOUNDS", None) => Header::Data(Section::Bounds),
        ("ENDATA", None) => Header::End,
        (_, None) if section == Section::Sense && sense_of(word).is_ok() => return Ok(None),
        (_, None) if section == Section::ObjectiveName => return Ok(None),
        (_, Some(_)) if !opening => return Ok(None),
        _ => return Err(unknown(word)),
    };
    Ok(Some(found))
}

/// The complaint about a line in the first column that is no data either: its first word may be
/// meant as a section.
pub(super) fn blame(line: &str, complaint: String) -> String {
    let mut words = line.split_whitespace();
    let word = words.next().unwrap_or_default();
    let upper = word.to_ascii_uppercase();
    if FOREIGN.contains(&upper.as_str()) {
        return unknown(word);
    }
    let known = [
        "NAME", "ROWS", "COLUMNS", "RHS", "RANGES", "BOUNDS", "ENDATA",
    ];
    if known.contains(&upper.as_str()) {
        return format!("{complaint} (as a header, '{upper}' would stand alone on its line)");
    }
    complaint
}

fn unknown(word: &str) -> String {
    format!(
        "section '{word}' is not one of NAME, OBJSENSE, OBJNAME, ROWS, COLUMNS, RHS, RANGES, \
         BOUNDS, ENDATA (a linear program has no other)"
    )
}

/// MAX or MIN, also written out.
///
/// # Errors
/// That it is neither.
pub(super) fn sense_of(word: &str) -> Outcome<Sense> {
    match word.to_ascii_uppercase().as_str() {
        "MAX" | "MAXIMIZE" | "MAXIMISE" | "MAXIMUM" => Ok(Sense::Maximise),
        "MIN" | "MINIMIZE" | "MINIMISE" | "MINIMUM" => Ok(Sense::Minimise),
        _ => Err(format!("objective sense '{word}' is neither MAX nor MIN")),
    }
}
