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
use crate::input::{InputError, Section, Source};
use crate::model::{Model, Unknown, numbers};

/// More types than these are drawn together by hand or not at all.
pub const MOST_TYPES: usize = 40;

/// Unknowns of which all corners are looked at in a search. The proof covers all in any case.
const ALL_CORNERS: usize = 3;

/// Annotators of one kind.
#[derive(Debug)]
pub struct Type {
    /// Name on the sheet.
    pub name: String,
    /// How many there are, or their share.
    pub weight: f64,
    /// What they are like, with what is not known of it.
    pub model: Model,
    /// Models to look at in a search: the one as stated, then the ends of what is not known.
    pub looked_at: Vec<Model>,
}

/// All of a team.
#[derive(Debug)]
pub struct Pool {
    /// The types in the order of the file.
    pub types: Vec<Type>,
    /// What was taken for granted in making them, in sentences.
    pub notes: Vec<String>,
}

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

    /// The pool with every range left aside.
    ///
    /// # Errors
    /// None that reading would not have met.
    pub fn as_stated(mut self) -> Result<Self, InputError> {
        for one in &mut self.types {
            one.looked_at.truncate(1);
            one.model = one.model.with_numbers(&[])?;
        }
        Ok(self)
    }

    /// The sum of the weights.
    pub fn weight(&self) -> f64 {
        self.types.iter().map(|one| one.weight).sum()
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

    /// The model with numbers of a type's own; what it leaves open of the others stays open.
    pub(super) fn of(
        name: String,
        weight: f64,
        model: &Model,
        own: Vec<Unknown>,
    ) -> Result<Self, InputError> {
        let values: Vec<(&Unknown, f64)> =
            own.iter().map(|number| (number, number.value)).collect();
        let changed = model.with_numbers(&values)?;
        let stated = |open: &&Unknown| !own.iter().any(|number| number.is_number(open));
        let mut open: Vec<Unknown> = model.unknowns().iter().filter(stated).cloned().collect();
        open.extend(own.into_iter().filter(|number| number.lower < number.upper));
        let model = changed.with_unknowns(open)?;
        Ok(Self {
            name,
            weight,
            looked_at: looked_at(&model)?,
            model,
        })
    }
}

/// The model as stated; then, of a few unknowns, all ends together, of more one at a time.
fn looked_at(model: &Model) -> Result<Vec<Model>, InputError> {
    let open = model.unknowns();
    let mut changes: Vec<Vec<(&Unknown, f64)>> = vec![Vec::new()];
    if open.len() <= ALL_CORNERS {
        // Bit j says at which end the j-th unknown is.
        for pattern in 0..1_usize << open.len() {
            let end = |(j, unknown): (usize, &Unknown)| match pattern >> j & 1 {
                0 => unknown.lower,
                _ => unknown.upper,
            };
            let corner = open.iter().enumerate().map(|(j, u)| (u, end((j, u))));
            changes.push(corner.collect());
        }
    } else {
        for unknown in open {
            changes.extend([
                vec![(unknown, unknown.lower)],
                vec![(unknown, unknown.upper)],
            ]);
        }
    }
    if open.is_empty() {
        changes.truncate(1);
    }
    changes
        .iter()
        .map(|changes| model.with_numbers(changes))
        .collect()
}
