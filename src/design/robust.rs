//! Terms for the worst case: the company's payoff where κ, the cost of effort and the aversion to risk may each be off by a share.
//!
//! max over terms of min over the box of V(η_θ) − E\[w], η_θ the annotator's best reply in model θ, every θ accepting.
//! A semi-infinite program, solved by cutting planes in the sense of Blankenship and Falk (*Infinitely constrained optimization
//! problems*, JOTA 19, 1976): the best terms against the few models seen so far, then the worst model of the box against these
//! terms, which joins the few, until no model is worse than those seen. The box is looked at in its corners, the middles of its
//! edges and faces, and its centre: 27 models.

use super::DesignError;
use super::posted::Posted;
use super::posted::reply::{best_reply, expected};
use super::variation::{Factors, varied};
use crate::contract::binary::BonusRule;
use crate::contract::{ContractError, FirstBest};
use crate::model::Model;
use crate::numerics::{map_ordered, minimise};

/// Bonus or slope relative to the one to start from, tried before refining.
const STEEPNESS: [f64; 9] = [0.7, 0.85, 1.0, 1.2, 1.45, 1.7, 2.0, 2.5, 3.2];

/// Thresholds tried, in half standard deviations of the count from the one to start from.
const THRESHOLDS: std::ops::RangeInclusive<i32> = -6..=4;

/// Models that may join before giving up: all of the box.
const ROUNDS: usize = 27;

/// Steps of Newton's method towards the base pay at which every model accepts.
const NEWTON: usize = 20;

/// Terms that do best in the worst model of a box.
#[derive(Debug, Clone, PartialEq)]
pub struct Robust {
    /// The terms, not rounded.
    pub posted: Posted,
    /// The company's payoff in the worst model.
    pub worst: f64,
    /// Which model that is.
    pub worst_at: Factors,
    /// Models that were needed to pin the terms.
    pub cuts: usize,
}

/// The box as 27 models' factors.
pub fn corners(share: f64) -> Vec<Factors> {
    let levels = [1.0, 1.0 - share, 1.0 + share];
    let mut all = Vec::with_capacity(27);
    for kappa in levels {
        for cost in levels {
            for risk in levels {
                all.push(Factors { kappa, cost, risk });
            }
        }
    }
    all
}

/// The company's least payoff over the box under terms as they stand, and where; refused by any model: −∞.
pub fn worst_case(
    first_best: &FirstBest<'_>,
    posted: &Posted,
    share: f64,
) -> Result<(f64, Factors), DesignError> {
    let models = models(first_best, share);
    let seen: Vec<usize> = (0..models.len()).collect();
    let (payoff, place) = worst_of(&models, &seen, posted)?;
    Ok((payoff, models[place].0))
}

/// The best terms in the worst case, of the kind of `start`; `None` where no terms near it are accepted over the whole box.
pub fn robust(
    first_best: &FirstBest<'_>,
    start: &Posted,
    share: f64,
) -> Result<Option<Robust>, DesignError> {
    let models = models(first_best, share);
    let all: Vec<usize> = (0..models.len()).collect();
    // The centre, and what is worst for the terms to start from.
    let mut seen = vec![0];
    let (_, place) = worst_of(&models, &all, start)?;
    if place != 0 {
        seen.push(place);
    }
    for _ in 0..ROUNDS {
        let Some((value, posted)) = best_against(&models, &seen, start)? else {
            return Ok(None);
        };
        let (worst, place) = worst_of(&models, &all, &posted)?;
        // No model is worse than those seen, up to the precision of replies.
        let settled = worst >= value - 1e-9 * (1.0 + value.abs());
        if settled || seen.contains(&place) {
            return Ok(worst.is_finite().then_some(Robust {
                posted,
                worst,
                worst_at: models[place].0,
                cuts: seen.len(),
            }));
        }
        seen.push(place);
    }
    Ok(None)
}

fn models(first_best: &FirstBest<'_>, share: f64) -> Vec<(Factors, Model)> {
    corners(share)
        .into_iter()
        .filter_map(|factors| Some((factors, varied(first_best, factors)?)))
        .collect()
}

/// The company's payoff in a model; −∞ where the annotator does not accept.
fn payoff(model: &Model, posted: &Posted) -> Result<f64, ContractError> {
    let reply = best_reply(model, posted)?;
    let margin = 1e-12 * (1.0 + model.reservation().abs());
    Ok(if reply.utility < model.reservation() - margin {
        f64::NEG_INFINITY
    } else {
        reply.payoff
    })
}

fn worst_of(
    models: &[(Factors, Model)],
    seen: &[usize],
    posted: &Posted,
) -> Result<(f64, usize), ContractError> {
    let mut worst = (f64::INFINITY, 0);
    for place in seen {
        let payoff = payoff(&models[*place].1, posted)?;
        if payoff < worst.0 {
            worst = (payoff, *place);
        }
    }
    Ok(worst)
}

/// The best terms against the models seen.
fn best_against(
    models: &[(Factors, Model)],
    seen: &[usize],
    start: &Posted,
) -> Result<Option<(f64, Posted)>, ContractError> {
    let tried = map_ordered(&shapes(start), |shape| best_steepness(models, seen, shape));
    let mut best: Option<(f64, Posted)> = None;
    for found in tried {
        if let Some((value, posted)) = found?
            && best.is_none_or(|(most, _)| value > most)
        {
            best = Some((value, posted));
        }
    }
    Ok(best)
}

/// The start with other thresholds; linear pay has one shape.
fn shapes(start: &Posted) -> Vec<Posted> {
    let Posted::Bonus { rule, base, bonus } = start else {
        return vec![*start];
    };
    let n = rule.samples() as f64;
    let q = rule.threshold() as f64 / n;
    let half = (0.5 * (n * q * (1.0 - q)).sqrt()).max(1.0);
    let mut thresholds: Vec<u64> = THRESHOLDS
        .map(|j| (rule.threshold() as f64 + f64::from(j) * half).round())
        .filter(|k| *k >= 1.0 && *k <= n)
        .map(|k| k as u64)
        .collect();
    thresholds.dedup();
    thresholds
        .into_iter()
        .filter_map(|k| BonusRule::at(rule.samples(), k))
        .map(|rule| Posted::Bonus {
            rule,
            base: *base,
            bonus: *bonus,
        })
        .collect()
}

fn best_steepness(
    models: &[(Factors, Model)],
    seen: &[usize],
    shape: &Posted,
) -> Result<Option<(f64, Posted)>, ContractError> {
    let try_factor = |factor: f64| -> Result<Option<(f64, Posted)>, ContractError> {
        let Some(posted) = accepted(models, seen, &steeper(shape, factor))? else {
            return Ok(None);
        };
        let value = worst_of(models, seen, &posted)?.0;
        Ok(value.is_finite().then_some((value, posted)))
    };
    let mut best: Option<(f64, Posted, usize)> = None;
    for (place, factor) in STEEPNESS.into_iter().enumerate() {
        if let Some((value, posted)) = try_factor(factor)?
            && best.is_none_or(|(most, _, _)| value > most)
        {
            best = Some((value, posted, place));
        }
    }
    let Some((value, posted, place)) = best else {
        return Ok(None);
    };
    let low = STEEPNESS[place.saturating_sub(1)];
    let high = STEEPNESS[(place + 1).min(STEEPNESS.len() - 1)];
    let objective = |factor: f64| match try_factor(factor) {
        Ok(Some((value, _))) => -value,
        _ => f64::MAX,
    };
    // The payoff jumps where an annotator gives up; then the best point is found from one side.
    let refined = minimise(objective, low, high, 1e-4)?;
    Ok(match try_factor(refined.at)? {
        Some((finer, terms)) if finer > value => Some((finer, terms)),
        _ => Some((value, posted)),
    })
}

fn steeper(shape: &Posted, factor: f64) -> Posted {
    match *shape {
        Posted::Bonus { rule, base, bonus } => Posted::Bonus {
            rule,
            base,
            bonus: bonus * factor,
        },
        Posted::Linear {
            samples,
            intercept,
            slope,
            floor,
        } => Posted::Linear {
            samples,
            intercept,
            slope: slope * factor,
            floor,
        },
        flat @ Posted::Flat { .. } => flat,
    }
}

/// The terms with the least base pay at which every model seen accepts. Utility is concave in base pay, so Newton's steps from
/// below never go too far.
fn accepted(
    models: &[(Factors, Model)],
    seen: &[usize],
    terms: &Posted,
) -> Result<Option<Posted>, ContractError> {
    let mut posted = match *terms {
        Posted::Bonus { rule, bonus, .. } => Posted::Bonus {
            rule,
            base: models[0].1.minimum_wage(),
            bonus,
        },
        Posted::Linear {
            samples,
            slope,
            floor,
            ..
        } => {
            // Half the outside wage at the agreement of the first best: nobody accepts that.
            let model = &models[0].1;
            let outside = model.utility().wage(model.reservation());
            let effort = FirstBest::of(model)?.effort();
            let share = model.monitoring().agreement(effort);
            Posted::Linear {
                samples,
                intercept: 0.5 * (floor + outside) - slope * share,
                slope,
                floor,
            }
        }
        flat @ Posted::Flat { .. } => flat,
    };
    for _ in 0..NEWTON {
        let mut step = 0.0_f64;
        for place in seen {
            let model = &models[*place].1;
            let reply = best_reply(model, &posted)?;
            let missing = model.reservation() - reply.utility;
            if missing > 1e-13 * (1.0 + model.reservation().abs()) {
                let probe = 1e-6 * (1.0 + model.utility().wage(model.reservation()).abs());
                let here = expected(model, &posted, reply.effort)?.0;
                let more = expected(model, &raised(&posted, probe), reply.effort)?.0;
                step = step.max(missing * probe / (more - here).max(f64::MIN_POSITIVE));
            }
        }
        if step == 0.0 {
            return Ok(Some(posted));
        }
        if !step.is_finite() {
            return Ok(None);
        }
        // A hair more, or the last steps would be roundings.
        posted = raised(&posted, step * (1.0 + 1e-9));
    }
    Ok(None)
}

fn raised(posted: &Posted, money: f64) -> Posted {
    match *posted {
        Posted::Flat { wage } => Posted::Flat { wage: wage + money },
        Posted::Bonus { rule, base, bonus } => Posted::Bonus {
            rule,
            base: base + money,
            bonus,
        },
        Posted::Linear {
            samples,
            intercept,
            slope,
            floor,
        } => Posted::Linear {
            samples,
            intercept: intercept + money,
            slope,
            floor,
        },
    }
}
