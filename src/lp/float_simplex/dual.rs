//! The dual method.

use super::End;
use super::sparse::SparseRow;
use super::tableau::{TOLERANCE, Tableau, is_free};

/// Entries of a tableau row that may be pivots, and those that may where there are no others.
const PIVOTS: [f64; 2] = [1e-7, 1e-11];

/// Of the weight of an edge, how much it may be underestimated.
const TRUSTED: f64 = 0.25;

/// Least weight of an edge, so that rounding makes none negative.
const LEAST_WEIGHT: f64 = 1e-4;

/// Groups of candidates that a step may pass.
const PASSES: usize = 100;

/// A variable that enters the basis.
struct Entering {
    entering: usize,
    /// Variables that go to their other bound before.
    flips: Vec<usize>,
}

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
        // by variable, so that they outlive the order of the slots; right for a basis of rows
        let mut weights = vec![1.0; self.value.len()];
        let mut row = SparseRow::new(self.value.len());
        let mut stalled = 0;
        let mut perturbed = false;
        self.blocked = None;
        loop {
            if self.out_of_time() {
                return End::GaveUp;
            }
            let Some(slot) = self.leaving(&weights) else {
                if self.is_fresh() {
                    return End::Done;
                }
                if !self.refactor() {
                    return End::GaveUp;
                }
                continue;
            };
            let variable = self.head[slot];
            let violation = self.violation(variable);
            let sign = violation.signum();
            let mut multipliers = self.tableau_row(slot, &mut row);
            let own: f64 = multipliers.iter().map(|x| x * x).sum();
            let believed = std::mem::replace(&mut weights[variable], own);
            if believed < TRUSTED * own {
                continue;
            }
            let mut tests = PIVOTS.iter();
            let found = tests.find_map(|&least| self.dual_ratio_test(&row, violation, least));
            let Some(Entering { entering, flips }) = found else {
                if self.is_fresh() {
                    self.blocked = Some(variable);
                    return End::Blocked;
                }
                if !self.refactor() {
                    return End::GaveUp;
                }
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
                continue;
            }
            // a price that rounding has made wrong, or that has to be 0, is made so
            let d = self.reduced[entering];
            let free = is_free(self.lower[entering], self.upper[entering]);
            if free || d * sign * expected < 0.0 {
                self.shift(entering, d);
            }
            let step = self.reduced[entering].abs() / expected.abs();
            stalled = if step > 1e-12 { 0 } else { stalled + 1 };
            self.flip(&flips);
            self.move_prices(&row, sign * step, variable, entering);
            let bound = if sign < 0.0 {
                self.lower[variable]
            } else {
                self.upper[variable]
            };
            let length = (self.value[variable] - bound) / pivot;
            self.move_values(&solved, length, entering);
            self.value[variable] = bound;
            self.turn_edges(&mut weights, &mut multipliers, own, &solved, pivot);
            weights[entering] = (own / (pivot * pivot)).max(LEAST_WEIGHT);
            if !self.exchange(slot, entering, &solved) {
                return End::GaveUp;
            }
            if stalled > PATIENCE && !perturbed {
                perturbed = true;
                self.perturb();
            }
        }
    }

    /// Prices after a step along a row of the tableau.
    fn move_prices(&mut self, row: &SparseRow, step: f64, leaving: usize, entering: usize) {
        for (k, alpha) in row.entries() {
            self.reduced[k] -= step * alpha;
        }
        self.reduced[entering] = 0.0;
        self.reduced[leaving] = -step;
    }

    /// Values after a step of this length along the entering variable's column.
    fn move_values(&mut self, solved: &[f64], length: f64, entering: usize) {
        for (&k, alpha) in self.head.iter().zip(solved) {
            self.value[k] -= length * alpha;
        }
        self.value[entering] += length;
    }

    /// Weights of the edges that stay in the basis, which a pivot turns; `own` is that of the row,
    /// the sum of the squares of its multipliers, which are overwritten.
    fn turn_edges(
        &self,
        weights: &mut [f64],
        multipliers: &mut [f64],
        own: f64,
        solved: &[f64],
        pivot: f64,
    ) {
        let mut turned = vec![0.0; self.rows];
        self.solve(multipliers, &mut turned);
        for ((&k, alpha), turned) in self.head.iter().zip(solved).zip(&turned) {
            if *alpha != 0.0 {
                let ratio = alpha / pivot;
                let weight = weights[k] + ratio * (ratio * own - 2.0 * turned);
                weights[k] = weight.max(LEAST_WEIGHT + ratio * ratio);
            }
        }
    }

    /// The slot whose variable is outside its bounds the most, measured along its edge.
    fn leaving(&self, weights: &[f64]) -> Option<usize> {
        let mut best: Option<(usize, f64)> = None;
        for (slot, &k) in self.head.iter().enumerate() {
            let violation = self.violation(k);
            let score = violation * violation / weights[k];
            if violation != 0.0 && best.is_none_or(|(_, greatest)| score > greatest) {
                best = Some((slot, score));
            }
        }
        best.map(|(slot, _)| slot)
    }

    /// Moves nonbasic variables to their other bounds.
    fn flip(&mut self, variables: &[usize]) {
        if variables.is_empty() {
            return;
        }
        let mut moved = vec![0.0; self.rows];
        for &k in variables {
            let other = if self.value[k] == self.lower[k] {
                self.upper[k]
            } else {
                self.lower[k]
            };
            for &(i, a) in self.column(k) {
                moved[i] -= a * (other - self.value[k]);
            }
            self.value[k] = other;
        }
        let mut solved = vec![0.0; self.rows];
        self.solve(&mut moved, &mut solved);
        for (&k, change) in self.head.iter().zip(solved) {
            self.value[k] += change;
        }
    }

    /// The entering variable, by Harris' two passes. Variables with two bounds whose prices change
    /// sign on the way are passed, as long as their going to the other bound leaves some of the
    /// violation (the long step of R. Fourer, *Mathematical Programming* 36, 1986, as told by
    /// Maros).
    fn dual_ratio_test(&self, row: &SparseRow, violation: f64, least: f64) -> Option<Entering> {
        let sign = violation.signum();
        let blocking = |&(k, alpha): &(usize, f64)| {
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
        // how far each lets the prices go
        let ratio = |&(k, alpha): &(usize, f64), slack: f64| {
            let d = match is_free(self.lower[k], self.upper[k]) {
                true => 0.0,
                false => (self.reduced[k] * (sign * alpha).signum()).max(0.0),
            };
            (d + slack) / alpha.abs()
        };
        let mut candidates: Vec<(usize, f64)> = row.entries().filter(blocking).collect();
        let mut left = violation.abs();
        let mut flips = Vec::new();
        for pass in 0.. {
            let reaches = candidates.iter().map(|c| ratio(c, TOLERANCE));
            let reach = reaches.fold(f64::INFINITY, f64::min);
            let group = candidates.iter().filter(|c| ratio(c, 0.0) <= reach);
            let taken: f64 = group
                .clone()
                .map(|&(k, alpha)| alpha.abs() * (self.upper[k] - self.lower[k]))
                .sum();
            if taken < left && pass < PASSES && !candidates.is_empty() {
                left -= taken;
                candidates.retain(|c| {
                    let stays = ratio(c, 0.0) > reach;
                    if !stays {
                        flips.push(c.0);
                    }
                    stays
                });
                continue;
            }
            let greatest = group.max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()).then(b.0.cmp(&a.0)));
            let &(entering, _) = greatest?;
            return Some(Entering { entering, flips });
        }
        None
    }
}
