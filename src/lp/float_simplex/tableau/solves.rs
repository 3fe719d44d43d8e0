//! What is solved with the factors of the basis: values, prices, rows and columns of the tableau.

use super::super::factors::{Factors, Member};
use super::super::sparse::{Column, SparseRow};
use super::Tableau;
use super::bounds::rest;

/// Entries of the factors for each of the basis up to which a pivot costs what it usually does.
const USUAL_FILL: usize = 2;

impl Tableau {
    /// Factors the basis anew, replacing what turned out dependent by rows; false if it cannot.
    pub(in super::super) fn refactor(&mut self) -> bool {
        let candidates: Vec<Column> = self.head.iter().map(|&k| self.columns[k].clone()).collect();
        let chosen = Factors::choose(self.rows, &candidates);
        let columns = self.value.len() - self.rows;
        let variable = |member: &Member| match member {
            Member::Candidate(index) => self.head[*index],
            Member::Row(row) => columns + row,
        };
        let head: Vec<usize> = chosen.members.iter().map(variable).collect();
        for &k in &self.head {
            self.slot[k] = None;
        }
        for k in std::mem::replace(&mut self.head, head) {
            self.value[k] = rest(self.value[k], self.lower[k], self.upper[k]);
        }
        for (slot, &k) in self.head.iter().enumerate() {
            if self.slot[k].replace(slot).is_some() {
                return false;
            }
        }
        self.factors = chosen.factors;
        let entries: usize = self.head.iter().map(|&k| self.columns[k].len()).sum();
        self.weight = (self.factors.entries() / (USUAL_FILL * entries.max(1))).max(1);
        self.recompute();
        true
    }

    /// Values and prices from the basis.
    pub(in super::super) fn recompute(&mut self) {
        for (k, slot) in self.slot.iter().enumerate() {
            if slot.is_none() {
                self.value[k] = rest(self.value[k], self.lower[k], self.upper[k]);
            }
        }
        let mut rhs = vec![0.0; self.rows];
        for (k, column) in self.columns.iter().enumerate() {
            if self.slot[k].is_none() && self.value[k] != 0.0 {
                for &(i, a) in column {
                    rhs[i] -= a * self.value[k];
                }
            }
        }
        let mut solved = vec![0.0; self.rows];
        self.factors.solve(&mut rhs, &mut solved);
        for (&k, value) in self.head.iter().zip(solved) {
            self.value[k] = value;
        }
        self.price();
    }

    /// Prices of all variables from the costs.
    pub(in super::super) fn price(&mut self) {
        let mut costs: Vec<f64> = self.head.iter().map(|&k| self.costs[k]).collect();
        let mut y = vec![0.0; self.rows];
        self.factors.solve_transposed(&mut costs, &mut y);
        for (k, column) in self.columns.iter().enumerate() {
            self.reduced[k] = match self.slot[k] {
                Some(_) => 0.0,
                None => self.costs[k] - column.iter().map(|&(i, a)| a * y[i]).sum::<f64>(),
            };
        }
    }

    /// `B⁻¹` times the column of a variable, by slot.
    pub(in super::super) fn solved_column(&self, variable: usize) -> Vec<f64> {
        let mut b = vec![0.0; self.rows];
        for &(i, a) in &self.columns[variable] {
            b[i] = a;
        }
        let mut x = vec![0.0; self.rows];
        self.factors.solve(&mut b, &mut x);
        x
    }

    /// `B⁻¹ b`; `b` by row is overwritten, the result is by slot.
    pub(in super::super) fn solve(&self, b: &mut [f64], x: &mut [f64]) {
        self.factors.solve(b, x);
    }

    /// The column of a variable.
    pub(in super::super) fn column(&self, variable: usize) -> &Column {
        &self.columns[variable]
    }

    /// The row of a slot in the tableau, `e_slot B⁻¹ A`: by nonbasic variable, sparse; returns
    /// `e_slot B⁻¹`.
    pub(in super::super) fn tableau_row(&self, slot: usize, row: &mut SparseRow) -> Vec<f64> {
        let mut unit = vec![0.0; self.rows];
        unit[slot] = 1.0;
        let mut multipliers = vec![0.0; self.rows];
        self.factors.solve_transposed(&mut unit, &mut multipliers);
        row.clear();
        for (i, &multiplier) in multipliers.iter().enumerate() {
            if multiplier.abs() > 1e-14 {
                for &(k, a) in &self.by_row[i] {
                    if self.slot[k].is_none() {
                        row.add(k, multiplier * a);
                    }
                }
            }
        }
        multipliers
    }
}
