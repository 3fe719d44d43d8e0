//! Programs that need no solver, and on which solvers disagree or break.

use super::{Quality, Solution, Status};
use crate::lp::LinearProgram;

/// Answers a program with a crossed pair of bounds, an impossible empty row, or no constraint
/// but bounds; `None` where a solver is needed.
pub(super) fn solve(program: &LinearProgram) -> Option<Solution> {
    let infeasible = || Some(Solution::without_point(Status::Infeasible, f64::NAN));
    if program.column_bounds().iter().any(|(l, u)| l > u) {
        return infeasible();
    }
    let mut constrained = false;
    for (i, &(lower, upper)) in program.row_bounds().iter().enumerate() {
        let empty = program.row(i).is_empty();
        if lower > upper || (empty && (lower > 0.0 || upper < 0.0)) {
            return infeasible();
        }
        constrained |= !empty && (lower.is_finite() || upper.is_finite());
    }
    if constrained {
        return None;
    }
    let sign = program.sense.sign();
    let mut columns = Vec::with_capacity(program.columns());
    for (&cost, &(lower, upper)) in program.costs().iter().zip(program.column_bounds()) {
        let toward_gain = if sign * cost > 0.0 {
            lower
        } else if sign * cost < 0.0 {
            upper
        } else {
            0.0_f64.clamp(lower, upper)
        };
        if toward_gain.is_infinite() {
            return Some(Solution::without_point(
                Status::Unbounded,
                program.sense.best_value(),
            ));
        }
        columns.push(toward_gain);
    }
    let row_duals = vec![0.0; program.rows()];
    Some(Solution {
        status: Status::Optimal,
        objective: program.objective_at(&columns),
        quality: Quality::measure(program, &columns, Some(&row_duals)),
        columns,
        row_duals: Some(row_duals),
        iterations: None,
    })
}
