//! The part of the matrix that a basis has to solve, and the rates that come of it.

use std::time::Instant;

use super::basis::{Basis, residues};
use super::equations::System;
use super::factor::Factors;
use super::lift::Rational;
use crate::lp::dyadic::Dyadic;
use crate::lp::program::Scaled;

/// The part of the matrix that a basis has to solve: rows whose value is fixed, columns that are
/// basic. Rows with a basic value of their own are then read off.
pub(super) struct Kernel {
    pub(super) rows: Vec<usize>,
    pub(super) columns: Vec<usize>,
    /// By row and by column: its place in the kernel, if it is there.
    row_place: Vec<Option<usize>>,
    column_place: Vec<Option<usize>>,
    factors: Factors,
    system: System,
    transposed: System,
}

impl Kernel {
    pub(super) fn new(program: &Scaled<'_>, basis: &Basis, deadline: Instant) -> Option<Self> {
        let n = program.columns();
        let rows: Vec<usize> = (0..program.rows())
            .filter(|i| !basis.basic[n + i])
            .collect();
        let columns: Vec<usize> = (0..n).filter(|&j| basis.basic[j]).collect();
        if rows.len() != columns.len() {
            return None;
        }
        let place_of = |chosen: &[usize], length| {
            let mut places = vec![None; length];
            for (place, &index) in chosen.iter().enumerate() {
                places[index] = Some(place);
            }
            places
        };
        let row_place = place_of(&rows, program.rows());
        let column_place = place_of(&columns, n);
        let mut by_row = Vec::with_capacity(rows.len());
        let mut by_column = vec![Vec::new(); columns.len()];
        for (place, &i) in rows.iter().enumerate() {
            let entries = program.row(i);
            let entries = entries.filter_map(|(j, a)| Some((column_place[j]?, a)));
            let entries: Vec<(usize, &Dyadic)> = entries.collect();
            for &(j, a) in &entries {
                by_column[j].push((place, a));
            }
            by_row.push(entries);
        }
        let matrix = by_row.iter().map(|row| residues(row.iter().copied()));
        let factors = Factors::new(matrix.collect(), deadline)?;
        Some(Kernel {
            system: System::new(&by_row, columns.len()),
            transposed: System::new(&by_column, rows.len()),
            rows,
            columns,
            row_place,
            column_place,
            factors,
        })
    }

    pub(super) fn solve(&self, rhs: &[Dyadic], deadline: Instant) -> Option<Rational> {
        let digit = |b: &mut [u64], x: &mut [u64]| self.factors.solve(b, x);
        self.system.solve(rhs, digit, deadline)
    }

    pub(super) fn solve_transposed(&self, rhs: &[Dyadic], deadline: Instant) -> Option<Rational> {
        let digit = |c: &mut [u64], y: &mut [u64]| self.factors.solve_transposed(c, y);
        self.transposed.expect_as(&self.system);
        self.transposed.solve(rhs, digit, deadline)
    }

    /// Rates of all variables per unit of the nonbasic variable `entering`.
    pub(super) fn rates(
        &self,
        program: &Scaled<'_>,
        entering: usize,
        deadline: Instant,
    ) -> Option<Rational> {
        let n = program.columns();
        let mut rhs = vec![Dyadic::ZERO; self.rows.len()];
        if entering >= n {
            rhs[self.row_place[entering - n]?] = Dyadic::ONE;
        } else {
            for (slot, &i) in rhs.iter_mut().zip(&self.rows) {
                if let Some((_, a)) = program.row(i).find(|(j, _)| *j == entering) {
                    *slot = a.negated();
                }
            }
        }
        let solved = self.solve(&rhs, deadline)?;
        let mut values = vec![Dyadic::ZERO; n];
        if entering < n {
            values[entering] = Dyadic::ONE.times_integer(&solved.denominator);
        }
        Some(self.with_rows(program, values, solved))
    }

    /// Rates of the basic variable `leaving` per unit of each nonbasic one.
    pub(super) fn row_of(
        &self,
        program: &Scaled<'_>,
        leaving: usize,
        deadline: Instant,
    ) -> Option<Rational> {
        let n = program.columns();
        let mut rhs = vec![Dyadic::ZERO; self.columns.len()];
        let mut direct = vec![Dyadic::ZERO; n];
        if leaving < n {
            rhs[self.column_place[leaving]?] = Dyadic::ONE;
        } else {
            for (j, a) in program.row(leaving - n) {
                direct[j] = a.clone();
                if let Some(place) = self.column_place[j] {
                    rhs[place] = a.clone();
                }
            }
        }
        let solved = self.solve_transposed(&rhs, deadline)?;
        let scaled = |a: &Dyadic| a.times_integer(&solved.denominator);
        let mut rates: Vec<Dyadic> = direct.iter().map(scaled).collect();
        rates.resize(n + program.rows(), Dyadic::ZERO);
        for (u, &i) in solved.numerators.iter().zip(&self.rows) {
            for (j, a) in program.row(i) {
                rates[j].subtract_product(a, u);
            }
            rates[n + i] = u.clone();
        }
        Some(Rational {
            numerators: rates,
            denominator: solved.denominator,
        })
    }

    /// Puts the solved columns among `values` and appends the rows' sums.
    pub(super) fn with_rows(
        &self,
        program: &Scaled<'_>,
        mut values: Vec<Dyadic>,
        solved: Rational,
    ) -> Rational {
        for (value, &j) in solved.numerators.into_iter().zip(&self.columns) {
            values[j] = value;
        }
        for i in 0..program.rows() {
            let mut sum = Dyadic::ZERO;
            for (j, a) in program.row(i) {
                sum.add_product(a, &values[j]);
            }
            values.push(sum);
        }
        Rational {
            numerators: values,
            denominator: solved.denominator,
        }
    }
}
