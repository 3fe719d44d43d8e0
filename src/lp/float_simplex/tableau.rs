//! The state of the simplex method: a basis, its factors, values and prices.

use std::time::Instant;

use super::factors::{Factors, Member};
use super::sparse::Column;
use super::sparse::SparseRow;
use crate::lp::LinearProgram;
use crate::lp::exact_simplex::{Basis, Reached};

/// Feasibility tolerance, of values relative to their bounds and of prices relative to the
/// greatest cost (which is near 1): ten times smaller than what backends use, and well above the
/// 1e-16 times a condition number of up to 1e6 that is expected of rounding.
pub(super) const TOLERANCE: f64 = 1e-9;

/// Updates after which the basis is factored anew.
const REFACTOR: usize = 64;

/// Entries of the factors for each of the basis up to which a pivot costs what it usually does.
const USUAL_FILL: usize = 2;

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

/// The power of two that brings a fault near 1; at most 2^1000, a little below the greatest double.
fn blow_up(fault: f64) -> f64 {
    match fault > 0.0 {
        true => 2f64.powi(-libm::ilogb(fault).clamp(-1000, 0)),
        false => 1.0,
    }
}

/// Beside faults of size 1 this is as good as infinite, and leaves room for floats.
const DISTANT: f64 = 1e100;

/// A bound too far away to be met is none.
fn distant(bound: f64) -> f64 {
    match bound.abs() > DISTANT {
        true => f64::INFINITY.copysign(bound),
        false => bound,
    }
}

/// Whether a variable is free.
pub(super) fn is_free(lower: f64, upper: f64) -> bool {
    lower.is_infinite() && upper.is_infinite()
}

fn is_one_sided(lower: f64, upper: f64) -> bool {
    lower.is_finite() != upper.is_finite()
}

/// The nearer finite bound, 0 without one.
fn rest(at: f64, lower: f64, upper: f64) -> f64 {
    match (lower.is_finite(), upper.is_finite()) {
        (true, true) if (at - lower).abs() <= (upper - at).abs() => lower,
        (_, true) => upper,
        (true, false) => lower,
        (false, false) => 0.0,
    }
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

    /// Makes the present corner the origin, given its prices and by variable its bounds minus its
    /// value, and blows up prices and steps until the greatest fault is 1.
    pub(super) fn zoom(&mut self, prices: &[f64], rooms: &[(f64, f64)]) {
        let (mut wrong, mut outside) = (0.0_f64, 0.0_f64);
        for (k, (&d, &(below, above))) in prices.iter().zip(rooms).enumerate() {
            if self.slot[k].is_some() {
                outside = outside.max(below).max(-above);
            } else if self.lower[k] < self.upper[k] {
                let rises = d < 0.0 && above > 0.0;
                let falls = d > 0.0 && below < 0.0;
                if rises || falls {
                    wrong = wrong.max(d.abs());
                }
            }
        }
        let (by, times) = (blow_up(wrong), blow_up(outside));
        for (k, (&d, &(below, above))) in prices.iter().zip(rooms).enumerate() {
            self.true_costs[k] = match self.slot[k] {
                Some(_) => 0.0,
                None => (d * by).clamp(-DISTANT, DISTANT),
            };
            self.value[k] = 0.0;
            self.lower[k] = distant(below * times);
            self.upper[k] = distant(above * times);
        }
        self.costs.clone_from(&self.true_costs);
        self.recompute();
    }

    /// Moves bounds inwards and, of variables with one bound only, costs towards a wrong price.
    pub(super) fn tighten(&mut self, margin: f64) {
        for k in 0..self.value.len() {
            let (lower, upper) = (self.lower[k], self.upper[k]);
            let inward = |bound: f64| margin * bound.abs().max(1.0);
            let at_upper = self.value[k] == upper;
            if upper - lower > 4.0 * (inward(lower) + inward(upper)) || is_one_sided(lower, upper) {
                self.lower[k] = lower + inward(lower).min(f64::MAX);
                self.upper[k] = upper - inward(upper).min(f64::MAX);
            }
            if is_one_sided(lower, upper) {
                let size = self.true_costs[k].abs().max(1.0);
                let toward = if lower.is_finite() { -1.0 } else { 1.0 };
                self.true_costs[k] += toward * margin * size;
            }
            if self.slot[k].is_none() {
                let bound = if at_upper {
                    self.upper[k]
                } else {
                    self.lower[k]
                };
                self.value[k] = if bound.is_finite() { bound } else { 0.0 };
            }
        }
        self.costs.clone_from(&self.true_costs);
        self.recompute();
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

    /// Factors the basis anew, replacing what turned out dependent by rows; false if it cannot.
    pub(super) fn refactor(&mut self) -> bool {
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
    pub(super) fn recompute(&mut self) {
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
    pub(super) fn price(&mut self) {
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

    /// Forgets the shifts of costs.
    pub(super) fn restore_costs(&mut self) {
        if self.shifted {
            self.costs.clone_from(&self.true_costs);
            self.shifted = false;
            self.price();
        }
    }

    /// `B⁻¹` times the column of a variable, by slot.
    pub(super) fn solved_column(&self, variable: usize) -> Vec<f64> {
        let mut b = vec![0.0; self.rows];
        for &(i, a) in &self.columns[variable] {
            b[i] = a;
        }
        let mut x = vec![0.0; self.rows];
        self.factors.solve(&mut b, &mut x);
        x
    }

    /// `B⁻¹ b`; `b` by row is overwritten, the result is by slot.
    pub(super) fn solve(&self, b: &mut [f64], x: &mut [f64]) {
        self.factors.solve(b, x);
    }

    /// The column of a variable.
    pub(super) fn column(&self, variable: usize) -> &Column {
        &self.columns[variable]
    }

    /// The row of a slot in the tableau, `e_slot B⁻¹ A`: by nonbasic variable, sparse; returns
    /// `e_slot B⁻¹`.
    pub(super) fn tableau_row(&self, slot: usize, row: &mut SparseRow) -> Vec<f64> {
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
