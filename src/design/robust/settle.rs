//! The cutting planes: the best terms against the models seen, then the worst model against these
//! terms, by turns.

use super::inside::Inside;
use super::possible::{Possible, worst_of};
use super::shapes::shapes;
use super::terms::best_steepness;
use super::wide;
use crate::contract::ContractError;
use crate::design::DesignError;
use crate::design::posted::Posted;
use crate::numerics::map_ordered;

/// Bonus or slope relative to the one to start from, tried before refining.
const STEEPNESS: [f64; 11] = [0.5, 0.7, 0.85, 1.0, 1.2, 1.45, 1.7, 2.0, 2.5, 3.5, 5.0];

/// The share by which terms far from the start have to be better.
const TRIFLE: f64 = 1e-4;

/// By what share the worst model found inside a box may be worse than the worst of those the terms
/// were found against: below what rounding terms to whole units of money changes.
const TOLERANCE: f64 = 1e-3;

/// Looks inside the box before the best terms so far are kept.
const LOOKS: usize = 10;

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
