//! The backend `lpsolve`: lp_solve 5.5 (C, bundled) through its crate `lpsolve`.
//!
//! Not through `good_lp`, which cannot silence it: it writes a log to stdout.

use lpsolve::{ConstraintType, Problem, SolveStatus, Verbosity};

use super::Limits;
use super::contained::{Claim, Contained};
use crate::lp::LinearProgram;

/// lp_solve with its default options.
pub(super) const LPSOLVE: Contained = Contained {
    name: "lpsolve",
    version: "1.0.1",
    engine: "lp_solve 5.5.2",
    origin: "C library lp_solve 5.5: simplex",
    iterations_untold: Some("the crate lpsolve has no call for them"),
    run,
};

fn run(program: &LinearProgram, limits: &Limits) -> Claim {
    pose(program, limits).map_or_else(
        || Claim::Failed("lp_solve did not take the program".into()),
        |mut problem| match problem.solve() {
            SolveStatus::Optimal | SolveStatus::Presolved => {
                let mut columns = vec![0.0; program.columns()];
                match problem.get_solution_variables(&mut columns) {
                    Some(_) => Claim::Optimal {
                        columns,
                        row_duals: None,
                        iterations: None,
                    },
                    None => Claim::Failed("lp_solve told no solution".into()),
                }
            }
            SolveStatus::Infeasible => Claim::Infeasible,
            SolveStatus::Unbounded => Claim::Unbounded,
            other => Claim::Failed(format!("stopped: {other:?}")),
        },
    )
}

/// The program in lp_solve's words: a minimum, columns and rows counted from 1, dense rows.
fn pose(program: &LinearProgram, limits: &Limits) -> Option<Problem> {
    let number = |index: usize| i32::try_from(index + 1).ok();
    let mut problem = Problem::new(0, i32::try_from(program.columns()).ok()?)?;
    // more than errors would be written to stdout, among the answers
    problem.set_verbose(Verbosity::Critical);
    problem.set_timeout(i64::try_from(limits.time.as_secs()).ok()?.saturating_add(1));
    let sign = program.sense.sign();
    let mut costs: Vec<f64> = program.costs().iter().map(|c| sign * c).collect();
    let mut places: Vec<i32> = (0..costs.len()).map(number).collect::<Option<_>>()?;
    problem
        .scatter_objective_function(&mut costs, &mut places)
        .ok()?;
    for (j, &(lower, upper)) in program.column_bounds().iter().enumerate() {
        match lower.is_finite() || upper.is_finite() {
            true => problem.set_bounds(number(j)?, lower, upper),
            false => problem.set_unbounded(number(j)?),
        }
        .ok()?;
    }
    for (i, &(lower, upper)) in program.row_bounds().iter().enumerate() {
        if program.row(i).is_empty() {
            continue;
        }
        let mut row = vec![0.0; program.columns() + 1];
        for &(j, a) in program.row(i) {
            row[j + 1] = a;
        }
        let kinds: &[(f64, ConstraintType)] = match lower == upper {
            true => &[(lower, ConstraintType::Eq)],
            false => &[(lower, ConstraintType::Ge), (upper, ConstraintType::Le)],
        };
        for &(bound, kind) in kinds.iter().filter(|(bound, _)| bound.is_finite()) {
            problem.add_constraint(&mut row, bound, kind).ok()?;
        }
    }
    Some(problem)
}
