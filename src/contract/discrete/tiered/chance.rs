//! Thresholds between whole numbers: bonuses that are drawn at one count.
//!
//! A threshold k − ρ pays for certain from k agreements on and with probability ρ at k − 1. The
//! lower the lowest threshold, the rarer is failure and the larger the bonus it takes, up to where
//! the base pay meets limited liability: often the best contract lies right there. So under each
//! choice of the others the lowest threshold is found anew, that limit by bisection, and the others
//! move by steps that are halved.

use super::{Best, STEPS, Search};
use crate::contract::ContractError;
use crate::numerics::roots::{last_inside, minimise_kinked};

/// The least step: the gap is flat in the upper thresholds where it is least, so that half a step
/// costs its square, some 1e-10 of the gap.
const LEAST_STEP: f64 = 1.0 / 65_536.0;

/// How sharply the lowest threshold is found: ln gap changes by about as much.
const TOLERANCE: f64 = 1e-11;

impl Search<'_, '_> {
    /// Moves the best thresholds on between whole numbers.
    pub(super) fn by_chance(
        &self,
        best: &mut Best,
        tempting: &mut Vec<usize>,
    ) -> Result<(), ContractError> {
        let Some((start, _)) = best.clone() else {
            return Ok(());
        };
        self.settle(best, &start, tempting)?;
        let (mut step, mut left) = (0.5, STEPS);
        while step >= LEAST_STEP && left > 0 {
            let Some((thresholds, _)) = best.clone() else {
                return Ok(());
            };
            let mut moved = false;
            for place in 1..self.tiers {
                for by in [-step, step] {
                    let mut near = thresholds.clone();
                    near[place] += by;
                    moved |= self.settle(best, &near, tempting)?;
                    left = left.saturating_sub(1);
                }
            }
            if !moved {
                step *= 0.5;
            }
        }
        Ok(())
    }

    /// Keeps the best lowest threshold, within a count of where it is, under the other thresholds
    /// of `near`, if that gains.
    fn settle(
        &self,
        best: &mut Best,
        near: &[f64],
        tempting: &mut Vec<usize>,
    ) -> Result<bool, ContractError> {
        let at = |lowest: f64| {
            let mut all = near.to_vec();
            all[0] = lowest;
            all
        };
        let mut choices = Vec::new();
        for from in [near[0].ceil() - 1.0, near[0].ceil()] {
            let ln_gap = |lowest: f64| match self.price(&at(lowest), tempting) {
                Ok(Some(priced)) => priced.ln_gap,
                _ => f64::MAX,
            };
            let exists = |lowest: f64| ln_gap(lowest) < f64::MAX;
            let to = from + 1.0;
            if !exists(to) {
                continue;
            }
            let limit = if exists(from) {
                from
            } else {
                last_inside(exists, from, to)
            };
            choices.push(limit);
            if limit < to {
                choices.push(minimise_kinked(ln_gap, limit, to, TOLERANCE)?.at);
            }
        }
        let mut moved = false;
        for choice in choices {
            moved |= self.keep(best, at(choice), tempting)?;
        }
        Ok(moved)
    }
}
