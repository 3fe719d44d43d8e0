//! Tiered contracts with proof (T9).
//!
//! From above: bonuses next to the estimate's, whose incentives are verified over all efforts
//! (`above`). From below: what holds for the best pay of any shape, or, where that is more, the
//! bound of the grouped information (`below`). Neither knows what deterring costs, so with few
//! tiers a part of the bracket is open: its lower end names the method.

mod above;
mod below;

use super::bracket::{Bracket, End, Method, Missing};
use super::{EnclosedModel, general};
use crate::contract::{Class, FirstBest, SecondBest, Terms, TieredTerms, tiered};

/// Shares of the cost saved that deviations are made to lose, so that arithmetic can tell: the gap
/// rises by about as much.
const MARGINS: [f64; 4] = [1e-7, 1e-6, 1e-5, 1e-3];

/// Brackets the gap of the best contract with up to `tiers` bonuses, given its estimate.
pub fn bracket(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    tiers: u32,
    sharp: f64,
) -> Bracket {
    Bracket {
        lower: lower(first_best, economy, contract, tiers, sharp),
        upper: upper(first_best, economy, contract),
    }
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
