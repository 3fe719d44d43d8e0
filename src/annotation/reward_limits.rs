//! What a reward model fitted to many labels of some effort tends to, and how fast, for normal
//! features (T3).

use super::logistic::logistic;
use crate::numerics::error::NumericsError;
use crate::numerics::quadrature::GaussLegendre;
use crate::numerics::roots::find_root;
use std::f64::consts::TAU;

/// a(η): the norm of the population limit for z ~ N(0, 1) (standard normal coordinates), θ* of norm
/// `norm`.
///
/// The root of E\[T(σ(aT) − ½ − η(σ(norm·T) − ½))] = 0, T ~ N(0, 1).
pub fn limit_norm(norm: f64, effort: f64) -> Result<f64, NumericsError> {
    let rule = GaussLegendre::new(64);
    // By symmetry twice the half line; beyond 9 a standard normal has mass 1e-19.
    let expect = |a: f64| {
        2.0 * rule.integrate(0.0, 9.0, |t| {
            let difference = (logistic(a * t) - 0.5) - effort * (logistic(norm * t) - 0.5);
            t * difference * crate::numerics::normal::pdf(t)
        })
    };
    if effort <= 0.0 {
        return Ok(0.0);
    }
    find_root(expect, 0.0, norm, 1e-12)
}

/// Accuracy of the direction θ* itself against careful labels, z ~ N(0, 1): E\[σ(norm·|T|)], the
/// ceiling of any direction.
pub fn best_accuracy(norm: f64) -> f64 {
    let rule = GaussLegendre::new(64);
    2.0 * rule.integrate(0.0, 9.0, |t| logistic(norm * t) * normal_pdf(t))
}

/// How far a direction at this cosine from θ* stays below [`best_accuracy`], z ~ N(0, 1).
///
/// Careful labels lean to sign(T) by 2σ(norm·|T|) − 1, T = z·θ*/norm, and the direction disagrees
/// with that sign with probability Φ(−|T|·cos/sin): the deficit is 2·E\[(2σ(norm·T) −
/// 1)·Φ(−T·cos/sin); T > 0].
pub fn accuracy_deficit(norm: f64, cosine: f64) -> f64 {
    let sine = (1.0 - cosine * cosine).max(0.0).sqrt();
    let slope = cosine / sine;
    // Φ(−38) is the last that is not 0; where the direction is nearly right only T of the order of
    // the sine count.
    let end = if slope > 38.0 / 9.0 {
        38.0 / slope
    } else {
        9.0
    };
    let rule = GaussLegendre::new(64);
    2.0 * rule.integrate(0.0, end, |t| {
        (2.0 * logistic(norm * t) - 1.0) * crate::numerics::normal::cdf(-slope * t) * normal_pdf(t)
    })
}

/// m·E\[accuracy deficit] of a fit to m labels of effort `effort` as m → ∞, z ~ N(0, 1) in
/// `dimension` coordinates.
///
/// Each of the d − 1 coordinates off θ* has error variance V/m, V = B/A², A = E\[σ′(aT)], B =
/// E\[p(1 − p) + (p − σ(aT))²], p = ½ + η(σ(norm·T) − ½), a = a(η): the sandwich of a misspecified
/// logistic model (White, Econometrica 50, 1982). A small squared angle φ² costs norm·φ²/(4√(2π))
/// of accuracy, so the constant is norm·(d − 1)·V/(4√(2π)·a²).
pub fn deficit_constant(norm: f64, effort: f64, dimension: usize) -> Result<f64, NumericsError> {
    Ok(norm * squared_angle(norm, effort, dimension)? / (4.0 * TAU.sqrt()))
}

/// m·E\[squared angle to θ*] as m → ∞: (d − 1)·V/a², V and a as for [`deficit_constant`].
pub fn squared_angle(norm: f64, effort: f64, dimension: usize) -> Result<f64, NumericsError> {
    let a = limit_norm(norm, effort)?;
    let rule = GaussLegendre::new(64);
    let expect = |f: &dyn Fn(f64) -> f64| {
        // The integrands are even.
        2.0 * rule.integrate(0.0, 9.0, |t| f(t) * normal_pdf(t))
    };
    let curvature = expect(&|t| logistic(a * t) * logistic(-a * t));
    let spread = expect(&|t| {
        let p = 0.5 + effort * (logistic(norm * t) - 0.5);
        p * (1.0 - p) + (p - logistic(a * t)) * (p - logistic(a * t))
    });
    Ok((dimension as f64 - 1.0) * spread / (curvature * curvature * a * a))
}

/// Expected loss on careful labels of a model of this norm and cosine to θ*, z ~ N(0, 1).
///
/// With M = θ̂·z: E\[ln(1 + e^M)] − E\[σ(norm·T)·M], and E\[σ(norm·T)·M] =
/// ‖θ̂‖·cos·E\[σ(norm·T)·T].
pub fn expected_log_loss(norm: f64, fitted: f64, cosine: f64) -> f64 {
    let rule = GaussLegendre::new(64);
    // ln(1 + e^M) = M/2 + |M|/2 + ln(1 + e^−|M|), and M has mean 0.
    let level = 2.0
        * rule.integrate(0.0, 9.0, |t| {
            (0.5 * fitted * t + libm::log1p(libm::exp(-fitted * t))) * normal_pdf(t)
        });
    let gain = rule.integrate(0.0, 9.0, |t| {
        (2.0 * logistic(norm * t) - 1.0) * t * normal_pdf(t)
    });
    level - fitted * cosine * gain
}

fn normal_pdf(t: f64) -> f64 {
    crate::numerics::normal::pdf(t)
}
