//! Smooth pay with proof for few samples, by sums over every count.
//!
//! - **Any pay.** From below one line of prices bounds what implementing any effort costs (module
//!   `price_line`); from above a contract next to the estimate meets both constraints exactly
//!   (`schedule`).
//!   Where efforts far away tempt they have prices too (`deterrence`).
//! - **Linear pay.** Each effort has one line with binding participation, which is enclosed for all
//!   efforts of a piece at once (`line`, `line_box`), and the gap along it falls and rises with a
//!   slope that is enclosed too (`line_slope`); a rent never lowers the gap (`rents`). A walk along
//!   the efforts proves the gap above a target (`every_line`).
//! - Global incentive compatibility of either is shown in `best_reply`, from `payoff`.

mod counted;
mod deterrence;
mod every_line;
pub(super) mod law;
mod least;
mod likelihood;
mod line;
mod line_box;
mod line_guess;
mod line_slope;
mod linear;
mod payoff;
mod price_line;
mod rents;
mod schedule;

pub use deterrence::{Weakest, least_gap as least_gap_by_deterrence};
pub use every_line::every_line_costs;
pub use least::least_gap;
pub use likelihood::by_likelihood;
pub use linear::linear_gap;

use super::general::Prices;
use super::{Bracket, EnclosedModel, End, Method, Missing};
use crate::bounds::count_expansion::CountExpansion;
use crate::contract::general::Pricer;
use crate::contract::{FirstBest, SecondBest, Terms};
use crate::numerics::Interval;
use crate::numerics::interval::holds_on;
use price_line::PriceLine;
use schedule::Schedule;

pub use super::regimes::EVERY_COUNT as FEW;

/// Pieces of the effort interval before giving up.
const PIECES: usize = 4_000;

/// Brackets the gap of the best contract of all, given its estimate and the estimate's prices.
pub fn bracket(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    prices: &Prices,
    precision: f64,
) -> Option<Bracket> {
    if contract.samples > FEW {
        return None;
    }
    let upper = smooth_gap(economy, contract)?;
    let target = upper * (1.0 - precision);
    let covered = gap_is_at_least(economy, contract, prices, target);
    Some(Bracket {
        lower: covered
            .then(|| End::new(target, Method::PricesByCounts))
            .ok_or(Missing::BudgetSpent),
        upper: Ok(End::new(upper, Method::VerifiedSchedule)),
    })
}

/// Shares of the cost of effort by which tempting efforts are left with less: the smallest first
/// that intervals tell apart.
const MARGINS: [f64; 9] = [1e-9, 2e-9, 5e-9, 1e-8, 3e-8, 1e-7, 3e-7, 1e-6, 1e-5];

/// Rents that are tried, as shares of the cost of effort, the smallest first.
const RENTS: [f64; 7] = [1e-14, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 1e-6];

/// The gap of the contract next to the estimate under which no effort far away has a price, from
/// above.
fn smooth_gap(economy: &EnclosedModel<'_>, contract: &SecondBest) -> Option<f64> {
    let own = Schedule::of(economy, contract).and_then(|schedule| schedule.verified_gap());
    own.or_else(|| gap_with_rent(economy, contract))
}

/// The best pay for an effort to which a bound of all pay has led, as a contract, and the gap of
/// pay next to it, from above.
pub fn best_pay(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    samples: u64,
    weakest: &Weakest,
) -> Option<(SecondBest, f64)> {
    let point = first_best.at(weakest.effort - first_best.effort());
    if !(point.effort == weakest.effort && point.effort > 0.0 && point.effort < 1.0) {
        return None;
    }
    let mut pricer = Pricer::new(economy.model(), samples, &weakest.tempting);
    let (best, _) = pricer.best_pay(&point, 0.0)?;
    let verified = |share: f64| {
        let margin = share * point.cost;
        let (with, pay) = pricer.best_pay(&point, margin)?;
        let rent = with.gap.rent > 0.0;
        let next = |rent, extra| Schedule::next_to(economy, point.effort, &pay, rent, extra);
        let found = next(rent, 0.0).and_then(|schedule| schedule.verified_gap());
        let found = found.or_else(|| next(!rent, 0.0)?.verified_gap());
        found.or_else(|| next(false, margin)?.verified_gap())
    };
    let gap = MARGINS.into_iter().find_map(verified)?;
    Some((best, gap))
}

/// The gap of a contract next to the estimate that leaves a rent, from above: smooth pay or a line.
pub fn gap_with_rent(economy: &EnclosedModel<'_>, contract: &SecondBest) -> Option<f64> {
    let effort = contract.point.effort;
    if contract.samples > FEW || !(effort > 0.0 && effort < 1.0) {
        return None;
    }
    let rents = RENTS.iter().map(|share| share * contract.point.cost);
    let mut offers = rents.filter_map(|rent| Schedule::with_rent(economy, contract, rent));
    offers.find_map(|schedule| schedule.verified_gap())
}

/// The gap of a contract next to the estimate under which no effort far away tempts, from above.
pub fn deterring_gap(economy: &EnclosedModel<'_>, contract: &SecondBest) -> Option<f64> {
    let Terms::General(terms) = &contract.terms else {
        return None;
    };
    if contract.samples > FEW {
        return None;
    }
    let tempting: Vec<f64> = terms.deviations.iter().map(|d| d.effort).collect();
    let mut pricer = Pricer::new(economy.model(), contract.samples, &tempting);
    let plain = MARGINS.iter().find_map(|share| {
        Schedule::deterring(economy, contract, &mut pricer, *share)?.verified_gap()
    });
    plain.or_else(|| {
        MARGINS.iter().find_map(|share| {
            let schedule = Schedule::deterring_with_rent(economy, contract, &mut pricer, *share);
            schedule?.verified_gap()
        })
    })
}

/// Whether every contract has a gap of at least `target`, whatever effort it implements.
///
/// No effort and full effort need not be stationary. At full effort the incentive constraint is an
/// inequality in the direction that B ≥ 0 allows for; no effort is excluded by its first-best loss.
pub fn gap_is_at_least(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    prices: &Prices,
    target: f64,
) -> bool {
    let effort = contract.point.effort;
    let Some(origin) = CountExpansion::new(economy, contract.samples, Interval::point(effort))
    else {
        return false;
    };
    if !(economy.least_loss(Interval::ZERO) >= target) {
        return false;
    }
    let line = PriceLine::new(&origin, effort, prices);
    // Where the line gives participation a negative price another one may do.
    let own_line = |efforts: Interval| -> Option<f64> {
        let middle = efforts.midpoint();
        let local = CountExpansion::new(economy, contract.samples, Interval::point(middle))?;
        let prices = prices.at(&origin, &local)?;
        PriceLine::new(&local, middle, &prices)?.least_gap(efforts)
    };
    holds_on(0.0, 1.0, PIECES, |efforts| {
        economy.least_loss(efforts) >= target
            || line
                .as_ref()
                .and_then(|line| line.least_gap(efforts))
                .or_else(|| own_line(efforts))
                .is_some_and(|gap| gap >= target)
    })
}

#[cfg(test)]
mod tests;
