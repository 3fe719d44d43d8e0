//! Prices that make the bound sharp, in floats. Nothing is proved here: any prices are allowed.
//!
//! The bound is the least of the values of all partitions, each concave and smooth in the prices. A
//! step maximises the least of the values of those that were best somewhere, to first order, with
//! their mean curvature (a bundle method); deviations that tempt under the pay that was found get a
//! price of their own.

use super::oracle::{Cuts, Oracle, Value};
use super::piece::MovingPrices;
use crate::contract::tiered::quadratic::{Row, minimise};
use nalgebra::{DMatrix, DVector};

/// Steps with the same deviations.
const STEPS: usize = 40;

/// Rounds of new deviations.
const ROUNDS: usize = 8;

/// What is left to be gained, in gaps, where a round ends.
const ENOUGH: f64 = 1e-6;

/// Curvature of the bound itself, which the quadratic program asks for.
const RIDGE: f64 = 1e-3;

/// Deviations whose price, for what they save, is worth less than this share of a gap have none.
const NEGLIGIBLE: f64 = 1e-7;

/// Prices, and where thresholds lie under them.
pub struct Found {
    /// The prices.
    pub prices: MovingPrices,
    /// Thresholds in standard deviations from the mean.
    pub places: Vec<f64>,
}

impl Found {
    /// The prices in the order of an oracle that their deviations are added to.
    pub fn with(&self, oracle: &mut Oracle<'_>) -> Option<Vec<f64>> {
        let mut all = vec![self.prices.participation, self.prices.incentive];
        for (place, price) in &self.prices.deviations {
            oracle.add_at(*place)?;
            all.push(*price);
        }
        Some(all)
    }
}

/// The search for the best prices at one effort.
pub struct Ascent<'o, 'm> {
    oracle: &'o mut Oracle<'m>,
    tiers: usize,
    /// The size of a gap.
    money: f64,
    bundle: Vec<Cuts>,
    prices: DVector<f64>,
    best: f64,
}

impl<'o, 'm> Ascent<'o, 'm> {
    /// From some prices, those of the deviations that the oracle has among them.
    pub fn new(oracle: &'o mut Oracle<'m>, tiers: usize, money: f64, prices: DVector<f64>) -> Self {
        Self {
            oracle,
            tiers,
            money,
            bundle: Vec::new(),
            prices,
            best: f64::NEG_INFINITY,
        }
    }

    /// The best prices found; `efforts` are those that may tempt.
    pub fn run(mut self, efforts: &[f64]) -> Option<Found> {
        let mut weights = Vec::new();
        for _ in 0..ROUNDS {
            weights = self.climb()?;
            let Some(effort) = self.most_tempting(&weights, efforts) else {
                break;
            };
            self.oracle.add(effort)?;
            self.prices = self.prices.push(0.0);
        }
        let places = self.oracle.places().iter().copied();
        let deviations = places.zip(self.prices.iter().skip(2).copied());
        let matters = |c: usize| self.prices[c] * self.oracle.scale(c) > NEGLIGIBLE * self.money;
        let deviations = deviations.enumerate().filter(|(i, _)| matters(i + 2));
        let total: f64 = weights.iter().sum();
        let taken = self
            .bundle
            .iter()
            .zip(&weights)
            .filter(|(_, w)| **w > 0.01 * total);
        let mut places: Vec<f64> = taken
            .flat_map(|(cuts, _)| self.oracle.standardised(cuts))
            .collect();
        places.sort_by(f64::total_cmp);
        places.dedup();
        Some(Found {
            prices: MovingPrices {
                participation: self.prices[0],
                incentive: self.prices[1],
                deviations: deviations.map(|(_, d)| d).collect(),
            },
            places,
        })
    }

    /// Steps until little is left to be gained; the weights of the partitions at the end.
    fn climb(&mut self) -> Option<Vec<f64>> {
        let mut damping = 1e-3;
        let mut weights = Vec::new();
        let (value, cuts) = self.oracle.best(&self.prices, self.tiers);
        self.best = value;
        self.remember(cuts);
        for _ in 0..STEPS {
            let values: Vec<Value> = self
                .bundle
                .iter()
                .map(|cuts| self.oracle.value(&self.prices, cuts))
                .collect();
            let (step, gain, found) = self.step(&values, &weights, damping)?;
            weights = found;
            if gain <= ENOUGH {
                break;
            }
            let there = &self.prices + step;
            let (value, cuts) = self.oracle.best(&there, self.tiers);
            let better = value > self.best + 0.05 * gain * self.money;
            if value > self.best {
                self.best = value;
                self.prices = there;
            }
            self.remember(cuts);
            weights.resize(self.bundle.len(), 0.0);
            damping *= if better { 0.3 } else { 3.0 };
            damping = damping.clamp(1e-9, 1e6);
        }
        weights.resize(self.bundle.len(), 0.0);
        Some(weights)
    }

    fn remember(&mut self, cuts: Cuts) {
        if !self.bundle.contains(&cuts) {
            self.bundle.push(cuts);
        }
    }

    /// The step, what it promises in gaps, and the weights of the partitions.
    fn step(
        &self,
        values: &[Value],
        weights: &[f64],
        damping: f64,
    ) -> Option<(DVector<f64>, f64, Vec<f64>)> {
        let size = self.prices.len();
        let total: f64 = weights.iter().sum();
        let mut curvature = DMatrix::zeros(size, size);
        for (i, value) in values.iter().enumerate() {
            let weight = if total > 0.0 {
                weights.get(i).copied().unwrap_or(0.0) / total
            } else {
                1.0 / values.len() as f64
            };
            curvature += weight * &value.curvature;
        }
        // Units in which the curvature is one gap.
        let unit: Vec<f64> = (0..size)
            .map(|c| {
                let by_curvature = (self.money / curvature[(c, c)]).sqrt();
                let by_value = self.money / self.oracle.scale(c);
                if by_curvature.is_finite() {
                    by_curvature.min(by_value)
                } else {
                    by_value
                }
            })
            .collect();
        let hessian = DMatrix::from_fn(size + 1, size + 1, |i, j| {
            let diagonal = if i == j { damping } else { 0.0 };
            if i < size && j < size {
                curvature[(i, j)] * unit[i] * unit[j] / self.money + diagonal
            } else if i == j {
                RIDGE
            } else {
                0.0
            }
        });
        let mut gradient = DVector::zeros(size + 1);
        gradient[size] = -1.0;
        let mut rows = Vec::new();
        for value in values {
            let normal = DVector::from_fn(size + 1, |i, _| {
                if i < size {
                    value.gradient[i] * unit[i] / self.money
                } else {
                    -1.0
                }
            });
            rows.push(Row {
                bound: (self.best - value.value) / self.money,
                normal,
                equality: false,
            });
        }
        for (c, unit) in unit.iter().enumerate().skip(1) {
            rows.push(Row {
                normal: DVector::from_fn(size + 1, |i, _| f64::from(u8::from(i == c))),
                bound: -self.prices[c] / unit,
                equality: false,
            });
        }
        let solution = minimise(&hessian, &gradient, &rows)?;
        let step = DVector::from_fn(size, |i, _| {
            let step = solution.step[i] * unit[i];
            // All but the first are at least 0.
            if i > 0 {
                step.max(-self.prices[i])
            } else {
                step
            }
        });
        let weights = solution.multipliers[..values.len()].to_vec();
        Some((step, solution.step[size], weights))
    }

    /// The effort that gains most under the mixture of the contracts of the partitions, if any
    /// does.
    fn most_tempting(&self, weights: &[f64], efforts: &[f64]) -> Option<f64> {
        let total: f64 = weights.iter().sum();
        let contracts: Vec<(f64, &Cuts, Vec<f64>)> = self
            .bundle
            .iter()
            .zip(weights)
            .filter(|(_, weight)| **weight > 1e-6 * total)
            .map(|(cuts, weight)| {
                let pay = self.oracle.value(&self.prices, cuts).pay;
                (weight / total, cuts, pay)
            })
            .collect();
        let gain = |effort: f64| -> Option<f64> {
            let each = contracts.iter().map(|(weight, cuts, pay)| {
                Some(weight * self.oracle.temptation(effort, cuts, pay)?)
            });
            each.sum()
        };
        let mut most = (1e-3 * self.money, None);
        for effort in efforts {
            let gain = gain(*effort)?;
            if gain > most.0 {
                most = (gain, Some(*effort));
            }
        }
        most.1
    }
}
