//! Prices that make the bound sharp at one offer, in floats: the multipliers of the best pay at its
//! thresholds and effort. Nothing is proved here: any prices are allowed.

use super::lagrangian::Prices;
use crate::contract::tiered::quadratic::{Row, minimise};
use crate::model::Model;
use crate::numerics::{Binomial, Interval};
use nalgebra::{DMatrix, DVector};
use std::cell::RefCell;
use std::collections::HashMap;

/// Rounds of quadratic programs: the pay of the groups moves by some tenths of a percent.
const ROUNDS: usize = 6;

/// What the incentive may be worth, and the deviations together, in gaps: a bound of one gap asks
/// for some two, and with more a box has to be small for its bound to be of use. Where thresholds
/// leave no pay at all, or none but at a great cost, prices end here.
const MOST: f64 = 2.5;

/// Groups rarer than this are priced as if they were as rare as this: with much less their pay, in
/// the units of the quadratic program, would drown the other groups'.
const RAREST: f64 = 1e-18;

/// Multipliers at offers on one number of samples.
pub struct Pricing<'m> {
    model: &'m Model,
    minimum: f64,
    samples: u64,
    /// The size of a gap: the unit of cost.
    money: f64,
    deviations: Vec<f64>,
    /// P(S < k) and P(S ≥ k), by threshold and effort.
    seen: RefCell<HashMap<(u64, u64), (f64, f64)>>,
}

/// Pay group by group: probabilities, their derivatives by the effort, and at each deviation.
struct Pay {
    probability: Vec<f64>,
    rise: Vec<f64>,
    there: Vec<Vec<f64>>,
    saved: Vec<f64>,
    marginal: f64,
    mean: f64,
    floor: f64,
    /// Whether an incentive of more than the marginal cost serves as well.
    full_effort: bool,
}

/// Multipliers of the best pay.
struct Multipliers {
    participation: f64,
    incentive: f64,
    deviations: Vec<f64>,
}

impl<'m> Pricing<'m> {
    /// With these deviations.
    pub fn new(model: &'m Model, samples: u64, money: f64, deviations: Vec<f64>) -> Self {
        Self {
            model,
            minimum: model.utility().utility(model.minimum_wage()),
            samples,
            money,
            deviations,
            seen: RefCell::new(HashMap::new()),
        }
    }

    fn tail(&self, threshold: u64, effort: f64) -> Option<(f64, f64)> {
        let key = (threshold, effort.to_bits());
        if let Some(tail) = self.seen.borrow().get(&key) {
            return Some(*tail);
        }
        let law = Binomial::new(self.samples, self.model.monitoring().agreement(effort)).ok()?;
        let tail = law.tail(threshold);
        let both = (tail.below, tail.at_least);
        self.seen.borrow_mut().insert(key, both);
        Some(both)
    }

    fn groups(&self, thresholds: &[u64], effort: f64) -> Option<Vec<f64>> {
        let mut tails = vec![(0.0, 1.0)];
        for k in thresholds {
            tails.push(self.tail(*k, effort)?);
        }
        tails.push((1.0, 0.0));
        let less = |pair: &[(f64, f64)]| {
            if pair[0].1 < 0.5 {
                pair[0].1 - pair[1].1
            } else {
                pair[1].0 - pair[0].0
            }
        };
        Some(
            tails
                .windows(2)
                .map(|pair| less(pair).max(RAREST))
                .collect(),
        )
    }

    /// Prices at the middle of some efforts, of deviations below all of them; `None` where no pay
    /// of these groups gives the incentive.
    pub fn at(&self, efforts: Interval, thresholds: &[u64]) -> Option<Prices> {
        let effort = efforts.midpoint();
        let cost = self.model.cost();
        let monitoring = self.model.monitoring();
        let q = monitoring.agreement(effort);
        let law = Binomial::new(self.samples, q).ok()?;
        let mut slopes = vec![0.0];
        for k in thresholds {
            slopes.push(libm::exp(law.ln_tail_slope(*k)) * monitoring.slope(effort));
        }
        slopes.push(0.0);
        let below = |e: &f64| *e < efforts.lower();
        let lower: Vec<f64> = self.deviations.iter().copied().filter(below).collect();
        let there = lower.iter().map(|e| self.groups(thresholds, *e));
        let mean = self.model.required_utility(effort);
        let pay = Pay {
            probability: self.groups(thresholds, effort)?,
            rise: slopes.windows(2).map(|pair| pair[0] - pair[1]).collect(),
            there: there.collect::<Option<_>>()?,
            saved: lower
                .iter()
                .map(|e| cost.cost(effort) - cost.cost(*e))
                .collect(),
            marginal: cost.marginal(effort),
            mean,
            floor: self.minimum - mean,
            full_effort: efforts.upper() >= 1.0,
        };
        let found = self.solve(&pay)?;
        let incentive = found.incentive;
        Some(Prices {
            participation: found.participation,
            incentive: if pay.full_effort {
                incentive.max(0.0)
            } else {
                incentive
            },
            deviations: lower
                .into_iter()
                .zip(found.deviations)
                .filter(|(_, price)| *price > 0.0)
                .collect(),
        })
    }

    /// Successive quadratic programs. The last two variables are the shares of the incentive and of
    /// the deviations that are left out, at a cost of [`MOST`] gaps for all of it.
    fn solve(&self, pay: &Pay) -> Option<Multipliers> {
        let utility = self.model.utility();
        let groups = pay.probability.len();
        let money = utility.marginal_wage(pay.mean);
        let mut change = vec![0.0; groups];
        let mut prices = None;
        for _ in 0..ROUNDS {
            // In units in which the curvature of cost over `money` is 1.
            let curvature =
                |j: usize| utility.wage_curvature((pay.mean + change[j]).max(self.minimum));
            let unit: Vec<f64> = (0..groups)
                .map(|j| (self.money / (pay.probability[j] * curvature(j))).sqrt())
                .collect();
            if !unit.iter().all(|u| u.is_finite() && *u > 0.0) {
                return None;
            }
            let gradient = DVector::from_fn(groups + 2, |j, _| {
                if j >= groups {
                    return MOST;
                }
                let slope = utility.marginal_wage(pay.mean + change[j]) - money;
                // At the step 0: the target is the pay itself, not its change.
                pay.probability[j] * slope * unit[j] / self.money - change[j] / unit[j]
            });
            let mut norms = Vec::new();
            let mut rows = Vec::new();
            let mut row = |normal: Vec<f64>, bound: f64, left_out: [f64; 2], equality: bool| {
                let normal = DVector::from_fn(groups + 2, |j, _| {
                    if j >= groups {
                        left_out[j - groups]
                    } else {
                        normal[j] * unit[j]
                    }
                });
                let norm = normal.norm();
                norms.push(norm);
                rows.push(Row {
                    normal: normal / norm,
                    bound: bound / norm,
                    equality,
                });
            };
            row(pay.probability.clone(), 0.0, [0.0; 2], true);
            let just = !pay.full_effort;
            row(pay.rise.clone(), pay.marginal, [pay.marginal, 0.0], just);
            for (there, saved) in pay.there.iter().zip(&pay.saved) {
                let more = pay.probability.iter().zip(there).map(|(p, t)| p - t);
                row(more.collect(), *saved, [0.0, *saved], false);
            }
            for j in 0..groups {
                let mut one = vec![0.0; groups];
                one[j] = 1.0;
                row(one, pay.floor, [0.0; 2], false);
            }
            row(vec![0.0; groups], 0.0, [1.0, 0.0], false);
            row(vec![0.0; groups], 0.0, [0.0, 1.0], false);
            if !norms.iter().all(|norm| *norm > 0.0 && norm.is_finite()) {
                return None;
            }
            let identity = DMatrix::identity(groups + 2, groups + 2);
            let solution = minimise(&identity, &gradient, &rows)?;
            let before = change.clone();
            for j in 0..groups {
                change[j] = (solution.step[j] * unit[j]).max(pay.floor);
            }
            let multiplier = |i: usize| self.money * solution.multipliers[i] / norms[i];
            let deviations = (0..pay.there.len()).map(|i| multiplier(2 + i).max(0.0));
            prices = Some(Multipliers {
                participation: multiplier(0).max(-money * (1.0 - 1e-12)),
                incentive: multiplier(1),
                deviations: deviations.collect(),
            });
            let still = change
                .iter()
                .zip(&before)
                .all(|(a, b)| (a - b).abs() <= 1e-9 * (a.abs() + 1e-3 * pay.floor.abs()));
            if still {
                break;
            }
        }
        prices
    }
}
