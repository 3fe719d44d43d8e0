//! Model files: TOML in, TOML out.

use super::economy::{Model, Parts};
use super::money::Money;
use super::{cost, monitoring, utility, value};
use crate::input::{InputError, Section, Source};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// The sections of a model file.
const SECTIONS: [&str; 5] = ["utility", "cost", "monitoring", "value", "reservation"];

impl Model {
    /// Reads a model file; every complaint names file, line, field and what is allowed.
    pub fn read(path: &Path) -> Result<Self, InputError> {
        Self::from_source(&Source::read(path)?)
    }

    /// Reads a model from text already at hand.
    pub fn from_source(source: &Source) -> Result<Self, InputError> {
        Self::from_section(&source.parse()?.root())
    }

    /// Reads a model from a table that holds its five sections and perhaps `[money]` (a whole file,
    /// or `[model]` of another one).
    pub fn from_section(root: &Section<'_, '_>) -> Result<Self, InputError> {
        let known: Vec<&str> = SECTIONS.into_iter().chain(["money"]).collect();
        root.only(&known)?;
        let money = Money::read(root)?;
        let (utility, minimum_wage) = utility::read(&root.section("utility")?)?;
        let cost = cost::read(&root.section("cost")?)?;
        let monitoring = monitoring::read(&root.section("monitoring")?)?;
        let value = value::read(&root.section("value")?)?;
        let reservation_section = root.section("reservation")?;
        reservation_section.only(&["utility"])?;
        let reservation = reservation_section.number("utility")?;
        let mut model = Self::new(Parts {
            utility,
            minimum_wage,
            cost,
            monitoring,
            value,
            reservation,
        })
        .map_err(|assumption| {
            let message = assumption.to_string();
            let (problem, allowed) = message
                .split_once("; allowed: ")
                .unwrap_or((&message, "a model that satisfies the assumption"));
            let (section, key) = assumption.place();
            match root.section(section) {
                Ok(section) => section.complain(key, problem, allowed),
                Err(error) => error,
            }
        })?;
        model.money = money;
        model.with_ranges(root)
    }

    /// Name and parameters of every part, in the order of the model file.
    pub fn parameters(&self) -> Vec<(&'static str, Vec<(&'static str, Parameter)>)> {
        let numbers = |list: Vec<(&'static str, f64)>| {
            list.into_iter()
                .map(|(key, number)| (key, Parameter::Number(number)))
        };
        let mut utility = vec![("family", Parameter::Name(self.utility.family()))];
        utility.extend(numbers(self.utility.parameters()));
        utility.push(("minimum_wage", Parameter::Number(self.minimum_wage)));
        let mut cost = vec![("family", Parameter::Name(self.cost.family()))];
        cost.extend(numbers(self.cost.parameters()));
        let mut monitoring = vec![("scheme", Parameter::Name(self.monitoring.scheme()))];
        for (key, list) in self.monitoring.parameters() {
            let parameter = match list.as_slice() {
                [number] if key != "coefficients" => Parameter::Number(*number),
                _ => Parameter::Numbers(list),
            };
            monitoring.push((key, parameter));
        }
        let mut value = vec![("family", Parameter::Name(self.value.family()))];
        value.extend(numbers(self.value.parameters()));
        let reservation = vec![("utility", Parameter::Number(self.stated_reservation))];
        SECTIONS
            .into_iter()
            .zip([utility, cost, monitoring, value, reservation])
            .collect()
    }

    /// The model as a model file, ranges included, without `[money]`; reading it back gives the
    /// same numbers bit for bit.
    pub fn to_toml(&self) -> String {
        self.ranged_toml()
    }
}

/// A model as the sections of its file.
impl Serialize for Model {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let sections = self.parameters().into_iter();
        serializer.collect_map(sections.map(|(name, keys)| (name, BTreeMap::from_iter(keys))))
    }
}

/// Sections of a model file as text.
pub fn to_toml(sections: &[(&'static str, Vec<(&'static str, Parameter)>)]) -> String {
    let mut text = String::new();
    for (section, parameters) in sections {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "[{section}]");
        for (key, parameter) in parameters {
            let _ = match parameter {
                Parameter::Name(name) => writeln!(text, "{key} = \"{name}\""),
                Parameter::Number(number) => writeln!(text, "{key} = {number:?}"),
                Parameter::Numbers(list) => writeln!(text, "{key} = {list:?}"),
            };
        }
    }
    text
}

/// One value of a model file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Parameter {
    /// A family or scheme.
    Name(&'static str),
    /// A number.
    Number(f64),
    /// A list of numbers.
    Numbers(Vec<f64>),
}
