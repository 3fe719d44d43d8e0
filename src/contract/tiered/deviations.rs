//! What else an annotator might do under tiered terms.

use super::hill;
use super::peaks;
use super::setting::{Law, Setting};
use super::terms::offer_of;
use crate::contract::best_reply::Deviation;
use crate::contract::first_best::FirstBest;
use crate::contract::{ContractError, SecondBest};
use crate::model::Model;

/// Efforts other than the contract's own at which the annotator's payoff has a local maximum.
#[must_use]
pub fn temptations(first_best: &FirstBest<'_>, contract: &SecondBest) -> Vec<f64> {
    let setting = Setting::new(first_best, contract.samples, Law::Count);
    let Some(mut offer) = offer_of(&setting, contract) else {
        return Vec::new();
    };
    offer.x = (contract.point.effort - first_best.effort()) / setting.unit;
    let others = peaks::peaks(&setting, offer.x, &offer.thresholds, &offer.bonuses);
    others.iter().map(|x| setting.point(*x).effort).collect()
}

/// The deviation that tempts most under tiered terms.
pub fn best_deviation(model: &Model, contract: &SecondBest) -> Result<Deviation, ContractError> {
    let first_best = FirstBest::of(model)?;
    let setting = Setting::new(&first_best, contract.samples, Law::Count);
    let own = contract.point.effort;
    let none = Deviation {
        effort: own,
        gain: f64::NEG_INFINITY,
    };
    let Some(mut offer) = offer_of(&setting, contract) else {
        return Ok(none);
    };
    // For nothing nobody works.
    if contract.is_flat() && offer.bonuses.iter().all(|bonus| *bonus == 0.0) {
        return Ok(none);
    }
    offer.x = (own - first_best.effort()) / setting.unit;
    let missing = || ContractError::NotConverged {
        what: "the best reply to several bonuses",
        samples: contract.samples,
        residual: f64::NAN,
        iterations: 0,
    };
    let others = peaks::every_peak(&setting, offer.x, &offer.thresholds, &offer.bonuses);
    let seen = offer
        .see_with(&setting, &others, None)
        .ok_or_else(missing)?;
    let saved = |x: f64| setting.extra_cost(offer.x, x).abs();
    let mut best = none;
    for temptation in &seen.temptations {
        let gain = -temptation.margin.value * saved(temptation.x);
        if gain > best.gain {
            best = Deviation {
                effort: setting.point(temptation.x).effort,
                gain,
            };
        }
    }
    // The own hill: the effort is its top unless the terms were changed.
    let top = hill::top(&setting, &offer);
    if let Some((x, gain)) = top
        && gain > best.gain
    {
        best = Deviation {
            effort: setting.point(x).effort,
            gain,
        };
    }
    Ok(best)
}
