//! The types of a team: models with numbers of their own.

use crate::input::InputError;
use crate::model::{Model, Unknown};

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
