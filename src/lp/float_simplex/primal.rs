//! The primal method.

use super::End;
use super::sparse::SparseRow;
use super::tableau::{TOLERANCE, Tableau};

/// Entries of a column that may be pivots, and those that may where there are no others.
const PIVOTS: [f64; 2] = [1e-7, 1e-11];

/// What stops the entering variable.
enum Stop {
    /// Its own other bound.
    Flip(f64),
    /// The variable of a slot at a bound.
    Leaves { slot: usize, bound: f64 },
}

impl Tableau {
    /// Pivots until prices are right, keeping values as feasible as they are.
    pub(super) fn run_primal(&mut self) -> End {
        let mut weights = vec![1.0; self.value.len()];
        let mut row = SparseRow::new(self.value.len());
        loop {
            if self.out_of_time() {
                return End::GaveUp;
            }
            let Some(entering) = self.entering(&weights) else {
                if self.is_fresh() {
                    return End::Done;
                }
                if !self.refactor() {
                    return End::GaveUp;
                }
                continue;
            };
            let direction = -self.reduced[entering].signum();
            let solved = self.solved_column(entering);
            let mut tests = PIVOTS.iter();
            let found = tests
                .find_map(|&least| self.primal_ratio_test(entering, direction, &solved, least));
            let Some((stop, length)) = found else {
                if self.is_fresh() {
                    return End::Blocked;
                }
                if !self.refactor() {
                    return End::GaveUp;
                }
                continue;
            };
            for (&k, alpha) in self.head.iter().zip(&solved) {
                self.value[k] -= direction * length * alpha;
            }
            let (slot, bound) = match stop {
                Stop::Flip(bound) => {
                    self.value[entering] = bound;
                    self.pivots += 1;
                    continue;
                }
                Stop::Leaves { slot, bound } => (slot, bound),
            };
            self.value[entering] += direction * length;
            self.tableau_row(slot, &mut row);
            let pivot = solved[slot];
            let leaving = self.head[slot];
            let price = self.reduced[entering] / pivot;
            let own = weights[entering];
            for (k, alpha) in row.entries() {
                self.reduced[k] -= price * alpha;
                let ratio = alpha / pivot;
                weights[k] = f64::max(weights[k], ratio * ratio * own);
            }
            self.reduced[entering] = 0.0;
            self.reduced[leaving] = -price;
            weights[leaving] = (own / (pivot * pivot)).max(1.0);
            self.value[leaving] = bound;
            if !self.exchange(slot, entering, &solved) {
                return End::GaveUp;
            }
        }
    }

    /// The nonbasic variable whose price is most wrong, by Devex weights.
    fn entering(&self, weights: &[f64]) -> Option<usize> {
        let mut best: Option<(usize, f64)> = None;
        for (k, &d) in self.reduced.iter().enumerate() {
            let (lower, upper) = (self.lower[k], self.upper[k]);
            if d.abs() <= TOLERANCE || self.slot[k].is_some() || lower == upper {
                continue;
            }
            let x = self.value[k];
            let gains = if d < 0.0 { x < upper } else { x > lower };
            let score = d * d / weights[k];
            if gains && best.is_none_or(|(_, greatest)| score > greatest) {
                best = Some((k, score));
            }
        }
        best.map(|(k, _)| k)
    }

    /// What stops the entering variable and how far it goes, by Harris' two passes.
    fn primal_ratio_test(
        &self,
        entering: usize,
        direction: f64,
        solved: &[f64],
        least: f64,
    ) -> Option<(Stop, f64)> {
        let room = |slot: usize| {
            let k = self.head[slot];
            let speed = -direction * solved[slot];
            let bound = if speed > 0.0 {
                self.upper[k]
            } else {
                self.lower[k]
            };
            ((bound - self.value[k]) / speed, bound)
        };
        let candidates =
            (0..self.rows).filter(|&slot| solved[slot].abs() > least && room(slot).1.is_finite());
        let mut reach = f64::INFINITY;
        for slot in candidates.clone() {
            let (length, bound) = room(slot);
            let slack = TOLERANCE * bound.abs().max(1.0) / solved[slot].abs();
            reach = reach.min(length.max(0.0) + slack);
        }
        let own = self.upper[entering] - self.lower[entering];
        if own <= reach && own.is_finite() {
            let bound = if direction > 0.0 {
                self.upper[entering]
            } else {
                self.lower[entering]
            };
            return Some((Stop::Flip(bound), own));
        }
        let slot = candidates
            .filter(|&slot| room(slot).0 <= reach)
            .max_by(|&a, &b| solved[a].abs().total_cmp(&solved[b].abs()).then(b.cmp(&a)))?;
        let (length, bound) = room(slot);
        Some((Stop::Leaves { slot, bound }, length.max(0.0)))
    }
}
