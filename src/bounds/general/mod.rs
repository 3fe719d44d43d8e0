//! General contracts with proof, for samples enough that pay is smooth within reach of the expected
//! count.
//!
//! From below: at every effort, any prices (τ0, τ1) give the Fenchel bound of T7; the estimate's
//! prices, carried from effort to effort, are near the best ones. From above the contract that is
//! optimal for local incentives at one effort (`optimum`). With few samples sums over every count
//! do both (`count_sums`).

mod optimum;
mod pay;

use super::prices::{Prices, every_effort_costs};
use super::regimes::{DETERRENCE_UP_TO, EVERY_COUNT};
use super::{Bracket, EnclosedModel, End, Method, Missing};
use crate::bounds::count_expansion::CountExpansion;
use crate::bounds::count_sums;
use crate::contract::{GeneralTerms, SecondBest};
use crate::numerics::Interval;

/// Pieces of the effort interval before giving up.
const PIECES: usize = 20_000;

/// Relative distances from a verified gap at which a lower end is tried, the smallest first.
const DISTANCES: [f64; 7] = [1e-6, 5e-6, 2e-5, 8e-5, 1e-3, 1e-2, 0.1];

/// Brackets the gap of the best contract of all, given its estimate.
pub fn bracket(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    terms: &GeneralTerms,
    precision: f64,
) -> Bracket {
    let Some(prices) = Prices::of(economy, contract, terms) else {
        return deterring(economy, contract);
    };
    if let Some(bracket) = count_sums::bracket(economy, contract, &prices, precision) {
        return bracket;
    }
    let Some(upper) = optimum::verified_gap(economy, contract, &prices) else {
        return deterring(economy, contract);
    };
    let target = upper * (1.0 - precision);
    let lower = if gap_is_at_least(economy, contract, &prices, target) {
        Ok(End::new(target, Method::PricesByExpansion))
    } else {
        // With a rent the gap is somewhat larger than that of the estimate.
        by_local_prices(economy, contract, upper.min(contract.gap.total()))
    };
    Bracket {
        lower,
        upper: Ok(End::new(upper, Method::VerifiedSmoothPay)),
    }
}

/// Where efforts far away tempt. From below what local incentives alone cost, which is all where
/// counts tell efforts far away for certain.
fn deterring(economy: &EnclosedModel<'_>, contract: &SecondBest) -> Bracket {
    let upper = count_sums::deterring_gap(economy, contract);
    Bracket {
        lower: by_local_prices(economy, contract, upper.unwrap_or(contract.gap.total())),
        upper: upper
            .map(|upper| End::new(upper, Method::VerifiedSchedule))
            .ok_or(Missing::NotVerified),
    }
}

/// A lower end of the gap of every contract, near `aim`, from prices of the local incentives at the
/// effort of `contract`, whatever its class. Beyond [`DETERRENCE_UP_TO`] alone: up to there prices
/// of tempting efforts do better.
pub(super) fn by_local_prices(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    aim: f64,
) -> Result<End, Missing> {
    let point = &contract.point;
    if contract.samples <= DETERRENCE_UP_TO || !(point.effort > 0.0 && point.effort < 1.0) {
        return Err(Missing::BudgetSpent);
    }
    let prices = Prices::local(economy, contract).ok_or(Missing::BudgetSpent)?;
    DISTANCES
        .iter()
        .map(|distance| aim * (1.0 - distance))
        .find_map(|target| {
            let reached = gap_is_at_least(economy, contract, &prices, target);
            reached.then(|| End::new(target, Method::PricesByExpansion))
        })
        .ok_or(Missing::BudgetSpent)
}

/// Whether every contract has a gap of at least `target`, by the prices of an estimate.
pub(super) fn is_at_least(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    terms: &GeneralTerms,
    target: f64,
) -> bool {
    Prices::of(economy, contract, terms).is_some_and(|prices| {
        let by_counts = contract.samples <= EVERY_COUNT
            && count_sums::gap_is_at_least(economy, contract, &prices, target);
        by_counts || gap_is_at_least(economy, contract, &prices, target)
    })
}

/// Whether every contract has a gap of at least `target`, whatever effort it implements: by
/// expansions of the count.
pub fn gap_is_at_least(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    prices: &Prices,
    target: f64,
) -> bool {
    let at = Interval::point(contract.point.effort);
    let Some(origin) = CountExpansion::new(economy, contract.samples, at) else {
        return false;
    };
    every_effort_costs(economy, target, PIECES, |efforts| {
        let local = CountExpansion::new(economy, contract.samples, efforts)?;
        let prices = prices.at(&origin, &local)?;
        let cost = local.dual_value(prices.level, prices.slope)?;
        let loss = economy.least_loss(efforts);
        Some((Interval::point(cost) + Interval::point(loss)).lower())
    })
}
