//! One label.

use super::error::{RowFault, quoted};

/// A preference between the two responses of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Label {
    /// The second response (written 0).
    Second = 0,
    /// The first response (written 1).
    First = 1,
    /// No preference (written 0.5): a label, but no sample of agreement.
    Tie = 2,
    /// Nothing written.
    Missing = 3,
}

/// What a label column may hold.
pub const LABEL_RULE: &str = "0, 1, 0.5 (a tie) or nothing";

impl Label {
    /// Reads `0`, `1`, `0.5` in any decimal notation, or nothing, also spelled (`NA`, `null`);
    /// spaces around are dropped.
    pub fn parse(field: &'static str, text: &[u8]) -> Result<Label, RowFault> {
        // The three spellings that fill real files, before the general case.
        match text {
            b"1" | b"1.0" => return Ok(Label::First),
            b"0" | b"0.0" => return Ok(Label::Second),
            b"" => return Ok(Label::Missing),
            _ => {}
        }
        let trimmed = text.trim_ascii();
        if is_missing(trimmed) {
            return Ok(Label::Missing);
        }
        std::str::from_utf8(trimmed)
            .ok()
            .and_then(|t| t.parse::<f64>().ok())
            .and_then(Label::from_number)
            .ok_or_else(|| RowFault::Field {
                field,
                found: quoted(text),
                expected: LABEL_RULE,
            })
    }

    /// The label written as the number `x`, if `x` is 0, 1 or 0.5.
    pub fn from_number(x: f64) -> Option<Label> {
        if x == 1.0 {
            Some(Label::First)
        } else if x == 0.0 {
            Some(Label::Second)
        } else if x == 0.5 {
            Some(Label::Tie)
        } else {
            None
        }
    }

    /// +1 for the first response, −1 for the second, nothing for ties and missing labels.
    #[inline]
    pub fn sign(self) -> Option<i32> {
        match self {
            Label::First => Some(1),
            Label::Second => Some(-1),
            Label::Tie | Label::Missing => None,
        }
    }
}

/// How tools write that there is nothing.
pub(crate) fn is_missing(text: &[u8]) -> bool {
    const SPELLED: [&[u8]; 8] = [
        b"na", b"n/a", b"nan", b"null", b"none", b"nil", b"<na>", b"#n/a",
    ];
    text.is_empty() || (text.len() <= 4 && SPELLED.iter().any(|s| text.eq_ignore_ascii_case(s)))
}
