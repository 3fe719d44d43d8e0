//! From an effort of the grid to the best one between its neighbours.

use super::RuleProblem;
use crate::contract::ContractError;
use crate::numerics::roots::{find_root, minimise};

impl RuleProblem<'_, '_> {
    /// From a feasible effort to the best feasible one between its neighbours.
    pub(super) fn refine(
        &self,
        middle: f64,
        below: Option<f64>,
        above: Option<f64>,
    ) -> Result<f64, ContractError> {
        let reach = |beyond: Option<f64>| {
            beyond.map_or(middle, |beyond| {
                self.affordable_end(middle, self.feasible_end(middle, beyond))
            })
        };
        let (low, high) = (reach(below), reach(above));
        let mut choices = vec![middle, low, high];
        if low < high {
            choices.extend(self.stationary(low, high)?);
            // Where limited liability starts to bind the gap has a kink, which can be the minimum;
            // a minimiser comes close to it, a root finder hits it.
            if self.headroom(low) * self.headroom(high) < 0.0 {
                choices.extend(find_root(|change| self.headroom(change), low, high, 0.0));
            }
        }
        let mut ranked: Vec<(f64, f64)> = choices
            .into_iter()
            .map(|change| (self.gap(change), change))
            .collect();
        ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
        let best = ranked
            .into_iter()
            .find(|(_, change)| self.temptation_at(*change) <= 0.0);
        Ok(best.map_or(middle, |(_, change)| change))
    }

    /// The change closest to `beyond` that has pay, by bisection from `inside`, which has.
    fn affordable_end(&self, inside: f64, beyond: f64) -> f64 {
        if self.candidate(beyond).is_some() {
            return beyond;
        }
        let (mut inside, mut beyond) = (inside, beyond);
        // As many halvings as a double has bits.
        for _ in 0..f64::MANTISSA_DIGITS {
            let middle = 0.5 * (inside + beyond);
            if self.candidate(middle).is_some() {
                inside = middle;
            } else {
                beyond = middle;
            }
        }
        inside
    }

    /// The minimum of the gap strictly between two efforts, if the gap falls from both ends
    /// inwards. It has one minimum there: the ends are at most two standard deviations of the count
    /// apart.
    fn stationary(&self, low: f64, high: f64) -> Result<Option<f64>, ContractError> {
        /// A minimum closer to an end than this share of the interval costs the square of it
        /// against the end.
        const STEP: f64 = 1e-7;
        let step = STEP * (high - low);
        if self.gap(low + step) >= self.gap(low) || self.gap(high - step) >= self.gap(high) {
            return Ok(None);
        }
        let gap = |change: f64| self.gap(change);
        Ok(Some(minimise(gap, low, high, 1e-9 * (high - low))?.at))
    }

    /// The feasible change closest to `beyond`: `beyond` itself, or where a deviation becomes
    /// exactly as good.
    pub(super) fn feasible_end(&self, inside: f64, beyond: f64) -> f64 {
        if self.temptation_at(beyond) <= 0.0 {
            return beyond;
        }
        // A root finder may stop a rounding on the wrong side; step back inside until the contract
        // holds.
        let ends = (inside.min(beyond), inside.max(beyond));
        let Ok(root) = find_root(|change| self.temptation_at(change), ends.0, ends.1, 0.0) else {
            return inside;
        };
        let mut step = (root - inside) * 1e-15;
        let mut end = root;
        for _ in 0..40 {
            if self.temptation_at(end) <= 0.0 {
                return end;
            }
            end = root - step;
            step *= 2.0;
        }
        inside
    }
}
