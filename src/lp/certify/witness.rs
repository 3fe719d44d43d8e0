//! Witnesses that a program has no optimum, found by solving programs that have one.

use crate::lp::LinearProgram;
use crate::lp::auxiliary::{elastic, recession, without_costs};
use crate::lp::backends::{Backend, Limits, Status};
use crate::lp::certificate::{Claim, Vector};
use crate::lp::certify::CertifyBudget;
use crate::lp::certify::certify;

/// Farkas prices: the row prices of the program in which every row may be missed at cost 1 a
/// unit. Its optimum is positive exactly where the program is infeasible.
pub(super) fn of_infeasibility(
    program: &LinearProgram,
    backend: &dyn Backend,
    limits: &Limits,
    effort: &CertifyBudget,
) -> Option<Claim> {
    if let Some(claim) = crossed_bounds(program) {
        return Some(claim);
    }
    let elastic = elastic(program);
    let Claim::Bounded { dual, .. } = optimum(&elastic, backend, limits, effort)? else {
        return None;
    };
    Some(Claim::Infeasible { prices: dual?.0 })
}

/// A feasible point and a ray within the unit box that improves the most.
pub(super) fn of_unboundedness(
    program: &LinearProgram,
    backend: &dyn Backend,
    limits: &Limits,
    effort: &CertifyBudget,
) -> Option<Claim> {
    let half = &effort.lasting(effort.time / 2);
    let point = point_of(optimum(&without_costs(program), backend, limits, half)?)?;
    let ray = point_of(optimum(&recession(program), backend, limits, half)?)?;
    Some(Claim::Unbounded { point, ray })
}

fn point_of(claim: Claim) -> Option<Vector> {
    match claim {
        Claim::Bounded { primal, .. } => Some(primal?.0),
        _ => None,
    }
}

/// A certified optimum of an auxiliary program, which has one by construction.
fn optimum(
    program: &LinearProgram,
    backend: &dyn Backend,
    limits: &Limits,
    effort: &CertifyBudget,
) -> Option<Claim> {
    let half = effort.lasting(effort.time / 2);
    let limits = limits.within(half.time);
    let solution = backend.solve(program, &limits).ok()?;
    if solution.status != Status::Optimal {
        return None;
    }
    let (certificate, _) = certify(program, &solution, backend, &limits, &half)?;
    Some(certificate.claim)
}

/// Bounds in the wrong order need no prices but those of the row that has them.
fn crossed_bounds(program: &LinearProgram) -> Option<Claim> {
    let mut bounds = program.column_bounds().iter().chain(program.row_bounds());
    let nothing = Vector::from_floats(&[])?;
    bounds
        .any(|(lower, upper)| lower > upper)
        .then_some(Claim::Infeasible { prices: nothing })
}
