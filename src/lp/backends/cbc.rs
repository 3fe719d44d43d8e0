//! The backend `coin_cbc`: COIN-OR CBC (C++) through `good_lp`.

use good_lp::solvers::WithTimeLimit;
use good_lp::{Solution as _, SolverModel};

use super::contained::{self, Claim};
use super::good_lp_model::{claim_of, translate};
use super::{Backend, Limits, Solution, SolveError};
use crate::lp::LinearProgram;

/// COIN-OR CBC, which solves linear programs with Clp. It tells no duals here.
pub(super) struct Cbc;

impl Backend for Cbc {
    fn name(&self) -> &'static str {
        "coin_cbc"
    }

    fn version(&self) -> &'static str {
        "0.1.9"
    }

    fn engine(&self) -> &'static str {
        "COIN-OR CBC, as installed"
    }

    fn origin(&self) -> &'static str {
        "C++ library COIN-OR CBC through good_lp: Clp simplex"
    }

    fn solve(&self, program: &LinearProgram, limits: &Limits) -> Result<Solution, SolveError> {
        contained::solve(self, program, limits, run)
    }
}

fn run(program: &LinearProgram, limits: &Limits) -> Claim {
    let (problem, mut translation) = translate(program);
    let mut model = problem.using(good_lp::coin_cbc);
    translation.add_rows(program, &mut model);
    match model.with_time_limit(limits.time.as_secs_f64()).solve() {
        Ok(solution) => match solution.status() {
            good_lp::SolutionStatus::Optimal => Claim::Optimal {
                columns: translation.columns(&solution),
                row_duals: None,
                iterations: u64::try_from(solution.model().iteration_count()).ok(),
            },
            other => Claim::Failed(format!("stopped early: {other:?}")),
        },
        Err(error) => claim_of(error),
    }
}
