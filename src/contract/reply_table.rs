//! The annotator's payoff under any pay for each count, on a grid of efforts: for as few samples
//! as there is room to list every count.

use super::ContractError;
use super::effort_point::EffortPoint;
use crate::model::Model;
use crate::numerics::roots::{Slanted, falling_root};
use crate::numerics::{Binomial, CountRule, NumericsError};

/// Efforts of the grid: 0, 1/64, …, 1.
const GRID: u32 = 64;

/// Halvings towards no effort, where a cost with a small exponent is steep.
const HALVINGS: i32 = 30;

/// A deviation closer to the implemented effort than this share of it is that effort.
const OWN: f64 = 1e-6;

/// How sharply a local maximum is located, as a share of its cell: the payoff is flat there and
/// keeps the square.
const LOCATED: f64 = 1e-8;

/// The laws of the count at each effort of a grid.
#[derive(Debug, Clone)]
pub struct ReplyTable<'m> {
    model: &'m Model,
    samples: u64,
    rows: Vec<GridRow>,
}

/// An effort of the grid, and the laws of n, n − 1 and n − 2 samples there: the latter two give the
/// derivatives of the expected pay, n·E\[Δv] and n(n−1)·E\[Δ²v] by q.
#[derive(Debug, Clone)]
struct GridRow {
    effort: f64,
    cost: f64,
    laws: [Vec<f64>; 3],
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
        let rows = efforts
            .into_iter()
            .map(|effort| {
                Ok(GridRow {
                    effort,
                    cost: model.cost().cost(effort),
                    laws: laws(samples, model.monitoring().agreement(effort))?,
                })
            })
            .collect::<Result<Vec<_>, ContractError>>()?;
        Ok(Self {
            model,
            samples,
            rows,
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
        let probabilities = law(self.samples, point.agreement)?;
        let fewer = with_one_fewer(&probabilities, point.agreement);
        let slopes = (0..=fewer.len())
            .map(|s| {
                let below = if s == 0 { 0.0 } else { fewer[s - 1] };
                let here = fewer.get(s).copied().unwrap_or(0.0);
                n * point.agreement_slope * (below - here)
            })
            .collect();
        Ok(CountLaw {
            probabilities,
            slopes,
        })
    }

    /// E_e\[v(S)] − c(e) at an effort.
    pub fn payoff(&self, utilities: &[f64], effort: f64) -> f64 {
        self.probabilities(effort).map_or(f64::NAN, |law| {
            dot(&law, utilities) - self.model.cost().cost(effort)
        })
    }

    /// Slope and curvature of the payoff at an effort with these expected differences of pay.
    fn derivatives(&self, [first, second]: [f64; 2], effort: f64) -> (f64, f64) {
        let (monitoring, cost) = (self.model.monitoring(), self.model.cost());
        let (n, slope) = (self.samples as f64, monitoring.slope(effort));
        let (first, second) = (n * first, n * (n - 1.0) * second);
        (
            first * slope - cost.marginal(effort),
            second * slope * slope + first * monitoring.curvature(effort) - cost.curvature(effort),
        )
    }

    /// Efforts that do better than `point` by more than `tolerance` under the pay with these
    /// utilities, each a local maximum of the payoff, with what they gain; the largest gain first.
    ///
    /// A local maximum is where the slope of the payoff falls through 0, also where two efforts of
    /// the grid show no sign of it but the curvature at both.
    pub fn deviations(
        &self,
        utilities: &[f64],
        point: &EffortPoint,
        tolerance: f64,
    ) -> Vec<(f64, f64)> {
        let here = self.payoff(utilities, point.effort);
        let pay = Differences::of(utilities);
        let grid: Vec<(f64, Slanted)> = self
            .rows
            .iter()
            .map(|row| {
                let gain = dot(&row.laws[0], utilities) - row.cost - here;
                let by = [
                    dot(&row.laws[1], &pay.first),
                    dot(&row.laws[2], &pay.second),
                ];
                let (value, slope) = self.derivatives(by, row.effort);
                let at = row.effort;
                (gain, Slanted { at, value, slope })
            })
            .collect();
        let mut found: Vec<(f64, f64)> = Vec::new();
        let mut consider = |effort: f64, gain: f64| {
            if gain > tolerance && (effort - point.effort).abs() > OWN * point.effort {
                found.push((effort, gain));
            }
        };
        let agreement = |effort: f64| self.model.monitoring().agreement(effort);
        let first = |effort: f64| quick_mean(self.samples - 1, agreement(effort), &pay.first);
        let bend = |effort: f64| {
            let fewer = self.samples.saturating_sub(2);
            let second = quick_mean(fewer, agreement(effort), &pay.second);
            self.derivatives([first(effort), second], effort).1
        };
        let rise = |effort: f64| self.derivatives([first(effort), 0.0], effort).0;
        for ends in grid.windows(2) {
            let [(left_gain, left), (right_gain, right)] = [ends[0], ends[1]];
            let width = right.at - left.at;
            // Inside a local maximum gains no more than the slopes towards it promise.
            let mut steepest = left.value.max(0.0) + (-right.value).max(0.0);
            if left.slope * right.slope < 0.0 {
                steepest += width * left.slope.abs().max(right.slope.abs());
            }
            if left_gain.max(right_gain) + width * steepest <= tolerance {
                continue;
            }
            if let Some(effort) = falling_root(rise, bend, left, right, LOCATED * width) {
                consider(effort, self.payoff(utilities, effort) - here);
            }
        }
        // Both ends of the range.
        if let (Some((gain, first)), Some((last_gain, last))) = (grid.first(), grid.last()) {
            consider(first.at, *gain);
            consider(last.at, *last_gain);
        }
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        found
    }
}

/// Δv and Δ²v.
struct Differences {
    first: Vec<f64>,
    second: Vec<f64>,
}

impl Differences {
    fn of(utilities: &[f64]) -> Self {
        let of =
            |list: &[f64]| -> Vec<f64> { list.windows(2).map(|pair| pair[1] - pair[0]).collect() };
        let first = of(utilities);
        let second = of(&first);
        Self { first, second }
    }
}

/// P(S = s) with n, n − 1 and n − 2 samples; without a sample the count is 0.
fn laws(samples: u64, agreement: f64) -> Result<[Vec<f64>; 3], NumericsError> {
    let all = law(samples, agreement)?;
    let fewer = with_one_fewer(&all, agreement);
    let least = with_one_fewer(&fewer, agreement);
    Ok([all, fewer, least])
}

/// The law with a sample fewer: P(S′ = s) = P(S = s)·(n − s)/(n(1 − q)) = P(S = s + 1)·(s + 1)/(nq),
/// of which that is taken which does not divide by next to nothing. Without a sample there is none.
fn with_one_fewer(law: &[f64], agreement: f64) -> Vec<f64> {
    let samples = law.len().saturating_sub(1);
    let n = samples as f64;
    (0..samples)
        .map(|s| {
            if agreement < 0.5 {
                law[s] * (n - s as f64) / (n * (1.0 - agreement))
            } else {
                law[s + 1] * (s as f64 + 1.0) / (n * agreement)
            }
        })
        .collect()
}

/// E\[v(S)], right to some 2e-14, which is enough to find where a slope is 0.
fn quick_mean(samples: u64, agreement: f64, values: &[f64]) -> f64 {
    if samples == 0 {
        return values.first().copied().unwrap_or(0.0);
    }
    CountRule::window(samples, agreement, 0.0)
        .map_or(f64::NAN, |rule| dot(rule.probabilities(), values))
}

fn law(samples: u64, agreement: f64) -> Result<Vec<f64>, NumericsError> {
    let law = Binomial::new(samples, agreement)?;
    Ok((0..=samples).map(|s| law.pmf(s)).collect())
}

/// Σ a·b.
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

#[cfg(test)]
mod tests {
    use super::{law, laws};
    use approx::assert_relative_eq;

    #[test]
    fn laws_of_fewer_samples_are_those_that_are_computed_by_themselves() {
        for samples in [1, 2, 3, 40, 400] {
            for agreement in [0.0, 1e-9, 0.3, 0.5, 0.8, 1.0 - 1e-9, 1.0] {
                let found = laws(samples, agreement).expect("a law");
                for (by, found) in (0..).zip(found) {
                    let expected = match samples.checked_sub(by) {
                        None => Vec::new(),
                        Some(0) => vec![1.0],
                        Some(fewer) => law(fewer, agreement).expect("a law"),
                    };
                    assert_eq!(found.len(), expected.len());
                    for (found, expected) in found.iter().zip(&expected) {
                        // Both are right to some 40 roundings of their logarithms, which are at
                        // most 800 where a probability is not 0.
                        assert_relative_eq!(*found, *expected, max_relative = 1e-11);
                    }
                }
            }
        }
    }
}
