//! The backend `clarabel`: interior-point method in Rust, through `good_lp`.

use clarabel::solver::SolverStatus;
use good_lp::{SolutionWithDual, SolverModel};

use super::contained::{self, Claim, Contained};
use super::good_lp_model::{claim_of, translate};
use super::{Limits, Solution, SolveError};
use crate::lp::LinearProgram;

/// Where the method stops: residuals and gap, relative to the size of the numbers.
#[derive(Clone, Copy)]
struct Tolerances {
    residual: f64,
    gap: f64,
}

/// The tolerances of `good_lp`.
const CUSTOMARY: Tolerances = Tolerances {
    residual: 1e-9,
    gap: 1e-8,
};

/// Below what floats reach in most programs: the method then stops where it gains no more.
const NEAREST: Tolerances = Tolerances {
    residual: 1e-12,
    gap: 1e-13,
};

/// The solver of the crate `clarabel`. Its points lie inside the optimal face, not on a vertex.
pub(super) const CLARABEL: Contained = Contained {
    name: "clarabel",
    version: "0.11.1",
    engine: "Clarabel 0.11.1",
    origin: "Rust crate clarabel through good_lp: interior point",
    iterations_untold: None,
    run,
};

/// A point and prices as near the optimal face as floats lead, and well inside it.
pub(in crate::lp) fn inner_point(
    program: &LinearProgram,
    limits: &Limits,
) -> Result<Solution, SolveError> {
    contained::solve(&CLARABEL, program, limits, |program, limits| {
        run_to(NEAREST, program, limits)
    })
}

fn run(program: &LinearProgram, limits: &Limits) -> Claim {
    run_to(CUSTOMARY, program, limits)
}

fn run_to(tolerances: Tolerances, program: &LinearProgram, limits: &Limits) -> Claim {
    let (problem, mut translation) = translate(program);
    let mut model = problem.using(good_lp::clarabel);
    translation.add_rows(program, &mut model);
    let settings = model.settings();
    settings.time_limit(limits.time.as_secs_f64());
    settings.tol_feas(tolerances.residual);
    settings.tol_gap_abs(tolerances.gap);
    settings.tol_gap_rel(tolerances.gap);
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
