//! A primal–dual interior point method for min Σ p·φ(x) under a few linear rows and bounds of x,
//! φ convex and the same at every count.
//!
//! With slacks s of the rows, r of the lower bounds, prices z and p·ω, the conditions are
//! p·φ′(x) − Aᵀz − p·ω = 0, A·x − s = b, z·s = μ and ω·r = μ, μ falling to 0. The bound's price is
//! measured in p, so that improbable counts are treated like the others. The Hessian is diagonal:
//! each step solves a system with one unknown a row.

use nalgebra::{DMatrix, DVector};
use std::cell::Cell;

/// Steps before giving up; twenty to forty are usual.
const STEPS: usize = 150;

/// Complementarity and residuals at which the solution is taken, in units in which the utility
/// asked for is of order 1.
const SHARP: f64 = 1e-12;

/// What is taken where rounding lets no step do better.
const ACCEPTED: f64 = 1e-8;

/// A row of the program.
#[derive(Debug, Clone)]
pub struct Row {
    pub(super) weights: Vec<f64>,
    pub(super) target: f64,
    pub(super) equal: bool,
}

impl Row {
    /// Σ weights·x ≥ target.
    pub fn at_least(weights: Vec<f64>, target: f64) -> Self {
        Self {
            weights,
            target,
            equal: false,
        }
    }

    /// Σ weights·x = target.
    pub fn equal(weights: Vec<f64>, target: f64) -> Self {
        Self {
            weights,
            target,
            equal: true,
        }
    }
}

/// The program.
pub struct Program<'a> {
    /// p.
    pub probabilities: &'a [f64],
    /// A and b.
    pub rows: &'a [Row],
    /// Lower bound of x.
    pub lowest: f64,
    /// Upper bound of x, never attained.
    pub highest: f64,
    /// φ′.
    pub slope: &'a dyn Fn(f64) -> f64,
    /// φ″.
    pub curvature: &'a dyn Fn(f64) -> f64,
    /// The x at which φ′ is a price.
    pub respond: &'a dyn Fn(f64) -> f64,
    /// A price at which x is the lowest for certain, whatever roundings say.
    pub floored: f64,
    /// Weights that may still be summed over, counts times rows: when there are none left either
    /// method gives up.
    pub work: &'a Cell<usize>,
}

/// A solution.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// x.
    pub x: Vec<f64>,
    /// z, one a row.
    pub prices: Vec<f64>,
    /// s, one a row; 0 for an equation.
    pub slacks: Vec<f64>,
}

struct Iterate {
    x: Vec<f64>,
    /// φ′(x), which is asked for several times at each iterate.
    slopes: Vec<f64>,
    bound_prices: Vec<f64>,
    prices: Vec<f64>,
    slacks: Vec<f64>,
}

impl Program<'_> {
    /// The minimum; `None` where the rows exclude each other or rounding leaves no step.
    pub fn solve(&self) -> Option<Solution> {
        let room = (-self.lowest).max(f64::MIN_POSITIVE);
        let start = if self.highest.is_finite() {
            (0.5 * self.highest).min(0.0)
        } else {
            0.0
        };
        let first = start.max(self.lowest + 0.5 * room.min(1.0));
        let mut at = Iterate {
            x: vec![first; self.probabilities.len()],
            slopes: vec![(self.slope)(first); self.probabilities.len()],
            bound_prices: vec![1.0; self.probabilities.len()],
            prices: vec![1.0; self.rows.len()],
            slacks: vec![1.0; self.rows.len()],
        };
        let mut barrier = 1.0;
        let mut stalled = 0;
        for _ in 0..STEPS {
            if self.is_spent() {
                return None;
            }
            let error = self.error(&at, 0.0);
            let met = self.complementarity(&at);
            if error <= SHARP {
                break;
            }
            barrier = (0.15 * met).min(barrier).max(0.1 * SHARP);
            let Some(length) = self.step(&mut at, barrier) else {
                break;
            };
            // Where the rows exclude each other steps shrink to nothing.
            stalled = if length < 1e-2 { stalled + 1 } else { 0 };
            if stalled > 5 {
                break;
            }
        }
        (self.error(&at, 0.0) <= ACCEPTED).then_some(Solution {
            x: at.x,
            prices: at.prices,
            slacks: at.slacks,
        })
    }

    /// Takes one look at every weight from what is left.
    pub(super) fn look(&self) {
        let weights = self.probabilities.len() * self.rows.len();
        self.work.set(self.work.get().saturating_sub(weights));
    }

    pub(super) fn is_spent(&self) -> bool {
        self.work.get() == 0
    }

    fn value(&self, row: &Row, x: &[f64]) -> f64 {
        row.weights.iter().zip(x).map(|(a, x)| a * x).sum::<f64>() - row.target
    }

    /// Mean complementarity.
    fn complementarity(&self, at: &Iterate) -> f64 {
        let bounds: f64 = self
            .probabilities
            .iter()
            .zip(at.x.iter().zip(&at.bound_prices))
            .map(|(p, (x, price))| p * (x - self.lowest) * price)
            .sum();
        let mut total = bounds;
        let mut count = 1.0;
        for (row, (price, slack)) in self.rows.iter().zip(at.prices.iter().zip(&at.slacks)) {
            if !row.equal {
                total += price * slack;
                count += 1.0;
            }
        }
        total / count
    }

    /// What the conditions with a barrier μ are missed by, the worst of all.
    fn error(&self, at: &Iterate, barrier: f64) -> f64 {
        self.look();
        let mut worst: f64 = 0.0;
        for s in 0..at.x.len() {
            let p = self.probabilities[s];
            worst = worst.max(self.dual_residual(at, s).abs());
            let met = (at.x[s] - self.lowest) * at.bound_prices[s] - barrier;
            worst = worst.max(p * met.abs());
        }
        for (i, row) in self.rows.iter().enumerate() {
            let slack = if row.equal { 0.0 } else { at.slacks[i] };
            worst = worst.max((self.value(row, &at.x) - slack).abs());
            if !row.equal {
                worst = worst.max((at.prices[i] * slack - barrier).abs());
            }
        }
        if worst.is_nan() { f64::INFINITY } else { worst }
    }

    fn dual_residual(&self, at: &Iterate, s: usize) -> f64 {
        let p = self.probabilities[s];
        let priced: f64 = self
            .rows
            .iter()
            .zip(&at.prices)
            .map(|(row, price)| row.weights[s] * price)
            .sum();
        p * at.slopes[s] - priced - p * at.bound_prices[s]
    }

    /// One damped Newton step towards the barrier; its length.
    fn step(&self, at: &mut Iterate, barrier: f64) -> Option<f64> {
        let (count, rows) = (at.x.len(), self.rows.len());
        let mut inverse = vec![0.0; count];
        let mut gradient = vec![0.0; count];
        for s in 0..count {
            let p = self.probabilities[s];
            let room = at.x[s] - self.lowest;
            let hessian = p * ((self.curvature)(at.x[s]) + at.bound_prices[s] / room);
            inverse[s] = if hessian > 0.0 { 1.0 / hessian } else { 0.0 };
            gradient[s] = -self.dual_residual(at, s) + p * (barrier / room - at.bound_prices[s]);
        }
        let product = |i: usize, j: usize| -> f64 {
            let (a, b) = (&self.rows[i].weights, &self.rows[j].weights);
            (0..count).map(|s| a[s] * inverse[s] * b[s]).sum()
        };
        let mut matrix = DMatrix::zeros(rows, rows);
        for i in 0..rows {
            for j in 0..=i {
                let entry = product(i, j);
                matrix[(i, j)] = entry;
                matrix[(j, i)] = entry;
            }
            if !self.rows[i].equal {
                matrix[(i, i)] += at.slacks[i] / at.prices[i];
            }
        }
        let right = DVector::from_fn(rows, |i, _| {
            let row = &self.rows[i];
            let moved: f64 = (0..count)
                .map(|s| row.weights[s] * inverse[s] * gradient[s])
                .sum();
            if row.equal {
                -self.value(row, &at.x) - moved
            } else {
                let missed = self.value(row, &at.x) - at.slacks[i];
                -missed + barrier / at.prices[i] - at.slacks[i] - moved
            }
        });
        let prices = solve_scaled(&matrix, &right)?;
        let x: Vec<f64> = (0..count)
            .map(|s| {
                let priced: f64 = (0..rows).map(|i| self.rows[i].weights[s] * prices[i]).sum();
                inverse[s] * (gradient[s] + priced)
            })
            .collect();
        let bound_prices: Vec<f64> = (0..count)
            .map(|s| {
                let room = at.x[s] - self.lowest;
                barrier / room - at.bound_prices[s] - at.bound_prices[s] / room * x[s]
            })
            .collect();
        let slacks: Vec<f64> = (0..rows)
            .map(|i| {
                if self.rows[i].equal {
                    return 0.0;
                }
                (barrier - at.slacks[i] * prices[i]) / at.prices[i] - at.slacks[i]
            })
            .collect();
        // Stay inside every bound.
        let keep = |value: f64, change: f64| {
            if change < 0.0 {
                -KEEP * value / change
            } else {
                f64::INFINITY
            }
        };
        let mut length: f64 = 1.0;
        for s in 0..count {
            length = length
                .min(keep(at.x[s] - self.lowest, x[s]))
                .min(keep(self.highest - at.x[s], -x[s]))
                .min(keep(at.bound_prices[s], bound_prices[s]));
        }
        for i in (0..rows).filter(|i| !self.rows[*i].equal) {
            length = length
                .min(keep(at.slacks[i], slacks[i]))
                .min(keep(at.prices[i], prices[i]));
        }
        let before = self.error(at, barrier);
        let moved = |length: f64| {
            let along = |from: &[f64], change: &dyn Fn(usize) -> f64| -> Vec<f64> {
                from.iter()
                    .enumerate()
                    .map(|(i, value)| value + length * change(i))
                    .collect()
            };
            let x = along(&at.x, &|s| x[s]);
            Iterate {
                slopes: x.iter().map(|x| (self.slope)(*x)).collect(),
                x,
                bound_prices: along(&at.bound_prices, &|s| bound_prices[s]),
                prices: along(&at.prices, &|i| prices[i]),
                slacks: along(&at.slacks, &|i| slacks[i]),
            }
        };
        // A strongly curved φ may make the full step overshoot.
        for _ in 0..12 {
            let next = moved(length);
            let after = self.error(&next, barrier);
            if after <= before * (1.0 - 1e-3 * length) || after <= 2.0 * barrier {
                *at = next;
                return Some(length);
            }
            length *= 0.5;
        }
        let next = moved(length);
        if !self.error(&next, barrier).is_finite() {
            return None;
        }
        *at = next;
        Some(length)
    }
}

/// Share of the way to a bound that a step may go.
const KEEP: f64 = 0.99;

/// Solves M·x = g for a positive semidefinite M whose rows differ in scale.
pub(in crate::contract::general) fn solve_scaled(
    matrix: &DMatrix<f64>,
    right: &DVector<f64>,
) -> Option<DVector<f64>> {
    let size = matrix.nrows();
    let scale: Vec<f64> = (0..size).map(|i| matrix[(i, i)].sqrt()).collect();
    if !scale.iter().all(|s| *s > 0.0 && s.is_finite()) {
        return None;
    }
    let scaled = DMatrix::from_fn(size, size, |i, j| matrix[(i, j)] / (scale[i] * scale[j]));
    let target = DVector::from_fn(size, |i, _| right[i] / scale[i]);
    let mut ridge = 0.0;
    for _ in 0..8 {
        let damped = &scaled + DMatrix::identity(size, size) * ridge;
        if let Some(factor) = damped.clone().cholesky() {
            let mut solution = factor.solve(&target);
            // One round of refinement against the system without the ridge.
            let left = &target - &scaled * &solution;
            solution += factor.solve(&left);
            if solution.iter().all(|x| x.is_finite()) {
                return Some(DVector::from_fn(size, |i, _| solution[i] / scale[i]));
            }
        }
        ridge = if ridge == 0.0 { 1e-15 } else { ridge * 30.0 };
    }
    None
}
