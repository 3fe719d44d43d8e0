//! Columns, rows and the sense of the objective.

use std::fmt;

/// Whether the objective is to be made small or large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sense {
    /// Find the least value of the objective.
    Minimise,
    /// Find the greatest value of the objective.
    Maximise,
}

/// A column (a variable) of the program that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ColumnId(pub(super) usize);

/// A row (a constraint) of the program that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowId(pub(super) usize);

impl Sense {
    /// σ: +1 where small is good, −1 where large is; `σ · objective` is to be minimised.
    #[must_use]
    pub fn sign(self) -> f64 {
        match self {
            Sense::Minimise => 1.0,
            Sense::Maximise => -1.0,
        }
    }

    /// The objective of an unbounded program: −∞ or +∞.
    #[must_use]
    pub fn best_value(self) -> f64 {
        -self.sign() * f64::INFINITY
    }

    /// An ordering of objective values, turned so that the better comes first.
    #[must_use]
    pub fn order(self, values: std::cmp::Ordering) -> std::cmp::Ordering {
        match self {
            Sense::Minimise => values,
            Sense::Maximise => values.reverse(),
        }
    }
}

impl ColumnId {
    /// The column's number, counted from 0 in the order of the additions.
    #[must_use]
    pub fn index(self) -> usize {
        self.0
    }
}

impl RowId {
    /// The row's number, counted from 0 in the order of the additions.
    #[must_use]
    pub fn index(self) -> usize {
        self.0
    }
}

impl fmt::Display for Sense {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Sense::Minimise => "minimise",
            Sense::Maximise => "maximise",
        })
    }
}
