//! Sparse LU factors of a basis in floats, with product-form updates.
//!
//! Both factors are kept by row and by column, so that a solve in either direction passes over
//! what is zero: the systems of a simplex method have right-hand sides of a few entries, and
//! solutions not much denser.

use super::elimination::eliminate;
use super::sparse::Column;

/// The factors. A slot of the basis is a step of the elimination.
pub(super) struct Factors {
    /// By step: the pivot row.
    pivot_row: Vec<usize>,
    /// By step: the pivot.
    pivot: Vec<f64>,
    /// By step: `(row, multiplier)` of what was subtracted from rows of later steps.
    lower: Vec<Column>,
    /// By row: `(pivot row, multiplier)` of what was subtracted from it.
    lower_of_row: Vec<Column>,
    /// By step: `(earlier step, value)` above the pivot.
    upper: Vec<Column>,
    /// By step: `(later step, value)` beside the pivot.
    upper_of_row: Vec<Column>,
    updates: Vec<Update>,
}

/// The column of a slot replaced: `B' = B E`, E the identity with column `slot` replaced.
struct Update {
    slot: usize,
    pivot: f64,
    others: Vec<(usize, f64)>,
}

/// What became of the candidates.
pub(super) struct Chosen {
    pub(super) factors: Factors,
    /// By slot: which candidate.
    pub(super) members: Vec<Member>,
}

/// What a slot of the basis holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Member {
    /// The candidate of this index.
    Candidate(usize),
    /// The column of a row that no candidate had a pivot in: −1 in that row.
    Row(usize),
}

impl Factors {
    /// Factors as many of `candidates` as are independent, and the columns of the rows left over.
    pub(super) fn choose(rows: usize, candidates: &[Column]) -> Chosen {
        let mut steps = eliminate(rows, candidates);
        let mut step_of = vec![None; candidates.len()];
        let mut free = vec![true; rows];
        for (step, done) in steps.iter().enumerate() {
            step_of[done.column] = Some(step);
            free[done.row] = false;
        }
        let mut members: Vec<Member> = steps.iter().map(|s| Member::Candidate(s.column)).collect();
        let mut factors = Factors {
            pivot_row: steps.iter().map(|s| s.row).collect(),
            pivot: steps.iter().map(|s| s.pivot).collect(),
            lower: Vec::with_capacity(rows),
            lower_of_row: vec![Vec::new(); rows],
            upper: vec![Vec::new(); rows],
            upper_of_row: Vec::with_capacity(rows),
            updates: Vec::new(),
        };
        for (step, done) in steps.iter_mut().enumerate() {
            for &(row, multiplier) in &done.lower {
                factors.lower_of_row[row].push((done.row, multiplier));
            }
            factors.lower.push(std::mem::take(&mut done.lower));
            // columns that turned out dependent are no part of the basis
            let beside = done.upper.iter();
            let beside: Column = beside
                .filter_map(|&(j, u)| Some((step_of[j]?, u)))
                .collect();
            for &(later, value) in &beside {
                factors.upper[later].push((step, value));
            }
            factors.upper_of_row.push(beside);
        }
        for row in (0..rows).filter(|&row| free[row]) {
            members.push(Member::Row(row));
            factors.pivot_row.push(row);
            factors.pivot.push(-1.0);
            factors.lower.push(Vec::new());
            factors.upper_of_row.push(Vec::new());
        }
        Chosen { factors, members }
    }

    /// Number of entries, without updates.
    pub(super) fn entries(&self) -> usize {
        let sides = self.lower.iter().chain(&self.upper_of_row);
        self.pivot.len() + sides.map(Vec::len).sum::<usize>()
    }

    /// Number of updates since the factors were made.
    pub(super) fn updates(&self) -> usize {
        self.updates.len()
    }

    /// Replaces the column of `slot`, whose solution `B⁻¹ column` is given.
    pub(super) fn replace(&mut self, slot: usize, solved: &[f64]) {
        let others = solved.iter().enumerate();
        self.updates.push(Update {
            slot,
            pivot: solved[slot],
            others: others
                .filter(|&(k, &v)| k != slot && v != 0.0)
                .map(|(k, &v)| (k, v))
                .collect(),
        });
    }

    /// `B⁻¹ b`; `b` by row is overwritten, the result is by slot.
    pub(super) fn solve(&self, b: &mut [f64], x: &mut [f64]) {
        for (lower, &pivot_row) in self.lower.iter().zip(&self.pivot_row) {
            let value = b[pivot_row];
            if value != 0.0 {
                for &(row, factor) in lower {
                    b[row] -= factor * value;
                }
            }
        }
        for (step, &row) in self.pivot_row.iter().enumerate().rev() {
            x[step] = 0.0;
            if b[row] != 0.0 {
                let value = b[row] / self.pivot[step];
                x[step] = value;
                for &(earlier, entry) in &self.upper[step] {
                    b[self.pivot_row[earlier]] -= entry * value;
                }
            }
        }
        for update in &self.updates {
            if x[update.slot] != 0.0 {
                let value = x[update.slot] / update.pivot;
                x[update.slot] = value;
                for &(slot, entry) in &update.others {
                    x[slot] -= entry * value;
                }
            }
        }
    }

    /// `B⁻ᵀ c`; `c` by slot is overwritten, the result is by row.
    pub(super) fn solve_transposed(&self, c: &mut [f64], y: &mut [f64]) {
        for update in self.updates.iter().rev() {
            let mut value = c[update.slot];
            for &(slot, entry) in &update.others {
                value -= entry * c[slot];
            }
            c[update.slot] = value / update.pivot;
        }
        for (step, &row) in self.pivot_row.iter().enumerate() {
            y[row] = 0.0;
            if c[step] != 0.0 {
                let value = c[step] / self.pivot[step];
                y[row] = value;
                for &(later, entry) in &self.upper_of_row[step] {
                    c[later] -= entry * value;
                }
            }
        }
        for &row in self.pivot_row.iter().rev() {
            let value = y[row];
            if value != 0.0 {
                for &(earlier, factor) in &self.lower_of_row[row] {
                    y[earlier] -= factor * value;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sparse matrix with a dominant diagonal, by columns.
    fn matrix(size: usize, seed: u64) -> Vec<Column> {
        let mut state = seed | 1;
        let mut draw = move |limit: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % limit
        };
        (0..size)
            .map(|j| {
                let mut column = vec![(j, 8.0)];
                for _ in 0..3 {
                    let row = draw(size);
                    if column.iter().all(|(i, _)| *i != row) {
                        column.push((row, draw(5) as f64 - 2.5));
                    }
                }
                column
            })
            .collect()
    }

    fn times(columns: &[Column], x: &[f64]) -> Vec<f64> {
        let mut product = vec![0.0; columns.len()];
        for (column, x) in columns.iter().zip(x) {
            for &(i, a) in column {
                product[i] += a * x;
            }
        }
        product
    }

    #[test]
    fn systems_are_solved_also_after_updates() {
        fn property(seed: u64, size: usize) -> bool {
            let size = 2 + size % 40;
            let candidates = matrix(size, seed);
            let chosen = Factors::choose(size, &candidates);
            let mut factors = chosen.factors;
            let mut columns: Vec<Column> = chosen
                .members
                .iter()
                .map(|member| match member {
                    Member::Candidate(k) => candidates[*k].clone(),
                    Member::Row(row) => vec![(*row, -1.0)],
                })
                .collect();
            // replace the first column by one with the same row scaled and another entry
            let entering: Column = columns[0].iter().map(|&(i, a)| (i, 3.0 * a)).collect();
            let mut b = vec![0.0; size];
            entering.iter().for_each(|&(i, a)| b[i] = a);
            let mut solved = vec![0.0; size];
            factors.solve(&mut b, &mut solved);
            factors.replace(0, &solved);
            columns[0] = entering;
            let truth: Vec<f64> = (0..size).map(|k| k as f64 - 3.0).collect();
            let mut x = vec![0.0; size];
            factors.solve(&mut times(&columns, &truth), &mut x);
            let mut y = vec![0.0; size];
            let mut prices: Vec<f64> = columns
                .iter()
                .map(|column| column.iter().map(|&(i, a)| a * truth[i]).sum())
                .collect();
            factors.solve_transposed(&mut prices, &mut y);
            // condition numbers below 1e3 times 40 roundings of numbers up to 40
            let near = |found: &[f64]| {
                let mut pairs = found.iter().zip(&truth);
                pairs.all(|(a, b)| (a - b).abs() < 1e-9)
            };
            near(&x) && near(&y)
        }
        quickcheck::quickcheck(property as fn(u64, usize) -> bool);
    }

    #[test]
    fn dependent_columns_are_left_out() {
        let columns = [
            vec![(0, 1.0), (1, 2.0)],
            vec![(0, 2.0), (1, 4.0)],
            vec![(1, 1.0)],
        ];
        let chosen = Factors::choose(3, &columns);
        let taken = |k| chosen.members.contains(&Member::Candidate(k));
        assert!(taken(2) && (taken(0) ^ taken(1)));
        assert!(chosen.members.contains(&Member::Row(2)));
    }
}
