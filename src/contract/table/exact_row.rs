//! Rows whose rational coefficients an MPS file can hold.
//!
//! An MPS file holds decimals, and a third is none. A row is therefore multiplied by its least
//! common denominator; where that makes its integers large it is divided by a power of two again,
//! because backends measure what is left of a row in the row's own unit.

use dashu_base::{Abs, BitTest, Gcd};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use crate::lp::{ColumnId, LinearProgram, RowId, Sense};

/// Integers with no more bits are left as they are, so that a program can be read.
const READABLE: usize = 20;

/// A linear program that takes rational rows.
pub(super) struct ExactProgram {
    pub(super) program: LinearProgram,
    /// What each row was multiplied by.
    pub(super) units: Vec<RBig>,
}

impl ExactProgram {
    pub(super) fn new(sense: Sense, name: &str) -> Self {
        let mut program = LinearProgram::new(sense);
        name.clone_into(&mut program.name);
        ExactProgram {
            program,
            units: Vec::new(),
        }
    }

    /// A column; a bound that is no decimal becomes a row.
    pub(super) fn column(
        &mut self,
        name: String,
        cost: RBig,
        lower: Option<&RBig>,
        upper: Option<&RBig>,
    ) -> ColumnId {
        let decimal = |bound: Option<&RBig>| bound.filter(|x| is_decimal(x)).cloned();
        let bounds = (decimal(lower), decimal(upper));
        let (no_lower, no_upper) = (bounds.0.is_none(), bounds.1.is_none());
        let column = self.program.add_exact_column(cost, bounds);
        if let Some(lower) = lower.filter(|_| no_lower) {
            self.at_least(format!("least_{name}"), lower, vec![(column, RBig::ONE)]);
        }
        if let Some(upper) = upper.filter(|_| no_upper) {
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
        self.row(name, bound, entries, false)
    }

    /// The row Σ coefficient·column = 0.
    pub(super) fn zero(&mut self, name: String, entries: Vec<(ColumnId, RBig)>) -> RowId {
        self.row(name, &RBig::ZERO, entries, true)
    }

    fn row(
        &mut self,
        name: String,
        bound: &RBig,
        mut entries: Vec<(ColumnId, RBig)>,
        equal: bool,
    ) -> RowId {
        entries.retain(|(_, value)| !value.is_zero());
        // in the order in which a reader of its file meets them
        entries.sort_by_key(|(column, _)| *column);
        let unit = unit(entries.iter().map(|(_, value)| value), bound);
        let bound = bound * &unit;
        let scaled = entries
            .iter()
            .map(|(column, value)| (*column, value * &unit));
        let bounds = (Some(bound.clone()), equal.then_some(bound));
        let row = self.program.add_exact_row(bounds, scaled);
        self.program.name_row(row, name);
        self.units.push(unit);
        row
    }
}

/// What a row is multiplied by.
fn unit<'a>(coefficients: impl Iterator<Item = &'a RBig> + Clone, bound: &'a RBig) -> RBig {
    let numbers = coefficients.clone().chain([bound]);
    let common = numbers.fold(UBig::ONE, |common, value| {
        let shared = (&common).gcd(value.denominator());
        common / shared * value.denominator()
    });
    let unit = RBig::from(common);
    let sizes = coefficients.map(|value| (value * &unit).numerator().clone().abs().bit_len());
    match sizes.max() {
        Some(largest) if largest > READABLE => unit / RBig::from(IBig::ONE << (largest - 1)),
        _ => unit,
    }
}

/// Whether a number ends as a decimal: its denominator has no prime factor but 2 and 5.
fn is_decimal(x: &RBig) -> bool {
    let mut left = x.denominator().clone();
    for prime in [2u8, 5] {
        let prime = UBig::from(prime);
        while (&left % &prime).is_zero() {
            left /= &prime;
        }
    }
    left.is_one()
}
