//! Certified answers of linear programs as JSON and in words.

use crate::lp::backends::{self, Backend, Quality, Status};
use crate::lp::certificate::check::Proved;
use crate::lp::certificate::{Certificate, Ratio};
use dashu_ratio::RBig;
use serde_json::{Value, json};

/// `optimal`, `infeasible`, `unbounded` or `failed`.
pub fn status(status: Option<Status>) -> &'static str {
    match status {
        Some(Status::Optimal) => "optimal",
        Some(Status::Infeasible) => "infeasible",
        Some(Status::Unbounded) => "unbounded",
        None => "failed",
    }
}

/// The certificate: its kind, and the bounds as decimals rounded outwards.
pub fn certificate(accepted: Option<&(Certificate, Proved)>) -> Value {
    let Some((certificate, proved)) = accepted else {
        return json!({"kind": "none", "lower": null, "upper": null});
    };
    let (lower, upper) = match proved {
        Proved::Bounds { lower, upper } => (lower.as_ref(), upper.as_ref()),
        _ => (None, None),
    };
    json!({
        "kind": certificate.kind().name(),
        "lower": lower.map(|ratio| ratio.decimal_below(DIGITS)),
        "upper": upper.map(|ratio| ratio.decimal_above(DIGITS)),
        "proved": match proved {
            Proved::Bounds { .. } => "bounds",
            Proved::Infeasible => "infeasible",
            Proved::Unbounded => "unbounded",
        },
        "program": format!("{:016x}", certificate.program),
    })
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

/// Residuals, each `null` where it is not known or not finite.
pub fn quality(quality: &Quality) -> Value {
    let finite = |x: f64| Some(x).filter(|x| x.is_finite());
    json!({
        "primal": finite(quality.primal_infeasibility),
        "dual": quality.dual_infeasibility.and_then(finite),
        "gap": quality.gap.and_then(finite),
    })
}

/// What is proved, where no certificate of ours proves it.
pub fn proved(proved: &Proved) -> Value {
    let (lower, upper) = match proved {
        Proved::Bounds { lower, upper } => (lower.as_ref(), upper.as_ref()),
        _ => (None, None),
    };
    let exact = !matches!(proved, Proved::Bounds { .. }) || (lower.is_some() && lower == upper);
    json!({
        "kind": match (exact, lower.is_some() && upper.is_some()) {
            (true, _) => "exact",
            (false, true) => "interval",
            (false, false) => "none",
        },
        "lower": lower.map(|ratio| ratio.decimal_below(DIGITS)),
        "upper": upper.map(|ratio| ratio.decimal_above(DIGITS)),
        "proved": match proved {
            Proved::Bounds { .. } => "bounds",
            Proved::Infeasible => "infeasible",
            Proved::Unbounded => "unbounded",
        },
    })
}

/// Significant digits of a printed bound: well beyond those of a float.
const DIGITS: usize = 30;

/// What is proved, in words.
pub fn in_words(proved: &Proved) -> String {
    match proved {
        Proved::Bounds { lower, upper } => {
            let lower = lower
                .as_ref()
                .map_or("-inf".into(), |r| r.decimal_below(DIGITS));
            let upper = upper
                .as_ref()
                .map_or("+inf".into(), |r| r.decimal_above(DIGITS));
            format!("the optimum lies in [{lower}, {upper}]")
        }
        Proved::Infeasible => "no point satisfies the constraints".into(),
        Proved::Unbounded => "the objective improves without end".into(),
    }
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
