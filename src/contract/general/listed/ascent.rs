//! The same program by its dual alone: Newton's method in the prices with a barrier.
//!
//! With x(τ) the pay at price τ (φ′(x) = τ, or the lowest pay), the dual in the prices z of the
//! rows is the concave L(z) = z·b − Σ p·φ*(τ), τ = Aᵀz/p, whose gradient is b − A·x(τ). An
//! inequality asks for z ≥ 0, by a barrier μ·ln z, μ falling to 0 (Boyd and Vandenberghe, 11.3).
//! Pay is eliminated exactly, so that neither a φ that is all but vertical nor rows that nearly
//! repeat each other stop it: L rises with every step, and any prices on the way are worth a bound.

use super::interior::{Program, Solution, solve_scaled};
use nalgebra::{DMatrix, DVector};

/// The barrier at the start, what it falls by, and where it ends, in units in which the utility
/// asked for is of order 1.
const BARRIER: f64 = 0.1;
const FALL: f64 = 0.1;
const LAST: f64 = 1e-13;

/// Newton steps for one barrier, and halvings of a step.
const STEPS: usize = 25;
const HALVINGS: usize = 60;

/// Newton steps in all.
const ALL_STEPS: usize = 120;

/// Residual of the rows at which the prices of a barrier are taken, as a share of what they are
/// held against.
const MET: f64 = 1e-3;

/// Share of a price that one step may take.
const KEEP: f64 = 0.95;

/// Pay and the gradient b − A·x at some prices.
struct Here {
    x: Vec<f64>,
    /// 1/(p·φ″) where pay is above its lowest, else 0.
    moves: Vec<f64>,
    gradient: Vec<f64>,
}

impl Program<'_> {
    /// Prices near the best ones and their pay, if its rows are met to `accepted`; `None` where no
    /// step from the start can be made.
    pub fn ascend(&self, accepted: f64) -> Option<Solution> {
        let count = self.rows.len();
        let mut z = vec![1e-2; count];
        // Participation at what certain pay is worth, incentives to first order.
        *z.first_mut()? = 1.0;
        let steep = (self.curvature)(0.0f64.max(self.lowest));
        *z.last_mut()? = if steep.is_finite() {
            steep.min(1.0)
        } else {
            1.0
        };
        let mut here = self.here(&z);
        for _ in 0..HALVINGS {
            if here.is_some() || self.is_spent() {
                break;
            }
            z.iter_mut().skip(1).for_each(|z| *z *= 0.25);
            here = self.here(&z);
        }
        let mut here = here?;
        let mut barrier = BARRIER;
        let mut left = ALL_STEPS;
        loop {
            for _ in 0..STEPS {
                left -= 1;
                let Some(step) = self.newton(&z, &here, barrier) else {
                    break;
                };
                let Some((next, there)) = self.moved(&z, &here, &step, barrier) else {
                    break;
                };
                let small = step.iter().zip(&z).enumerate().all(|(i, (step, z))| {
                    let equal = self.rows[i].equal;
                    step.abs()
                        <= if equal {
                            1e-13 * z.abs()
                        } else {
                            MET * z.abs()
                        }
                });
                (z, here) = (next, there);
                if small || left == 0 || self.is_spent() {
                    break;
                }
            }
            if barrier <= LAST || left == 0 || self.is_spent() {
                break;
            }
            barrier = (barrier * FALL).max(LAST);
        }
        let rows = self.rows.iter().zip(&here.gradient);
        let missed = rows.map(|(row, g)| if row.equal { g.abs() } else { g.max(0.0) });
        if !(missed.fold(0.0, f64::max) <= accepted) {
            return None;
        }
        let slacks = self.rows.iter().zip(&here.gradient);
        let slacks = slacks.map(|(row, g)| if row.equal { 0.0 } else { (-g).max(0.0) });
        Some(Solution {
            slacks: slacks.collect(),
            x: here.x,
            prices: z,
        })
    }

    fn here(&self, z: &[f64]) -> Option<Here> {
        self.look();
        let size = self.probabilities.len();
        let (mut x, mut moves) = (Vec::with_capacity(size), Vec::with_capacity(size));
        let mut gradient: Vec<f64> = self.rows.iter().map(|row| row.target).collect();
        for s in 0..size {
            let p = self.probabilities[s];
            let worth: f64 = self
                .rows
                .iter()
                .zip(z)
                .map(|(row, z)| row.weights[s] * z)
                .sum();
            let price = worth / p;
            let free = if p > 0.0 && !(price < self.floored) {
                (self.respond)(price)
            } else {
                self.lowest
            };
            let pay = if free > self.lowest {
                free
            } else {
                self.lowest
            };
            // By what rows weigh, which is of the order of p.
            let moves_by = if pay > self.lowest {
                1.0 / (p * (self.curvature)(pay))
            } else {
                0.0
            };
            if !(pay.is_finite() && moves_by.is_finite() && worth.is_finite()) {
                return None;
            }
            for (g, row) in gradient.iter_mut().zip(self.rows) {
                *g -= row.weights[s] * pay;
            }
            x.push(pay);
            moves.push(moves_by);
        }
        Some(Here { x, moves, gradient })
    }

    /// The gradient of L + μ·Σ ln z.
    fn pull(&self, z: &[f64], here: &Here, barrier: f64) -> Vec<f64> {
        let rows = self.rows.iter().zip(z).zip(&here.gradient);
        rows.map(|((row, z), g)| if row.equal { *g } else { g + barrier / z })
            .collect()
    }

    fn newton(&self, z: &[f64], here: &Here, barrier: f64) -> Option<Vec<f64>> {
        let count = self.rows.len();
        let mut matrix = DMatrix::zeros(count, count);
        for i in 0..count {
            for j in 0..=i {
                let (a, b) = (&self.rows[i].weights, &self.rows[j].weights);
                let entry = (0..a.len()).map(|s| a[s] * here.moves[s] * b[s]).sum();
                matrix[(i, j)] = entry;
                matrix[(j, i)] = entry;
            }
            if !self.rows[i].equal {
                matrix[(i, i)] += barrier / (z[i] * z[i]);
            }
        }
        let largest = (0..count).map(|i| matrix[(i, i)]).fold(0.0, f64::max);
        for i in 0..count {
            // No count paid for a row: its price may rise as it likes.
            if !(matrix[(i, i)] > 0.0) {
                matrix[(i, i)] = largest.max(1.0) * 1e-12;
            }
        }
        let pull = DVector::from_vec(self.pull(z, here, barrier));
        let step = solve_scaled(&matrix, &pull)?;
        Some(step.iter().copied().collect())
    }

    /// As far along a step as L does not fall again by much.
    fn moved(
        &self,
        z: &[f64],
        here: &Here,
        step: &[f64],
        barrier: f64,
    ) -> Option<(Vec<f64>, Here)> {
        /// Share of the rise at the start that may turn into a fall.
        const OVERSHOOT: f64 = 0.3;
        let along = |pull: &[f64]| pull.iter().zip(step).map(|(g, d)| g * d).sum::<f64>();
        let start = along(&self.pull(z, here, barrier));
        if !(start > 0.0) {
            return None;
        }
        let mut length: f64 = 1.0;
        for (i, row) in self.rows.iter().enumerate() {
            if !row.equal && step[i] < 0.0 {
                length = length.min(-KEEP * z[i] / step[i]);
            }
        }
        for _ in 0..HALVINGS {
            let next: Vec<f64> = z.iter().zip(step).map(|(z, d)| z + length * d).collect();
            if let Some(there) = self.here(&next)
                && along(&self.pull(&next, &there, barrier)) >= -OVERSHOOT * start
            {
                return Some((next, there));
            }
            if self.is_spent() {
                break;
            }
            length *= 0.5;
        }
        None
    }
}
