//! Which variables are determined by equations, and where the others are.

use super::field::residue_of;
use crate::lp::LinearProgram;
use crate::lp::dyadic::Dyadic;

/// A basis of the system `A x − r = 0` in the columns `x` and the row values `r`.
///
/// Variables are numbered columns first, then rows. As many are basic as there are rows; each of
/// the others sits at a bound of its own, a free one at 0.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::lp) struct Basis {
    pub(super) basic: Vec<bool>,
    pub(super) value: Vec<f64>,
}

impl Basis {
    /// A basis given by which variables are basic and which of the others sit at their upper bound;
    /// the rest sit at the lower one, free ones at 0.
    pub(in crate::lp) fn from_parts(
        program: &LinearProgram,
        basic: Vec<bool>,
        at_upper: impl Fn(usize) -> bool,
    ) -> Self {
        let sit = |(k, (lower, upper)): (usize, (f64, f64))| match at_upper(k) {
            true => upper,
            false if lower.is_finite() => lower,
            false => 0.0,
        };
        Basis {
            basic,
            value: bounds(program).enumerate().map(sit).collect(),
        }
    }

    /// The variables that are determined by the equations.
    pub(in crate::lp) fn variables(&self) -> Vec<usize> {
        let all = self.basic.iter().enumerate();
        all.filter(|(_, basic)| **basic).map(|(k, _)| k).collect()
    }

    /// Lets the nonbasic variables sit at other values, which need not be bounds.
    pub(in crate::lp) fn sit_at(&mut self, values: &[f64]) {
        let pairs = self.value.iter_mut().zip(&self.basic).zip(values);
        for ((value, _), &other) in pairs.filter(|((_, basic), _)| !**basic) {
            *value = other;
        }
    }

    /// By variable: whether it sits at its upper bound.
    pub(in crate::lp) fn at_upper(&self, program: &LinearProgram) -> Vec<bool> {
        let pairs = self.value.iter().zip(bounds(program));
        pairs.map(|(&value, (_, upper))| value == upper).collect()
    }
}

/// Bounds of the columns, then of the rows.
pub(super) fn bounds(program: &LinearProgram) -> impl Iterator<Item = (f64, f64)> + '_ {
    let columns = program.column_bounds().iter();
    columns.chain(program.row_bounds()).copied()
}

/// Residues of floats, by increasing index.
pub(super) fn residues(entries: impl Iterator<Item = (usize, f64)>) -> Vec<(usize, u64)> {
    let mut row: Vec<(usize, u64)> = entries
        .filter_map(|(j, a)| Some((j, residue_of(&Dyadic::from_float(a)?))))
        .filter(|&(_, a)| a != 0)
        .collect();
    row.sort_unstable_by_key(|&(j, _)| j);
    row
}
