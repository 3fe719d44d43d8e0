//! The line of the estimate's effort by expansions in the standardised count, from above.

use super::lines::{LinearPay, Lines};
use crate::bounds::EnclosedModel;
use crate::bounds::count_expansion::CountExpansion;
use crate::bounds::regimes::orders;
use crate::bounds::smooth_payoff::{PIECES, is_best_reply};
use crate::contract::{LinearTerms, SecondBest};
use crate::numerics::Interval;

/// Relative half-widths of the box around the estimate that are tried, and how many of them where
/// sums over every count may be closer than the rest.
const BOXES: [f64; 5] = [1e-10, 1e-9, 1e-8, 1e-7, 1e-6];
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
    let (samples, at) = (contract.samples, Interval::point(contract.point.effort));
    let locals = orders(samples).map(|order| CountExpansion::of_order(order, economy, samples, at));
    let locals: Vec<_> = locals.collect::<Option<_>>()?;
    let marginal = locals.first()?.money.midpoint();
    rents.iter().find_map(|share| {
        let rent = Interval::point(share * contract.gap.premium / marginal);
        locals
            .iter()
            .find_map(|local| {
                let lines = Lines::new(local, rent)?;
                let [shift, slope] = solution(&lines, contract, terms, boxes)?;
                Some(gap_of(&lines, contract, shift, slope, rent))
            })
            .flatten()
    })
}

/// Where π and σ are such that both equations hold.
fn solution(
    lines: &Lines<'_, '_, '_>,
    contract: &SecondBest,
    terms: &LinearTerms,
    boxes: &[f64],
) -> Option<[Interval; 2]> {
    let deviation = lines.local.moments.deviation().midpoint();
    let slope_guess = terms.slope * deviation / contract.samples as f64;
    let shift_guess = contract.gap.premium;
    boxes.iter().find_map(|share| {
        let half = share * shift_guess;
        let shift = Interval::new(shift_guess - half, shift_guess + half)?;
        // The premium is quadratic in the slope, and the slope equation feels the shift by a factor
        // of the slope.
        let half = share * slope_guess;
        let slope = Interval::new(slope_guess - half * 0.1, slope_guess + half * 0.1)?;
        holds_the_solution(lines, shift, slope)?.then_some([shift, slope])
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

fn holds_the_solution(lines: &Lines<'_, '_, '_>, shift: Interval, slope: Interval) -> Option<bool> {
    let ends = |x: Interval| (Interval::point(x.lower()), Interval::point(x.upper()));
    let ((shift_low, shift_high), (slope_low, slope_high)) = (ends(shift), ends(slope));
    Some(
        lines.participation(shift_low, slope)?.upper() < 0.0
            && lines.participation(shift_high, slope)?.lower() > 0.0
            && lines.incentive(shift, slope_low)?.upper() < 0.0
            && lines.incentive(shift, slope_high)?.lower() > 0.0,
    )
}
