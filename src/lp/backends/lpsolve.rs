//! The backend `lpsolve`: lp_solve 5.5 (C, bundled) through `good_lp`.

use good_lp::solvers::WithTimeLimit;
use good_lp::{Solution as _, SolverModel};

use super::contained::{self, Claim};
use super::good_lp_model::{claim_of, translate};
use super::{Backend, Limits, Solution, SolveError};
use crate::lp::LinearProgram;

/// lp_solve. It tells no duals through `good_lp`.
pub(super) struct LpSolve;

impl Backend for LpSolve {
    fn name(&self) -> &'static str {
        "lpsolve"
    }

    fn version(&self) -> &'static str {
        "1.0.1"
    }

    fn origin(&self) -> &'static str {
        "C library lp_solve 5.5 through good_lp: simplex"
    }

    fn solve(&self, program: &LinearProgram, limits: &Limits) -> Result<Solution, SolveError> {
        contained::solve(self, program, limits, run)
    }
}

fn run(program: &LinearProgram, limits: &Limits) -> Claim {
    let (problem, mut translation) = translate(program);
    let mut model = problem.using(good_lp::lp_solve);
    translation.add_rows(program, &mut model);
    match model.with_time_limit(limits.time.as_secs_f64()).solve() {
        Ok(solution) => match solution.status() {
            good_lp::SolutionStatus::Optimal => Claim::Optimal {
                columns: translation.columns(&solution),
                row_duals: None,
            },
            other => Claim::Failed(format!("stopped early: {other:?}")),
        },
        Err(error) => claim_of(error),
    }
}
