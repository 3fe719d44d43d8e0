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

mod conjugate;
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
pub use schedule::{best_pay, deterring_gap, gap_with_rent};

use super::prices::{Prices, every_effort_costs};
use super::regimes::EVERY_COUNT;
use super::{Bracket, EnclosedModel, End, Method, Missing};
use crate::bounds::count_expansion::CountExpansion;
use crate::contract::SecondBest;
use crate::numerics::Interval;
use payoff::PIECES;
use price_line::PriceLine;
use schedule::smooth_gap;

/// Brackets the gap of the best contract of all, given its estimate and the estimate's prices.
pub fn bracket(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    prices: &Prices,
    precision: f64,
) -> Option<Bracket> {
    if contract.samples > EVERY_COUNT {
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

/// Whether every contract has a gap of at least `target`, whatever effort it implements: by sums
/// over every count.
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
    let line = PriceLine::new(&origin, effort, prices);
    // Where the line gives participation a negative price another one may do.
    let own_line = |efforts: Interval| -> Option<f64> {
        let middle = efforts.midpoint();
        let local = CountExpansion::new(economy, contract.samples, Interval::point(middle))?;
        let prices = prices.at(&origin, &local)?;
        PriceLine::new(&local, middle, &prices)?.least_gap(efforts)
    };
    every_effort_costs(economy, target, PIECES, |efforts| {
        let by_line = line.as_ref().and_then(|line| line.least_gap(efforts));
        by_line.or_else(|| own_line(efforts))
    })
}

#[cfg(test)]
mod tests;
