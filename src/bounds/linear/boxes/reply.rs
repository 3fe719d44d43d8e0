//! The best reply to one line, in floats.

use super::Search;
use super::patch::Patch;
use super::rare::RARE;
use crate::bounds::count_sums::law::Law;
use crate::numerics::{Interval, find_root};

/// The first step from the effort that is started from, how far steps grow, and how far they lead
/// at most, as shares of the effort.
const FIRST: f64 = 1e-9;
const GROWTH: f64 = 8.0;
const FARTHEST: f64 = 0.25;

impl Search<'_, '_> {
    /// The effort next to one at which ψ′ falls through 0; that one itself where there is none
    /// near.
    ///
    /// The payoff may be all but flat, so that a line which differs by little leads to an effort
    /// which differs by much: steps of Newton's method would go astray.
    pub(super) fn reply(&self, patch: &Patch, effort: f64) -> f64 {
        self.falls_through(patch, effort).unwrap_or(effort)
    }

    fn falls_through(&self, patch: &Patch, effort: f64) -> Option<f64> {
        if !(effort > 0.0 && effort < 1.0) {
            return None;
        }
        let here = self.slope_at(patch, effort)?;
        let up = here > 0.0;
        let (mut step, mut inside) = (FIRST * effort, effort);
        while step <= FARTHEST * effort {
            let outside = if up {
                (effort + step).min(1.0)
            } else {
                effort - step
            };
            let there = self.slope_at(patch, outside)?;
            if (there > 0.0) != up {
                let (low, high) = (inside.min(outside), inside.max(outside));
                let slope = |at: f64| self.slope_at(patch, at).unwrap_or(f64::NAN);
                return find_root(slope, low, high, 0.0).ok();
            }
            if outside == 1.0 {
                return None;
            }
            inside = outside;
            step *= GROWTH;
        }
        None
    }

    /// ψ′ at one effort.
    fn slope_at(&self, patch: &Patch, effort: f64) -> Option<f64> {
        let at = Interval::point(effort);
        let q = self.economy.agreement(0, at)?;
        let law = Law::down_to(RARE, self.samples, Interval::point(q.midpoint()), q)?.1;
        let rise = self.changes(patch, &law, q)?.first;
        let slope = self.economy.agreement(1, at)? * rise - self.economy.cost(1, at)?;
        Some(slope.midpoint())
    }
}
