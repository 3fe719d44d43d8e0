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
        // Rust's own parser reads what TOML writes once the digit separators are gone, and "inf"
        // and "nan" too.
        let parsed = match value.get_ref() {
            DeValue::Float(float) => float.as_str().replace('_', "").parse::<f64>().ok(),
            DeValue::Integer(integer) => {
                let digits = integer.as_str().replace('_', "");
                i64::from_str_radix(&digits, integer.radix())
                    .ok()
                    .map(|whole| whole as f64)
            }
            _ => return Err(self.wrong_type(key, value, "a number")),
        };
        parsed.filter(|number| number.is_finite()).ok_or_else(|| {
            let written = self
                .source()
                .text()
                .get(value.span())
                .unwrap_or("this value");
            self.complain_at(
                value.span(),
                key,
                format!("{written} is not a finite number"),
                Some("a finite number".to_owned()),
            )
        })
    }
}
