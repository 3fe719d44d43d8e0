//! Lower ends that hold for every contract, of whatever class.

use super::regimes::{DETERRENCE_UP_TO, EVERY_COUNT, SHARP};
use super::{Bracket, EnclosedModel, Method, binary, count_sums, information};
use crate::contract::{FirstBest, SecondBest, Terms, Threshold};

/// What holds for contracts of every class from below; `upper` is what is not worth exceeding. With
/// the effort at which prices of tempting efforts give least, where these were asked.
pub fn every_contract(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    samples: u64,
    tempting: &[f64],
    upper: Option<f64>,
) -> (Bracket, Option<count_sums::Weakest>) {
    let target = upper.unwrap_or(f64::MAX) * (1.0 - SHARP);
    let least = information::least_gap(economy, samples);
    let mut bracket = Bracket::from_below(least, Method::Information);
    let mut weakest = None;
    if samples == 1 {
        // Any pay on one sample is a base and a bonus.
        let least = binary::boxes::least_gap(economy, 1, Threshold::Deterministic, &[0.0], target);
        bracket = bracket.meet(Bracket::from_below(least, Method::RuleBoxes));
    } else if samples <= DETERRENCE_UP_TO {
        let found =
            count_sums::least_gap_by_deterrence(first_best, economy, samples, tempting, target);
        weakest = found.weakest;
        bracket = bracket.meet(Bracket::from_below(found.least, Method::DeviationPrices));
    }
    // Other prices, for efforts of which the first found none.
    let reached = bracket.lower().is_some_and(|least| least >= target);
    if samples > 1 && samples <= EVERY_COUNT && !reached {
        let least = count_sums::least_gap(economy, samples, target);
        bracket = bracket.meet(Bracket::from_below(least, Method::PricesByCounts));
    }
    (bracket, weakest)
}

/// The efforts whose temptation the estimate has a price for.
pub fn tempting_efforts(contract: &SecondBest) -> Vec<f64> {
    match &contract.terms {
        Terms::General(terms) => terms.deviations.iter().map(|d| d.effort).collect(),
        _ => Vec::new(),
    }
}

/// A lower bound, at most `target`, of the gap of every contract on `samples` samples, with prices
/// for efforts that tempt; `tempting` says which to start from. 0 beyond the samples at which every
/// count can be summed, and where a family has no functions over intervals.
#[must_use]
pub fn least_gap_with_deviations(
    first_best: &FirstBest<'_>,
    samples: u64,
    tempting: &[f64],
    target: f64,
) -> f64 {
    match EnclosedModel::new(first_best) {
        Some(economy) if samples <= DETERRENCE_UP_TO => {
            count_sums::least_gap_by_deterrence(first_best, &economy, samples, tempting, target)
                .least
        }
        _ => 0.0,
    }
}
