//! Terms for the worst case: the company's payoff where κ, the cost of effort and the aversion to risk may each be off by a share.
//!
//! max over terms of min over the box of V(η_θ) − E\[w], η_θ the annotator's best reply in model θ, every θ accepting.
//! A semi-infinite program, solved by cutting planes in the sense of Blankenship and Falk (*Infinitely constrained optimization
//! problems*, JOTA 19, 1976): the best terms against the few models seen so far, then the worst model of the box against these
//! terms, which joins the few, until no model is worse than those seen. The box is looked at in its corners, the middles of its
//! edges and faces, and its centre: 27 models.

use super::DesignError;
use super::posted::Posted;
use super::posted::reply::best_reply;
use super::variation::{Factors, varied};
use crate::contract::binary::BonusRule;
use crate::contract::{ContractError, FirstBest};
use crate::model::Model;
use crate::numerics::{find_root, map_ordered, minimise};

/// Bonus or slope relative to the one to start from, tried before refining.
const STEEPNESS: [f64; 11] = [0.5, 0.7, 0.85, 1.0, 1.2, 1.45, 1.7, 2.0, 2.5, 3.5, 5.0];

/// Thresholds tried, in half standard deviations of the count from the one to start from.
const THRESHOLDS: std::ops::RangeInclusive<i32> = -6..=4;

/// Models that may join before giving up: all of the box.
const ROUNDS: usize = 27;

/// Precision of the base pay at which every model accepts, as a share of the outside wage.
const BASE_PRECISION: f64 = 1e-7;

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

/// The best terms of the kind of `start` with its threshold, in the model as it is: the least base pay that is accepted and the
/// bonus or slope with which the company gets most.
pub fn best_terms(
    first_best: &FirstBest<'_>,
    start: &Posted,
) -> Result<Option<Posted>, DesignError> {
    let models: Vec<(Factors, Model)> = varied(first_best, Factors::NONE)
        .map(|model| (Factors::NONE, model))
        .into_iter()
        .collect();
    if models.is_empty() {
        return Ok(None);
    }
    Ok(best_steepness(&models, &[0], start)?.map(|(_, terms)| terms))
}

fn models(first_best: &FirstBest<'_>, share: f64) -> Vec<(Factors, Model)> {
    corners(share)
        .into_iter()
        .filter_map(|factors| Some((factors, varied(first_best, factors)?)))
        .collect()
}

/// The model that brings the company least among those seen, and what it brings. A model whose annotator does not accept brings
/// −∞; of several such the one furthest from accepting.
fn worst_of(
    models: &[(Factors, Model)],
    seen: &[usize],
    posted: &Posted,
) -> Result<(f64, usize), ContractError> {
    let mut worst = (f64::INFINITY, 0);
    let mut furthest = 0.0;
    for place in seen {
        let model = &models[*place].1;
        let reply = best_reply(model, posted)?;
        let surplus = reply.utility - model.reservation();
        let refused = surplus < -1e-12 * (1.0 + model.reservation().abs());
        if refused && surplus < furthest {
            furthest = surplus;
            worst = (f64::NEG_INFINITY, *place);
        } else if reply.payoff < worst.0 {
            worst = (reply.payoff, *place);
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
    let refined = minimise(objective, low, high, 1e-3)?;
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

/// The terms with the least base pay at which every model seen accepts: the best reply's utility rises with base pay, and with
/// the outside wage as base everybody accepts.
fn accepted(
    models: &[(Factors, Model)],
    seen: &[usize],
    terms: &Posted,
) -> Result<Option<Posted>, ContractError> {
    let model = &models[0].1;
    let outside = model.utility().wage(model.reservation());
    let lowest = match terms {
        Posted::Flat { .. } | Posted::Bonus { .. } => model.minimum_wage(),
        Posted::Linear { slope, floor, .. } => floor - slope,
    };
    let surplus = |base: f64| surplus(models, seen, &with_base(terms, base));
    if surplus(lowest)? >= 0.0 {
        return Ok(Some(with_base(terms, lowest)));
    }
    let precision = BASE_PRECISION * outside.abs().max(1e-300);
    // A hair above the outside wage, where rounding cannot keep anybody away.
    let highest = outside + precision;
    if !(surplus(highest)? > 0.0) {
        return Ok(None);
    }
    let root = find_root(
        |base| surplus(base).unwrap_or(f64::NAN),
        lowest,
        highest,
        precision,
    )?;
    // From the root upwards to where acceptance is seen.
    let mut base = root;
    for _ in 0..8 {
        if surplus(base)? >= 0.0 {
            return Ok(Some(with_base(terms, base)));
        }
        base += 2.0 * precision;
    }
    Ok(None)
}

/// The least of the best replies' utilities less the outside option.
fn surplus(
    models: &[(Factors, Model)],
    seen: &[usize],
    posted: &Posted,
) -> Result<f64, ContractError> {
    let mut least = f64::INFINITY;
    for place in seen {
        let model = &models[*place].1;
        least = least.min(best_reply(model, posted)?.utility - model.reservation());
    }
    Ok(least)
}

fn with_base(posted: &Posted, money: f64) -> Posted {
    match *posted {
        Posted::Flat { .. } => Posted::Flat { wage: money },
        Posted::Bonus { rule, bonus, .. } => Posted::Bonus {
            rule,
            base: money,
            bonus,
        },
        Posted::Linear {
            samples,
            slope,
            floor,
            ..
        } => Posted::Linear {
            samples,
            intercept: money,
            slope,
            floor,
        },
    }
}
