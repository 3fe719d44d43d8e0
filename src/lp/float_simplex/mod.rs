//! A simplex method in floats, to bring a suggested basis to an optimal one.
//!
//! Backends tell points, and some tell prices; few tell a basis, and where the optimum is
//! degenerate a basis guessed from a point is many pivots away. Exact pivots cost a hundred times
//! what float pivots cost, so the way is made in floats and only its end is looked at exactly. What
//! is found here is a suggestion like any other: nothing is believed of it.
//!
//! The method is that of a textbook (I. Maros, *Computational Techniques of the Simplex Method*,
//! Kluwer 2003): bounded variables; costs shifted until the basis is dual feasible, the dual method
//! until it is primal feasible, the primal method with the true costs; Devex prices (P. Harris,
//! *Mathematical Programming* 5, 1973) in the primal method, steepest edges (J. Forrest and D.
//! Goldfarb, *Mathematical Programming* 57, 1992) in the dual one, Harris' ratio test with
//! tolerances; product-form updates.

mod dual;
mod elimination;
mod face;
mod factors;
mod guess;
mod primal;
mod sparse;
mod tableau;

use std::time::Instant;

use super::LinearProgram;
use super::program::Scaled;
use super::scaling::Scaling;
use crate::lp::exact_simplex::{Basis, Corner, Reached};
use tableau::Tableau;

pub(super) use face::Face;
pub(super) use guess::Guess;

/// How a phase ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// Nothing is left to improve.
    Done,
    /// No candidate to pivot with: infeasible (dual method) or unbounded (primal method).
    Blocked,
    /// Time or patience ran out, or the numbers became useless.
    GaveUp,
}

/// Rounds of dual and primal method before the basis is returned as it is.
const ROUNDS: usize = 6;

/// What the simplex method reaches from a guess by `deadline`, and in about `patience` pivots,
/// fewer where factors fill in so that pivots cost more.
pub(in crate::lp) fn simplex(
    program: &LinearProgram,
    guess: &Guess,
    patience: usize,
    deadline: Instant,
) -> Option<Reached> {
    let (scaled, _) = Scaling::of(program);
    let mut tableau = Tableau::new(&scaled, guess.variables(), &guess.at_upper, deadline)?;
    tableau.be_patient_for(patience);
    run(&mut tableau);
    Some(tableau.reached(program))
}

/// What the simplex method reaches from a basis whose exact corner is known to be not quite
/// optimal.
///
/// The program is moved so that the corner is the origin, its bounds and costs being what the
/// corner leaves of them, and blown up until the faults have size 1 (A. Gleixner, D. Steffy, K.
/// Wolter, *Iterative refinement for linear programming*, INFORMS Journal on Computing 28, 2016):
/// tolerances then no longer hide them.
pub(in crate::lp) fn refine(
    exact: &Scaled<'_>,
    basis: &Basis,
    corner: &Corner,
    deadline: Instant,
) -> Option<Reached> {
    let program = exact.program;
    let (scaled, scaling) = Scaling::of(program);
    let mut tableau = Tableau::new(&scaled, basis.variables(), &basis.at_upper(), deadline)?;
    let prices = corner.reduced_costs(exact).into_iter().enumerate();
    let prices: Vec<f64> = prices.map(|(k, d)| scaling.price_scaled(k, d)).collect();
    let rooms = corner.rooms(exact).into_iter().enumerate();
    let rooms: Vec<(f64, f64)> = rooms
        .map(|(k, (l, u))| (scaling.step_scaled(k, l), scaling.step_scaled(k, u)))
        .collect();
    tableau.zoom(&prices, &rooms);
    run(&mut tableau);
    Some(tableau.reached(program))
}

/// A basis with its nonbasic values, and costs by variable.
pub(in crate::lp) struct Tightened {
    pub(in crate::lp) basis: Basis,
    pub(in crate::lp) costs: Vec<f64>,
    pub(in crate::lp) pivots: usize,
}

/// The basis that the simplex method reaches from a guess in a program with bounds and prices
/// tightened by about `margin` (relative to a scaled program).
///
/// A point or prices that keep the tightened conditions to within the margin keep the true ones
/// exactly: a repair that costs width and needs no exact pivot.
pub(in crate::lp) fn tightened(
    program: &LinearProgram,
    guess: &Guess,
    margin: f64,
    deadline: Instant,
) -> Option<Tightened> {
    let (scaled, scaling) = Scaling::of(program);
    let mut tableau = Tableau::new(&scaled, guess.variables(), &guess.at_upper, deadline)?;
    tableau.tighten(margin);
    run(&mut tableau);
    let mut basis = tableau.basis(program);
    let values = tableau.value.iter().enumerate();
    let values = values.map(|(k, &value)| scaling.value_unscaled(k, value));
    basis.sit_at(program, &values.collect::<Vec<_>>());
    let costs = tableau.true_costs.iter().enumerate();
    let costs = costs.map(|(k, &cost)| scaling.cost_unscaled(k, cost));
    Some(Tightened {
        basis,
        costs: costs.collect(),
        pivots: tableau.pivots,
    })
}

/// A basis of rows with room and of columns well inside their bounds. The rest stays where `x` has
/// it, equations at their value.
pub(in crate::lp) fn standing_at(
    program: &LinearProgram,
    x: &[f64],
    deadline: Instant,
) -> Option<Basis> {
    let (scaled, _) = Scaling::of(program);
    let guess = Guess::of_equations(program, x);
    let tableau = Tableau::new(&scaled, guess.variables(), &guess.at_upper, deadline)?;
    let mut basis = tableau.basis(program);
    // a row with room whose place a column took sits where the point has it
    let rows = program.row_bounds().iter().enumerate();
    let rows = rows.map(|(i, &(lower, upper))| {
        let sum: f64 = program.row(i).iter().map(|&(j, a)| a * x[j]).sum();
        sum.max(lower).min(upper)
    });
    let values: Vec<f64> = x.iter().copied().chain(rows).collect();
    basis.sit_at(program, &values);
    Some(basis)
}

fn run(tableau: &mut Tableau) {
    for round in 0..ROUNDS {
        // a basis that is feasible but for the prices needs no detour
        if round == 0 && tableau.is_primal_feasible() {
            let end = tableau.run_primal();
            if end != End::Done || tableau.is_primal_feasible() {
                return;
            }
        }
        tableau.make_dual_feasible();
        let end = tableau.run_dual();
        if end != End::Done {
            // the basis nearly shows that there is no feasible point, or time is up
            return;
        }
        tableau.restore_costs();
        let end = tableau.run_primal();
        if end != End::Done || tableau.is_primal_feasible() {
            return;
        }
    }
}
