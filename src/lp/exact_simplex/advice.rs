//! When the exact simplex method asks for advice, which float arithmetic gives it, and when it has
//! asked often enough.

use super::basis::{Basis, Reached};
use super::corner::Corner;

/// What may move the search to a better basis, given one and its corner with the true costs.
pub(in crate::lp) type Adviser<'a> = dyn FnMut(&Basis, &Corner) -> Option<Reached> + 'a;

/// Advices that leave the greatest fault about what it was, after which the adviser is asked no
/// more: floats then do not help.
const FRUITLESS_ADVICES: usize = 12;

/// An advice is fruitful if it leaves less than this of the greatest fault: floats see nine orders
/// of magnitude below it. The data of a contract program span hundreds, which takes as many times
/// more advices, and no more than some hundred before a fault is below every double.
const FRUITFUL: f64 = 1e-3;

/// Exact pivots after which the adviser is asked again.
const STEPS_BETWEEN_ADVICES: usize = 10;

/// Whether to ask, and how much the advices so far have helped.
pub(super) struct Advice {
    /// Whether what stopped the adviser may be past.
    pub(super) may_help: bool,
    fruitless: usize,
    /// The least faults so far: of values, and of prices.
    least: [f64; 2],
}

impl Advice {
    pub(super) fn new() -> Self {
        Advice {
            may_help: true,
            fruitless: 0,
            least: [f64::INFINITY; 2],
        }
    }

    /// Whether to ask at a corner with these violations and wrong prices, whose faults are then
    /// kept.
    pub(super) fn is_wanted(&mut self, violations: &[f64], wrong: &[(usize, f64)]) -> bool {
        if !self.may_help || self.fruitless >= FRUITLESS_ADVICES {
            return false;
        }
        let faults = [greatest(violations), greatest(wrong.iter().map(|(_, d)| d))];
        if !improves(&mut self.least, faults) {
            self.fruitless += 1;
        }
        true
    }

    /// A few exact steps may have led past what stopped the adviser.
    pub(super) fn after_pivots(&mut self, pivots: usize) {
        self.may_help |= pivots.is_multiple_of(STEPS_BETWEEN_ADVICES);
    }
}

/// The greatest size.
fn greatest<'a>(numbers: impl IntoIterator<Item = &'a f64>) -> f64 {
    numbers.into_iter().fold(0.0, |most, x| most.max(x.abs()))
}

/// Whether one of the faults is clearly below its least so far, which is kept.
fn improves(least: &mut [f64; 2], faults: [f64; 2]) -> bool {
    let mut improved = false;
    for (least, fault) in least.iter_mut().zip(faults) {
        improved |= fault < FRUITFUL * *least;
        *least = least.min(fault);
    }
    improved
}
