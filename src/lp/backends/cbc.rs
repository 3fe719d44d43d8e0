//! The backend `coin_cbc`: COIN-OR CBC (C++) through `good_lp`.

use super::contained::{Claim, Contained};
use super::{Limits, good_lp_model};
use crate::lp::LinearProgram;

/// COIN-OR CBC, which solves linear programs with Clp. It tells no duals here.
pub(super) const CBC: Contained = Contained {
    name: "coin_cbc",
    version: "0.1.9",
    engine: "COIN-OR CBC, as installed",
    origin: "C++ library COIN-OR CBC through good_lp: Clp simplex",
    iterations_untold: None,
    run,
};

fn run(program: &LinearProgram, limits: &Limits) -> Claim {
    good_lp_model::run(program, limits, good_lp::coin_cbc, |_, solution| {
        (None, u64::try_from(solution.model().iteration_count()).ok())
    })
}
