//! Every linear contract from below: over pieces of efforts and rents the constraints confine the
//! pay.

use super::PIECES;
use super::lines::Lines;
use super::steepest::steepest_slope;
use crate::bounds::EnclosedModel;
use crate::bounds::count_expansion::CountExpansion;
use crate::numerics::Interval;
use crate::numerics::interval::holds_on;

/// Smallest step in the rent, as a share of the largest rent worth considering.
const SMALLEST_STEP: f64 = 1e-9;

/// Rounds of confining (π, σ); each gains a factor of some 1/√n.
const ROUNDS: usize = 12;

/// Whether every linear contract has a gap of at least `target`, whatever effort it implements.
pub fn gap_is_at_least(economy: &EnclosedModel<'_>, samples: u64, target: f64) -> bool {
    // Full effort need not be stationary; its first-best loss has to exclude it.
    if economy.least_loss(Interval::ONE) < target {
        return false;
    }
    let first_step = std::cell::Cell::new(f64::INFINITY);
    holds_on(0.0, 1.0, PIECES, |efforts| {
        let loss = economy.least_loss(efforts);
        if loss >= target {
            return true;
        }
        CountExpansion::new(economy, samples, efforts).is_some_and(|local| {
            every_rent_costs_enough(&local, target, loss, &first_step).unwrap_or(false)
        })
    })
}

/// Walks through rents from 0 to where the rent alone is too much.
fn every_rent_costs_enough(
    local: &CountExpansion<'_, '_>,
    target: f64,
    loss: f64,
    first_step: &std::cell::Cell<f64>,
) -> Option<bool> {
    let goal = Interval::point(target) - Interval::point(loss);
    let last = (goal / local.money).upper();
    let (mut from, mut step) = (0.0, last.min(first_step.get()));
    while from < last {
        let to = (from + step).min(last);
        let rent = Interval::new(from, to)?;
        let paid = (local.money * Interval::point(from)).lower().max(0.0);
        let premium = least_premium(local, rent, goal.upper()).unwrap_or(0.0);
        if (Interval::point(paid) + Interval::point(premium)).lower() >= goal.upper() {
            if from == 0.0 {
                first_step.set(4.0 * step);
            }
            from = to;
            step *= 8.0;
        } else {
            step = 0.25 * (to - from);
            if step < SMALLEST_STEP * last {
                return Some(false);
            }
        }
    }
    Some(true)
}

/// The risk premium from below for linear pay with a rent in the range that costs at most `budget`;
/// the largest double where there is none.
pub fn least_premium(local: &CountExpansion<'_, '_>, rent: Interval, budget: f64) -> Option<f64> {
    let lines = Lines::new(local, rent)?;
    let steepest = steepest_slope(&lines, budget)?;
    let mut slope = Interval::new(0.0, steepest)?;
    // Premium and what limited liability adds to mean pay are both within the budget and not below
    // 0.
    let mut shift = Interval::new(-lines.lift(Interval::new(-budget, budget)?, slope), budget)?;
    for _ in 0..ROUNDS {
        let bend = lines.tail_of_series(2, shift, slope, 1)?;
        let confined = (local.target - bend) / lines.coefficients[1];
        let Some(next) = slope.intersection(confined) else {
            return Some(f64::MAX);
        };
        let bend = lines.tail_of_series(2, shift, next, 0)?;
        let Some(shift_next) = shift.intersection(-(bend / lines.coefficients[1])) else {
            return Some(f64::MAX);
        };
        let settled =
            next.width() > 0.9 * slope.width() && shift_next.width() > 0.9 * shift.width();
        (slope, shift) = (next, shift_next);
        if settled {
            break;
        }
    }
    Some(shift.lower())
}
