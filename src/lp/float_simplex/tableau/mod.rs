//! The state of the simplex method: a basis, its factors, values and prices.

mod bounds;
mod solves;
mod zoom;

use std::time::Instant;

use super::factors::Factors;
use super::sparse::Column;
use crate::lp::LinearProgram;
use crate::lp::exact_simplex::{Basis, Reached};
use bounds::rest;

pub(super) use bounds::is_free;

/// Feasibility tolerance, of values relative to their bounds and of prices relative to the
/// greatest cost (which is near 1): ten times smaller than what backends use, and well above the
/// 1e-16 times a condition number of up to 1e6 that is expected of rounding.
pub(super) const TOLERANCE: f64 = 1e-9;

/// Updates after which the basis is factored anew.
const REFACTOR: usize = 64;

/// Pivots between looks at the clock.
const CLOCK: usize = 16;

/// Variables are columns, then rows; the constraints are `A x − r = 0`.
pub(super) struct Tableau {
    pub(super) rows: usize,
    columns: Vec<Column>,
    by_row: Vec<Vec<(usize, f64)>>,
    pub(super) lower: Vec<f64>,
    pub(super) upper: Vec<f64>,
    pub(super) true_costs: Vec<f64>,
    /// `σ·costs`, shifted while the dual method runs.
    pub(super) costs: Vec<f64>,
    pub(super) shifted: bool,
    /// By slot: the variable.
    pub(super) head: Vec<usize>,
    /// By variable: its slot, if it is basic.
    pub(super) slot: Vec<Option<usize>>,
    pub(super) value: Vec<f64>,
    pub(super) reduced: Vec<f64>,
    factors: Factors,
    deadline: Instant,
    pub(super) pivots: usize,
    /// The variable that the dual method last found no pivot for.
    pub(super) blocked: Option<usize>,
    limit: usize,
    /// Pivots, each counted by how much fuller than the basis its factors are.
    effort: usize,
    weight: usize,
    patience: usize,
}

impl Tableau {
    /// The tableau of a program, given which variables are to be basic, as far as they are
    /// independent, and which variables sit at their upper bound if they are not.
    pub(super) fn new(
        program: &LinearProgram,
        head: Vec<usize>,
        at_upper: &[bool],
        deadline: Instant,
    ) -> Option<Self> {
        let (n, m) = (program.columns(), program.rows());
        let mut columns = vec![Vec::new(); n + m];
        let mut by_row = Vec::with_capacity(m);
        for i in 0..m {
            let row = program.row(i);
            for &(j, a) in row {
                columns[j].push((i, a));
            }
            columns[n + i].push((i, -1.0));
            let mut row = row.to_vec();
            row.push((n + i, -1.0));
            by_row.push(row);
        }
        let bounds = program.column_bounds().iter().chain(program.row_bounds());
        let (lower, upper): (Vec<f64>, Vec<f64>) = bounds.copied().unzip();
        let sign = program.sense.sign();
        let mut true_costs: Vec<f64> = program.costs().iter().map(|c| sign * c).collect();
        true_costs.resize(n + m, 0.0);
        let value = (0..n + m)
            .map(|k| match at_upper[k] && upper[k].is_finite() {
                true => upper[k],
                false if lower[k].is_finite() => lower[k],
                false => rest(0.0, lower[k], upper[k]),
            })
            .collect();
        let mut tableau = Tableau {
            rows: m,
            columns,
            by_row,
            costs: true_costs.clone(),
            true_costs,
            shifted: false,
            head,
            slot: vec![None; n + m],
            value,
            reduced: vec![0.0; n + m],
            lower,
            upper,
            factors: Factors::choose(0, &[]).factors,
            deadline,
            pivots: 0,
            blocked: None,
            limit: 20_000 + 20 * (n + m),
            effort: 0,
            weight: 1,
            patience: usize::MAX,
        };
        tableau.refactor().then_some(tableau)
    }

    /// Lets the method make at most so many pivots, fewer where factors fill in.
    pub(super) fn be_patient_for(&mut self, pivots: usize) {
        self.patience = pivots;
    }

    fn has_patience(&self) -> bool {
        self.pivots <= self.limit && self.effort <= self.patience
    }

    /// Where the method ended.
    pub(super) fn reached(&self, program: &LinearProgram) -> Reached {
        Reached {
            basis: self.basis(program),
            blocked: self.blocked,
            pivots: self.pivots,
            ended: self.has_patience() && Instant::now() <= self.deadline,
        }
    }

    /// The basis, nonbasic variables at the bounds of the program as given.
    pub(super) fn basis(&self, program: &LinearProgram) -> Basis {
        let at_upper = |k: usize| {
            let (lower, upper) = (self.lower[k], self.upper[k]);
            upper.is_finite() && (lower.is_infinite() || self.value[k] == upper)
        };
        Basis::from_parts(
            program,
            self.slot.iter().map(Option::is_some).collect(),
            at_upper,
        )
    }

    /// Forgets the shifts of costs.
    pub(super) fn restore_costs(&mut self) {
        if self.shifted {
            self.costs.clone_from(&self.true_costs);
            self.shifted = false;
            self.price();
        }
    }

    /// Exchanges variables; `solved` is the entering one's column. False if the basis broke.
    pub(super) fn exchange(&mut self, slot: usize, entering: usize, solved: &[f64]) -> bool {
        let leaving = self.head[slot];
        self.slot[leaving] = None;
        self.slot[entering] = Some(slot);
        self.head[slot] = entering;
        self.pivots += 1;
        self.effort += self.weight;
        self.factors.replace(slot, solved);
        self.factors.updates() < REFACTOR || self.refactor()
    }

    /// Whether the factors carry no updates.
    pub(super) fn is_fresh(&self) -> bool {
        self.factors.updates() == 0
    }

    /// Whether to stop.
    pub(super) fn out_of_time(&self) -> bool {
        !self.has_patience()
            || (self.pivots.is_multiple_of(CLOCK) && Instant::now() > self.deadline)
    }

    /// How far a basic variable is outside its bounds beyond tolerance: negative below.
    pub(super) fn violation(&self, variable: usize) -> f64 {
        let x = self.value[variable];
        let (lower, upper) = (self.lower[variable], self.upper[variable]);
        if x < lower - TOLERANCE * lower.abs().max(1.0) {
            x - lower
        } else if x > upper + TOLERANCE * upper.abs().max(1.0) {
            x - upper
        } else {
            0.0
        }
    }

    pub(super) fn is_primal_feasible(&self) -> bool {
        self.head.iter().all(|&k| self.violation(k) == 0.0)
    }
}
