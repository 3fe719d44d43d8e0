//! Writing, in free form.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::decimal::Decimal;
use crate::lp::{LinearProgram, Sense};

/// The program as a free-form MPS text that reads back as the same program, up to names and the
/// powers of ten by which the reader multiplies rows.
///
/// Floats are written with as many digits as identify them. Names that are missing, doubled or
/// have blanks are replaced by `c0`, `r0` and so on.
#[must_use]
pub fn write(program: &LinearProgram) -> String {
    let columns = names("c", program.columns(), |j| program.column_name(j));
    let rows = names("r", program.rows(), |i| program.row_name(i));
    let objective = fresh("objective", &rows);
    let mut text = String::new();
    let _ = writeln!(
        text,
        "NAME {}",
        program.name.replace(char::is_whitespace, "_")
    );
    if program.sense == Sense::Maximise {
        text.push_str("OBJSENSE\n MAX\n");
    }
    let _ = writeln!(text, "ROWS\n N {objective}");
    for (name, &(lower, upper)) in rows.iter().zip(program.row_bounds()) {
        let _ = writeln!(text, " {} {name}", kind(lower, upper));
    }
    text.push_str("COLUMNS\n");
    let mut entries = vec![Vec::new(); program.columns()];
    for (i, name) in rows.iter().enumerate() {
        for &(j, a) in program.row(i) {
            entries[j].push((name, a));
        }
    }
    for (j, column) in columns.iter().enumerate() {
        // the cost is written even if 0, so that every column appears
        let _ = writeln!(text, " {column} {objective} {:?}", program.costs()[j]);
        for (row, a) in &entries[j] {
            let _ = writeln!(text, " {column} {row} {a:?}");
        }
    }
    text.push_str("RHS\n");
    if program.objective_constant != 0.0 {
        let _ = writeln!(text, " rhs {objective} {:?}", -program.objective_constant);
    }
    let mut ranges = String::new();
    for (name, &(lower, upper)) in rows.iter().zip(program.row_bounds()) {
        let rhs = if lower.is_finite() { lower } else { upper };
        if rhs.is_finite() && rhs != 0.0 {
            let _ = writeln!(text, " rhs {name} {rhs:?}");
        }
        if kind(lower, upper) == 'G' && upper.is_finite() {
            let _ = writeln!(ranges, " range {name} {:?}", upper - lower);
        }
    }
    let _ = write!(text, "RANGES\n{ranges}BOUNDS\n");
    for (name, &bounds) in columns.iter().zip(program.column_bounds()) {
        write_bounds(&mut text, name, bounds);
    }
    text.push_str("ENDATA\n");
    text
}

fn kind(lower: f64, upper: f64) -> char {
    if lower == upper {
        'E'
    } else if lower.is_finite() {
        'G'
    } else if upper.is_finite() {
        'L'
    } else {
        'N'
    }
}

fn write_bounds(text: &mut String, name: &str, (lower, upper): (f64, f64)) {
    let mut line = |kind: &str, value: Option<f64>| {
        let _ = match value {
            Some(value) => writeln!(text, " {kind} bound {name} {}", spelled(value)),
            None => writeln!(text, " {kind} bound {name}"),
        };
    };
    if lower == upper {
        return line("FX", Some(lower));
    }
    match (lower, upper) {
        (f64::NEG_INFINITY, f64::INFINITY) => line("FR", None),
        (f64::NEG_INFINITY, _) => line("MI", None),
        // written even if 0: a negative upper bound would otherwise remove it
        _ if lower != 0.0 || upper < 0.0 => line("LO", Some(lower)),
        _ => {}
    }
    if upper.is_finite() {
        line("UP", Some(upper));
    }
}

/// A bound with so many digits that the reader takes the float and not a decimal near it.
fn spelled(bound: f64) -> String {
    let shortest = format!("{bound:?}");
    match Decimal::parse(&shortest) {
        Some(decimal) if !decimal.is_float() => format!("{bound:.25e}"),
        _ => shortest,
    }
}

/// A usable name for each index.
fn names<'a>(prefix: &str, count: usize, name: impl Fn(usize) -> Option<&'a str>) -> Vec<String> {
    let mut seen = HashSet::new();
    let usable = (0..count).all(|k| {
        name(k).is_some_and(|name| {
            !name.is_empty() && !name.contains(char::is_whitespace) && seen.insert(name)
        })
    });
    (0..count)
        .map(|k| match name(k) {
            Some(name) if usable => name.to_owned(),
            _ => format!("{prefix}{k}"),
        })
        .collect()
}

/// `word`, with underscores added until it is none of the names.
fn fresh(word: &str, names: &[String]) -> String {
    let mut word = word.to_owned();
    while names.contains(&word) {
        word.push('_');
    }
    word
}
