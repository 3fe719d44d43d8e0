//! The numbers of a model by section and key: what an economy that the proofs speak of is read
//! from.

use super::scheme::Scheme;
use crate::model::Model;
use crate::model::file::Parameter;

/// Every section of a model, with its keys.
pub(super) struct Numbers(Vec<(&'static str, Vec<(&'static str, Parameter)>)>);

impl Numbers {
    pub(super) fn of(model: &Model) -> Self {
        Numbers(model.parameters())
    }

    fn section(&self, name: &str) -> &[(&'static str, Parameter)] {
        let found = self.0.iter().find(|(it, _)| *it == name);
        found.map_or(&[], |(_, list)| list)
    }

    fn entry(&self, section: &str, key: &str) -> Option<&Parameter> {
        let mut list = self.section(section).iter();
        list.find(|(it, _)| *it == key).map(|(_, it)| it)
    }

    /// A number.
    ///
    /// # Errors
    /// That there is none of this name.
    pub(super) fn number(&self, section: &str, key: &str) -> Result<f64, &'static str> {
        match self.entry(section, key) {
            Some(Parameter::Number(number)) => Ok(*number),
            _ => Err("a number is missing"),
        }
    }

    /// The name of a family; empty where there is none.
    pub(super) fn word(&self, section: &str, key: &str) -> &'static str {
        match self.entry(section, key) {
            Some(Parameter::Name(word)) => word,
            _ => "",
        }
    }

    /// The scheme and its κ, where that is its only number.
    ///
    /// # Errors
    /// What scheme it would have to be.
    pub(super) fn scheme(&self) -> Result<(Scheme, f64), &'static str> {
        let scheme = match self.word("monitoring", "scheme") {
            "expert" => Scheme::Expert,
            "self-consistency" => Scheme::TwoLooks,
            _ => return Err("the scheme has to be expert or self-consistency"),
        };
        if self.section("monitoring").len() != 2 {
            return Err("kappa has to be the only number of the scheme");
        }
        let kappa = self.number("monitoring", "kappa")?;
        if !(kappa > 0.0 && kappa < 1.0) {
            return Err("kappa has to be between 0 and 1");
        }
        Ok((scheme, kappa))
    }

    /// The exponent of a cost that is a power of effort.
    ///
    /// # Errors
    /// That it is none.
    pub(super) fn cost_exponent(&self) -> Result<f64, &'static str> {
        if self.word("cost", "family") != "power" {
            return Err("the cost has to be a power of effort");
        }
        self.number("cost", "exponent")
    }
}
