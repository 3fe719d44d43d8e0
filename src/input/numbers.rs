//! Numbers of a file: plain, or with the range that they are known to.

use super::{InputError, Section};
use std::ops::Range;
use toml::Spanned;
use toml::de::DeValue;

/// A number with what is not known about it.
pub(super) struct Stated {
    lower: f64,
    pub value: f64,
    upper: f64,
}

impl Stated {
    fn exactly(value: f64) -> Self {
        Self {
            lower: value,
            value,
            upper: value,
        }
    }

    /// The ends, where they differ.
    pub fn range(&self) -> Option<Range<f64>> {
        (self.lower < self.upper).then_some(self.lower..self.upper)
    }
}

impl<'d, 's> Section<'d, 's> {
    pub(super) fn as_number(
        &self,
        key: &str,
        value: &'d Spanned<DeValue<'s>>,
    ) -> Result<f64, InputError> {
        Ok(self.as_stated(key, value)?.value)
    }

    /// A number, alone or with its range.
    pub(super) fn as_stated(
        &self,
        key: &str,
        value: &'d Spanned<DeValue<'s>>,
    ) -> Result<Stated, InputError> {
        let Some(table) = value.get_ref().as_table() else {
            return Ok(Stated::exactly(self.as_plain_number(key, value)?));
        };
        let inner = self.inside(key, value.span(), table);
        inner.only(&["value", "lower", "upper"])?;
        let part = |part: &str| {
            let found = inner.required(part, "a number; a range is { value, lower, upper }")?;
            inner.as_plain_number(part, found)
        };
        let stated = Stated {
            lower: part("lower")?,
            value: part("value")?,
            upper: part("upper")?,
        };
        if !(stated.lower <= stated.value && stated.value <= stated.upper) {
            return Err(inner.complain(
                "value",
                format!(
                    "{} does not lie between the lower end {} and the upper end {}",
                    stated.value, stated.lower, stated.upper
                ),
                "lower <= value <= upper",
            ));
        }
        Ok(stated)
    }

    fn as_plain_number(
        &self,
        key: &str,
        value: &'d Spanned<DeValue<'s>>,
    ) -> Result<f64, InputError> {
        let complain = |problem: String, allowed: &str| {
            Err(self.complain_at(value.span(), key, problem, Some(allowed.to_owned())))
        };
        let source = self.source();
        let written = source.text().get(value.span()).unwrap_or("this value");
        // Rust's own parser reads what TOML writes once the digit separators are gone, and "inf"
        // and "nan" too.
        let (digits, number) = match value.get_ref() {
            DeValue::Float(float) => {
                let digits = float.as_str().replace('_', "");
                let number = digits.parse::<f64>();
                (digits, number.unwrap_or(f64::NAN))
            }
            DeValue::Integer(integer) => {
                let digits = integer.as_str().replace('_', "");
                let Ok(whole) = i64::from_str_radix(&digits, integer.radix()) else {
                    return complain(
                        format!("{written} is too large for an integer of TOML"),
                        "an integer from -2^63 to 2^63 - 1, or the number with a point or an exponent",
                    );
                };
                (digits, whole as f64)
            }
            _ => return Err(self.wrong_type(key, value, "a number")),
        };
        let spelled_out = digits.contains(|c: char| c.is_ascii_digit());
        if number.is_infinite() && spelled_out {
            return complain(
                format!("{written} is beyond the largest double"),
                "a number of at most 1.797e308 in size",
            );
        }
        if !number.is_finite() {
            return complain(
                format!("{written} is not a finite number"),
                "a finite number",
            );
        }
        let mantissa = digits.split(['e', 'E']).next().unwrap_or_default();
        if number == 0.0 && mantissa.contains(|c: char| ('1'..='9').contains(&c)) {
            return complain(
                format!("{written} is below the smallest double"),
                "0, or a number of at least 4.941e-324 in size",
            );
        }
        Ok(number)
    }
}
