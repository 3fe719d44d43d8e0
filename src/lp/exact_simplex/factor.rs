//! Sparse LU factors modulo a prime.
//!
//! Over a finite field every nonzero pivot is as good as any other, so pivots are chosen for
//! sparsity alone (Markowitz, *Management Science* 3, 1957).

use std::time::Instant;

use super::field::{inverse, multiply, subtract};

/// One elimination step: the pivot, the rest of its row, and what was subtracted from other rows.
struct Step {
    row: usize,
    column: usize,
    inverse: u64,
    upper: Vec<(usize, u64)>,
    lower: Vec<(usize, u64)>,
}

/// The factors of a square matrix.
pub(super) struct Factors {
    steps: Vec<Step>,
}

impl Factors {
    /// Factors the square matrix with the given rows (`(column, residue)` by increasing column);
    /// `None` if it is singular modulo the prime, or time is up.
    pub(super) fn new(rows: Vec<Vec<(usize, u64)>>, deadline: Instant) -> Option<Self> {
        let size = rows.len();
        let factors = Elimination::new(rows, size).run(deadline)?;
        (factors.steps.len() == size).then_some(factors)
    }

    /// Solves `A x = b`; `b` by row, `x` written by column.
    pub(super) fn solve(&self, b: &mut [u64], x: &mut [u64]) {
        for step in &self.steps {
            let value = b[step.row];
            if value != 0 {
                for &(row, factor) in &step.lower {
                    b[row] = subtract(b[row], multiply(factor, value));
                }
            }
        }
        for step in self.steps.iter().rev() {
            let mut value = b[step.row];
            for &(column, entry) in &step.upper {
                value = subtract(value, multiply(entry, x[column]));
            }
            x[step.column] = multiply(value, step.inverse);
        }
    }

    /// Solves `Aᵀ y = c`; `c` by column, `y` written by row.
    pub(super) fn solve_transposed(&self, c: &mut [u64], y: &mut [u64]) {
        for step in &self.steps {
            let value = multiply(c[step.column], step.inverse);
            y[step.row] = value;
            if value != 0 {
                for &(column, entry) in &step.upper {
                    c[column] = subtract(c[column], multiply(entry, value));
                }
            }
        }
        for step in self.steps.iter().rev() {
            let mut value = y[step.row];
            for &(row, factor) in &step.lower {
                value = subtract(value, multiply(factor, y[row]));
            }
            y[step.row] = value;
        }
    }
}

struct Elimination {
    rows: Vec<Vec<(usize, u64)>>,
    /// Rows that hold, or once held, an entry of the column.
    holders: Vec<Vec<usize>>,
    active_row: Vec<bool>,
    steps: Vec<Step>,
}

impl Elimination {
    fn new(rows: Vec<Vec<(usize, u64)>>, columns: usize) -> Self {
        let mut holders = vec![Vec::new(); columns];
        for (i, row) in rows.iter().enumerate() {
            for &(j, _) in row {
                holders[j].push(i);
            }
        }
        Elimination {
            active_row: vec![true; rows.len()],
            rows,
            holders,
            steps: Vec::new(),
        }
    }

    fn run(mut self, deadline: Instant) -> Option<Factors> {
        let mut waiting: Vec<usize> = (0..self.holders.len()).collect();
        while let Some(column) = self.sparsest(&mut waiting) {
            self.eliminate(column);
            if Instant::now() > deadline {
                return None;
            }
        }
        Some(Factors { steps: self.steps })
    }

    /// Takes the column with the fewest active rows out of `waiting`; drops those without any.
    fn sparsest(&mut self, waiting: &mut Vec<usize>) -> Option<usize> {
        let mut best: Option<(usize, usize)> = None;
        let mut place = 0;
        while place < waiting.len() {
            let column = waiting[place];
            let holders = &mut self.holders[column];
            holders.retain(|&i| self.active_row[i]);
            if holders.len() <= 1 {
                let (rows, active) = (&self.rows, holders.as_slice());
                if active.iter().all(|&i| entry(&rows[i], column).is_none()) {
                    waiting.swap_remove(place);
                    continue;
                }
            }
            if best.is_none_or(|(count, _)| holders.len() < count) {
                best = Some((holders.len(), place));
                if holders.len() == 1 {
                    break;
                }
            }
            place += 1;
        }
        let (_, place) = best?;
        Some(waiting.swap_remove(place))
    }

    fn eliminate(&mut self, column: usize) {
        let mut holders = std::mem::take(&mut self.holders[column]);
        holders.retain(|&i| self.active_row[i] && entry(&self.rows[i], column).is_some());
        holders.sort_unstable();
        holders.dedup();
        let Some(&pivot_row) = holders.iter().min_by_key(|&&i| (self.rows[i].len(), i)) else {
            return;
        };
        self.active_row[pivot_row] = false;
        let mut upper = std::mem::take(&mut self.rows[pivot_row]);
        let Ok(place) = upper.binary_search_by_key(&column, |&(j, _)| j) else {
            return;
        };
        let inverse = inverse(upper.remove(place).1);
        let mut lower = Vec::with_capacity(holders.len());
        for i in holders {
            if i == pivot_row {
                continue;
            }
            let row = std::mem::take(&mut self.rows[i]);
            let value = entry(&row, column).unwrap_or(0);
            let factor = multiply(value, inverse);
            self.rows[i] = combined(&row, &upper, factor, column, |j| self.holders[j].push(i));
            lower.push((i, factor));
        }
        self.steps.push(Step {
            row: pivot_row,
            column,
            inverse,
            upper,
            lower,
        });
    }
}

fn entry(row: &[(usize, u64)], column: usize) -> Option<u64> {
    let place = row.binary_search_by_key(&column, |&(j, _)| j).ok()?;
    Some(row[place].1)
}

/// `row − factor · pivot` without column `dropped`; tells `filled` of the columns that are new.
fn combined(
    row: &[(usize, u64)],
    pivot: &[(usize, u64)],
    factor: u64,
    dropped: usize,
    mut filled: impl FnMut(usize),
) -> Vec<(usize, u64)> {
    let mut result = Vec::with_capacity(row.len() + pivot.len());
    let (mut a, mut b) = (row.iter().peekable(), pivot.iter().peekable());
    loop {
        let next = match (a.peek(), b.peek()) {
            (Some(&&(i, _)), Some(&&(j, _))) => i.min(j),
            (Some(&&(i, _)), None) => i,
            (None, Some(&&(j, _))) => j,
            (None, None) => return result,
        };
        let own = a.next_if(|&&(i, _)| i == next).map(|&(_, v)| v);
        let other = b.next_if(|&&(j, _)| j == next).map_or(0, |&(_, v)| v);
        let value = subtract(own.unwrap_or(0), multiply(factor, other));
        if next != dropped && value != 0 {
            if own.is_none() {
                filled(next);
            }
            result.push((next, value));
        }
    }
}
