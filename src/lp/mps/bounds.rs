//! The section BOUNDS.

use dashu_ratio::RBig;

use super::number::Number;
use super::state::{Column, End, Outcome, Reader};

/// Which bound a line gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Upper,
    Lower,
    Fixed,
    Free,
    NoLower,
    NoUpper,
    Binary,
    SemiContinuous,
}

impl Kind {
    /// The kind, and whether it makes the column integer.
    fn of(word: &str) -> Option<(Self, bool)> {
        Some(match word {
            "UP" => (Kind::Upper, false),
            "LO" => (Kind::Lower, false),
            "UI" => (Kind::Upper, true),
            "LI" => (Kind::Lower, true),
            "FX" => (Kind::Fixed, false),
            "FR" => (Kind::Free, false),
            "MI" => (Kind::NoLower, false),
            "PL" => (Kind::NoUpper, false),
            "BV" => (Kind::Binary, true),
            "SC" => (Kind::SemiContinuous, false),
            "SI" => (Kind::SemiContinuous, true),
            _ => return None,
        })
    }

    fn needs_value(self) -> bool {
        matches!(
            self,
            Kind::Upper | Kind::Lower | Kind::Fixed | Kind::SemiContinuous
        )
    }
}

/// One line of BOUNDS.
pub(super) fn read(reader: &mut Reader, fields: &[&str]) -> Outcome<()> {
    let Some((&word, rest)) = fields.split_first() else {
        return Ok(());
    };
    let word = word.to_ascii_uppercase();
    let (kind, integer) = Kind::of(&word).ok_or_else(|| {
        format!("bound type '{word}' is not one of UP, LO, FX, FR, MI, PL, BV, UI, LI, SC, SI")
    })?;
    let is_column = |field: &str| reader.column_index.contains_key(field);
    let (set, column, value) = match *rest {
        // semi-continuous without an upper bound
        [set, column] if kind == Kind::SemiContinuous && is_column(column) && !is_column(set) => {
            (set, column, Some("inf"))
        }
        [column] if kind == Kind::SemiContinuous => ("", column, Some("inf")),
        [set, column] if kind.needs_value() && is_column(column) && !is_column(set) => {
            return Err(format!(
                "the {word} bound of column '{column}' has no value"
            ));
        }
        [column, value] if kind.needs_value() => ("", column, Some(value)),
        [set, column, value] => (set, column, Some(value)),
        [column] if !kind.needs_value() => ("", column, None),
        // the value of a kind that needs none
        [column, _] if is_column(column) && !is_column(rest[1]) => ("", column, None),
        [set, column] => (set, column, None),
        _ => return Err(format!("a bound of type {word} has set, column and value")),
    };
    if !reader.is_of_first_set(2, "BOUNDS", set) {
        return Ok(());
    }
    let index = *reader
        .column_index
        .get(column)
        .ok_or_else(|| format!("column '{column}' is not declared in COLUMNS"))?;
    let value = match (kind.needs_value(), value) {
        (true, Some(text)) => end(&word, kind, text)?,
        (true, None) => return Err(format!("the {word} bound of '{column}' has no value")),
        (false, _) => End::Unset,
    };
    let slot = &mut reader.columns[index];
    if let Some(earlier) = overridden(slot, kind, &value) {
        reader.remarks.note(format!(
            "column '{column}' has two {earlier} bounds; the last counts"
        ));
    }
    slot.bounded = true;
    slot.integer_bound |= integer;
    match kind {
        Kind::Upper => slot.upper = value,
        Kind::Lower => slot.lower = value,
        Kind::Fixed => (slot.lower, slot.upper) = (value.clone(), value),
        Kind::Free => (slot.lower, slot.upper) = (End::Infinite, End::Infinite),
        Kind::NoLower => slot.lower = End::Infinite,
        Kind::NoUpper => slot.upper = End::Infinite,
        Kind::Binary => (slot.lower, slot.upper) = (End::At(RBig::ZERO), End::At(RBig::ONE)),
        Kind::SemiContinuous => {
            slot.semicontinuous = true;
            slot.upper = value;
        }
    }
    Ok(())
}

/// The bound that a value makes; infinite only where that means that there is none.
fn end(word: &str, kind: Kind, text: &str) -> Outcome<End> {
    let wrong = || format!("a {word} bound of {text} leaves the column no value");
    match Number::bound(text)? {
        Number::Finite(value) if kind == Kind::SemiContinuous && value.is_zero() => Err(format!(
            "a {word} bound of {text} means no bound to some programs and 0 to others; write 1e30 \
             or an FX bound"
        )),
        Number::Finite(value) => Ok(End::At(value)),
        Number::Infinite { negative } => match (kind, negative) {
            (Kind::Upper | Kind::SemiContinuous, false) | (Kind::Lower, true) => Ok(End::Infinite),
            _ => Err(wrong()),
        },
    }
}

/// Which bound of a number a line replaces by another number.
fn overridden(column: &Column, kind: Kind, value: &End) -> Option<&'static str> {
    let differs = |earlier: &End| matches!(earlier, End::At(_)) && earlier != value;
    match kind {
        Kind::Upper | Kind::SemiContinuous if differs(&column.upper) => Some("upper"),
        Kind::Lower if differs(&column.lower) => Some("lower"),
        Kind::Fixed if differs(&column.lower) || differs(&column.upper) => Some("different"),
        _ => None,
    }
}
