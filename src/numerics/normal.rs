//! The standard normal law: density, tails, Mills ratio, quantile, also in logs.
//!
//! `libm`'s erfc is accurate to an ulp of its argument's value, but the tail at z multiplies
//! the rounding of `z/√2` by z²: 1e-13 at z = 30. The argument is therefore carried in two
//! doubles and the remainder applied to first order, likewise the square in `e^{−z²/2}`.
//! Relative error of every function below 8·2^-52 = 2e-15 while the value is a normal double
//! (|z| < 37.5), likewise of the logarithms at any z (`tests/numerics/special_functions.rs`).
//!
//! The normal cdf of `statrs` 0.19.1 rests on an erfc of ten digits: its relative error is
//! 9e-11 at −1 and 5e-11 at −8 (`tests/numerics/binomial_tails.rs`), so it is not used here.

use libm::{erf, erfc, exp, expm1, log, log1p};
use std::f64::consts::{FRAC_1_SQRT_2, LN_2};

/// 1/√(2π).
const FRAC_1_SQRT_2PI: f64 = 0.398_942_280_401_432_7;
/// ½·ln(2π).
const HALF_LN_2PI: f64 = 0.918_938_533_204_672_8;
/// 1/√2 − `FRAC_1_SQRT_2`.
const FRAC_1_SQRT_2_REST: f64 = -4.833_646_656_726_457e-17;

/// φ(z) = e^{−z²/2}/√(2π).
#[must_use]
pub fn pdf(z: f64) -> f64 {
    let square = z * z;
    if square.is_infinite() {
        return 0.0;
    }
    let rest = z.mul_add(z, -square);
    let density = FRAC_1_SQRT_2PI * exp(-0.5 * square);
    density - density * (0.5 * rest)
}

/// ln φ(z).
#[must_use]
pub fn ln_pdf(z: f64) -> f64 {
    -0.5 * z * z - HALF_LN_2PI
}

/// Φ(z) = P(Z ≤ z).
#[must_use]
pub fn cdf(z: f64) -> f64 {
    survival(-z)
}

/// 1 − Φ(z), without the subtraction.
#[must_use]
pub fn survival(z: f64) -> f64 {
    if z.is_infinite() {
        return if z > 0.0 { 0.0 } else { 1.0 };
    }
    let x = z * FRAC_1_SQRT_2;
    let rest = z.mul_add(FRAC_1_SQRT_2, -x) + z * FRAC_1_SQRT_2_REST;
    // erfc(x + e)/2 = erfc(x)/2 − e·√2·φ(z) to first order.
    0.5 * erfc(x) - rest * std::f64::consts::SQRT_2 * pdf(z)
}

/// ln(1 − Φ(z)); finite for every finite z below 1e154.
#[must_use]
pub fn ln_survival(z: f64) -> f64 {
    if z < -1.0 {
        log1p(-survival(-z))
    } else if z < CONTINUED_FROM {
        log(survival(z))
    } else if z == f64::INFINITY {
        f64::NEG_INFINITY
    } else {
        ln_pdf(z) + log(mills(z))
    }
}

/// ln Φ(z).
#[must_use]
pub fn ln_cdf(z: f64) -> f64 {
    ln_survival(-z)
}

/// From here on the continued fraction is used.
const CONTINUED_FROM: f64 = 10.0;

/// Mills ratio M(z) = (1−Φ(z))/φ(z): decreasing, `≈ 1/z` at +∞; +∞ below z ≈ −38.
///
/// From z = 10 on Laplace's continued fraction `1/(z+1/(z+2/(z+3/(z+…))))`, whose convergents
/// bracket the value: the 24th and 25th differ by less than 1e-17 relative there.
#[must_use]
pub fn mills(z: f64) -> f64 {
    if z < CONTINUED_FROM {
        return survival(z) / pdf(z);
    }
    let mut fraction = z;
    for j in (1..=24).rev() {
        fraction = z + f64::from(j) / fraction;
    }
    1.0 / fraction
}

/// The z with Φ(z) = p; ∓∞ at 0 and 1, NaN outside [0, 1].
///
/// For p close to 1 call [`survival_quantile`] with 1 − p instead, computed without rounding.
#[must_use]
pub fn quantile(p: f64) -> f64 {
    if p <= 0.5 {
        -survival_quantile(p)
    } else {
        // Exact for p in [1/2, 1] (Sterbenz).
        survival_quantile(1.0 - p)
    }
}

/// The z with 1 − Φ(z) = p; ±∞ at 0 and 1, NaN outside [0, 1].
///
/// Halley's iteration, cubic, from the rational start 26.2.23 of Abramowitz & Stegun (error
/// below 4.5e-4), with the relative residual of [`survival`] as its error: three steps.
#[must_use]
pub fn survival_quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p > 0.5 {
        return -survival_quantile(1.0 - p);
    }
    if p == 0.0 {
        return f64::INFINITY;
    }
    let t = (-2.0 * log(p)).sqrt();
    let mut z = t
        - (2.515_517 + t * (0.802_853 + t * 0.010_328))
            / (1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308)));
    for _ in 0..3 {
        // (1−Φ(z) − p)/φ(z): near the centre from the exact ½ − p, so that z keeps its relative
        // accuracy as it vanishes; in the tail in logs, where subnormals do no harm.
        let newton = if p > 0.3 {
            ((0.5 - p) - 0.5 * erf(z * FRAC_1_SQRT_2)) / pdf(z)
        } else {
            -expm1(log(p) - ln_survival(z)) * mills(z)
        };
        z += newton / (1.0 - 0.5 * z * newton);
    }
    z
}

/// The z with ln(1 − Φ(z)) = `ln_p`, for tails far beyond the range of doubles.
///
/// Newton's iteration on the logarithm, concave in z; NaN for `ln_p > 0`.
#[must_use]
pub fn ln_survival_quantile(ln_p: f64) -> f64 {
    if ln_p > -LN_2 {
        return -survival_quantile(-expm1(ln_p));
    }
    if ln_p > -700.0 {
        return survival_quantile(exp(ln_p));
    }
    if ln_p == f64::NEG_INFINITY {
        return f64::INFINITY;
    }
    let mut z = (-2.0 * ln_p).sqrt();
    for _ in 0..6 {
        z += (ln_survival(z) - ln_p) * mills(z);
    }
    z
}
