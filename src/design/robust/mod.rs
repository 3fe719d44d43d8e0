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
mod possible;
mod settle;
mod shapes;
mod terms;
mod wide;

use super::DesignError;
use super::posted::Posted;
use super::variation::{Factors, varied};
use crate::contract::FirstBest;
use crate::model::Model;
use terms::best_steepness;

pub use inside::Inside;
pub use kept::Kept;
pub use possible::{Possible, worst_of};
pub use settle::{Settled, Worst, settle, worst_inside};
pub(crate) use wide::spread;

/// Bonus or slope relative to the one to start from, tried where a threshold is given that asks for
/// another bonus altogether.
const WIDE: [f64; 19] = [
    0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 1.0, 1.2, 1.45, 1.7, 2.0, 2.5, 3.5, 5.0, 10.0,
    30.0, 100.0,
];

/// Corners, middles and the centre of a box.
pub const MODELS: usize = 27;

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
