//! The backend `clarabel`: interior-point method in Rust, through `good_lp`.

use clarabel::solver::SolverStatus;
use good_lp::{SolutionWithDual, SolverModel};

use super::contained::{self, Claim};
use super::good_lp_model::{claim_of, translate};
use super::{Backend, Limits, Solution, SolveError};
use crate::lp::LinearProgram;

/// The solver of the crate `clarabel`. Its points lie inside the optimal face, not on a vertex.
pub(super) struct Clarabel;

impl Backend for Clarabel {
    fn name(&self) -> &'static str {
        "clarabel"
    }

    fn version(&self) -> &'static str {
        "0.11.1"
    }

    fn engine(&self) -> &'static str {
        "Clarabel 0.11.1"
    }

    fn origin(&self) -> &'static str {
        "Rust crate clarabel through good_lp: interior point"
    }

    fn solve(&self, program: &LinearProgram, limits: &Limits) -> Result<Solution, SolveError> {
        contained::solve(self, program, limits, run)
    }
}

fn run(program: &LinearProgram, limits: &Limits) -> Claim {
    let (problem, mut translation) = translate(program);
    let mut model = problem.using(good_lp::clarabel);
    translation.add_rows(program, &mut model);
    model.settings().time_limit(limits.time.as_secs_f64());
    match model.solve() {
        Ok(mut solution) => match solution.inner().status {
            // good_lp calls these two a success: the "solution" is then a ray.
            SolverStatus::DualInfeasible | SolverStatus::AlmostDualInfeasible => Claim::Unbounded,
            _ => Claim::Optimal {
                columns: translation.columns(&solution),
                iterations: Some(solution.inner().iterations.into()),
                row_duals: Some(translation.row_duals(&solution.compute_dual())),
            },
        },
        Err(error) => claim_of(error),
    }
}
