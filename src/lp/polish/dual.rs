//! The dual method.

use super::End;
use super::tableau::{SparseRow, TOLERANCE, Tableau, is_free};

/// Entries of a tableau row that may be pivots, and those that may where there are no others.
const PIVOTS: [f64; 2] = [1e-7, 1e-11];

/// Pivots without progress after which costs are perturbed.
const PATIENCE: usize = 30;

impl Tableau {
    /// Makes prices right by sitting at the other bound, else by shifting the cost.
    pub(super) fn make_dual_feasible(&mut self) {
        let mut moved = false;
        for k in 0..self.value.len() {
            let (lower, upper) = (self.lower[k], self.upper[k]);
            let d = self.reduced[k];
            if self.slot[k].is_some() || lower == upper || d == 0.0 {
                continue;
            }
            let wanted = if d > 0.0 { lower } else { upper };
            if wanted.is_finite() {
                moved |= self.value[k] != wanted;
                self.value[k] = wanted;
            } else if is_free(lower, upper) || d.abs() > TOLERANCE {
                self.shift(k, d);
            }
        }
        if moved {
            self.recompute();
        }
    }

    fn shift(&mut self, variable: usize, by: f64) {
        self.costs[variable] -= by;
        self.reduced[variable] -= by;
        self.shifted = true;
    }

    /// Moves nonbasic costs a little in the direction that keeps prices right.
    fn perturb(&mut self) {
        for k in 0..self.value.len() {
            let (lower, upper) = (self.lower[k], self.upper[k]);
            if self.slot[k].is_some() || lower == upper || is_free(lower, upper) {
                continue;
            }
            // a fixed pseudo-random number in [1, 2), so that runs repeat
            let hash = (k as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 12;
            let random = f64::from_bits(0x3ff0_0000_0000_0000 | hash);
            let size = 1e-6 * random * self.costs[k].abs().max(1e-2);
            let up = if self.value[k] == lower { -size } else { size };
            self.shift(k, up);
        }
    }

    /// Pivots until the basis is primal feasible, from one with right prices.
    pub(super) fn run_dual(&mut self) -> End {
        let mut weights = vec![1.0; self.rows];
        let mut row = SparseRow::new(self.value.len());
        let mut stalled = 0;
        let mut perturbed = false;
        loop {
            if self.out_of_time() {
                return End::GaveUp;
            }
            let mut leaving: Option<(usize, f64)> = None;
            for (slot, &k) in self.head.iter().enumerate() {
                let violation = self.violation(k);
                let score = violation * violation / weights[slot];
                if violation != 0.0 && leaving.is_none_or(|(_, best)| score > best) {
                    leaving = Some((slot, score));
                }
            }
            let Some((slot, _)) = leaving else {
                if self.is_fresh() {
                    return End::Done;
                }
                if !self.refactor() {
                    return End::GaveUp;
                }
                weights.fill(1.0);
                continue;
            };
            let variable = self.head[slot];
            let violation = self.violation(variable);
            let sign = violation.signum();
            self.tableau_row(slot, &mut row);
            let mut tests = PIVOTS.iter();
            let found = tests.find_map(|&least| self.dual_ratio_test(&row, sign, least));
            let Some((entering, step)) = found else {
                if self.is_fresh() {
                    return End::Blocked;
                }
                if !self.refactor() {
                    return End::GaveUp;
                }
                weights.fill(1.0);
                continue;
            };
            let solved = self.solved_column(entering);
            let pivot = solved[slot];
            let expected = row.values[entering];
            // computed by row and by column: what they differ by is the rounding in the factors
            if (pivot - expected).abs() > 1e-3 * expected.abs() {
                if self.is_fresh() || !self.refactor() {
                    return End::GaveUp;
                }
                weights.fill(1.0);
                continue;
            }
            stalled = if step > 1e-12 { 0 } else { stalled + 1 };
            // prices
            for (k, alpha) in row.entries() {
                self.reduced[k] -= sign * step * alpha;
            }
            self.reduced[entering] = 0.0;
            self.reduced[variable] = -sign * step;
            // values
            let bound = if sign < 0.0 {
                self.lower[variable]
            } else {
                self.upper[variable]
            };
            let length = (self.value[variable] - bound) / pivot;
            for (&k, alpha) in self.head.iter().zip(&solved) {
                self.value[k] -= length * alpha;
            }
            self.value[entering] += length;
            self.value[variable] = bound;
            // Devex weights
            let own = weights[slot];
            for (weight, alpha) in weights.iter_mut().zip(&solved) {
                let ratio = alpha / pivot;
                *weight = weight.max(ratio * ratio * own);
            }
            weights[slot] = (own / (pivot * pivot)).max(1.0);
            if !self.exchange(slot, entering, &solved) {
                return End::GaveUp;
            }
            if self.is_fresh() {
                // the slots are in another order
                weights.fill(1.0);
            }
            if stalled > PATIENCE && !perturbed {
                perturbed = true;
                self.perturb();
            }
        }
    }

    /// The entering variable and the step of the prices, by Harris' two passes.
    fn dual_ratio_test(&self, row: &SparseRow, sign: f64, least: f64) -> Option<(usize, f64)> {
        let blocking = |k: usize, alpha: f64| {
            let (lower, upper) = (self.lower[k], self.upper[k]);
            if lower == upper || alpha.abs() < least {
                return false;
            }
            let pressed = sign * alpha;
            is_free(lower, upper)
                || if self.value[k] == upper {
                    pressed < 0.0
                } else {
                    pressed > 0.0
                }
        };
        let candidates = row.entries().filter(|&(k, alpha)| blocking(k, alpha));
        let reach = candidates
            .clone()
            .map(|(k, alpha)| (self.reduced[k].abs() + TOLERANCE) / alpha.abs())
            .fold(f64::INFINITY, f64::min);
        let (entering, alpha) = candidates
            .filter(|&(k, alpha)| self.reduced[k].abs() / alpha.abs() <= reach)
            .max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()).then(b.0.cmp(&a.0)))?;
        Some((entering, self.reduced[entering].abs() / alpha.abs()))
    }
}
