//! The annotator's payoff under any pay for each count, on a grid of efforts: for as few samples
//! as there is room to list every count.

use super::ContractError;
use super::first_best::EffortPoint;
use crate::model::Model;
use crate::numerics::roots::minimise;
use crate::numerics::{Binomial, NumericsError};

/// Efforts of the grid: 0, 1/64, …, 1.
const GRID: u32 = 64;

/// Halvings towards no effort, where a cost with a small exponent is steep.
const HALVINGS: i32 = 14;

/// A deviation closer to the implemented effort than this is that effort.
const OWN: f64 = 1e-6;

/// P(S = s) at each effort of a grid.
#[derive(Debug, Clone)]
pub struct ReplyTable<'m> {
    model: &'m Model,
    samples: u64,
    efforts: Vec<f64>,
    costs: Vec<f64>,
    laws: Vec<Vec<f64>>,
}

/// The law of the count at one effort, and how it moves.
#[derive(Debug, Clone)]
pub struct CountLaw {
    /// P(S = s), s = 0, …, n.
    pub probabilities: Vec<f64>,
    /// d P(S = s)/dη.
    pub slopes: Vec<f64>,
}

impl<'m> ReplyTable<'m> {
    /// The table for n samples.
    pub fn new(model: &'m Model, samples: u64) -> Result<Self, ContractError> {
        let mut efforts: Vec<f64> = (0..=GRID)
            .map(|j| f64::from(j) / f64::from(GRID))
            .chain((7..=HALVINGS).map(|j| libm::ldexp(1.0, -j)))
            .collect();
        efforts.sort_by(f64::total_cmp);
        let laws = efforts
            .iter()
            .map(|effort| law(samples, model.monitoring().agreement(*effort)))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            model,
            samples,
            costs: efforts.iter().map(|e| model.cost().cost(*e)).collect(),
            efforts,
            laws,
        })
    }

    /// The model.
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// n.
    pub fn samples(&self) -> u64 {
        self.samples
    }

    /// P(S = s) at an effort.
    pub fn probabilities(&self, effort: f64) -> Result<Vec<f64>, ContractError> {
        Ok(law(
            self.samples,
            self.model.monitoring().agreement(effort),
        )?)
    }

    /// The law at `point` with its slopes, d P(S=s)/dq = n·(b(s−1; n−1, q) − b(s; n−1, q)).
    pub fn at(&self, point: &EffortPoint) -> Result<CountLaw, ContractError> {
        let n = self.samples as f64;
        let fewer = if self.samples == 1 {
            vec![1.0]
        } else {
            law(self.samples - 1, point.agreement)?
        };
        let slopes = (0..=fewer.len())
            .map(|s| {
                let below = if s == 0 { 0.0 } else { fewer[s - 1] };
                let here = fewer.get(s).copied().unwrap_or(0.0);
                n * point.agreement_slope * (below - here)
            })
            .collect();
        Ok(CountLaw {
            probabilities: law(self.samples, point.agreement)?,
            slopes,
        })
    }

    /// E_e\[v(S)] − c(e) at an effort.
    pub fn payoff(&self, utilities: &[f64], effort: f64) -> f64 {
        self.probabilities(effort).map_or(f64::NAN, |law| {
            dot(&law, utilities) - self.model.cost().cost(effort)
        })
    }

    /// Efforts that do better than `point` by more than `tolerance` under the pay with these
    /// utilities, each a local maximum of the payoff, with what they gain; the largest gain first.
    pub fn deviations(
        &self,
        utilities: &[f64],
        point: &EffortPoint,
        tolerance: f64,
    ) -> Vec<(f64, f64)> {
        let here = self.payoff(utilities, point.effort);
        let gains: Vec<f64> = self
            .laws
            .iter()
            .zip(&self.costs)
            .map(|(law, cost)| dot(law, utilities) - cost - here)
            .collect();
        let mut found: Vec<(f64, f64)> = Vec::new();
        for j in 0..gains.len() {
            let left = j.saturating_sub(1);
            let right = (j + 1).min(gains.len() - 1);
            if gains[j] < gains[left] || gains[j] < gains[right] {
                continue;
            }
            let (mut effort, mut gain) = (self.efforts[j], gains[j]);
            let (low, high) = (self.efforts[left], self.efforts[right]);
            // A parabola through three efforts says whether looking closer can matter.
            let reach = (gains[j] - gains[left]).max(gains[j] - gains[right]);
            let own = low < point.effort && point.effort < high;
            if gain + reach > tolerance || own {
                let closer = minimise(
                    |e| -(self.payoff(utilities, e) - here),
                    low,
                    high,
                    1e-5 * (high - low),
                );
                if let Ok(closer) = closer
                    && -closer.value > gain
                {
                    (effort, gain) = (closer.at, -closer.value);
                }
            }
            if gain > tolerance && (effort - point.effort).abs() > OWN {
                found.push((effort, gain));
            }
        }
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        found
    }
}

fn law(samples: u64, agreement: f64) -> Result<Vec<f64>, NumericsError> {
    let law = Binomial::new(samples, agreement)?;
    Ok((0..=samples).map(|s| law.pmf(s)).collect())
}

/// Σ a·b.
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
