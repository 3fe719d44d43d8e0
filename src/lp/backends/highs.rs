//! The backend `highs`: HiGHS (C++) through `good_lp`.

use good_lp::solvers::WithTimeLimit;
use good_lp::{Solution as _, SolutionWithDual, SolverModel};

use super::contained::{self, Claim};
use super::good_lp_model::{claim_of, translate};
use super::{Backend, Limits, Solution, SolveError};
use crate::lp::LinearProgram;

/// HiGHS with its default options.
pub(super) struct Highs;

impl Backend for Highs {
    fn name(&self) -> &'static str {
        "highs"
    }

    fn version(&self) -> &'static str {
        "2.4.0"
    }

    fn engine(&self) -> &'static str {
        "HiGHS 1.15.0"
    }

    fn origin(&self) -> &'static str {
        "C++ library HiGHS through good_lp: dual simplex"
    }

    fn iterations_untold(&self) -> Option<&'static str> {
        Some("good_lp does not pass on those of HiGHS")
    }

    fn solve(&self, program: &LinearProgram, limits: &Limits) -> Result<Solution, SolveError> {
        contained::solve(self, program, limits, run)
    }
}

fn run(program: &LinearProgram, limits: &Limits) -> Claim {
    let (problem, mut translation) = translate(program);
    let mut model = problem.using(good_lp::highs);
    translation.add_rows(program, &mut model);
    match model.with_time_limit(limits.time.as_secs_f64()).solve() {
        Ok(mut solution) => match solution.status() {
            good_lp::SolutionStatus::Optimal => Claim::Optimal {
                columns: translation.columns(&solution),
                row_duals: Some(translation.row_duals(&solution.compute_dual())),
                iterations: None,
            },
            other => Claim::Failed(format!("stopped early: {other:?}")),
        },
        Err(error) => claim_of(error),
    }
}
