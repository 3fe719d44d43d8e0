//! What a check found: a sentence, and the numbers in it by name.
//!
//! Documents take a number by its name, never by the words around it, so that a sentence can be
//! reworded and no document breaks. A number stands once: it enters the sentence as it is named.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A number as printed: with the digits that are certain, ends rounded outwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Value {
    /// A decimal, `1.25e-3` among them.
    Number(String),
    /// The ends of an interval.
    Interval(String, String),
    /// A bound from above, where the number is below what its error resolves.
    Below(String),
}

impl Value {
    /// A decimal.
    pub fn number(printed: impl fmt::Display) -> Self {
        Self::Number(printed.to_string())
    }

    /// The ends of an interval.
    pub fn interval(lower: impl fmt::Display, upper: impl fmt::Display) -> Self {
        Self::Interval(lower.to_string(), upper.to_string())
    }
}

/// As in a sentence: `0.25`, `[0.24, 0.26]`, `less than 1e-7`.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => f.write_str(number),
            Self::Interval(lower, upper) => write!(f, "[{lower}, {upper}]"),
            Self::Below(bound) => write!(f, "less than {bound}"),
        }
    }
}

/// A number of a sentence and its name, which is unique among the checks of a theorem on one
/// instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    /// Its name, in small letters and underscores.
    pub name: String,
    /// What it is.
    pub value: Value,
}

/// What was found: a sentence and the numbers in it that documents may want.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Measured {
    text: String,
    quantities: Vec<Quantity>,
    checked: String,
}

impl Measured {
    /// Goes on with words.
    #[must_use]
    pub fn say(mut self, words: impl fmt::Display) -> Self {
        self.text.push_str(&words.to_string());
        self
    }

    /// Goes on with a number that has a name.
    #[must_use]
    pub fn value(mut self, name: impl Into<String>, value: Value) -> Self {
        self.text.push_str(&value.to_string());
        self.quantities.push(Quantity {
            name: name.into(),
            value,
        });
        self
    }

    /// Goes on with a decimal that has a name.
    #[must_use]
    pub fn number(self, name: impl Into<String>, printed: impl fmt::Display) -> Self {
        self.value(name, Value::number(printed))
    }

    /// Says which of the numbers a proof assistant has accepted.
    #[must_use]
    pub fn checked_by_coq(mut self, words: String) -> Self {
        self.checked = words;
        self
    }

    /// Which of the numbers a proof assistant has accepted; empty where none.
    pub fn checked(&self) -> &str {
        &self.checked
    }

    /// The sentence.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The numbers with a name, from left to right.
    pub fn quantities(&self) -> &[Quantity] {
        &self.quantities
    }
}

/// A sentence whose numbers no document asks for.
impl From<String> for Measured {
    fn from(text: String) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }
}

impl From<&str> for Measured {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::{Measured, Value};

    #[test]
    fn a_number_stands_in_the_sentence_and_under_its_name() {
        let measured = Measured::from("the ratio is ")
            .number("ratio", format_args!("{:.2}", 1.5))
            .say(" within ")
            .value("range", Value::interval(1.4, 1.6));
        assert_eq!(measured.text(), "the ratio is 1.50 within [1.4, 1.6]");
        let names: Vec<&str> = measured
            .quantities()
            .iter()
            .map(|q| q.name.as_str())
            .collect();
        assert_eq!(names, ["ratio", "range"]);
        assert_eq!(measured.quantities()[0].value, Value::number("1.50"));
    }
}
