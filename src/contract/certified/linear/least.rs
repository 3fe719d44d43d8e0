//! Every linear contract from below: over pieces of efforts and rents the constraints confine the pay.

use super::PIECES;
use super::lines::Lines;
use crate::contract::certified::Economy;
use crate::contract::certified::local::Local;
use crate::numerics::interval::holds_on;
use crate::numerics::{EnclosedBinomial, Interval};

/// Smallest step in the rent, as a share of the largest rent worth considering.
const SMALLEST_STEP: f64 = 1e-9;

/// Rounds of confining (π, σ); each gains a factor of some 1/√n.
const ROUNDS: usize = 12;

/// Whether every linear contract has a gap of at least `target`, whatever effort it implements.
pub fn gap_is_at_least(economy: &Economy<'_>, samples: u64, target: f64) -> bool {
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
        Local::new(economy, samples, efforts).is_some_and(|local| {
            every_rent_costs_enough(&local, target, loss, &first_step).unwrap_or(false)
        })
    })
}

/// Walks through rents from 0 to where the rent alone is too much.
fn every_rent_costs_enough(
    local: &Local<'_, '_>,
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

/// The risk premium from below for linear pay with a rent in the range that costs at most `budget`; the largest double
/// where there is none.
pub fn least_premium(local: &Local<'_, '_>, rent: Interval, budget: f64) -> Option<f64> {
    let lines = Lines::new(local, rent)?;
    let steepest = steepest_slope(&lines, budget)?;
    let mut slope = Interval::new(0.0, steepest)?;
    // Premium and what limited liability adds to mean pay are both within the budget and not below 0.
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

/// A slope beyond which pay costs more than the budget.
///
/// Let w_c be the pay at y = 0. If w_c ≥ w̄, pay is at least w̄ + σY₁ with probability p₊ = P(y ≥ Y₁); if not, at most
/// max(w_min, w̄ − σY₁) with probability p₋ = P(y ≤ −Y₁). As the cost is at least E\[D_h(ū′, v − ū′)], it is at least the smaller
/// of p₊·D_h(ū′, u(w̄+σY₁) − ū′) and p₋·D_h(ū′, u(max(w_min, w̄−σY₁)) − ū′), which grows with σ.
fn steepest_slope(lines: &Lines<'_, '_, '_>, budget: f64) -> Option<f64> {
    /// Where y²·P(Y > y) is largest for a normal Y.
    const PLACE: f64 = 1.2;
    let local = lines.local;
    let economy = local.economy;
    let utility = economy.utility();
    let law = EnclosedBinomial::new(local.samples, local.agreement).ok()?;
    let n = Interval::point(local.samples as f64);
    let place = Interval::point(PLACE) * local.moments.deviation();
    let many = (n * local.agreement + place).upper().ceil();
    let few = (n * local.agreement - place).lower().floor();
    if !(few >= 0.0 && many <= local.samples as f64) {
        return None;
    }
    let above = law.tail(many as u64).at_least.lower();
    let below = law.tail(few as u64 + 1).below.lower();
    let floor = economy.model().minimum_wage();
    let cost = |slope: f64| -> Option<f64> {
        let step = Interval::point(slope) * Interval::point(PLACE);
        let mean = lines.coefficients[0];
        let up = utility.utility_coefficient(0, Interval::point((lines.wage + step).lower()))?;
        let down = (lines.wage - step).upper().max(floor);
        let down = utility.utility_coefficient(0, Interval::point(down))?;
        let rise = (up - mean).lower().max(0.0);
        let drop = (mean - down).lower().max(0.0);
        let high = Interval::point(above) * Interval::point(economy.least_bregman(mean, rise));
        let low = Interval::point(below) * Interval::point(economy.least_bregman(mean, -drop));
        Some(high.lower().min(low.lower()))
    };
    // From the slope that incentives ask for without risk.
    let mut slope = (local.target / lines.coefficients[1]).upper();
    for _ in 0..40 {
        if cost(slope)? > budget {
            return Some(slope);
        }
        slope *= 1.1;
    }
    None
}
