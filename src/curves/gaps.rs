//! Gaps over the number of samples.

use super::{Constants, CurveError};
use crate::bounds::{self, Bracket};
use crate::contract::{Class, FirstBest, Threshold};
use crate::model::Model;
use crate::numerics::try_map_ordered;
use std::collections::BTreeSet;

/// The gap of one class of contracts in one model.
#[derive(Debug, Clone, PartialEq)]
pub struct GapCurve {
    /// The model's name, label markup.
    pub model: String,
    /// The class's name.
    pub class: String,
    /// Whether it is one bonus, whose gap has a rate of its own.
    pub one_bonus: bool,
    /// η* of the model.
    pub first_best_effort: f64,
    /// What its gaps are scaled by; unknown for lines of an older sweep.
    pub constants: Option<Constants>,
    /// By n, ascending.
    pub points: Vec<GapPoint>,
}

/// A gap at one number of samples.
#[derive(Debug, Clone, PartialEq)]
pub struct GapPoint {
    /// n.
    pub samples: u64,
    /// The estimate, right to [`GAP_ERROR`](crate::contract::GAP_ERROR) of itself.
    pub gap: f64,
    /// The effort of the contract found.
    pub effort: f64,
    /// What is proved.
    pub proof: Proof,
}

/// Relative error of an effort: the objective is flat at its minimum.
pub const EFFORT_ERROR: f64 = 1e-6;

/// What is proved of the gap of the best contract of the class.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Proof {
    /// Whether a proof was asked for.
    pub asked: bool,
    /// No contract of the class has a smaller gap.
    pub lower: Option<f64>,
    /// Some contract of the class has at most this gap.
    pub upper: Option<f64>,
    /// Why an end is missing, as JSON documents name it.
    pub missing: BTreeSet<String>,
}

impl Proof {
    /// Both ends.
    pub fn ends(&self) -> Option<(f64, f64)> {
        self.lower.zip(self.upper)
    }

    fn of(bracket: &Bracket) -> Self {
        let missing = [bracket.lower, bracket.upper]
            .into_iter()
            .filter_map(|end| Some(end.err()?.name().to_owned()));
        Self {
            asked: true,
            lower: bracket.lower(),
            upper: bracket.upper(),
            missing: missing.collect(),
        }
    }
}

/// The class's name in figures and tables.
pub fn class_name(class: Class) -> String {
    let threshold = match class {
        Class::Binary(threshold) | Class::Tiered { threshold, .. } => threshold,
        Class::Linear | Class::General => Threshold::Deterministic,
    };
    match threshold {
        Threshold::Deterministic => class.to_string(),
        Threshold::Randomised => format!("{class} randomised"),
    }
}

/// Whether a class is one bonus at a threshold.
pub(super) fn is_one_bonus(class: Class) -> bool {
    matches!(class, Class::Binary(_) | Class::Tiered { tiers: 1, .. })
}

/// The curves of every class in every named model, models outermost; brackets where `prove` says
/// so.
pub fn compute(
    models: &[(String, Model)],
    classes: &[Class],
    samples: &[u64],
    prove: bool,
) -> Result<Vec<GapCurve>, CurveError> {
    let named = |model: &str| {
        let model = model.to_owned();
        |cause| CurveError::Contract { model, cause }
    };
    let first_bests = models
        .iter()
        .map(|(name, model)| FirstBest::of(model).map_err(named(name)))
        .collect::<Result<Vec<_>, _>>()?;
    let mut sizes = samples.to_vec();
    sizes.sort_unstable();
    let curves: Vec<(usize, Class)> = (0..models.len())
        .flat_map(|model| classes.iter().map(move |class| (model, *class)))
        .collect();
    let tasks: Vec<(usize, Class, u64)> = curves
        .iter()
        .flat_map(|(model, class)| sizes.iter().map(|n| (*model, *class, *n)))
        .collect();
    let points = try_map_ordered(&tasks, |(model, class, samples)| {
        let first_best = &first_bests[*model];
        let contract = class
            .solve(first_best, *samples)
            .map_err(named(&models[*model].0))?;
        let (contract, proof) = if prove {
            let (contract, bracket) = bounds::settled(first_best, *class, contract);
            (contract, Proof::of(&bracket))
        } else {
            (contract, Proof::default())
        };
        Ok::<_, CurveError>(GapPoint {
            samples: *samples,
            gap: contract.gap.total(),
            effort: contract.point.effort,
            proof,
        })
    })?;
    let constants: Vec<Constants> = first_bests.iter().map(Constants::of).collect();
    Ok(curves
        .iter()
        .zip(points.chunks(sizes.len().max(1)))
        .map(|((model, class), points)| GapCurve {
            model: models[*model].0.clone(),
            class: class_name(*class),
            one_bonus: is_one_bonus(*class),
            first_best_effort: first_bests[*model].effort(),
            constants: Some(constants[*model]),
            points: points.to_vec(),
        })
        .collect())
}
