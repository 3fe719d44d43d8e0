//! Gaussian elimination that keeps a sparse matrix sparse.
//!
//! Of the entries that are not much smaller than the greatest of their row, that one is the pivot
//! which can fill in the fewest places (H. Markowitz, *Management Science* 3, 1957), found by
//! looking at a few of the shortest rows and columns (U. Suhl and L. Suhl, *ORSA Journal on
//! Computing* 2, 1990). Columns that depend on others run out of entries and are left out, so the
//! same code finds a basis in a list of candidates.

use super::sparse::Column;

/// Entries this much smaller than the greatest of their row may still be pivots: rows then grow
/// by a factor of at most 11 a step, in practice by far less.
const THRESHOLD: f64 = 0.1;

/// An entry this much smaller than its column once was is what rounding left of a zero.
const DEPENDENT: f64 = 1e-9;

/// A difference this much smaller than what it was taken of is 0.
const CANCELLED: f64 = 1e-14;

/// Rows and columns looked at for a pivot.
const LOOKS: usize = 4;

/// One step of the elimination.
pub(super) struct Step {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) pivot: f64,
    /// `(row, multiplier)`: how often the pivot row was subtracted from others.
    pub(super) lower: Column,
    /// `(column, value)`: the rest of the pivot row.
    pub(super) upper: Column,
}

/// Rows or columns by their number of entries, as linked lists.
struct Buckets {
    first: Vec<usize>,
    next: Vec<usize>,
    previous: Vec<usize>,
    /// By member: its number of entries, if it is in a list.
    count: Vec<Option<usize>>,
}

const END: usize = usize::MAX;

impl Buckets {
    fn new(counts: impl ExactSizeIterator<Item = usize>, longest: usize) -> Self {
        let members = counts.len();
        let mut buckets = Buckets {
            first: vec![END; longest + 1],
            next: vec![END; members],
            previous: vec![END; members],
            count: vec![None; members],
        };
        for (member, count) in counts.enumerate() {
            buckets.put(member, count);
        }
        buckets
    }

    /// Files a member under its number of entries; without any it is in no list.
    fn put(&mut self, member: usize, count: usize) {
        if self.count[member] == Some(count) {
            return;
        }
        self.remove(member);
        if count == 0 {
            return;
        }
        let second = std::mem::replace(&mut self.first[count], member);
        self.next[member] = second;
        self.previous[member] = END;
        if second != END {
            self.previous[second] = member;
        }
        self.count[member] = Some(count);
    }

    fn remove(&mut self, member: usize) {
        let Some(count) = self.count[member].take() else {
            return;
        };
        let (before, after) = (self.previous[member], self.next[member]);
        if before == END {
            self.first[count] = after;
        } else {
            self.next[before] = after;
        }
        if after != END {
            self.previous[after] = before;
        }
    }
}

struct Elimination {
    rows: Vec<Column>,
    /// By column: rows with an entry in it.
    holders: Vec<Vec<usize>>,
    /// By column: its greatest entry at the start.
    size: Vec<f64>,
    by_length: Buckets,
    by_height: Buckets,
    /// The pivot row, scattered.
    work: Vec<f64>,
    /// By column: the last subtraction that met it.
    met: Vec<usize>,
    subtractions: usize,
}

/// Eliminates until no row has an acceptable entry left.
pub(super) fn eliminate(rows: usize, candidates: &[Column]) -> Vec<Step> {
    let mut elimination = Elimination::new(rows, candidates);
    let mut steps = Vec::with_capacity(rows);
    while let Some((row, column)) = elimination.choose() {
        steps.push(elimination.step(row, column));
    }
    steps
}

impl Elimination {
    fn new(rows: usize, candidates: &[Column]) -> Self {
        let mut by_row = vec![Vec::new(); rows];
        for (j, column) in candidates.iter().enumerate() {
            for &(i, a) in column.iter().filter(|(_, a)| *a != 0.0) {
                by_row[i].push((j, a));
            }
        }
        let holders: Vec<Vec<usize>> = candidates
            .iter()
            .map(|column| {
                let entries = column.iter().filter(|(_, a)| *a != 0.0);
                entries.map(|&(i, _)| i).collect()
            })
            .collect();
        let greatest = |column: &Column| column.iter().fold(0.0_f64, |m, &(_, a)| m.max(a.abs()));
        Elimination {
            by_length: Buckets::new(by_row.iter().map(Vec::len), candidates.len()),
            by_height: Buckets::new(holders.iter().map(Vec::len), rows),
            rows: by_row,
            holders,
            size: candidates.iter().map(greatest).collect(),
            work: vec![0.0; candidates.len()],
            met: vec![0; candidates.len()],
            subtractions: 0,
        }
    }

    /// The next pivot.
    fn choose(&mut self) -> Option<(usize, usize)> {
        let longest = self.by_length.first.len().max(self.by_height.first.len());
        let mut best: Option<(usize, usize, usize)> = None;
        let mut looks = 0;
        for count in 1..longest {
            let enough = |best: &Option<(usize, usize, usize)>, least| {
                best.is_some_and(|(fill, _, _)| fill <= least)
            };
            if enough(&best, (count - 1) * (count - 1)) {
                break;
            }
            let mut column = self.by_height.first.get(count).copied().unwrap_or(END);
            while column != END {
                let next = self.by_height.next[column];
                match self.in_column(column) {
                    Some((fill, row)) => {
                        if best.is_none_or(|(least, _, _)| fill < least) {
                            best = Some((fill, row, column));
                        }
                        looks += 1;
                    }
                    // it is found through its rows, or comes back when its entries change
                    None => self.by_height.remove(column),
                }
                if looks >= LOOKS || enough(&best, (count - 1) * (count - 1)) {
                    return best.map(|(_, row, column)| (row, column));
                }
                column = next;
            }
            let mut row = self.by_length.first.get(count).copied().unwrap_or(END);
            while row != END {
                let next = self.by_length.next[row];
                match self.in_row(row) {
                    Some((fill, column)) => {
                        if best.is_none_or(|(least, _, _)| fill < least) {
                            best = Some((fill, row, column));
                        }
                        looks += 1;
                    }
                    None => self.forget_row(row),
                }
                if looks >= LOOKS || enough(&best, count * (count - 1)) {
                    return best.map(|(_, row, column)| (row, column));
                }
                row = next;
            }
        }
        best.map(|(_, row, column)| (row, column))
    }

    /// The best pivot of a column, and in how many places it may fill in.
    fn in_column(&self, column: usize) -> Option<(usize, usize)> {
        let holders = &self.holders[column];
        let candidates = holders.iter().filter_map(|&i| {
            let row = &self.rows[i];
            let (_, a) = row.iter().find(|(j, _)| *j == column)?;
            // nothing is subtracted from a row below, so nothing can grow
            let alone = holders.len() == 1;
            let greatest = row.iter().fold(0.0_f64, |m, (_, a)| m.max(a.abs()));
            let stable = alone || a.abs() >= THRESHOLD * greatest;
            let acceptable = stable && a.abs() > DEPENDENT * self.size[column];
            acceptable.then_some(((row.len() - 1) * (holders.len() - 1), i))
        });
        candidates.min()
    }

    /// The best pivot of a row, and in how many places it may fill in.
    fn in_row(&self, row: usize) -> Option<(usize, usize)> {
        let entries = &self.rows[row];
        let greatest = entries.iter().fold(0.0_f64, |m, (_, a)| m.max(a.abs()));
        let acceptable = entries.iter().filter(|&&(j, a)| {
            a.abs() >= THRESHOLD * greatest && a.abs() > DEPENDENT * self.size[j]
        });
        acceptable
            .map(|&(j, _)| ((entries.len() - 1) * (self.holders[j].len() - 1), j))
            .min()
    }

    /// What is left of a row is rounding.
    fn forget_row(&mut self, row: usize) {
        self.by_length.remove(row);
        for (j, _) in std::mem::take(&mut self.rows[row]) {
            self.holders[j].retain(|&i| i != row);
            self.by_height.put(j, self.holders[j].len());
        }
    }

    fn step(&mut self, row: usize, column: usize) -> Step {
        self.by_length.remove(row);
        self.by_height.remove(column);
        let mut upper = std::mem::take(&mut self.rows[row]);
        let place = upper.iter().position(|(j, _)| *j == column);
        let pivot = place.map_or(1.0, |place| upper.swap_remove(place).1);
        for &(j, a) in &upper {
            self.work[j] = a;
            self.holders[j].retain(|&i| i != row);
        }
        let mut lower = Vec::new();
        for below in std::mem::take(&mut self.holders[column]) {
            if below != row {
                lower.push((below, self.subtract(below, column, pivot, &upper)));
            }
        }
        for &(j, _) in &upper {
            self.by_height.put(j, self.holders[j].len());
        }
        Step {
            row,
            column,
            pivot,
            lower,
            upper,
        }
    }

    /// Subtracts the pivot row from another, so that its entry in the pivot column vanishes;
    /// returns how often.
    fn subtract(&mut self, row: usize, column: usize, pivot: f64, upper: &Column) -> f64 {
        let mut entries = std::mem::take(&mut self.rows[row]);
        let place = entries.iter().position(|(j, _)| *j == column);
        let factor = place.map_or(0.0, |place| entries.swap_remove(place).1) / pivot;
        self.subtractions += 1;
        // marks the pivot row's columns, then those of them that the row has
        for &(j, _) in upper {
            self.met[j] = self.subtractions;
        }
        let (work, met, holders) = (&self.work, &mut self.met, &mut self.holders);
        let now = self.subtractions;
        entries.retain_mut(|(j, a)| {
            if met[*j] != now {
                return true;
            }
            met[*j] = 0;
            let old = a.abs();
            *a -= factor * work[*j];
            let stays = a.abs() > CANCELLED * old;
            if !stays {
                holders[*j].retain(|&i| i != row);
            }
            stays
        });
        for &(j, a) in upper {
            let value = -factor * a;
            if met[j] == now && value != 0.0 {
                entries.push((j, value));
                holders[j].push(row);
            }
        }
        self.by_length.put(row, entries.len());
        self.rows[row] = entries;
        factor
    }
}
