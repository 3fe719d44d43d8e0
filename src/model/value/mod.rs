//! What care is worth to the company: V(η), smooth, increasing and concave, in money.
//!
//! A family lives in one file that implements [`Value`], plus its line in [`FAMILIES`].

mod linear;
mod power;
mod quadratic;

pub use linear::LinearValue;
pub use power::PowerValue;
pub use quadratic::QuadraticValue;

use super::family;
use crate::input::{InputError, Section};
use crate::numerics::Interval;
use std::fmt::Debug;

/// A value of effort V on [0, 1], in units of money.
pub trait Value: Debug + Send + Sync {
    /// The family's name in model files.
    fn family(&self) -> &'static str;
    /// Parameters in the order of the model file.
    fn parameters(&self) -> Vec<(&'static str, f64)>;
    /// V(η).
    fn value(&self, effort: f64) -> f64;
    /// V′(η) (+∞ at η = 0 for some families).
    fn marginal(&self, effort: f64) -> f64;
    /// −D_V(η, d) = V(η) + V′(η)·d − V(η+d) ≥ 0, without cancellation.
    fn shortfall(&self, effort: f64, change: f64) -> f64;
    /// V^(j) over an interval of efforts, j ≤ 2, in outward-rounded arithmetic; `None` where the
    /// family has no proved bounds, or none there.
    fn enclosed(&self, _order: u32, _effort: Interval) -> Option<Interval> {
        None
    }
    /// V over an interval of efforts and of each parameter (in the order of
    /// [`parameters`](Self::parameters)); `None` where the family has no such bounds.
    fn enclosed_over(&self, _parameters: &[Interval], _effort: Interval) -> Option<Interval> {
        None
    }
}

/// A family as model files name it.
pub type Family = super::family::Family<dyn Value>;

/// Every family a model file may name; the first is meant where `family` is left out.
pub const FAMILIES: &[Family] = &[linear::FAMILY, power::FAMILY, quadratic::FAMILY];

pub(super) fn read(section: &Section<'_, '_>) -> Result<Box<dyn Value>, InputError> {
    let written = section.text_or("family", FAMILIES[0].name)?;
    family::read(FAMILIES, section, ("family", written), &[])
}
