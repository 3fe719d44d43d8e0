//! Tiered contracts with proof (T9).
//!
//! From above: bonuses next to the estimate's, whose incentives are verified over all efforts
//! (`above`). From below, with prices for the incentive and for what deters: the best partition of
//! the count at prices that move with the effort ([`partition`]); on few samples then a branch and
//! bound over thresholds and the efforts that the partition leaves open ([`search`], `lagrangian`),
//! which knows that thresholds are whole. Where neither comes near, the largest of what they
//! proved, what holds for the best pay of any shape and the bound of the grouped information
//! (`below`) stands; the last two do not know what deterring costs. The lower end names the method.

mod above;
mod below;
mod lagrangian;
mod offers;
pub mod partition;
mod prices;
pub mod search;
mod tails;

use super::bracket::{Bracket, End, Method, Missing};
use super::{EnclosedModel, general};
use crate::contract::{Class, FirstBest, SecondBest, Terms, Threshold, TieredTerms, tiered};
use lagrangian::Prices;

/// Shares of the cost saved that deviations are made to lose, so that arithmetic can tell: the gap
/// rises by about as much.
const MARGINS: [f64; 4] = [1e-7, 1e-6, 1e-5, 1e-3];

/// Relative width that is aimed at: boxes of the search have to be as short as its root, in
/// standard deviations.
const WIDTH: f64 = 1e-4;

/// A lower end so close to the target is not compared with those that do not know what deterring
/// costs: they lie some per cent lower.
const CLOSE: f64 = 0.01;

/// Up to so many samples, for so many tiers, the search over whole thresholds is made: it is as
/// sharp as is aimed at there, in seconds. The bound of the partition covers bonuses by chance,
/// which cost up to some tenths of a percent less on so few samples.
fn whole_thresholds_up_to(tiers: u32) -> u64 {
    match tiers {
        1 | 2 => 10_000,
        3 => 100,
        4 => 10,
        _ => 0,
    }
}

/// Boxes that the search may look at: a second, with three tiers some more.
fn budget(tiers: u32) -> usize {
    match tiers {
        1 | 2 => 10_000,
        _ => 40_000,
    }
}

/// Brackets the gap of the best contract with up to `tiers` bonuses, given its estimate.
pub fn bracket(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    (tiers, threshold): (u32, Threshold),
    sharp: f64,
) -> Bracket {
    let upper = upper(first_best, economy, contract);
    let attained = upper.map_or(contract.gap.total(), |end| end.value);
    let target = attained * (1.0 - WIDTH);
    let known = known_prices(first_best, economy, contract, (tiers, threshold), target);
    let known = known.map(|gap| End::new(gap, Method::DeviationPrices));
    let lower = match known {
        Some(end) if end.value >= target * (1.0 - CLOSE) => Ok(end),
        _ => match (known, lower(first_best, economy, contract, tiers, sharp)) {
            (Some(end), Ok(other)) if other.value >= end.value => Ok(other),
            (Some(end), _) => Ok(end),
            (None, other) => other,
        },
    };
    Bracket { lower, upper }
}

/// What prices of the incentive and of deviations prove, at most `target`: those of the partition
/// first, then a search over thresholds at the efforts that are left, then the partition's for
/// another effort.
fn known_prices(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    (tiers, threshold): (u32, Threshold),
    target: f64,
) -> Option<f64> {
    let partition_at = |effort: f64| {
        let at = (tiers, effort);
        partition::proved(first_best, economy, contract, at, target)
    };
    let partition = partition_at(contract.point.effort);
    let mut known = partition.as_ref().map(|proved| proved.gap);
    let mut keep = |found: Option<f64>| {
        known = match (known, found) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        };
        known.is_some_and(|gap| gap >= target)
    };
    if keep(None) {
        return Some(target);
    }
    if contract.samples <= whole_thresholds_up_to(tiers)
        && let Some(efforts) = search::efforts_below(economy, target)
    {
        let open = match &partition {
            Some(proved) => proved.open_efforts(economy, contract, tiers, (efforts, target)),
            None => Some(efforts),
        };
        let model = first_best.model();
        let prices = |effort: f64| partition.as_ref()?.prices_at(model, effort);
        let searched = match open {
            // Everywhere else contracts were shown to cost the target.
            Some(efforts) => {
                let (class, limits) = ((tiers, threshold), (target, budget(tiers)));
                let over = (efforts, &prices as &dyn Fn(f64) -> Option<Prices>);
                search::least_gap(first_best, economy, contract, class, over, limits)
            }
            None => Some(target),
        };
        if keep(searched) {
            return Some(target);
        }
    }
    if let Some(effort) = partition.and_then(|proved| proved.next) {
        keep(partition_at(effort).map(|proved| proved.gap));
    }
    known
}

fn upper(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
) -> Result<End, Missing> {
    MARGINS
        .iter()
        .find_map(|margin| {
            let held = tiered::with_margin(first_best, contract, *margin)?;
            let Terms::Tiered(terms) = &held.terms else {
                return None;
            };
            verified(economy, &held, terms)
        })
        .map(|gap| End::new(gap, Method::VerifiedTiers))
        .ok_or(Missing::NotVerified)
}

fn verified(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    terms: &TieredTerms,
) -> Option<f64> {
    let offer = above::Offer::new(economy, contract.point.effort, &terms.tiers)?;
    offer
        .is_incentive_compatible()
        .then(|| offer.gap().upper())
        .filter(|gap| gap.is_finite())
}

fn lower(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    tiers: u32,
    sharp: f64,
) -> Result<End, Missing> {
    let of_all = || -> Result<End, Missing> {
        let best = Class::General.solve(first_best, contract.samples).ok();
        let best = best.ok_or(Missing::BudgetSpent)?;
        let Terms::General(terms) = &best.terms else {
            return Err(Missing::OtherClass);
        };
        let end = general::bracket(economy, &best, terms, sharp).lower?;
        Ok(End::new(end.value, Method::BestOfAllPay))
    };
    let grouped = below::gap_is_at_least_what(economy, contract, tiers)
        .map(|gap| End::new(gap, Method::GroupedInformation));
    match (of_all(), grouped) {
        (Ok(all), Some(grouped)) if grouped.value > all.value => Ok(grouped),
        (Ok(all), _) => Ok(all),
        (Err(_), Some(grouped)) => Ok(grouped),
        (Err(reason), None) => Err(reason),
    }
}

#[cfg(test)]
mod tests;
