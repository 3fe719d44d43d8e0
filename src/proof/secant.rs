//! Steps towards a root by secants.

use super::decimal::{ratio, rational, rounded_down, unit};
use super::pay_measure::STEP_DIGITS;
use dashu_ratio::RBig;

/// Where a search by secants has been: what was missing before the last step, and that step. The
/// slope of the secant is a float, which does for the next step.
pub(super) struct Secant {
    before: Option<(RBig, RBig)>,
    slope: f64,
}

impl Secant {
    /// At the start, with what a step of 1 brings for a first guess.
    pub(super) fn new() -> Self {
        Self {
            before: None,
            slope: 1.0,
        }
    }

    /// The next step where so much is missing, `Some(None)` at the root; `None` where a secant has
    /// no slope.
    pub(super) fn step(&mut self, missing: RBig) -> Option<Option<RBig>> {
        if missing.clone().max(-&missing) < unit(STEP_DIGITS - 4) {
            return Some(None);
        }
        if let Some((last, by)) = &self.before {
            self.slope = ratio(&(last - &missing), by)?.to_f64().value();
        }
        let by = ratio(&missing, &rational(self.slope)?)?;
        let by = rounded_down(&by, STEP_DIGITS + 10);
        if by == RBig::ZERO {
            return Some(None);
        }
        self.before = Some((missing, by.clone()));
        Some(Some(by))
    }
}
