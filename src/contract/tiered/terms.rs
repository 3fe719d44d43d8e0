//! Terms of a contract as an offer, and an offer as terms of a contract.

use super::offer::Offer;
use super::setting::{Reach, Setting};
use crate::contract::binary::BonusRule;
use crate::contract::{BinaryTerms, ContractError, SecondBest, Terms, Tier, TieredTerms};

/// A bonus as a contract of one tier.
pub(crate) fn as_tiered(contract: SecondBest) -> SecondBest {
    let terms = match contract.terms {
        Terms::Binary(BinaryTerms {
            rule,
            base_utility,
            bonus_utility,
            base_wage,
            bonus,
            bonus_probability,
        }) => Terms::Tiered(TieredTerms {
            base_utility,
            base_wage,
            tiers: vec![Tier {
                rule,
                bonus_utility,
                bonus,
                probability: bonus_probability,
            }],
        }),
        other => other,
    };
    SecondBest { terms, ..contract }
}

/// A contract of one tier as a bonus.
pub(crate) fn as_bonus(contract: &SecondBest) -> Option<SecondBest> {
    let Terms::Tiered(TieredTerms {
        base_utility,
        base_wage,
        tiers,
    }) = &contract.terms
    else {
        return None;
    };
    let [tier] = tiers.as_slice() else {
        return None;
    };
    let terms = Terms::Binary(BinaryTerms {
        rule: tier.rule,
        base_utility: *base_utility,
        bonus_utility: tier.bonus_utility,
        base_wage: *base_wage,
        bonus: tier.bonus,
        bonus_probability: tier.probability,
    });
    Some(SecondBest { terms, ..*contract })
}

/// The offer of a contract.
pub fn offer_of(setting: &Setting<'_, '_>, contract: &SecondBest) -> Option<Offer> {
    let Terms::Tiered(terms) = &contract.terms else {
        return None;
    };
    Some(Offer {
        x: contract.point.change / setting.unit,
        thresholds: terms
            .tiers
            .iter()
            .map(|tier| tier.rule.position())
            .collect(),
        bonuses: terms.tiers.iter().map(|tier| tier.bonus_utility).collect(),
    })
}

/// A line as an offer with a bonus for every count.
pub fn steps_of(setting: &Setting<'_, '_>, contract: &SecondBest) -> Option<Offer> {
    let Terms::Linear(line) = &contract.terms else {
        return None;
    };
    let n = setting.samples as f64;
    let paid = |s: u64| {
        let wage = line.intercept + line.slope * s as f64 / n;
        setting.model().utility().utility(wage.max(line.floor))
    };
    let counts = 1..=setting.samples;
    Some(Offer {
        x: contract.point.change / setting.unit,
        thresholds: counts.clone().map(|s| s as f64).collect(),
        bonuses: counts.map(|s| paid(s) - paid(s - 1)).collect(),
    })
}

/// The terms of an offer with these chances of its bonuses and this utility of the base wage.
pub fn terms(
    setting: &Setting<'_, '_>,
    offer: &Offer,
    reaches: &[Reach],
    base: f64,
) -> Result<Terms, ContractError> {
    let utility = setting.model().utility();
    let mut paid = base;
    let mut tiers = Vec::with_capacity(offer.tiers());
    let each = offer.thresholds.iter().zip(&offer.bonuses);
    for ((position, bonus_utility), reach) in each.zip(reaches) {
        let rule =
            BonusRule::at_real(setting.samples, *position).ok_or(ContractError::Samples {
                samples: setting.samples,
            })?;
        tiers.push(Tier {
            rule,
            bonus_utility: *bonus_utility,
            bonus: utility.wage_change(paid, *bonus_utility),
            probability: reach.pass,
        });
        paid += bonus_utility;
    }
    // A bonus of nothing is none.
    tiers.retain(|tier| tier.bonus_utility > 0.0);
    Ok(Terms::Tiered(TieredTerms {
        base_utility: base,
        base_wage: utility.wage(base),
        tiers,
    }))
}
