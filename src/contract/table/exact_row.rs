//! Rows with rational coefficients in a program whose coefficients are floats.
//!
//! A row is multiplied by the least common denominator; integers below 2^53 are floats. A larger
//! integer is split into digits of base 2^50, and the lower digits stand on columns x/2^50, x/2^100
//! and so on, each tied to the one before by a row of its own. So the program is the table's,
//! however many digits the table has.

use dashu_base::{Abs, BitTest, Gcd};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::number;
use crate::lp::dyadic::Dyadic;
use crate::lp::{ColumnId, LinearProgram, RowId, Sense};

/// Bits of a digit.
const DIGIT: usize = 50;
/// Bits of an integer that every float holds.
const EXACT: usize = 53;

/// A linear program that takes rational rows.
pub(super) struct ExactProgram {
    pub(super) program: LinearProgram,
    /// x/2^50, x/2^100, … by column.
    finer: Vec<Vec<ColumnId>>,
    /// A column that is 1, for right-hand sides with many digits.
    one: Option<ColumnId>,
}

impl ExactProgram {
    pub(super) fn new(sense: Sense, name: &str) -> Self {
        let mut program = LinearProgram::new(sense);
        name.clone_into(&mut program.name);
        ExactProgram {
            program,
            finer: Vec::new(),
            one: None,
        }
    }

    /// A column; a bound that no float is becomes a row.
    pub(super) fn column(
        &mut self,
        name: String,
        cost: f64,
        lower: Option<&RBig>,
        upper: Option<&RBig>,
    ) -> ColumnId {
        let exact_lower = lower.and_then(number::exactly);
        let exact_upper = upper.and_then(number::exactly);
        let column = self.program.add_column(
            cost,
            exact_lower.unwrap_or(f64::NEG_INFINITY),
            exact_upper.unwrap_or(f64::INFINITY),
        );
        if let Some(lower) = lower.filter(|_| exact_lower.is_none()) {
            self.at_least(format!("least_{name}"), lower, vec![(column, RBig::ONE)]);
        }
        if let Some(upper) = upper.filter(|_| exact_upper.is_none()) {
            self.at_least(format!("most_{name}"), &-upper, vec![(column, -RBig::ONE)]);
        }
        self.program.name_column(column, name);
        column
    }

    /// The row Σ coefficient·column ≥ bound.
    pub(super) fn at_least(
        &mut self,
        name: String,
        bound: &RBig,
        entries: Vec<(ColumnId, RBig)>,
    ) -> RowId {
        self.row(name, bound, entries, f64::INFINITY)
    }

    /// The row Σ coefficient·column = 0.
    pub(super) fn zero(&mut self, name: String, entries: Vec<(ColumnId, RBig)>) -> RowId {
        self.row(name, &RBig::ZERO, entries, 0.0)
    }

    fn row(
        &mut self,
        name: String,
        bound: &RBig,
        mut entries: Vec<(ColumnId, RBig)>,
        upper: f64,
    ) -> RowId {
        entries.retain(|(_, value)| !value.is_zero());
        // in the order in which a reader of its file meets them
        entries.sort_by_key(|(column, _)| *column);
        let scale = entries.iter().map(|(_, value)| value).chain([bound]).fold(
            UBig::ONE,
            |scale, value| {
                let common = (&scale).gcd(value.denominator());
                scale / common * value.denominator()
            },
        );
        let whole = |value: &RBig| value.numerator() * IBig::from(&scale / value.denominator());
        let mut integers: Vec<(ColumnId, IBig)> = entries
            .iter()
            .map(|(column, value)| (*column, whole(value)))
            .collect();
        let mut lower = whole(bound);
        let sizes = integers.iter().map(|(_, n)| n.bit_len());
        let longest = sizes.max().unwrap_or(0);
        if longest.max(lower.bit_len()) > EXACT
            && let Some((bound, entries)) = as_floats(bound, &entries)
        {
            let row = self.program.add_row(bound, upper, entries);
            self.program.name_row(row, name);
            return row;
        }
        if lower.bit_len() > EXACT || (longest > EXACT && !lower.is_zero()) {
            let one = self.one();
            integers.push((one, -std::mem::take(&mut lower)));
        }
        let longest = integers.iter().map(|(_, n)| n.bit_len()).max().unwrap_or(0);
        let entries = if longest <= EXACT {
            integers
                .iter()
                .map(|(column, n)| (*column, float(n)))
                .collect()
        } else {
            self.split(&integers, (longest - 1) / DIGIT)
        };
        let unit = unit(&entries);
        let scaled = entries.iter().map(|(column, a)| (*column, a * unit));
        let row = self.program.add_row(float(&lower) * unit, upper, scaled);
        self.program.name_row(row, name);
        row
    }

    /// The row over 2^(50·top), by digits.
    fn split(&mut self, integers: &[(ColumnId, IBig)], top: usize) -> Vec<(ColumnId, f64)> {
        let mut entries = Vec::new();
        for (column, n) in integers {
            let negative = *n < IBig::ZERO;
            let mut left: UBig = n.clone().abs().try_into().unwrap_or_default();
            for place in 0..=top {
                let rest = &left >> DIGIT;
                let digit = IBig::from(&left - (&rest << DIGIT));
                left = rest;
                if digit.is_zero() {
                    continue;
                }
                let column = self.finer(*column, top - place);
                entries.push((column, float(&if negative { -digit } else { digit })));
            }
        }
        entries
    }

    /// The column x/2^(50·steps).
    fn finer(&mut self, column: ColumnId, steps: usize) -> ColumnId {
        let index = column.index();
        if self.finer.len() <= index {
            self.finer.resize(index + 1, Vec::new());
        }
        while self.finer[index].len() < steps {
            let coarse = self.finer[index].last().copied().unwrap_or(column);
            let known = self.program.column_name(index).unwrap_or("x").to_owned();
            let name = format!("{known}_over_2^{}", DIGIT * (self.finer[index].len() + 1));
            let (none, all) = (f64::NEG_INFINITY, f64::INFINITY);
            let fine = self.program.add_column(0.0, none, all);
            let share = 1.0 / float(&(IBig::ONE << DIGIT));
            let entries = [(fine, 1.0), (coarse, -share)];
            let row = self.program.add_row(0.0, 0.0, entries);
            self.program.name_row(row, format!("digits_{name}"));
            self.program.name_column(fine, name);
            self.finer[index].push(fine);
        }
        match steps {
            0 => column,
            _ => self.finer[index][steps - 1],
        }
    }

    fn one(&mut self) -> ColumnId {
        *self.one.get_or_insert_with(|| {
            let one = self.program.add_column(0.0, 1.0, 1.0);
            self.program.name_column(one, "one");
            one
        })
    }
}

/// The row as it is, if all its numbers are floats.
fn as_floats(bound: &RBig, entries: &[(ColumnId, RBig)]) -> Option<(f64, Vec<(ColumnId, f64)>)> {
    let floats = entries
        .iter()
        .map(|(column, value)| Some((*column, number::exactly(value)?)));
    Some((number::exactly(bound)?, floats.collect::<Option<_>>()?))
}

/// The power of two by which a row of large integers is multiplied, which loses nothing: backends
/// measure what is left of a row in its own unit.
fn unit(entries: &[(ColumnId, f64)]) -> f64 {
    let largest = entries.iter().map(|(_, a)| a.abs()).fold(0.0, f64::max);
    if largest < READABLE {
        return 1.0;
    }
    let unit = (1.0 / largest).log2().floor();
    2f64.powi(unit as i32)
}

/// Integers below this are left as they are, so that a program can be read.
const READABLE: f64 = 1e6;

/// An integer below 2^53 in size as the float it is.
fn float(n: &IBig) -> f64 {
    Dyadic::new(n.clone(), 0).quotient_estimate(&UBig::ONE)
}
