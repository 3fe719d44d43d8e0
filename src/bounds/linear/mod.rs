//! Linear contracts with proof.
//!
//! Pay is w = w̄ + ω, w̄ = h(ū′), ū′ = U0 + c(η) + ρ with a rent ρ ≥ 0 in utility, ω = π + σy cut
//! at w_min. Expanding u at w̄ turns participation and incentives into
//!
//! Σ_{j≥1} u_j·E\[ω^j] = 0,  Σ_{j≥1} u_j·E\[ω^j·y] = target,  u_j = u^(j)(w̄)/j!,
//!
//! whose moments are exact; what lies beyond the reach is bounded. π is the risk premium.
//!
//! From above: at one effort with a ρ that is 0 or next to it, a box in (π, σ) on whose faces the
//! two equations change sign holds a solution (Poincaré–Miranda); or, count by count, a line of
//! floats whose best replies are pinned down (module `boxes`). From below, whichever of these
//! reaches, the cheapest first:
//!
//! - where limited liability is some eight standard deviations away, one Lagrangian that is convex
//!   over every contract worth considering (module `convex`): its value at the optimum is the
//!   bound, at a cost that does not grow with the precision;
//! - boxes of lines and efforts up to 2,000 samples, wherever limited liability binds, a rent is
//!   left or an effort far away tempts; they turn up better lines as well (module `boxes`);
//! - with limited liability in reach, a walk along the efforts by sums over every count (module
//!   `count_sums`).
//!
//! Where none does the lower end is that of the best contract of all, which is true but not sharp.

mod boxes;
mod centre;
mod convex;
mod curvature;
mod lines;
mod region;
mod smooth;
mod steepest;

pub use boxes::VerifiedLine;
pub use convex::least_gap;

use super::regimes::{LINES_BY_COUNTS, LINES_LISTED, SHARP};
use super::replies::{PIECES_IN_ALL, is_best_reply};
use super::{Bracket, EnclosedModel, End, Method, Missing, binary};
use crate::bounds::count_expansion::CountExpansion;
use crate::bounds::count_sums;
use crate::contract::{Class, FirstBest, LinearTerms, SecondBest};
use crate::numerics::Interval;
use lines::{LinearPay, Lines};

/// Relative half-widths of the box around the estimate that are tried.
const BOXES: [f64; 5] = [1e-10, 1e-9, 1e-8, 1e-7, 1e-6];

/// Where the boxes come so close other searches are not tried.
pub(super) const CLOSE: f64 = 5e-5;

/// By how much more the boxes aim at than what is to be proved: they leave room for roundings.
const BEYOND: f64 = 1.0001;

/// Rents as shares of the premium that make participation strict, where no effort is as good as
/// what participation leaves; none first. The largest are for premiums near a rounding of utility:
/// with many samples they are that small, and an end some premiums above the gap is better than
/// none.
const RENTS: [f64; 8] = [0.0, 1e-8, 1e-6, 1e-4, 1e-2, 1.0, 1e2, 1e4];

/// Gaps that agree to this are the same.
const SAME: f64 = 1e-9;

/// Beyond this share of the premium a rent is more than roundings ask for.
const LARGE_RENT: f64 = 1e-3;

/// Brackets the gap of the best linear contract, given its estimate; with the better line that turns
/// up while boxes are searched, where there is one.
pub fn bracket(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    terms: &LinearTerms,
    precision: f64,
) -> (Bracket, Option<VerifiedLine>) {
    let upper = verified_gap(first_best, economy, contract, terms);
    // Where nothing is verified from above the estimate says what is worth proving from below.
    let aim = upper.unwrap_or(contract.gap.total());
    let bracket = Bracket {
        lower: Err(Missing::BudgetSpent),
        upper: upper
            .map(|upper| End::new(upper, Method::VerifiedLine))
            .ok_or(Missing::NotVerified),
    };
    let (found, better) = search(first_best, economy, contract, aim, precision);
    (bracket.meet(found), better)
}

/// The gap of a verified line next to the estimate, from above.
pub(super) fn verified_gap(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    terms: &LinearTerms,
) -> Option<f64> {
    let by_counts = || count_sums::linear_gap(first_best, economy, contract);
    let by_series = || verified(economy, contract, terms, &BOXES);
    let found = if contract.samples <= LINES_BY_COUNTS {
        by_counts().or_else(by_series)
    } else {
        by_series().or_else(by_counts)
    };
    let line = [terms.intercept, terms.slope];
    found
        .or_else(|| boxes::gap_from_above(economy, contract.samples, line, contract.point.effort))
        .or_else(|| as_bonus(economy, contract, terms))
}

/// A line that leaves the minimum wage at the last count alone is a bonus there, and the other way
/// round.
fn as_bonus(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    terms: &LinearTerms,
) -> Option<f64> {
    let samples = contract.samples as f64;
    let last_but_one = terms.intercept + terms.slope * (samples - 1.0) / samples;
    if last_but_one > terms.floor {
        return None;
    }
    let utility = economy.model().utility();
    let top = utility.utility(terms.intercept + terms.slope);
    let bonus = top - economy.model().minimum_utility();
    binary::verified_gap_of_top_bonus(economy, contract, bonus)
}

/// The lower end, at `aim`·(1 − `precision`) or better where a search reaches it, and a line
/// better than `aim` where one turns up; every contract with a gap above `aim` may be left out of
/// the search.
fn search(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    aim: f64,
    precision: f64,
) -> (Bracket, Option<VerifiedLine>) {
    let target = aim * (1.0 - precision);
    let below = |lower: Result<End, Missing>| Bracket {
        lower,
        upper: Err(Missing::NotVerified),
    };
    if let Some(least) = convex::least_gap(economy, contract, aim)
        && least >= target
    {
        let least = End::new(least, Method::ConvexLagrangian);
        return (below(Ok(least)), None);
    }
    let (mut found, mut better) = (below(Err(Missing::BudgetSpent)), None);
    if let Some(ends) = boxes::ends(economy, contract.samples, aim, precision) {
        better = ends.better;
        found = Bracket {
            lower: Ok(End::new(ends.lower, Method::LineBoxes)),
            upper: better
                .map(|better| End::new(better.gap, Method::VerifiedLine))
                .ok_or(Missing::NotVerified),
        };
        let least = better.map_or(aim, |better| better.gap) * (1.0 - CLOSE);
        if ends.lower >= least {
            return (found, better);
        }
    }
    let other = if walk_reaches(first_best, economy, contract, target) {
        Ok(End::new(target, Method::EveryLine))
    } else {
        least_of_all_contracts(first_best, economy, contract, found.lower())
    };
    (found.meet(below(other)), better)
}

/// Whether the gap of every linear contract is proved to be at least `target`; the estimate says
/// where to look.
#[must_use]
pub fn every_gap_is_at_least(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    target: f64,
) -> bool {
    let by_boxes = || boxes::ends(economy, contract.samples, target * BEYOND, 0.0);
    convex::least_gap(economy, contract, target).is_some_and(|least| least >= target)
        || by_boxes().is_some_and(|ends| ends.lower >= target)
        || walk_reaches(first_best, economy, contract, target)
}

/// Whether the walk along the efforts reaches `target`, where the convex bound does not.
fn walk_reaches(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    target: f64,
) -> bool {
    contract.samples <= LINES_LISTED
        && count_sums::every_line_costs(first_best, economy, contract, target)
}

/// No linear contract does better than the best contract of all, whose gap is proved. Not looked at
/// where some pay costs less than is `known` of lines already.
fn least_of_all_contracts(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    line: &SecondBest,
    known: Option<f64>,
) -> Result<End, Missing> {
    // What its own search finds: bonuses would change the estimate, but hardly what is proved of all
    // pay.
    let best = Class::General.search(first_best, line.samples).ok();
    // What differs by a rounding, as at full care where the best pay is a line to every digit, is as
    // good.
    let as_good = best.filter(|best| best.gap.total() <= line.gap.total() * (1.0 + SAME));
    let end = match as_good {
        Some(best) if known.is_some_and(|known| best.gap.total() <= known) => {
            return Err(Missing::BudgetSpent);
        }
        Some(best) => super::bracket(first_best, Class::General, &best).lower?,
        None => {
            // Where its own search finds none that is cheaper the line is pay of some shape as well:
            // prices of the local incentives start from it.
            let most = line.gap.total();
            match super::general::by_local_prices(economy, line, most) {
                Ok(end) if end.value >= most * (1.0 - SHARP) => end,
                by_prices => {
                    // What holds without prices to start from.
                    let (every, _) =
                        super::every_contract(first_best, economy, line.samples, &[], Some(most));
                    let by_prices = Bracket {
                        lower: by_prices,
                        upper: Err(Missing::NotVerified),
                    };
                    every.meet(by_prices).lower?
                }
            }
        }
    };
    Ok(End::new(end.value, Method::BestOfAllPay))
}

/// The gap of the linear contract next to the estimate, from above, once it is proved incentive
/// compatible.
fn verified(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    terms: &LinearTerms,
    boxes: &[f64],
) -> Option<f64> {
    let local = CountExpansion::new(
        economy,
        contract.samples,
        Interval::point(contract.point.effort),
    )?;
    let marginal = economy.utility().wage_derivative(1, local.mean)?.midpoint();
    RENTS.iter().find_map(|share| {
        let rent = share * contract.gap.premium / marginal;
        verified_with_rent(&local, contract, terms, boxes, rent)
    })
}

/// The same with a rent in utility.
fn verified_with_rent(
    local: &CountExpansion<'_, '_>,
    contract: &SecondBest,
    terms: &LinearTerms,
    boxes: &[f64],
    rent: f64,
) -> Option<f64> {
    let (economy, effort) = (local.economy, contract.point.effort);
    let rent = Interval::point(rent);
    let lines = Lines::new(local, rent)?;
    let deviation = local.moments.deviation().midpoint();
    let slope_guess = terms.slope * deviation / contract.samples as f64;
    let shift_guess = contract.gap.premium;
    let (shift, slope) = boxes.iter().find_map(|share| {
        let half = share * shift_guess;
        let shift = Interval::new(shift_guess - half, shift_guess + half)?;
        // The premium is quadratic in the slope, and the slope equation feels the shift by a factor
        // of the slope.
        let half = share * slope_guess;
        let slope = Interval::new(slope_guess - half * 0.1, slope_guess + half * 0.1)?;
        holds_the_solution(&lines, shift, slope)?.then_some((shift, slope))
    })?;
    let pay = LinearPay {
        lines: &lines,
        shift,
        slope,
    };
    // With a rent beyond those of roundings a proof is found soon, or none is.
    let pieces = if (rent * local.money).upper() > LARGE_RENT * contract.gap.premium {
        PIECES_IN_ALL / 4
    } else {
        PIECES_IN_ALL
    };
    if !is_best_reply(local, effort, &pay, rent, pieces) {
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
