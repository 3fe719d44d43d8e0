//! One contract seen from near: what it pays at each count, and what the annotator gets at each
//! effort.

use super::CurveError;
use super::gaps::class_name;
use crate::contract::{Class, ContractError, FirstBest, SecondBest, Terms, best_reply};
use crate::model::Model;
use crate::numerics::{Binomial, try_map_ordered};
use std::ops::RangeInclusive;

/// A contract with the names of its series.
#[derive(Debug)]
pub struct Contract<'m> {
    /// The model's name, label markup.
    pub name: String,
    /// The class's name.
    pub class: String,
    /// The model.
    pub model: &'m Model,
    /// The best contract of the class that was found.
    pub solved: SecondBest,
}

/// Pay at one count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pay {
    /// S.
    pub count: u64,
    /// w(S); where a bonus is paid by chance, the expected wage.
    pub wage: f64,
    /// The utility of pay; likewise.
    pub utility: f64,
    /// P(S) at the implemented effort.
    pub probability: f64,
}

/// Up to here every count is listed.
pub const EVERY_COUNT: u64 = 10_000;

/// Beyond, so many counts about evenly spread over `WINDOW`.
const COUNTS: u64 = 2000;

/// Standard deviations of the count on either side of what is expected at the implemented effort:
/// outside lies less than 1e-14.
const WINDOW: f64 = 8.0;

/// More samples than these need the payoff's upper bound at efforts where pay meets its floor.
pub const MOST_SAMPLES: u64 = 10_000_000;

/// The best contract of every class in every named model at every number of samples.
pub fn contracts<'m>(
    models: &'m [(String, Model)],
    classes: &[Class],
    samples: &[u64],
) -> Result<Vec<Contract<'m>>, CurveError> {
    let mut tasks = Vec::new();
    for (name, model) in models {
        for class in classes {
            tasks.extend(samples.iter().map(|n| (name, model, *class, *n)));
        }
    }
    try_map_ordered(&tasks, |(name, model, class, n)| {
        let solved = FirstBest::of(model).and_then(|first_best| class.solve(&first_best, *n));
        Ok(Contract {
            name: (*name).clone(),
            class: class_name(*class),
            model,
            solved: solved.map_err(|cause| CurveError::Contract {
                model: (*name).clone(),
                cause,
            })?,
        })
    })
}

impl Contract<'_> {
    /// Pay by the count: at every count up to [`EVERY_COUNT`] samples; beyond, within eight
    /// standard deviations of what is expected, and on both sides of every threshold there.
    pub fn pay(&self) -> Result<Vec<Pay>, CurveError> {
        let point = &self.solved.point;
        let law = Binomial::new(self.solved.samples, point.agreement)
            .map_err(|cause| self.wrong(cause.into()))?;
        let schedule = self.solved.schedule(self.model);
        let at = |count: u64| Pay {
            count,
            wage: schedule.wage(count as f64),
            utility: schedule.utility(count as f64),
            probability: law.pmf(count),
        };
        Ok(self.counts().into_iter().map(at).collect())
    }

    fn counts(&self) -> Vec<u64> {
        let n = self.solved.samples;
        if n <= EVERY_COUNT {
            return (0..=n).collect();
        }
        let window = self.window();
        let (from, to) = (*window.start(), *window.end());
        let step = (to - from).div_ceil(COUNTS).max(1);
        let mut counts: Vec<u64> = (from..=to).step_by(step as usize).collect();
        let around = self
            .thresholds()
            .into_iter()
            .flat_map(|k| [k.saturating_sub(1), k]);
        counts.extend(around.filter(|k| window.contains(k)).chain([to]));
        counts.sort_unstable();
        counts.dedup();
        counts
    }

    /// Counts within `WINDOW` standard deviations of what is expected at the implemented effort.
    pub fn window(&self) -> RangeInclusive<u64> {
        let (n, q) = (self.solved.samples as f64, self.solved.point.agreement);
        let reach = WINDOW * (n * q * (1.0 - q)).sqrt();
        ((n * q - reach).floor().max(0.0) as u64)..=((n * q + reach).ceil().min(n) as u64)
    }

    fn thresholds(&self) -> Vec<u64> {
        match &self.solved.terms {
            Terms::Binary(terms) => vec![terms.rule.threshold()],
            Terms::Tiered(terms) => terms.tiers.iter().map(|t| t.rule.threshold()).collect(),
            Terms::Linear(_) | Terms::General(_) => Vec::new(),
        }
    }

    /// (effort, E\[u(w)] − c − U0), efforts ascending: evenly over \[0, 1] and closer together
    /// within eight standard deviations of the count around the implemented one.
    pub fn replies(&self) -> Result<Vec<(f64, f64)>, CurveError> {
        let samples = self.solved.samples;
        if samples > MOST_SAMPLES {
            return Err(CurveError::TooManySamples {
                samples,
                most: MOST_SAMPLES,
            });
        }
        let point = &self.solved.point;
        let spread = (point.agreement * (1.0 - point.agreement) / samples as f64).sqrt();
        let unit = spread / point.agreement_slope;
        let even = (0..=100).map(|j| f64::from(j) / 100.0);
        let near = (-32..=32).map(|j| point.effort + 0.25 * f64::from(j) * unit);
        let mut efforts: Vec<f64> = even
            .chain(near)
            .filter(|e| (0.0..=1.0).contains(e))
            .collect();
        efforts.sort_by(f64::total_cmp);
        efforts.dedup();
        efforts
            .into_iter()
            .map(|effort| Ok((effort, self.payoff(effort)?)))
            .collect()
    }

    /// E\[u(w)] − c − U0 at an effort.
    pub fn payoff(&self, effort: f64) -> Result<f64, CurveError> {
        let payoff = best_reply::payoff(self.model, &self.solved, effort);
        Ok(payoff.map_err(|cause| self.wrong(cause))? - self.model.reservation())
    }

    fn wrong(&self, cause: ContractError) -> CurveError {
        CurveError::Contract {
            model: self.name.clone(),
            cause,
        }
    }
}
