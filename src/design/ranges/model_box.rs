//! A box of models: one model with an interval in the place of each number.

use crate::input::InputError;
use crate::model::{EnclosedUtility, Model, Unknown, numbers};
use crate::numerics::Interval;

/// Every model whose numbers lie in given intervals, its functions enclosed over all of them.
#[derive(Clone)]
pub struct ModelBox<'m> {
    model: &'m Model,
    utility: &'m dyn EnclosedUtility,
    numbers: Vec<Unknown>,
    intervals: Vec<Interval>,
    sections: Sections,
}

/// Where each section's numbers begin; the minimum wage stands behind utility's own.
#[derive(Clone, Copy)]
struct Sections {
    minimum: usize,
    cost: usize,
    monitoring: usize,
    value: usize,
    reservation: usize,
}

impl<'m> ModelBox<'m> {
    /// The box of the model's own ranges; `None` where its utility has no proved bounds.
    pub fn of(model: &'m Model) -> Option<Self> {
        Self::with(model, model.unknowns())
    }

    /// The box in which only `unknowns` vary, each between its ends.
    pub fn with(model: &'m Model, unknowns: &[Unknown]) -> Option<Self> {
        let numbers = numbers(model);
        let intervals = numbers
            .iter()
            .map(
                |number| match unknowns.iter().find(|unknown| unknown.is_number(number)) {
                    Some(unknown) => Interval::new(unknown.lower, unknown.upper),
                    None => Some(Interval::point(number.value)),
                },
            )
            .collect::<Option<Vec<_>>>()?;
        let start = |section: &str| numbers.iter().position(|n| n.section == section);
        let sections = Sections {
            minimum: numbers.iter().position(|n| n.key == "minimum_wage")?,
            cost: start("cost")?,
            monitoring: start("monitoring")?,
            value: start("value")?,
            reservation: start("reservation")?,
        };
        Some(Self {
            model,
            utility: model.utility().enclosed()?,
            numbers,
            intervals,
            sections,
        })
    }

    /// Which numbers are not known, by place.
    pub fn open(&self) -> Vec<usize> {
        let wide = |place: &usize| self.intervals[*place].width() > 0.0;
        (0..self.intervals.len()).filter(wide).collect()
    }

    /// What is known of the number at a place.
    pub fn number(&self, place: usize) -> (&Unknown, Interval) {
        (&self.numbers[place], self.intervals[place])
    }

    /// The box with another interval at a place.
    #[must_use]
    pub fn narrowed(&self, place: usize, interval: Interval) -> Self {
        let mut narrowed = self.clone();
        narrowed.intervals[place] = interval;
        narrowed
    }

    /// Both halves of the box at a place; `None` where floats do not divide it.
    pub fn halves(&self, place: usize) -> Option<[Self; 2]> {
        let whole = self.intervals[place];
        let middle = whole.midpoint();
        if !(whole.lower() < middle && middle < whole.upper()) {
            return None;
        }
        Some([
            self.narrowed(place, Interval::new(whole.lower(), middle)?),
            self.narrowed(place, Interval::new(middle, whole.upper())?),
        ])
    }

    /// One model of the box: at each place what `pick` takes from its interval.
    ///
    /// # Errors
    /// Numbers with which there is no model.
    pub fn model_at(&self, pick: impl Fn(usize, Interval) -> f64) -> Result<Model, InputError> {
        let changes: Vec<(&Unknown, f64)> = self
            .open()
            .into_iter()
            .map(|place| (&self.numbers[place], pick(place, self.intervals[place])))
            .collect();
        self.model.with_numbers(&changes)
    }

    /// The least wage that is lawful in all of the box.
    pub fn minimum_wage(&self) -> f64 {
        self.intervals[self.sections.minimum].upper()
    }

    /// U0.
    pub fn reservation(&self) -> Interval {
        self.intervals[self.sections.reservation]
    }

    /// u(w).
    pub fn utility_of(&self, wage: Interval) -> Option<Interval> {
        let parameters = &self.intervals[..self.sections.minimum];
        self.utility.utility_over(parameters, wage)
    }

    /// c^(j)(η).
    pub fn cost(&self, order: u32, effort: Interval) -> Option<Interval> {
        let parameters = &self.intervals[self.sections.cost..self.sections.monitoring];
        self.model.cost().enclosed_over(parameters, order, effort)
    }

    /// q^(j)(η).
    pub fn agreement(&self, order: u32, effort: Interval) -> Option<Interval> {
        let parameters = &self.intervals[self.sections.monitoring..self.sections.value];
        let monitoring = self.model.monitoring();
        monitoring.enclosed_over(parameters, order, effort)
    }

    /// V(η).
    pub fn value(&self, effort: Interval) -> Option<Interval> {
        let parameters = &self.intervals[self.sections.value..self.sections.reservation];
        self.model.value().enclosed_over(parameters, effort)
    }
}
