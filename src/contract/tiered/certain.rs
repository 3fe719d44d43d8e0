//! Bonuses drawn by chance, paid in part for certain.

use super::offer::Offer;
use super::setting::{Law, Setting};
use super::{as_tiered, terms};
use crate::contract::first_best::FirstBest;
use crate::contract::{SecondBest, Terms, TieredTerms};
use std::collections::BTreeMap;

/// The same utility at each count without chance: where a bonus b is paid by a draw at k − 1, b·ρ
/// for certain. The annotator's payoff from every effort stays, and pay costs less, as h is convex.
/// `None` where no bonus is drawn, or where its chances cannot be computed.
pub fn without_chance(first_best: &FirstBest<'_>, contract: &SecondBest) -> Option<SecondBest> {
    let drawn = as_tiered(contract.clone());
    let Terms::Tiered(TieredTerms { tiers, .. }) = &drawn.terms else {
        return None;
    };
    if tiers.iter().all(|tier| tier.rule.randomisation() == 0.0) {
        return None;
    }
    let mut steps = BTreeMap::new();
    for tier in tiers {
        let (k, rho) = (tier.rule.threshold(), tier.rule.randomisation());
        *steps.entry(k).or_insert(0.0) += (1.0 - rho) * tier.bonus_utility;
        // What is paid at every count is base pay.
        if rho > 0.0 && k > 1 {
            *steps.entry(k - 1).or_insert(0.0) += rho * tier.bonus_utility;
        }
    }
    let setting = Setting::new(first_best, contract.samples, Law::Count);
    let offer = Offer {
        x: contract.point.change / setting.unit,
        thresholds: steps.keys().map(|k| *k as f64).collect(),
        bonuses: steps.into_values().collect(),
    };
    let (point, reaches, gap, base) = offer.priced(&setting)?;
    Some(SecondBest {
        samples: contract.samples,
        point,
        gap,
        terms: terms(&setting, &offer, &reaches, base).ok()?,
    })
}
