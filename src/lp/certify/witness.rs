//! Witnesses that a program has no optimum, found by solving programs that have one.

use super::CertifyBudget;
use super::search::{Found, Start, search};
use crate::lp::LinearProgram;
use crate::lp::auxiliary::{elastic, recession, without_costs};
use crate::lp::backends::{Backend, Limits, Status};
use crate::lp::certificate::{Claim, Vector};

/// Farkas prices: the row prices of the program in which every row may be missed at cost 1 a
/// unit. Its optimum is positive exactly where the program is infeasible.
pub(super) fn of_infeasibility(
    program: &LinearProgram,
    backend: &dyn Backend,
    limits: &Limits,
    budget: &CertifyBudget,
) -> Option<Claim> {
    let Claim::Bounded { dual, .. } = optimum(&elastic(program), backend, limits, budget)? else {
        return None;
    };
    Some(Claim::Infeasible { prices: dual?.0 })
}

/// A feasible point and a ray within the unit box that improves the most.
pub(super) fn of_unboundedness(
    program: &LinearProgram,
    backend: &dyn Backend,
    limits: &Limits,
    budget: &CertifyBudget,
) -> Option<Claim> {
    let half = &budget.lasting(budget.time / 2);
    let point = point_of(optimum(&without_costs(program), backend, limits, half)?)?;
    let ray = point_of(optimum(&recession(program), backend, limits, half)?)?;
    Some(Claim::Unbounded { point, ray })
}

/// Bounds in the wrong order need no prices but those of the row that has them.
pub(super) fn of_crossed_bounds(program: &LinearProgram) -> Option<Claim> {
    let columns = program.exact_column_bounds().iter();
    let mut bounds = columns.chain(program.exact_row_bounds());
    let crossed = bounds.any(|bounds| matches!(bounds, (Some(l), Some(u)) if l > u));
    let nothing = Vector::from_floats(&[])?;
    crossed.then_some(Claim::Infeasible { prices: nothing })
}

fn point_of(claim: Claim) -> Option<Vector> {
    match claim {
        Claim::Bounded { primal, .. } => Some(primal?.0),
        _ => None,
    }
}

/// Bounds on the optimum of an auxiliary program, which has one by construction.
fn optimum(
    program: &LinearProgram,
    backend: &dyn Backend,
    limits: &Limits,
    budget: &CertifyBudget,
) -> Option<Claim> {
    let half = budget.lasting(budget.time / 2);
    let solution = backend.solve(program, &limits.within(half.time)).ok()?;
    if solution.status != Status::Optimal {
        return None;
    }
    let start = Start::of_answer(program, &solution);
    search(program, start, &half).map(|Found { claim, .. }| claim)
}
