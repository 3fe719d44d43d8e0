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
//! two equations change sign holds a solution (Poincaré–Miranda). If no count is paid as little as
//! w_min that is all: u of such a line is concave in the count, so that ψ is concave in q and ψ′(η)
//! = 0 makes η a best reply; no sum of utilities is formed, so gaps may lie far below a rounding of
//! them. Else incentives are proved piece by piece; or, count by count, a line of floats is taken
//! whose best replies are pinned down (module `boxes`). From below, whichever of these reaches, the
//! cheapest first:
//!
//! - where limited liability is some eight standard deviations away, one Lagrangian that is convex
//!   over every contract worth considering (module `convex`): its value at the optimum is the
//!   bound, at a cost that does not grow with the precision;
//! - where the best of all pay is a line but for limited liability, as under the logarithm, what
//!   holds for all pay, up to 2,000 samples;
//! - boxes of lines and efforts up to 2,000 samples, wherever limited liability binds, a rent is
//!   left or an effort far away tempts; they turn up better lines as well (module `boxes`);
//! - with limited liability in reach, a walk along the efforts by sums over every count (module
//!   `count_sums`).
//!
//! Where none does the lower end is that of the best contract of all, which is true but not sharp;
//! where a bonus costs a tenth of what lines do it is T7's information bound, which takes no time.

mod boxes;
mod centre;
mod convex;
mod curvature;
mod lines;
mod region;
mod series;
mod smooth;
mod steepest;

pub use boxes::VerifiedLine;
pub use convex::least_gap;

use super::regimes::{DETERRENCE_UP_TO, LINES_BY_COUNTS, LINES_LISTED, SHARP};
use super::{Bracket, EnclosedModel, End, Method, Missing, information};
use crate::bounds::count_sums;
use crate::bounds::every_contract::every_contract;
use crate::contract::{Class, FirstBest, LinearTerms, SecondBest, Threshold};

/// Where the boxes come so close other searches are not tried.
pub(super) const CLOSE: f64 = 5e-5;

/// By how much more the boxes aim at than what is to be proved: they leave room for roundings.
const BEYOND: f64 = 1.0001;

/// Where a bonus costs less than this share of what lines do no bound of all pay says much about
/// lines, and T7's information bound, which takes no time, will do.
const FAR_BELOW: f64 = 0.1;

/// Gaps that agree to this are the same.
const SAME: f64 = 1e-9;

/// Brackets the gap of the best linear contract, given its estimate; with the better line that
/// turns up while boxes are searched, where there is one.
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
    let by_series = || series::verified(economy, contract, terms);
    // Where no count is paid as little as w_min an expansion has no tails to bound and the proof is
    // a line of algebra, however small the gap.
    let above_the_floor = || series::verified_without_rent(economy, contract, terms);
    let above_the_floor = (terms.intercept > terms.floor)
        .then(above_the_floor)
        .flatten();
    let others = || {
        if contract.samples <= LINES_BY_COUNTS {
            by_counts().or_else(by_series)
        } else {
            by_series().or_else(by_counts)
        }
    };
    let line = [terms.intercept, terms.slope];
    above_the_floor
        .or_else(others)
        .or_else(|| boxes::gap_from_above(economy, contract.samples, line, contract.point.effort))
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
        return (Bracket::from_below(least, Method::ConvexLagrangian), None);
    }
    let (mut found, mut better) = (Bracket::missing(Missing::BudgetSpent), None);
    // Where the best of all pay is a line but for limited liability what holds for all pay is as
    // sharp, and found sooner.
    let straight = contract.samples <= DETERRENCE_UP_TO && best_pay_is_straight(economy, contract);
    if straight {
        found = below(least_of_all_contracts(first_best, economy, contract, None));
        if found
            .lower()
            .is_some_and(|least| least >= aim * (1.0 - CLOSE))
        {
            return (found, None);
        }
    }
    if let Some(ends) = boxes::ends(economy, contract.samples, aim, precision) {
        better = ends.better;
        found = found.meet(Bracket {
            lower: Ok(End::new(ends.lower, Method::LineBoxes)),
            upper: better
                .map(|better| End::new(better.gap, Method::VerifiedLine))
                .ok_or(Missing::NotVerified),
        });
        let least = better.map_or(aim, |better| better.gap) * (1.0 - CLOSE);
        if ends.lower >= least {
            return (found, better);
        }
    }
    let other = if walk_reaches(first_best, economy, contract, target) {
        Ok(End::new(target, Method::EveryLine))
    } else if straight {
        Err(Missing::BudgetSpent)
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

/// Whether h′(u(w)) = 1/u′(w) is affine in w, as for the logarithm: best pay is affine in the price
/// of a count, so that it is a line wherever neither limited liability nor an effort far away
/// binds. Seen at three wages, in floats: what is tried first rests on it, no proof.
fn best_pay_is_straight(economy: &EnclosedModel<'_>, line: &SecondBest) -> bool {
    const ROUNDING: f64 = 1e-9;
    let utility = economy.model().utility();
    let paid = line.expected_pay(economy.model());
    let [low, middle, high] = [0.75, 1.0, 1.25].map(|by| 1.0 / utility.marginal(by * paid));
    (low + high - 2.0 * middle).abs() <= ROUNDING * middle.abs()
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
    // No more than what a bonus costs is proved of all pay, and bonuses are quickly found.
    let bonus = Class::Binary(Threshold::Deterministic).search(first_best, line.samples);
    if let Ok(bonus) = bonus {
        let most = bonus.gap.total();
        if known.is_some_and(|known| most <= known) {
            return Err(Missing::BudgetSpent);
        }
        if most < FAR_BELOW * line.gap.total() {
            let least = information::least_gap(economy, line.samples);
            return Ok(End::new(least, Method::Information));
        }
    }
    // What its own search finds: bonuses would change the estimate, but hardly what is proved of
    // all pay.
    let best = Class::General.search(first_best, line.samples).ok();
    // What differs by a rounding, as at full care where the best pay is a line to every digit, is
    // as good.
    let as_good = best.filter(|best| best.gap.total() <= line.gap.total() * (1.0 + SAME));
    let end = match as_good {
        Some(best) if known.is_some_and(|known| best.gap.total() <= known) => {
            return Err(Missing::BudgetSpent);
        }
        Some(best) => super::bracket(first_best, Class::General, &best).lower?,
        None => {
            // Where its own search finds none that is cheaper the line is pay of some shape as
            // well: prices of the local incentives start from it.
            let most = line.gap.total();
            match super::general::by_local_prices(economy, line, most) {
                Ok(end) if end.value >= most * (1.0 - SHARP) => end,
                by_prices => {
                    // What holds without prices to start from.
                    let (every, _) =
                        every_contract(first_best, economy, line.samples, &[], Some(most));
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
