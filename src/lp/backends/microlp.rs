//! The backend `microlp`: sparse revised simplex in Rust, through `good_lp`.

use super::contained::{Claim, Contained};
use super::{Limits, good_lp_model};
use crate::lp::LinearProgram;

/// The solver of the crate `microlp`. It tells no duals.
pub(super) const MICROLP: Contained = Contained {
    name: "microlp",
    version: "0.6.0",
    engine: "microlp 0.6.0",
    origin: "Rust crate microlp through good_lp: revised simplex",
    iterations_untold: None,
    run,
};

fn run(program: &LinearProgram, limits: &Limits) -> Claim {
    good_lp_model::run(program, limits, good_lp::microlp, |_, solution| {
        (None, Some(solution.into_inner().stats().lp_iterations))
    })
}
