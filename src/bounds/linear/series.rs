//! The line of the estimate's effort by expansions in the standardised count, from above.

use super::lines::{LinearPay, Lines};
use crate::bounds::EnclosedModel;
use crate::bounds::smooth_payoff::{PIECES, is_best_reply};
use crate::bounds::solution::{BOXES, first_gap, solution};
use crate::contract::{LinearTerms, SecondBest};
use crate::numerics::Interval;

/// How many of the boxes around the estimate are tried where sums over every count may be closer
/// than the rest.
const SMALL_BOXES: usize = 3;

/// Rents as shares of the premium that make participation strict, where no effort is as good as
/// what participation leaves; none first. The largest are for premiums near a rounding of utility:
/// with many samples they are that small, and an end some premiums above the gap is better than
/// none.
const RENTS: [f64; 10] = [0.0, 1e-8, 1e-6, 1e-4, 1e-2, 3e-2, 0.1, 1.0, 1e2, 1e4];

/// Beyond this share of the premium a rent is more than roundings ask for.
const LARGE_RENT: f64 = 0.5;

/// The gap of the linear contract next to the estimate, from above, once it is proved incentive
/// compatible.
pub fn verified(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    terms: &LinearTerms,
) -> Option<f64> {
    first_with(economy, contract, terms, &RENTS, &BOXES)
}

/// The same where participation binds and the solution is enclosed closely.
pub fn verified_without_rent(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    terms: &LinearTerms,
) -> Option<f64> {
    first_with(economy, contract, terms, &RENTS[..1], &BOXES[..SMALL_BOXES])
}

/// The gap of the linear contract next to the estimate, from above, with the first of some rents
/// with which it is proved incentive compatible.
fn first_with(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    terms: &LinearTerms,
    rents: &[f64],
    boxes: &[f64],
) -> Option<f64> {
    first_gap(economy, contract, rents, |local, rent| {
        let lines = Lines::new(local, rent)?;
        let deviation = local.moments.deviation().midpoint();
        let slope = terms.slope * deviation / contract.samples as f64;
        let guess = [contract.gap.premium, slope];
        // The premium is quadratic in the slope, and the slope equation feels the shift by a factor
        // of the slope.
        let halves = [contract.gap.premium, 0.1 * slope];
        let [shift, slope] = solution(&lines, guess, halves, boxes)?;
        Some(gap_of(&lines, contract, shift, slope, rent))
    })
}

/// The gap of that line, once it is proved incentive compatible.
fn gap_of(
    lines: &Lines<'_, '_, '_>,
    contract: &SecondBest,
    shift: Interval,
    slope: Interval,
    rent: Interval,
) -> Option<f64> {
    let (local, effort) = (lines.local, contract.point.effort);
    let economy = local.economy;
    let pay = LinearPay {
        lines,
        shift,
        slope,
    };
    // With a rent beyond those of roundings a proof is found soon, or none is.
    let pieces = if (rent * local.money).upper() > LARGE_RENT * contract.gap.premium {
        PIECES / 4
    } else {
        PIECES
    };
    // Without a floor pay in utility is concave in the count, and ψ in q.
    let concave = lines.clear(shift, slope).is_some();
    if !concave && !is_best_reply(local, effort, &pay, rent, pieces) {
        return None;
    }
    // h(ū + ρ) − h(ū) ≤ h′·ρ at the largest h′ between.
    let paid = local.mean.hull(local.mean + rent);
    let left = economy.utility().wage_derivative(1, paid)? * rent;
    let cost = shift + Interval::point(lines.lift(shift, slope)) + left;
    let gap = cost + economy.loss(effort)?;
    gap.is_bounded().then_some(gap.upper())
}
