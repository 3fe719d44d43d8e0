//! What the annotator actually does under a contract: the global best reply over the whole effort
//! interval.
//!
//! For a bonus the search of [`incentives`](super::binary::incentives) brackets every stationary
//! point. For linear and general pay on up to some 10⁴ samples the same is done with the
//! derivatives of the payoff ψ(e) = E_e\[u(w(S))] − c(e), by sums over the counts (`counted_pay`).
//! Beyond, pay is smooth on the scale of the count's deviation and ψ has one bend per piece of the
//! pay, so a grid of efforts plus a minimisation around the best of them finds the global maximum.

use super::binary::incentives::DeviationGrid;
use super::counted_pay::CountedPay;
use super::outcomes::{KINK_REACH, Outcomes};
use super::{ContractError, SecondBest, Terms};
use crate::model::Model;
use crate::numerics::roots::minimise;

pub use super::binary::incentives::Deviation;

/// Grid of efforts on which ψ is evaluated before refining.
const GRID: u32 = 48;

/// Up to so many samples the pay is listed count by count.
const LISTED: u64 = 20_000;

/// Efforts around the implemented one, in units of the effort that moves the count by one standard
/// deviation.
const NEAR: [f64; 8] = [-8.0, -4.0, -2.0, -1.0, 1.0, 2.0, 4.0, 8.0];

/// Gain below which a deviation is rounding.
///
/// Expected utilities are sums of terms of the size of the required utility, each right to some
/// 10⁻¹⁴. Pay that follows the count feels its roundings as well: n·q + y·√(nq(1−q)), divided by n
/// and multiplied, is right to four roundings, 2ε of the share q, and the mean utility of pay rises
/// with q by c′/q′ at the effort that the contract implements. With labels that say little c′/q′ is
/// large, and so is this against the required utility. A gain is the difference of two payoffs.
pub fn tolerance(contract: &SecondBest) -> f64 {
    let point = &contract.point;
    let of_sums = 1e-13 * (point.required_utility.abs() + point.cost);
    let steepness = point.marginal_cost / point.agreement_slope;
    let of_counts = match contract.terms {
        Terms::Linear(_) | Terms::General(_) => 4.0 * f64::EPSILON * point.agreement * steepness,
        Terms::Binary(_) | Terms::Tiered(_) => 0.0,
    };
    // Where q′ = 0 nothing is implemented, and no gain is a rounding.
    if of_counts.is_finite() {
        of_sums + of_counts
    } else {
        of_sums
    }
}

/// The most tempting deviation from the implemented effort; its gain is at most [`tolerance`] where
/// the contract is globally incentive compatible.
pub fn best_deviation(model: &Model, contract: &SecondBest) -> Result<Deviation, ContractError> {
    match &contract.terms {
        Terms::Binary(terms) => {
            let here = terms.rule.passing(contract.point.agreement)?;
            Ok(DeviationGrid::new(model, &terms.rule).best(
                model,
                &terms.rule,
                &contract.point,
                &here,
                terms.bonus_utility,
            )?)
        }
        Terms::Tiered(_) => super::tiered::best_deviation(model, contract),
        Terms::Linear(_) | Terms::General(_) if contract.samples <= LISTED => {
            counted_deviation(model, contract)
        }
        Terms::Linear(_) | Terms::General(_) => smooth_deviation(model, contract),
    }
}

/// The effort a contract leads to: the implemented one, or the deviation that does better.
pub fn best_reply(model: &Model, contract: &SecondBest) -> Result<f64, ContractError> {
    let deviation = best_deviation(model, contract)?;
    Ok(if deviation.gain > tolerance(contract) {
        deviation.effort
    } else {
        contract.point.effort
    })
}

/// Refuses a contract under which another effort does better.
pub fn require(model: &Model, contract: &SecondBest) -> Result<(), ContractError> {
    let deviation = best_deviation(model, contract)?;
    if deviation.gain <= tolerance(contract) {
        return Ok(());
    }
    Err(ContractError::NotIncentiveCompatible {
        samples: contract.samples,
        effort: contract.point.effort,
        deviation: deviation.effort,
        gain: deviation.gain,
    })
}

/// The annotator's payoff E_e\[u(w(S))] − c(e) at any effort.
///
/// Error: some roundings of the utilities paid.
pub fn payoff(model: &Model, contract: &SecondBest, effort: f64) -> Result<f64, ContractError> {
    let passing = |rule: &super::binary::BonusRule| {
        let q = model.monitoring().agreement(effort).min(1.0 - f64::EPSILON);
        Ok::<_, ContractError>(rule.passing(q)?.pass)
    };
    let utility = match &contract.terms {
        Terms::Binary(terms) => terms.base_utility + terms.bonus_utility * passing(&terms.rule)?,
        Terms::Tiered(terms) => {
            let mut utility = terms.base_utility;
            for tier in &terms.tiers {
                utility += tier.bonus_utility * passing(&tier.rule)?;
            }
            utility
        }
        Terms::Linear(_) | Terms::General(_) => expected_utility(model, contract, effort, 0.0)?,
    };
    Ok(utility - model.cost().cost(effort))
}

/// Efforts around the implemented one at which the payoff is looked at.
fn near(contract: &SecondBest) -> Vec<f64> {
    let point = contract.point;
    let width = point.standard_effort(contract.samples);
    NEAR.iter()
        .map(|step| point.effort + step * width)
        .filter(|effort| (0.0..=1.0).contains(effort))
        .collect()
}

/// The best of all local maxima of the payoff.
fn counted_deviation(model: &Model, contract: &SecondBest) -> Result<Deviation, ContractError> {
    let own = contract.point.effort;
    let schedule = contract.schedule(model);
    let utilities: Vec<f64> = (0..=contract.samples)
        .map(|s| schedule.utility(s as f64))
        .collect();
    let pay = CountedPay::new(model, &utilities, contract.point.required_utility);
    let here = pay.payoff(own)?;
    let mut also = near(contract);
    also.push(own);
    let mut best = Deviation {
        effort: 0.0,
        gain: pay.payoff(0.0)? - here,
    };
    for effort in pay.peaks(&also) {
        let gain = pay.payoff(effort)? - here;
        if gain > best.gain {
            best = Deviation { effort, gain };
        }
    }
    Ok(best)
}

fn smooth_deviation(model: &Model, contract: &SecondBest) -> Result<Deviation, ContractError> {
    let point = contract.point;
    // The weights of the outcomes add up to 1 but for roundings, which only what pay differs by
    // from the utility asked for is exposed to.
    let payoff = |effort: f64| -> Result<f64, ContractError> {
        let paid = expected_utility(model, contract, effort, point.required_utility)?;
        Ok(paid - model.cost().cost(effort))
    };
    let here = payoff(point.effort)?;
    let mut efforts: Vec<f64> = (0..=GRID)
        .map(|j| f64::from(j) / f64::from(GRID))
        .chain(near(contract))
        .collect();
    efforts.sort_by(f64::total_cmp);
    let payoffs = efforts
        .iter()
        .map(|effort| payoff(*effort))
        .collect::<Result<Vec<f64>, _>>()?;
    let mut best = Deviation {
        effort: efforts[0],
        gain: payoffs[0] - here,
    };
    for (index, value) in payoffs.iter().enumerate() {
        let left = if index == 0 {
            f64::NEG_INFINITY
        } else {
            payoffs[index - 1]
        };
        let right = payoffs.get(index + 1).copied().unwrap_or(f64::NEG_INFINITY);
        if *value < left || *value < right {
            continue;
        }
        // A grid maximum: refine between its neighbours unless that is where the implemented effort
        // sits.
        let low = efforts[index.saturating_sub(1)];
        let high = efforts[(index + 1).min(efforts.len() - 1)];
        let mut consider = |effort: f64, value: f64| {
            if value - here > best.gain {
                best = Deviation {
                    effort,
                    gain: value - here,
                };
            }
        };
        consider(efforts[index], *value);
        if low < high {
            let refined = minimise(
                |effort| payoff(effort).map_or(f64::MAX, |value| -value),
                low,
                high,
                1e-9,
            )?;
            consider(refined.at, -refined.value);
        }
    }
    Ok(best)
}

/// E_e\[u(w(S))] − reference.
fn expected_utility(
    model: &Model,
    contract: &SecondBest,
    effort: f64,
    reference: f64,
) -> Result<f64, ContractError> {
    let n = contract.samples as f64;
    let q = model.monitoring().agreement(effort).min(1.0 - f64::EPSILON);
    let deviation = (n * q * (1.0 - q)).sqrt();
    let schedule = contract.schedule(model);
    let kink = (kink(model, contract) - n * q) / deviation;
    let outcomes = Outcomes::new(contract.samples, q, Some(kink))?;
    if kink >= KINK_REACH && !outcomes.every_count() {
        return Ok(model.minimum_utility() - reference);
    }
    Ok(outcomes.expect(|y| schedule.utility((n * q + y * deviation).clamp(0.0, n)) - reference))
}

/// The count at which limited liability starts to bind.
fn kink(model: &Model, contract: &SecondBest) -> f64 {
    let n = contract.samples as f64;
    match &contract.terms {
        Terms::Linear(terms) => n * (terms.floor - terms.intercept) / terms.slope,
        Terms::Binary(terms) => terms.rule.position(),
        // Bonuses jump everywhere; they have a search of their own.
        Terms::Tiered(terms) => terms.tiers.first().map_or(0.0, |tier| tier.rule.position()),
        Terms::General(terms) => {
            // The price at which the response meets the floor, on the part linear in the count.
            let point = &contract.point;
            let utility = model.utility();
            let floor = model.minimum_utility();
            let price =
                utility.marginal_wage(floor) - utility.marginal_wage(point.required_utility);
            let y = (price - terms.participation_shift) / terms.incentive_price;
            let q = point.agreement;
            n * q + y * (n * q * (1.0 - q)).sqrt()
        }
    }
}
