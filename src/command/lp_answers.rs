//! What the commands on linear programs say of an answer.

use crate::lp::backends::{self, Backend, Status};
use crate::lp::certificate::Ratio;
use crate::lp::certificate::check::Proved;
use dashu_ratio::RBig;

/// `optimal`, `infeasible`, `unbounded` or `failed`.
pub fn status(status: Option<Status>) -> &'static str {
    match status {
        Some(Status::Optimal) => "optimal",
        Some(Status::Infeasible) => "infeasible",
        Some(Status::Unbounded) => "unbounded",
        None => "failed",
    }
}

/// Why there is no number of iterations of a backend; `None` where there is one.
pub fn iterations_untold(backend: &str, iterations: Option<u64>) -> Option<&'static str> {
    if iterations.is_some() {
        return None;
    }
    let backend = backends::by_name(backend).ok();
    let never = backend.and_then(Backend::iterations_untold);
    Some(never.unwrap_or("told with a point that the solver itself found only"))
}

/// The float nearest to the optimum proved, or to the middle of the bounds proved.
pub fn optimum(proved: &Proved) -> Option<f64> {
    let Proved::Bounds {
        lower: Some(lower),
        upper: Some(upper),
    } = proved
    else {
        return None;
    };
    let float = |ratio: &Ratio| ratio.numerator.over(&ratio.denominator);
    let middle = (float(lower) + float(upper)) / RBig::from(2);
    Some(middle.to_f64().value()).filter(|x| x.is_finite())
}
