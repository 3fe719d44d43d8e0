//! What care costs the annotator: c(η), increasing and strictly convex with c(0) = 0, in utility.
//!
//! A family lives in one file that implements [`EffortCost`], plus its line in [`FAMILIES`].

mod power;

pub use power::PowerCost;

use super::family;
use crate::input::{InputError, Section};
use crate::numerics::Interval;
use std::fmt::Debug;

/// A cost of effort c on [0, 1], in units of utility.
pub trait EffortCost: Debug + Send + Sync {
    /// The family's name in model files.
    fn family(&self) -> &'static str;
    /// Parameters in the order of the model file.
    fn parameters(&self) -> Vec<(&'static str, f64)>;
    /// c(η).
    fn cost(&self, effort: f64) -> f64;
    /// c′(η).
    fn marginal(&self, effort: f64) -> f64;
    /// c″(η).
    fn curvature(&self, effort: f64) -> f64;
    /// D_c(η, d) = c(η+d) − c(η) − c′(η)·d ≥ 0, without cancellation.
    fn bregman(&self, effort: f64, change: f64) -> f64;
    /// c^(j) over an interval of efforts, j ≤ 3, in outward-rounded arithmetic; `None` where the
    /// family has no proved bounds, or none there.
    fn enclosed(&self, _order: u32, _effort: Interval) -> Option<Interval> {
        None
    }
    /// c^(j) over an interval of efforts and of each parameter (in the order of
    /// [`parameters`](Self::parameters)); `None` where the family has no such bounds, or none
    /// there.
    fn enclosed_over(
        &self,
        _parameters: &[Interval],
        _order: u32,
        _effort: Interval,
    ) -> Option<Interval> {
        None
    }
    /// p where c is exactly proportional to η^p; `None` where it is not, or not known to be.
    fn power(&self) -> Option<f64> {
        None
    }
    /// c(η+d) − c(η).
    fn change(&self, effort: f64, change: f64) -> f64 {
        self.marginal(effort) * change + self.bregman(effort, change)
    }
}

/// A family as model files name it.
pub type Family = super::family::Family<dyn EffortCost>;

/// Every family a model file may name; the first is meant where `family` is left out.
pub const FAMILIES: &[Family] = &[power::FAMILY];

pub(super) fn read(section: &Section<'_, '_>) -> Result<Box<dyn EffortCost>, InputError> {
    let written = section.text_or("family", FAMILIES[0].name)?;
    family::read(FAMILIES, section, ("family", written), &[])
}
