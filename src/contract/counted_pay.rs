//! The annotator's payoff under pay listed count by count, its two derivatives, and every local
//! maximum of it.
//!
//! With S′ and S″ the counts of one and of two samples less, E\[v(S)] has the derivatives
//! n·E\[Δv(S′)] and n(n−1)·E\[Δ²v(S″)] by q: differences of the pay, not of large sums.

use super::ContractError;
use crate::model::Model;
use crate::numerics::roots::{Slanted, falling_root};
use crate::numerics::{CountRule, NumericsError};

/// Up to so many samples every count is summed, above it those that matter.
const EVERY_COUNT: u64 = 400;

/// Probability left outside the counts that matter.
const OUTSIDE: f64 = 1e-30;

/// How sharply a local maximum is located, as a share of its cell: the payoff is flat there and
/// keeps the square.
const PRECISION: f64 = 1e-9;

/// Efforts 2^−j, j up to this, are looked at: below the last one no pay gains more than its cost,
/// 1e-15 of that of full effort even where c is nearly linear.
const HALVINGS: i32 = 50;

/// Pay in utility at each count, measured from one of the utilities to lose no digits.
#[derive(Debug, Clone)]
pub struct CountedPay<'m> {
    model: &'m Model,
    samples: u64,
    /// v(s) − reference, Δv and Δ²v.
    orders: [Vec<f64>; 3],
}

impl<'m> CountedPay<'m> {
    /// Pay of `utilities` at 0, …, n, seen from `reference`.
    pub fn new(model: &'m Model, utilities: &[f64], reference: f64) -> Self {
        let differences =
            |list: &[f64]| -> Vec<f64> { list.windows(2).map(|pair| pair[1] - pair[0]).collect() };
        let first = differences(utilities);
        let second = differences(&first);
        Self {
            model,
            samples: (utilities.len() as u64).saturating_sub(1),
            orders: [
                utilities.iter().map(|v| v - reference).collect(),
                first,
                second,
            ],
        }
    }

    /// q, short of certain agreement, at which no count has a law.
    fn agreement(&self, effort: f64) -> f64 {
        let q = self.model.monitoring().agreement(effort);
        q.min(1.0 - f64::EPSILON)
    }

    /// E of the pay (order 0) or of its differences, with so many samples less.
    fn mean(&self, order: usize, agreement: f64) -> Result<f64, NumericsError> {
        let values = &self.orders[order];
        let samples = match self.samples.checked_sub(order as u64) {
            None => return Ok(0.0),
            Some(0) => return Ok(values.first().copied().unwrap_or(0.0)),
            Some(samples) => samples,
        };
        let outside = if samples <= EVERY_COUNT { 0.0 } else { OUTSIDE };
        let rule = CountRule::window(samples, agreement, outside)?;
        let mean = samples as f64 * agreement;
        // Deviations are s − nq to a rounding, so the first count is a whole number again.
        let first = rule
            .deviations()
            .first()
            .map_or(0.0, |d| (d + mean).round()) as usize;
        let paid = values.get(first..).unwrap_or(&[]);
        Ok(rule
            .probabilities()
            .iter()
            .zip(paid)
            .map(|(p, v)| p * v)
            .sum())
    }

    /// E_e\[v(S)] − reference − c(e).
    pub fn payoff(&self, effort: f64) -> Result<f64, ContractError> {
        Ok(self.mean(0, self.agreement(effort))? - self.model.cost().cost(effort))
    }

    /// The derivative of the payoff by effort; NaN where there is none.
    fn rise(&self, effort: f64) -> f64 {
        let mean = self.mean(1, self.agreement(effort)).unwrap_or(f64::NAN);
        let slope = self.model.monitoring().slope(effort);
        self.samples as f64 * mean * slope - self.model.cost().marginal(effort)
    }

    /// The first and the second derivative of the payoff by effort; NaN where there is none.
    fn derivatives(&self, effort: f64) -> (f64, f64) {
        let (n, q) = (self.samples as f64, self.agreement(effort));
        let (monitoring, cost) = (self.model.monitoring(), self.model.cost());
        let slope = monitoring.slope(effort);
        let first = self.mean(1, q).map_or(f64::NAN, |mean| n * mean);
        let second = self
            .mean(2, q)
            .map_or(f64::NAN, |mean| n * (n - 1.0) * mean);
        (
            first * slope - cost.marginal(effort),
            second * slope * slope + first * monitoring.curvature(effort) - cost.curvature(effort),
        )
    }

    /// No effort, full effort and every local maximum of the payoff between them; `also` are
    /// efforts at which it may bend, such as the one that is rewarded.
    pub fn peaks(&self, also: &[f64]) -> Vec<f64> {
        /// Steps over the whole range.
        const UNIFORM: u32 = 48;
        let mut efforts: Vec<f64> = (0..=UNIFORM)
            .map(|j| f64::from(j) / f64::from(UNIFORM))
            .chain((1..=HALVINGS).map(|j| libm::ldexp(1.0, -j)))
            .chain(also.iter().copied())
            .filter(|effort| *effort > 0.0 && *effort <= 1.0)
            .collect();
        efforts.sort_by(f64::total_cmp);
        efforts.dedup();
        let slanted: Vec<Slanted> = efforts
            .iter()
            .map(|effort| {
                let (value, slope) = self.derivatives(*effort);
                let at = *effort;
                Slanted { at, value, slope }
            })
            .collect();
        let inside = slanted.windows(2).filter_map(|ends| {
            let precision = PRECISION * (ends[1].at - ends[0].at);
            let slope = |e| self.derivatives(e).1;
            falling_root(|e| self.rise(e), slope, ends[0], ends[1], precision)
        });
        [0.0, 1.0].into_iter().chain(inside).collect()
    }
}
