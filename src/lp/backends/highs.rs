//! The backend `highs`: HiGHS (C++) through `good_lp`.

use good_lp::SolutionWithDual;

use super::contained::{Claim, Contained};
use super::{Limits, good_lp_model};
use crate::lp::LinearProgram;

/// HiGHS with its default options.
pub(super) const HIGHS: Contained = Contained {
    name: "highs",
    version: "2.4.0",
    engine: "HiGHS 1.15.0",
    origin: "C++ library HiGHS through good_lp: dual simplex",
    iterations_untold: Some("good_lp does not pass on those of HiGHS"),
    run,
};

fn run(program: &LinearProgram, limits: &Limits) -> Claim {
    good_lp_model::run(
        program,
        limits,
        good_lp::highs,
        |translation, mut solution| (Some(translation.row_duals(&solution.compute_dual())), None),
    )
}
