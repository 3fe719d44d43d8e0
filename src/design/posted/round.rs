//! From the best contract of a class to terms in whole units of money.

use super::reply::{best_reply, expected};
use super::units::{lifted, up};
use super::{Posted, Tiers, coarse};
use crate::contract::binary::BonusRule;
use crate::contract::{ContractError, FirstBest, SecondBest, Terms};
use crate::design::DesignError;
use crate::model::Model;
use serde::Serialize;

/// Units by which a base wage or a slope may be raised until the posted contract does what it is
/// meant to.
const RAISES: u64 = 64;

/// Posted terms with the unit they were rounded to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Posting {
    /// The terms.
    #[serde(flatten)]
    pub terms: Posted,
    /// The unit of money.
    pub unit: f64,
}

/// The unit of money that terms are rounded to by default: the largest power of ten that is at most
/// a ten-thousandth of the money at stake and a hundredth of the contract's gap, so that rounding
/// costs next to nothing.
///
/// At stake is the first-best wage, or what that wage pays for effort, h(ū) − h(U0), whichever is
/// larger: where the outside wage is below 0 (CARA, log), the first-best wage may be 0 or negative.
pub fn default_unit(first_best: &FirstBest<'_>, contract: &SecondBest) -> f64 {
    let gap = contract.gap.total();
    let model = first_best.model();
    let point = first_best.at(0.0);
    let for_effort = model
        .utility()
        .wage_change(model.reservation(), point.cost)
        .abs();
    let stake = first_best.wage().abs().max(for_effort);
    let fine = 1e-4 * stake;
    // A gap of 0, of one who does not mind risk, asks for nothing; and a double has some fifteen
    // digits.
    let most = if gap > 0.0 {
        fine.min(1e-2 * gap).max(1e-13 * stake)
    } else {
        fine
    };
    let places = (-libm::log10(most)).ceil();
    if places > 0.0 {
        // 10^places is exact, and so is the quotient's rounding: 0.001 as it is written.
        1.0 / libm::pow(10.0, places).round()
    } else {
        libm::pow(10.0, -places).round()
    }
}

/// Rounds the terms of a bonus or of linear pay to whole units, upwards, and raises the base until
/// the annotator's best reply is the effort meant (up to rounding) and worth at least the outside
/// option. Contracts of any other shape are not posted.
pub fn post(
    first_best: &FirstBest<'_>,
    contract: &SecondBest,
    unit: f64,
) -> Result<Option<Posting>, DesignError> {
    if !(unit > 0.0 && unit.is_finite()) {
        return Err(DesignError::Unit { written: unit });
    }
    let model = first_best.model();
    let aim = contract.point.effort;
    // The bonus or slope first, as it sets the effort; then the base that participation asks for.
    for raise in 0..RAISES {
        let raised = raise as f64 * unit;
        let candidate = match &contract.terms {
            Terms::Binary(terms) => {
                let rule = decimal_rule(&terms.rule);
                let base = up(terms.base_wage.max(model.minimum_wage()), unit);
                let bonus = up(terms.bonus + raised, unit);
                Posted::Bonus { rule, base, bonus }
            }
            Terms::Linear(terms) => Posted::Linear {
                samples: contract.samples,
                intercept: up(terms.intercept, unit),
                slope: up(terms.slope + raised, unit),
                floor: up(terms.floor, unit),
            },
            Terms::Tiered(terms) => {
                let tiers = terms.tiers.iter();
                let tiers: Vec<(BonusRule, f64)> = tiers
                    .map(|tier| (decimal_rule(&tier.rule), up(tier.bonus + raised, unit)))
                    .collect();
                let Some(tiers) = Tiers::new(&tiers) else {
                    return Ok(None);
                };
                let base = up(terms.base_wage.max(model.minimum_wage()), unit);
                Posted::Tiered { base, tiers }
            }
            Terms::General(_) => return Ok(None),
        };
        // More base pay is worth less bonus, so incentives are looked at last. A tempting deviation
        // lies far below the effort meant; rounding moves the reply by little.
        let terms = participating(first_best, candidate, unit)?;
        let reply = best_reply(model, &terms)?;
        if reply.effort >= 0.9 * aim {
            let gap = contract.gap.total();
            let lost = (first_best.payoff() - gap - reply.payoff) / (first_best.flat_loss() - gap);
            let terms = coarse::best(terms, unit, model.minimum_wage(), lost, |terms| {
                brings(first_best, terms)
            })?;
            return Ok(Some(Posting { terms, unit }));
        }
    }
    Ok(None)
}

/// What terms bring the company, where the annotator accepts them.
fn brings(first_best: &FirstBest<'_>, terms: &Posted) -> Result<Option<f64>, ContractError> {
    let model = first_best.model();
    let reply = best_reply(model, terms)?;
    let accepted = reply.utility >= model.reservation() + margin(model);
    Ok(accepted.then_some(reply.payoff))
}

/// A margin of participation far above rounding and far below a unit.
fn margin(model: &Model) -> f64 {
    1e-12 * (1.0 + model.reservation().abs())
}

/// A probability on the sheet has four decimals, upwards: a higher chance at the count below the
/// threshold.
fn decimal_rule(rule: &BonusRule) -> BonusRule {
    let chance = libm::ceil(rule.randomisation() * 1e4 - 1e-9) / 1e4;
    if rule.randomisation() > 0.0 && chance < 1.0 {
        BonusRule::at_real(rule.samples(), rule.threshold() as f64 - chance).unwrap_or(*rule)
    } else {
        *rule
    }
}

/// The least number of units more of base pay with which the best reply is worth U0.
fn participating(
    first_best: &FirstBest<'_>,
    posted: Posted,
    unit: f64,
) -> Result<Posted, ContractError> {
    let model = first_best.model();
    let mut posted = posted;
    for _ in 0..RAISES {
        let reply = best_reply(model, &posted)?;
        let missing = model.reservation() + margin(model) - reply.utility;
        if missing <= 0.0 {
            break;
        }
        let marginal = {
            let here = expected(model, &posted, reply.effort)?;
            let more = expected(model, &lifted(posted, unit, 1.0), reply.effort)?;
            more.0 - here.0
        };
        posted = lifted(posted, unit, (missing / marginal).ceil().clamp(1.0, 1e6));
    }
    Ok(posted)
}
