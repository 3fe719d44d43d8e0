//! Terms for the worst case: the company's payoff where κ, the cost of effort and the aversion to
//! risk may each be off by a share.
//!
//! max over terms of min over the box of V(η_θ) − E\[w], η_θ the annotator's best reply in model θ,
//! every θ accepting. A semi-infinite program, solved by cutting planes in the sense of Blankenship
//! and Falk (*Infinitely constrained optimization problems*, JOTA 19, 1976): the best terms against
//! the few models seen so far, then the worst model of the box against these terms, which joins the
//! few, until no model is worse than those seen by more than a thousandth. The worst is looked for
//! in the corners of the box, the middles of its edges and faces and its centre, 27 models, and
//! from the worst of these inside it ([`Inside`]).

mod inside;
mod kept;
mod terms;
mod wide;

use super::DesignError;
use super::posted::reply::{Reply, best_reply};
use super::posted::{Posted, Tiers};
use super::variation::{Factors, varied};
use crate::contract::binary::BonusRule;
use crate::contract::{ContractError, FirstBest};
use crate::model::Model;
use crate::numerics::map_ordered;
pub use inside::Inside;
pub use kept::Kept;
use terms::best_steepness;
pub(crate) use wide::spread;

/// Bonus or slope relative to the one to start from, tried before refining.
const STEEPNESS: [f64; 11] = [0.5, 0.7, 0.85, 1.0, 1.2, 1.45, 1.7, 2.0, 2.5, 3.5, 5.0];

/// The same where a threshold is given that asks for another bonus altogether.
const WIDE: [f64; 19] = [
    0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 1.0, 1.2, 1.45, 1.7, 2.0, 2.5, 3.5, 5.0, 10.0,
    30.0, 100.0,
];

/// Thresholds tried, in half standard deviations of the count from the one to start from.
const THRESHOLDS: std::ops::RangeInclusive<i32> = -6..=4;

/// The share by which terms far from the start have to be better.
const TRIFLE: f64 = 1e-4;

/// By what share the worst model found inside a box may be worse than the worst of those the terms
/// were found against: below what rounding terms to whole units of money changes.
const TOLERANCE: f64 = 1e-3;

/// Looks inside the box before the best terms so far are kept.
const LOOKS: usize = 10;

/// Corners, middles and the centre of a box.
pub const MODELS: usize = 27;

/// A model that may be the right one.
#[derive(Debug)]
pub struct Possible<L> {
    /// Which.
    pub label: L,
    /// Where it lies in the box.
    pub numbers: Vec<f64>,
    /// The model.
    pub model: Model,
    /// What the company's payoff is compared with: 0, or what it could be in this model.
    pub instead: f64,
    /// Where to look for its replies.
    pub kept: Kept,
}

/// Terms that do best in the worst of some models.
#[derive(Debug, Clone, PartialEq)]
pub struct Settled {
    /// The terms, not rounded.
    pub posted: Posted,
    /// The company's payoff less what it is compared with, in the worst model found.
    pub worst: f64,
    /// Models that were needed to pin the terms.
    pub cuts: usize,
}

/// Terms that do best in the worst model of a box.
#[derive(Debug, Clone, PartialEq)]
pub struct Robust {
    /// The terms, not rounded.
    pub posted: Posted,
    /// The company's payoff in the worst model found.
    pub worst: f64,
    /// Models that were needed to pin the terms.
    pub cuts: usize,
}

/// The box as 27 models' factors.
pub fn corners(share: f64) -> Vec<Factors> {
    let levels = [1.0, 1.0 - share, 1.0 + share];
    let mut all = Vec::with_capacity(MODELS);
    for kappa in levels {
        for cost in levels {
            for risk in levels {
                all.push(Factors { kappa, cost, risk });
            }
        }
    }
    all
}

/// The company's least payoff found over the box under terms as they stand, and where; refused by
/// any model: −∞.
pub fn worst_case(
    first_best: &FirstBest<'_>,
    posted: &Posted,
    share: f64,
) -> Result<(f64, Factors), DesignError> {
    let models = models(first_best, share);
    let at = |numbers: &[f64]| at(first_best, numbers);
    let worst = worst_inside(&models, &around(share, &at), posted)?;
    let label = worst.other.map(|other| other.label);
    Ok((worst.brings, label.unwrap_or(models[worst.place].label)))
}

/// The best terms in the worst case, of the kind of `start`; `None` where no terms near it are
/// accepted over the whole box.
pub fn robust(
    first_best: &FirstBest<'_>,
    start: &Posted,
    share: f64,
) -> Result<Option<Robust>, DesignError> {
    let mut models = models(first_best, share);
    let at = |numbers: &[f64]| at(first_best, numbers);
    let settled = settle(&mut models, &around(share, &at), start)?;
    Ok(settled.map(|settled| Robust {
        posted: settled.posted,
        worst: settled.worst,
        cuts: settled.cuts,
    }))
}

/// All models off by at most a share.
fn around<'a>(
    share: f64,
    model: &'a (dyn Fn(&[f64]) -> Option<Possible<Factors>> + Sync),
) -> Inside<'a, Factors> {
    Inside {
        ends: vec![[1.0 - share, 1.0 + share]; 3],
        model,
    }
}

/// The model off by the factors of κ, cost and risk.
fn at(first_best: &FirstBest<'_>, numbers: &[f64]) -> Option<Possible<Factors>> {
    let &[kappa, cost, risk] = numbers else {
        return None;
    };
    let factors = Factors { kappa, cost, risk };
    Some(possible(factors, varied(first_best, factors)?))
}

/// The worst of some models and of those inside a box under terms as they stand: what it brings,
/// and that model where it is none of the given ones.
pub fn worst_inside<L: Sync + Send>(
    models: &[Possible<L>],
    inside: &Inside<'_, L>,
    posted: &Posted,
) -> Result<Worst<L>, ContractError> {
    let all: Vec<usize> = (0..models.len()).collect();
    let (brings, place) = worst_of(models, &all, posted)?;
    // Nothing is worse than a refusal.
    let found = if brings == f64::NEG_INFINITY {
        Vec::new()
    } else {
        inside.below(posted, &models[place].numbers, brings)?
    };
    let worse = found.into_iter().next();
    let (brings, other) = worse.map_or((brings, None), |(brings, other)| (brings, Some(other)));
    Ok(Worst {
        brings,
        place,
        other,
    })
}

/// The worst of some models and of those inside a box.
#[derive(Debug)]
pub struct Worst<L> {
    /// What the terms bring there, less what it is compared with.
    pub brings: f64,
    /// The place of the worst of the models given.
    pub place: usize,
    /// The model inside, where that is worse.
    pub other: Option<Possible<L>>,
}

/// The best terms in the worst of some models and of all inside a box, of the kind of `start`;
/// `None` where no terms near it are accepted in all. The first model is the one to start from.
/// Models found inside join the others.
pub fn settle<L: Sync + Send>(
    models: &mut Vec<Possible<L>>,
    inside: &Inside<'_, L>,
    start: &Posted,
) -> Result<Option<Settled>, DesignError> {
    let all: Vec<usize> = (0..models.len()).collect();
    // The centre, and what is worst for the terms to start from.
    let mut seen = vec![0];
    let (_, place) = worst_of(models, &all, start)?;
    if place != 0 {
        seen.push(place);
    }
    // The best in the worst that was met on the way: a search that is none of the best against a
    // few models may end at worse terms than it has seen.
    let mut best: Option<Settled> = None;
    let mut looks = 0;
    for _ in 0..models.len() + LOOKS {
        let Some((value, posted)) = best_against(models, &seen, start)? else {
            break;
        };
        // Against fewer models the best terms bring no less: what was found is as good.
        let enough = value - TOLERANCE * (1.0 + value.abs());
        if best.as_ref().is_some_and(|best| best.worst >= enough) {
            break;
        }
        let all: Vec<usize> = (0..models.len()).collect();
        let (known, place) = worst_of(models, &all, &posted)?;
        // No model is worse than those seen, up to the precision of replies.
        let settled = known >= value - 1e-9 * (1.0 + value.abs()) || seen.contains(&place);
        if !settled {
            seen.push(place);
        }
        let promising = best.as_ref().is_none_or(|best| known > best.worst);
        if !known.is_finite() || !promising {
            if settled {
                break;
            }
            continue;
        }
        let found = inside.below(&posted, &models[place].numbers, known)?;
        let worst = found.first().map_or(known, |(brings, _)| brings.min(known));
        if worst.is_finite() && best.as_ref().is_none_or(|best| worst > best.worst) {
            best = Some(Settled {
                posted,
                worst,
                cuts: seen.len(),
            });
        }
        looks += 1;
        let found = found.into_iter().filter(|(brings, _)| *brings < enough);
        let before = models.len();
        models.extend(found.map(|(_, possible)| possible));
        if (settled && models.len() == before) || looks >= LOOKS {
            break;
        }
        seen.extend(before..models.len());
    }
    Ok(best)
}

/// The best terms of the kind of `start` with its threshold, in the model as it is: the least base
/// pay that is accepted and the bonus or slope with which the company gets most.
pub fn best_terms(
    first_best: &FirstBest<'_>,
    start: &Posted,
) -> Result<Option<Posted>, DesignError> {
    let models: Vec<Possible<Factors>> = varied(first_best, Factors::NONE)
        .map(|model| possible(Factors::NONE, model))
        .into_iter()
        .collect();
    if models.is_empty() {
        return Ok(None);
    }
    Ok(best_steepness(&models, &[0], start, &WIDE)?.map(|(_, terms)| terms))
}

fn possible(label: Factors, model: Model) -> Possible<Factors> {
    Possible {
        numbers: vec![label.kappa, label.cost, label.risk],
        label,
        model,
        instead: 0.0,
        kept: Kept::default(),
    }
}

fn models(first_best: &FirstBest<'_>, share: f64) -> Vec<Possible<Factors>> {
    corners(share)
        .into_iter()
        .filter_map(|factors| Some(possible(factors, varied(first_best, factors)?)))
        .collect()
}

/// The model that brings the company least among those seen, and what it brings. A model whose
/// annotator does not accept brings −∞; of several such the one furthest from accepting.
pub fn worst_of<L: Sync>(
    models: &[Possible<L>],
    seen: &[usize],
    posted: &Posted,
) -> Result<(f64, usize), ContractError> {
    let replies = map_ordered(seen, |place| {
        let model = &models[*place].model;
        let mut reply = best_reply(model, posted)?;
        reply.payoff -= models[*place].instead;
        Ok((model, reply))
    })
    .into_iter()
    .collect::<Result<Vec<_>, ContractError>>()?;
    let (worst, index) = worst_of_replies(&replies);
    Ok((worst, seen[index]))
}

/// The least payoff among replies and where; refused: −∞, of several such the one furthest from
/// accepting.
fn worst_of_replies(replies: &[(&Model, Reply)]) -> (f64, usize) {
    let mut worst = (f64::INFINITY, 0);
    let mut furthest = 0.0;
    for (index, (model, reply)) in replies.iter().enumerate() {
        let surplus = reply.utility - model.reservation();
        let refused = surplus < -1e-12 * (1.0 + model.reservation().abs());
        if refused && surplus < furthest {
            furthest = surplus;
            worst = (f64::NEG_INFINITY, index);
        } else if reply.payoff < worst.0 {
            worst = (reply.payoff, index);
        }
    }
    worst
}

/// The best terms against the models seen.
fn best_against<L: Sync>(
    models: &[Possible<L>],
    seen: &[usize],
    start: &Posted,
) -> Result<Option<(f64, Posted)>, ContractError> {
    let tried = map_ordered(&shapes(start), |shape| {
        best_steepness(models, seen, shape, &STEEPNESS)
    });
    let mut best: Option<(f64, Posted)> = None;
    for found in tried {
        if let Some((value, posted)) = found?
            && best.is_none_or(|(most, _)| value > most)
        {
            best = Some((value, posted));
        }
    }
    // What lies near is kept where others are better by a trifle only.
    let enough = best.map_or(f64::NEG_INFINITY, |(value, _)| {
        value + TRIFLE * (1.0 + value.abs())
    });
    let wide = wide::best(models, seen, start, enough)?;
    if let Some(wide) = wide.filter(|(value, _)| *value > enough) {
        return Ok(Some(wide));
    }
    best.map(|near| wide::uphill(models, seen, near))
        .transpose()
}

/// The start with other thresholds; linear pay has one shape.
fn shapes(start: &Posted) -> Vec<Posted> {
    if let Posted::Tiered { base, tiers } = start {
        return tiered_shapes(*base, tiers);
    }
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

/// The start with the lowest threshold, the guard, more lenient and dearer, and the others more
/// lenient.
fn tiered_shapes(base: f64, tiers: &Tiers) -> Vec<Posted> {
    const GUARD: [f64; 3] = [0.0, 1.0, 2.0];
    const SPUR: [f64; 2] = [0.0, 1.0];
    const DEARER: [f64; 2] = [1.0, 1.2];
    let half = |rule: &BonusRule| {
        let (n, k) = (rule.samples() as f64, rule.threshold() as f64);
        (0.5 * (k * (1.0 - k / n)).max(0.0).sqrt()).max(1.0)
    };
    let mut all = Vec::new();
    for guard in GUARD {
        for spur in SPUR {
            for dearer in DEARER {
                let moved: Option<Vec<(BonusRule, f64)>> = tiers
                    .iter()
                    .enumerate()
                    .map(|(place, (rule, bonus))| {
                        let (shift, factor) = if place == 0 {
                            (guard, dearer)
                        } else {
                            (spur, 1.0)
                        };
                        let threshold = rule.threshold() as f64 - (shift * half(&rule)).round();
                        let rule = BonusRule::at(rule.samples(), threshold.max(1.0) as u64)?;
                        Some((rule, bonus * factor))
                    })
                    .collect();
                let tiers = moved.and_then(|moved| Tiers::new(&moved));
                all.extend(tiers.map(|tiers| Posted::Tiered { base, tiers }));
            }
        }
    }
    all
}
