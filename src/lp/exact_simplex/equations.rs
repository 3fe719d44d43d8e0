//! A square system of equations, made integral row by row.

use std::cell::Cell;

use dashu_int::IBig;

use super::field::residue_of;
use super::wide::Factor;
use crate::lp::dyadic::Dyadic;

/// A system of equations with dyadic entries, made integral row by row.
pub(super) struct System {
    /// `(unknown, integer coefficient)`.
    pub(super) rows: Vec<Vec<(usize, IBig)>>,
    /// The same in machine integers, where no row's sum of sizes passes 2^62.
    pub(super) short_rows: Option<Vec<Vec<(usize, i64)>>>,
    /// The same where no row's sum of sizes passes 2^126.
    pub(super) wide_rows: Option<Vec<Vec<(usize, Factor)>>>,
    /// What each row was multiplied by: 2^−scale.
    pub(super) scales: Vec<i64>,
    /// 2^scale modulo the prime, which takes an integral right-hand side back to the matrix as
    /// given.
    pub(super) unscaled: Vec<u64>,
    pub(super) unknowns: usize,
    /// Digits that the last solution needed: denominators are mostly the determinant.
    pub(super) expected: Cell<usize>,
}

impl System {
    /// Takes over how many digits a related system needed.
    pub(super) fn expect_as(&self, other: &System) {
        self.expected.set(other.expected.get());
    }

    /// A system from its rows.
    pub(super) fn new(rows: &[Vec<(usize, &Dyadic)>], unknowns: usize) -> Self {
        let scale_of = |row: &Vec<(usize, &Dyadic)>| {
            let exponents = row.iter().filter(|(_, a)| !a.is_zero());
            exponents.map(|(_, a)| a.exponent()).min().unwrap_or(0)
        };
        let scales: Vec<i64> = rows.iter().map(scale_of).collect();
        let integral = |(row, &scale): (&Vec<(usize, &Dyadic)>, &i64)| {
            let entries = row.iter().filter(|(_, a)| !a.is_zero());
            entries
                .map(|&(j, a)| {
                    let shift = usize::try_from(a.exponent() - scale).unwrap_or(0);
                    (j, a.mantissa() << shift)
                })
                .collect()
        };
        let rows: Vec<Vec<(usize, IBig)>> = rows.iter().zip(&scales).map(integral).collect();
        System {
            short_rows: rows.iter().map(|row| short(row)).collect(),
            wide_rows: rows.iter().map(|row| wide(row)).collect(),
            rows,
            unscaled: scales
                .iter()
                .map(|&scale| residue_of(&Dyadic::new(IBig::ONE, scale)))
                .collect(),
            scales,
            unknowns,
            expected: Cell::new(0),
        }
    }
}

/// A row in machine integers, if its sizes add up to at most 2^62.
fn short(row: &[(usize, IBig)]) -> Option<Vec<(usize, i64)>> {
    let mut total: i64 = 0;
    row.iter()
        .map(|(j, a)| {
            let a = i64::try_from(a).ok()?;
            total = total.checked_add(a.checked_abs()?)?;
            (total <= 1 << 62).then_some((*j, a))
        })
        .collect()
}

/// A row of factors, if their sizes add up to at most 2^126.
fn wide(row: &[(usize, IBig)]) -> Option<Vec<(usize, Factor)>> {
    let mut total: u128 = 0;
    row.iter()
        .map(|(j, a)| {
            let a = Factor::new(a)?;
            total = total.checked_add(a.size())?;
            (total >> 126 == 0).then_some((*j, a))
        })
        .collect()
}
