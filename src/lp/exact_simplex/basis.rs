//! Which variables are determined by equations, and where the others are.

use super::field::residue_of;
use crate::lp::LinearProgram;
use crate::lp::dyadic::Dyadic;
use crate::lp::program::Scaled;

/// A basis of the system `A x − r = 0` in the columns `x` and the row values `r`.
///
/// Variables are numbered columns first, then rows. As many are basic as there are rows; each of
/// the others has a seat of its own.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::lp) struct Basis {
    pub(super) basic: Vec<bool>,
    pub(super) seat: Vec<Seat>,
}

/// Where a variable is that no equation determines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Seat {
    Lower,
    Upper,
    /// At a value in the program's own units: 0 if it is free.
    At(f64),
}

/// Where a simplex method in floats ended: a suggestion.
pub(in crate::lp) struct Reached {
    pub(in crate::lp) basis: Basis,
    /// The variable, if one was left, that is outside its bounds and that no pivot brings back: its
    /// row of the tableau seems to exclude feasibility.
    pub(in crate::lp) blocked: Option<usize>,
    pub(in crate::lp) pivots: usize,
    /// Whether the method came to an end of its own, with neither time nor patience used up.
    pub(in crate::lp) ended: bool,
}

/// Where a variable is at an optimal basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Position {
    /// Its value is determined by the equations.
    Basic,
    /// At its lower bound.
    Lower,
    /// At its upper bound.
    Upper,
    /// At 0, having no bounds.
    Free,
}

impl Position {
    /// The word used in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Position::Basic => "basic",
            Position::Lower => "lower",
            Position::Upper => "upper",
            Position::Free => "free",
        }
    }
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
            true if upper.is_finite() => Seat::Upper,
            _ if lower.is_finite() => Seat::Lower,
            _ => Seat::At(0.0),
        };
        Basis {
            basic,
            seat: bounds(program).enumerate().map(sit).collect(),
        }
    }

    /// The variables that are determined by the equations.
    pub(in crate::lp) fn variables(&self) -> Vec<usize> {
        let all = self.basic.iter().enumerate();
        all.filter(|(_, basic)| **basic).map(|(k, _)| k).collect()
    }

    /// Where each variable is, columns before rows.
    pub(in crate::lp) fn positions(&self) -> Vec<Position> {
        let pairs = self.basic.iter().zip(&self.seat);
        pairs
            .map(|(basic, seat)| match (basic, seat) {
                (true, _) => Position::Basic,
                (false, Seat::Lower) => Position::Lower,
                (false, Seat::Upper) => Position::Upper,
                (false, Seat::At(_)) => Position::Free,
            })
            .collect()
    }

    /// Lets the nonbasic variables sit at other values, which need not be bounds. A value that is
    /// the nearest double of a bound means that bound.
    pub(in crate::lp) fn sit_at(&mut self, program: &LinearProgram, values: &[f64]) {
        let seats = self.seat.iter_mut().zip(bounds(program)).zip(values);
        for (k, ((seat, (lower, upper)), &value)) in seats.enumerate() {
            if !self.basic[k] {
                *seat = match value {
                    _ if value == lower => Seat::Lower,
                    _ if value == upper => Seat::Upper,
                    _ => Seat::At(value),
                };
            }
        }
    }

    /// By variable: whether it sits at its upper bound.
    pub(in crate::lp) fn at_upper(&self) -> Vec<bool> {
        self.seat.iter().map(|seat| *seat == Seat::Upper).collect()
    }

    /// The value of a nonbasic variable in scaled units.
    pub(super) fn value(&self, program: &Scaled<'_>, variable: usize) -> Dyadic {
        let (lower, upper) = &program.bounds[variable];
        match self.seat[variable] {
            Seat::Lower => lower.clone().unwrap_or(Dyadic::ZERO),
            Seat::Upper => upper.clone().unwrap_or(Dyadic::ZERO),
            Seat::At(value) => {
                let value = Dyadic::from_float(value).unwrap_or(Dyadic::ZERO);
                let value = value.times_integer(&program.bound_scale);
                match program.scale(variable) {
                    Some(scale) => value.times_integer(scale),
                    None => value,
                }
            }
        }
    }

    /// Whether a nonbasic variable may rise, and whether it may fall.
    pub(super) fn moves(&self, program: &Scaled<'_>, variable: usize) -> (bool, bool) {
        let (lower, upper) = &program.bounds[variable];
        match self.seat[variable] {
            _ if program.is_fixed(variable) => (false, false),
            Seat::Lower => (true, lower.is_none()),
            Seat::Upper => (upper.is_none(), true),
            Seat::At(_) => {
                let at = self.value(program, variable);
                let above = upper.as_ref().is_none_or(|upper| at < *upper);
                let below = lower.as_ref().is_none_or(|lower| at > *lower);
                (above, below)
            }
        }
    }
}

/// Bounds of the columns, then of the rows, as doubles.
fn bounds(program: &LinearProgram) -> impl Iterator<Item = (f64, f64)> + '_ {
    let columns = program.column_bounds().iter();
    columns.chain(program.row_bounds()).copied()
}

/// Residues of numbers, by increasing index.
pub(super) fn residues<'a>(
    entries: impl Iterator<Item = (usize, &'a Dyadic)>,
) -> Vec<(usize, u64)> {
    let mut row: Vec<(usize, u64)> = entries
        .map(|(j, a)| (j, residue_of(a)))
        .filter(|&(_, a)| a != 0)
        .collect();
    row.sort_unstable_by_key(|&(j, _)| j);
    row
}
