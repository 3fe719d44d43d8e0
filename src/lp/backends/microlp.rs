//! The backend `microlp`: sparse revised simplex in Rust, through `good_lp`.

use good_lp::solvers::WithTimeLimit;
use good_lp::{Solution as _, SolverModel};

use super::contained::{self, Claim};
use super::good_lp_model::{claim_of, translate};
use super::{Backend, Limits, Solution, SolveError};
use crate::lp::LinearProgram;

/// The solver of the crate `microlp`. It tells no duals.
pub(super) struct MicroLp;

impl Backend for MicroLp {
    fn name(&self) -> &'static str {
        "microlp"
    }

    fn version(&self) -> &'static str {
        "0.6.0"
    }

    fn engine(&self) -> &'static str {
        "microlp 0.6.0"
    }

    fn origin(&self) -> &'static str {
        "Rust crate microlp through good_lp: revised simplex"
    }

    fn solve(&self, program: &LinearProgram, limits: &Limits) -> Result<Solution, SolveError> {
        contained::solve(self, program, limits, run)
    }
}

fn run(program: &LinearProgram, limits: &Limits) -> Claim {
    let (problem, mut translation) = translate(program);
    let mut model = problem.using(good_lp::microlp);
    translation.add_rows(program, &mut model);
    match model.with_time_limit(limits.time.as_secs_f64()).solve() {
        Ok(solution) => match solution.status() {
            good_lp::SolutionStatus::Optimal => Claim::Optimal {
                columns: translation.columns(&solution),
                row_duals: None,
                iterations: Some(solution.into_inner().stats().lp_iterations),
            },
            other => Claim::Failed(format!("stopped early: {other:?}")),
        },
        Err(error) => claim_of(error),
    }
}
