//! What the amounts of a model are, in words.

use crate::input::{InputError, Section};

/// What the model's amounts are: words for a sheet, no part of the mathematics.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Money {
    /// Name of the currency.
    pub currency: Option<String>,
    /// The period that is paid for, such as month.
    pub period: Option<String>,
}

impl Money {
    /// Reads the section `[money]`, if there is one.
    pub(super) fn read(root: &Section<'_, '_>) -> Result<Self, InputError> {
        let Some(section) = root.optional_section("money")? else {
            return Ok(Self::default());
        };
        section.only(&["currency", "period"])?;
        let word = |key| {
            section
                .has(key)
                .then(|| section.text(key).map(str::to_owned))
                .transpose()
        };
        Ok(Self {
            currency: word("currency")?,
            period: word("period")?,
        })
    }
}
