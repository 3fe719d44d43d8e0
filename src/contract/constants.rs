//! The sharp constants of the rates, and T5's refinement at finite n, evaluated at the first best.

use super::first_best::FirstBest;
use crate::numerics::normal;

/// K_bin = c′·[h(U0) − h(ū) + c·h′(ū)]/(c·√I) = c′·D_h(ū, −c)/(c·√I) at η* (T5): √(n log n)·Δ_n →
/// K_bin.
pub fn binary(first_best: &FirstBest<'_>) -> f64 {
    let point = first_best.at(0.0);
    let distance = first_best
        .model()
        .utility()
        .wage_bregman(point.required_utility, -point.cost);
    point.marginal_cost * distance / (point.cost * point.information.sqrt())
}

/// K_lin = ½·h″(ū)·c′²/I at η* (T6, T7): n·Δ_n → K_lin.
pub fn linear(first_best: &FirstBest<'_>) -> f64 {
    let point = first_best.at(0.0);
    let curvature = first_best
        .model()
        .utility()
        .wage_curvature(point.required_utility);
    0.5 * curvature * point.marginal_cost * point.marginal_cost / point.information
}

/// T5's refined gap at finite n: K_bin·M(z)/√n, M the Mills ratio and z the slack of
/// [`binary_slack`].
pub fn binary_refined(first_best: &FirstBest<'_>, samples: f64) -> Option<f64> {
    let slack = binary_slack(first_best, samples)?;
    Some(binary(first_best) * normal::mills(slack) / samples.sqrt())
}

/// The slack z ≥ 0 of the threshold, in standard deviations, at which a bonus of c(η*) is just
/// incentive enough: φ(z) = c′/(c·√(nI)). `None` where n is so small that no slack satisfies it (c′
/// > c·√(nI)·φ(0)).
pub fn binary_slack(first_best: &FirstBest<'_>, samples: f64) -> Option<f64> {
    let point = first_best.at(0.0);
    let density = point.marginal_cost / (point.cost * (samples * point.information).sqrt());
    // φ(z) = density at z = √(−2·ln(density·√(2π))).
    let exponent = -2.0 * libm::log(density * (2.0 * std::f64::consts::PI).sqrt());
    (exponent >= 0.0).then(|| exponent.sqrt())
}

/// T7's bound for every contract at one effort: ½·m·c′²/(n·I), m = inf h″ over utilities from
/// u(w_min) up; 0 where the family's h″ has no positive lower bound.
pub fn premium_lower_bound(first_best: &FirstBest<'_>, change: f64, samples: f64) -> f64 {
    let point = first_best.at(change);
    let model = first_best.model();
    let modulus = model.utility().least_curvature(model.minimum_utility());
    0.5 * modulus * point.marginal_cost * point.marginal_cost / (samples * point.information)
}
