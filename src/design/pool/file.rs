//! A pool as a file: one entry a type, with the numbers in which it differs from the model.
//!
//! ```toml
//! [[type]]
//! name = "quick"
//! weight = 12                     # how many there are, or a share
//! cost.scale = 0.25               # any number of the model file; the others are the model's
//! monitoring.kappa = 0.85
//!
//! [[type]]
//! name = "slow"
//! weight = 5
//! cost.scale = { value = 0.4, lower = 0.35, upper = 0.5 }
//! ```
//!
//! What the model leaves open stays open for each type, unless the type states the number itself.

use super::efforts;
use super::types::{MOST_TYPES, Pool, Type};
use crate::input::{InputError, Section, Source};
use crate::model::{Model, Unknown, numbers};

impl Pool {
    /// Reads a pool of variants of `model`.
    ///
    /// # Errors
    /// A file that is no pool, or a type that is no model.
    pub fn read(source: &Source, model: &Model) -> Result<Self, InputError> {
        let document = source.parse()?;
        let root = document.root();
        root.only(&["type", "efforts", "types"])?;
        let entries = root.entries("type")?;
        if root.has("efforts") {
            if !entries.is_empty() {
                return Err(root.complain(
                    "efforts",
                    "types come from here or from [[type]], not from both",
                    "`efforts`, or entries [[type]]",
                ));
            }
            return efforts::pool(&root, model);
        }
        if entries.is_empty() || entries.len() > MOST_TYPES {
            return Err(root.complain(
                "type",
                format!("{} types", entries.len()),
                format!("from 1 to {MOST_TYPES} entries [[type]], or `efforts`"),
            ));
        }
        let types = entries
            .iter()
            .enumerate()
            .map(|(place, entry)| Type::read(entry, place, model))
            .collect::<Result<Vec<_>, _>>()?;
        for (place, entry) in entries.iter().enumerate() {
            let name = &types[place].name;
            if types[..place].iter().any(|other| other.name == *name) {
                return Err(entry.complain(
                    "name",
                    format!("{name:?} is the name of two types"),
                    "a name of its own for each type",
                ));
            }
        }
        Ok(Self {
            types,
            notes: Vec::new(),
        })
    }
}

impl Type {
    fn read(entry: &Section<'_, '_>, place: usize, model: &Model) -> Result<Self, InputError> {
        let numbers = numbers(model);
        let mut sections: Vec<&str> = numbers.iter().map(|number| number.section).collect();
        sections.dedup();
        let allowed: Vec<&str> = ["name", "weight"]
            .into_iter()
            .chain(sections.clone())
            .collect();
        entry.only(&allowed)?;
        let mut own = Vec::new();
        for name in sections {
            let Some(section) = entry.optional_section(name)? else {
                continue;
            };
            let single = numbers
                .iter()
                .filter(|n| n.section == name && n.index.is_none());
            let single: Vec<&Unknown> = single.collect();
            let keys: Vec<&str> = single.iter().map(|n| n.key).collect();
            section.only(&keys)?;
            for number in single.into_iter().filter(|n| section.has(n.key)) {
                let value = section.number(number.key)?;
                let range = section.range(number.key)?.unwrap_or(value..value);
                own.push(Unknown {
                    lower: range.start,
                    value,
                    upper: range.end,
                    ..number.clone()
                });
            }
        }
        let name = if entry.has("name") {
            entry.text("name")?.to_owned()
        } else {
            format!("type {}", place + 1)
        };
        let weight = entry.number_where("weight", "a number above 0", |w| w > 0.0)?;
        Self::of(name, weight, model, own).map_err(|error| {
            entry.complain(
                "name",
                format!("with these numbers there is no model: {}", error.problem),
                error
                    .allowed
                    .unwrap_or_else(|| "numbers of a model".to_owned()),
            )
        })
    }
}
