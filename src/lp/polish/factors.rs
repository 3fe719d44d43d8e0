//! Sparse LU factors of a basis in floats, with product-form updates.
//!
//! Columns are taken one at a time (J. R. Gilbert and T. Peierls, *SIAM Journal on Scientific and
//! Statistical Computing* 9, 1988): each is solved against the factors so far, and its pivot is the
//! sparsest row among those whose entry is not much smaller than the greatest. A column that finds
//! no pivot depends on the others and is left out, so the same code finds a basis in a list of
//! candidates.

/// A sparse column: `(row, value)`.
pub(super) type Column = Vec<(usize, f64)>;

/// Entries this much smaller than the greatest of their column may still be pivots.
const THRESHOLD: f64 = 0.1;

/// A column of size near 1 that the others explain to within this is called dependent.
const DEPENDENT: f64 = 1e-9;

/// The factors. A slot of the basis is a step of the elimination.
pub(super) struct Factors {
    /// By step: the pivot row.
    pivot_row: Vec<usize>,
    /// By step: multipliers `(row, value)` below the pivot.
    lower: Vec<Column>,
    /// By step: `(earlier step, value)` above the pivot.
    upper: Vec<Vec<(usize, f64)>>,
    /// By step: the pivot.
    pivot: Vec<f64>,
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
    /// By slot: the index of the candidate; `None` where a row found none.
    pub(super) candidates: Vec<Option<usize>>,
    /// Rows without a pivot, one for each slot without a candidate.
    pub(super) free_rows: Vec<usize>,
}

struct Growing {
    factors: Factors,
    step_of_row: Vec<usize>,
    /// Candidates still to come that have an entry in the row.
    row_count: Vec<usize>,
    work: Vec<f64>,
    seen: Vec<bool>,
}

const NO_STEP: usize = usize::MAX;

impl Factors {
    /// Factors `candidates` in the order given, leaving out what depends on those before, until
    /// every row has a pivot.
    pub(super) fn choose(rows: usize, candidates: &[Column]) -> Chosen {
        let mut row_count = vec![0; rows];
        for &(row, _) in candidates.iter().flatten() {
            row_count[row] += 1;
        }
        let mut growing = Growing {
            factors: Factors {
                pivot_row: Vec::with_capacity(rows),
                lower: Vec::with_capacity(rows),
                upper: Vec::with_capacity(rows),
                pivot: Vec::with_capacity(rows),
                updates: Vec::new(),
            },
            step_of_row: vec![NO_STEP; rows],
            row_count,
            work: vec![0.0; rows],
            seen: vec![false; rows],
        };
        let mut chosen = Vec::with_capacity(rows);
        for (index, column) in candidates.iter().enumerate() {
            if chosen.len() == rows {
                break;
            }
            if growing.add(column) {
                chosen.push(Some(index));
            }
        }
        let free_rows: Vec<usize> = (0..rows)
            .filter(|&row| growing.step_of_row[row] == NO_STEP)
            .collect();
        for &row in &free_rows {
            // a unit column, as a stand-in that its owner replaces
            growing.add(&vec![(row, 1.0)]);
            chosen.push(None);
        }
        Chosen {
            factors: growing.factors,
            candidates: chosen,
            free_rows,
        }
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
        for (step, lower) in self.lower.iter().enumerate() {
            let value = b[self.pivot_row[step]];
            if value != 0.0 {
                for &(row, factor) in lower {
                    b[row] -= factor * value;
                }
            }
        }
        for step in (0..self.pivot.len()).rev() {
            let row = self.pivot_row[step];
            if b[row] != 0.0 {
                let value = b[row] / self.pivot[step];
                b[row] = value;
                for &(earlier, entry) in &self.upper[step] {
                    b[self.pivot_row[earlier]] -= entry * value;
                }
            }
        }
        for (x, &row) in x.iter_mut().zip(&self.pivot_row) {
            *x = b[row];
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
        let steps = self.pivot.len();
        for (c, &row) in c.iter().zip(&self.pivot_row) {
            y[row] = *c;
        }
        for step in 0..steps {
            let mut value = y[self.pivot_row[step]];
            for &(earlier, entry) in &self.upper[step] {
                value -= entry * y[self.pivot_row[earlier]];
            }
            y[self.pivot_row[step]] = value / self.pivot[step];
        }
        for step in (0..steps).rev() {
            let mut value = y[self.pivot_row[step]];
            for &(row, factor) in &self.lower[step] {
                value -= factor * y[row];
            }
            y[self.pivot_row[step]] = value;
        }
    }
}

impl Growing {
    /// Adds a column to the factors; false if it depends on those there.
    fn add(&mut self, column: &Column) -> bool {
        let size = column.iter().fold(0.0_f64, |m, &(_, a)| m.max(a.abs()));
        let order = self.reach(column);
        for &(row, value) in column {
            self.work[row] = value;
            self.row_count[row] = self.row_count[row].saturating_sub(1);
        }
        // earlier steps in topological order: the reverse of that in which the search left them
        let mut upper = Vec::new();
        for &row in order.iter().rev() {
            let step = self.step_of_row[row];
            let value = self.work[row];
            if step == NO_STEP || value == 0.0 {
                continue;
            }
            upper.push((step, value));
            for &(below, factor) in &self.factors.lower[step] {
                self.work[below] -= factor * value;
            }
        }
        let open = |row: &&usize| self.step_of_row[**row] == NO_STEP;
        let greatest = order
            .iter()
            .filter(open)
            .fold(0.0_f64, |m, &row| m.max(self.work[row].abs()));
        let pivot_row = order
            .iter()
            .filter(open)
            .filter(|&&row| self.work[row].abs() >= THRESHOLD * greatest)
            .min_by_key(|&&row| (self.row_count[row], row))
            .copied();
        let independent = greatest > DEPENDENT * size;
        if let (true, Some(pivot_row)) = (independent, pivot_row) {
            let pivot = self.work[pivot_row];
            let lower = order
                .iter()
                .filter(open)
                .filter(|&&row| row != pivot_row && self.work[row] != 0.0)
                .map(|&row| (row, self.work[row] / pivot))
                .collect();
            self.step_of_row[pivot_row] = self.factors.pivot.len();
            self.factors.pivot_row.push(pivot_row);
            self.factors.lower.push(lower);
            self.factors.upper.push(upper);
            self.factors.pivot.push(pivot);
        }
        for row in order {
            self.work[row] = 0.0;
            self.seen[row] = false;
        }
        independent
    }

    /// Rows that the column's elimination touches, each after all that depend on it (depth first).
    fn reach(&mut self, column: &Column) -> Vec<usize> {
        let mut order = Vec::new();
        let mut stack: Vec<(usize, usize)> = Vec::new();
        for &(start, _) in column {
            if self.seen[start] {
                continue;
            }
            self.seen[start] = true;
            stack.push((start, 0));
            while let Some((row, next)) = stack.pop() {
                let step = self.step_of_row[row];
                let below = match step {
                    NO_STEP => None,
                    _ => self.factors.lower[step].get(next),
                };
                match below {
                    Some(&(child, _)) => {
                        stack.push((row, next + 1));
                        if !self.seen[child] {
                            self.seen[child] = true;
                            stack.push((child, 0));
                        }
                    }
                    None => order.push(row),
                }
            }
        }
        order
    }
}

/// The order in which the columns of a basis are best factored: those that meet a single row not
/// yet taken first, then rows that meet a single column, then by number of entries.
pub(super) fn good_order(rows: usize, columns: &[Column]) -> Vec<usize> {
    let mut in_row = vec![Vec::new(); rows];
    for (j, column) in columns.iter().enumerate() {
        for &(i, _) in column {
            in_row[i].push(j);
        }
    }
    let mut taken_row = vec![false; rows];
    let mut taken = vec![false; columns.len()];
    let mut column_count: Vec<usize> = columns.iter().map(Vec::len).collect();
    let mut row_count: Vec<usize> = in_row.iter().map(Vec::len).collect();
    let mut order = Vec::with_capacity(columns.len());
    let mut single_columns: Vec<usize> = (0..columns.len())
        .filter(|&j| column_count[j] == 1)
        .collect();
    let mut single_rows: Vec<usize> = (0..rows).filter(|&i| row_count[i] == 1).collect();
    loop {
        let (column, row) = if let Some(j) = single_columns.pop() {
            let row = columns[j].iter().find(|(i, _)| !taken_row[*i]);
            match row {
                Some(&(i, _)) if !taken[j] && column_count[j] == 1 => (j, i),
                _ => continue,
            }
        } else if let Some(i) = single_rows.pop() {
            let column = in_row[i].iter().find(|j| !taken[**j]);
            match column {
                Some(&j) if !taken_row[i] && row_count[i] == 1 => (j, i),
                _ => continue,
            }
        } else {
            break;
        };
        taken[column] = true;
        taken_row[row] = true;
        order.push(column);
        for &(i, _) in &columns[column] {
            row_count[i] -= 1;
            if row_count[i] == 1 && !taken_row[i] {
                single_rows.push(i);
            }
        }
        for &j in &in_row[row] {
            column_count[j] -= 1;
            if column_count[j] == 1 && !taken[j] {
                single_columns.push(j);
            }
        }
    }
    let mut rest: Vec<usize> = (0..columns.len()).filter(|&j| !taken[j]).collect();
    rest.sort_by_key(|&j| (column_count[j], j));
    order.extend(rest);
    order
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
            let order = good_order(size, &candidates);
            let ordered: Vec<Column> = order.iter().map(|&j| candidates[j].clone()).collect();
            let chosen = Factors::choose(size, &ordered);
            let mut factors = chosen.factors;
            let mut columns: Vec<Column> = chosen
                .candidates
                .iter()
                .map(|k| k.map_or(Vec::new(), |k| ordered[k].clone()))
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
        assert_eq!(chosen.candidates, [Some(0), Some(2), None]);
        assert_eq!(chosen.free_rows, [2]);
    }
}
