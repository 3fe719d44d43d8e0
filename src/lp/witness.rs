//! Witnesses that a program has no optimum, found by solving programs that have one.

use super::backends::{Backend, Limits, Status};
use super::certificate::{Claim, Vector};
use super::certify::{Effort, certify};
use super::{LinearProgram, Sense};

/// Farkas prices: the row prices of the program in which every row may be missed at cost 1 a
/// unit. Its optimum is positive exactly where the program is infeasible.
pub(super) fn of_infeasibility(
    program: &LinearProgram,
    backend: &dyn Backend,
    limits: &Limits,
    effort: &Effort,
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
    effort: &Effort,
) -> Option<Claim> {
    let point = point_of(optimum(&without_costs(program), backend, limits, effort)?)?;
    let ray = point_of(optimum(&recession(program), backend, limits, effort)?)?;
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
    effort: &Effort,
) -> Option<Claim> {
    let solution = backend.solve(program, limits).ok()?;
    if solution.status != Status::Optimal {
        return None;
    }
    let (certificate, _) = certify(program, &solution, backend, limits, effort)?;
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

/// Minimise the sum of `s⁺ + s⁻` subject to `lower ≤ A x + s⁺ − s⁻ ≤ upper`.
fn elastic(program: &LinearProgram) -> LinearProgram {
    let mut elastic = LinearProgram::new(Sense::Minimise);
    let columns: Vec<_> = program
        .column_bounds()
        .iter()
        .map(|&(lower, upper)| elastic.add_column(0.0, lower, upper))
        .collect();
    for (i, &(lower, upper)) in program.row_bounds().iter().enumerate() {
        let mut row: Vec<_> = program
            .row(i)
            .iter()
            .map(|&(j, a)| (columns[j], a))
            .collect();
        if lower.is_finite() {
            row.push((elastic.add_column(1.0, 0.0, f64::INFINITY), 1.0));
        }
        if upper.is_finite() {
            row.push((elastic.add_column(1.0, 0.0, f64::INFINITY), -1.0));
        }
        elastic.add_row(lower, upper, row);
    }
    elastic
}

fn without_costs(program: &LinearProgram) -> LinearProgram {
    copy(program, 0.0, |bounds| bounds, |bounds| bounds)
}

/// The same objective over the directions that keep every finite bound, within the unit box.
fn recession(program: &LinearProgram) -> LinearProgram {
    let side = |bound: f64| if bound.is_finite() { 0.0 } else { bound };
    let rows = move |(lower, upper)| (side(lower), side(upper));
    let columns = move |bounds| {
        let (lower, upper): (f64, f64) = rows(bounds);
        (lower.max(-1.0), upper.min(1.0))
    };
    copy(program, 1.0, columns, rows)
}

fn copy(
    program: &LinearProgram,
    cost_factor: f64,
    column_bounds: impl Fn((f64, f64)) -> (f64, f64),
    row_bounds: impl Fn((f64, f64)) -> (f64, f64),
) -> LinearProgram {
    let mut copy = LinearProgram::new(program.sense);
    let costs = program.costs().iter().zip(program.column_bounds());
    let columns: Vec<_> = costs
        .map(|(&cost, &bounds)| {
            let (lower, upper) = column_bounds(bounds);
            copy.add_column(cost_factor * cost, lower, upper)
        })
        .collect();
    for (i, &bounds) in program.row_bounds().iter().enumerate() {
        let (lower, upper) = row_bounds(bounds);
        let entries = program.row(i).iter().map(|&(j, a)| (columns[j], a));
        copy.add_row(lower, upper, entries);
    }
    copy
}
