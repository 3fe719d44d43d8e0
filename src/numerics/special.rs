//! Elementary combinations that cancel when written naively.
//!
//! Each function is accurate to a few units in the last place: against 60-digit references over the
//! whole range (`tests/numerics/special_functions.rs`) at most 1.5·2^-52 for the first three,
//! 9·2^-52 for the fourth and 8·2^-52 for Stirling's error. The method is the same throughout: a
//! series in which the leading terms have been cancelled by hand where the argument is small, the
//! `libm` function where nothing cancels.

use libm::{expm1, lgamma, log, log1p, pow};
use std::sync::LazyLock;

/// `x^k`, for `x ≥ 0`.
///
/// Whole and half exponents up to ±4 are taken apart into products and a root, which take no
/// logarithm: at most five roundings, so an error of 5·2^-53.
#[inline]
#[must_use]
pub fn power(x: f64, k: f64) -> f64 {
    let halves = 2.0 * k;
    if halves.abs() > 8.0 || halves.fract() != 0.0 {
        return pow(x, k);
    }
    let at = |halves: u32| {
        let whole = match halves / 2 {
            0 => 1.0,
            1 => x,
            2 => x * x,
            3 => x * x * x,
            _ => (x * x) * (x * x),
        };
        if halves.is_multiple_of(2) {
            whole
        } else {
            whole * x.sqrt()
        }
    };
    if k < 0.0 {
        1.0 / at(-halves as u32)
    } else {
        at(halves as u32)
    }
}

/// `ln(1+x) − x`, for `x ≥ −1`; the leading term is `−x²/2`.
///
/// With `r = x/(2+x)`, `ln(1+x) = 2·artanh(r)` and `2r − x = −r·x`, so
/// `ln(1+x) − x = r·(2r²·Σ_j r^{2j}/(2j+3) − x)`, in which the bracket keeps the sign of −x.
#[inline]
#[must_use]
pub fn ln_1p_minus_x(x: f64) -> f64 {
    // Outside [-1/2, 1] the difference is at least a third of its larger term.
    if !(-0.5..=1.0).contains(&x) {
        return if x == f64::INFINITY {
            f64::NEG_INFINITY
        } else {
            log1p(x) - x
        };
    }
    let r = x / (2.0 + x);
    let y = r * r;
    // The truncated term is y^terms relative to the sum, which itself is at most |x|/6 of the
    // bracket: below 2^-54 in each tier.
    let terms = if y < 1e-8 {
        2
    } else if y < 1e-4 {
        4
    } else if y < 2e-2 {
        9
    } else {
        17
    };
    let mut sum = 0.0;
    for c in ARTANH[..terms].iter().rev() {
        sum = sum * y + c;
    }
    r * (2.0 * y * sum - x)
}

/// `1/(2j+3)`.
const ARTANH: [f64; 17] = {
    let mut c = [0.0; 17];
    let mut j = 0;
    while j < 17 {
        c[j] = 1.0 / (2 * j + 3) as f64;
        j += 1;
    }
    c
};

/// `e^x − 1 − x`; the leading term is `x²/2`. Never negative.
#[must_use]
pub fn exp_m1_minus_x(x: f64) -> f64 {
    if x.is_infinite() {
        return f64::INFINITY;
    }
    if x.abs() > 1.0 {
        return expm1(x) - x;
    }
    // Nested Taylor series; 1/(j!/2) at j = 19 is below 2^-54.
    let mut sum = 1.0;
    for j in (3..=19).rev() {
        sum = 1.0 + sum * x / f64::from(j);
    }
    0.5 * x * x * sum
}

/// `(1+t)^k − 1`, for `t ≥ −1`; the leading term is `k·t`.
///
/// Where the power is far from 1, `1+t` is split exactly into a double and a remainder, so
/// that its rounding is not multiplied by `k`.
#[must_use]
pub fn pow_1p_m1(t: f64, k: f64) -> f64 {
    if t == -1.0 || t == f64::INFINITY || k == 0.0 {
        return power(1.0 + t, k) - 1.0;
    }
    if k == 0.5 {
        return t / (1.0 + (1.0 + t).sqrt());
    }
    if k == 1.0 {
        return t;
    }
    if k == 2.0 {
        return t * (2.0 + t);
    }
    let x = k * log1p(t);
    if x.abs() < 0.5 {
        return expm1(x);
    }
    let sum = 1.0 + t;
    let rest = if t.abs() < 1.0 {
        t - (sum - 1.0)
    } else {
        1.0 - (sum - t)
    };
    let power = pow(sum, k);
    if !power.is_finite() {
        return power;
    }
    power + power * expm1(k * (rest / sum)) - 1.0
}

/// `(1+t)^k − 1 − k·t`, for `t ≥ −1`; the leading term is `k(k−1)t²/2`.
///
/// It is the Bregman distance of the power: for `h(v) = v^k`,
/// `h(v) − h(u) − (v−u)h′(u) = u^k·pow_1p_m1_minus_kt(v/u − 1, k)`.
#[must_use]
pub fn pow_1p_m1_minus_kt(t: f64, k: f64) -> f64 {
    if k == 0.0 || k == 1.0 {
        return if t >= -1.0 { 0.0 } else { f64::NAN };
    }
    if t == -1.0 || t == f64::INFINITY {
        return match (t < 0.0, k) {
            (true, k) if k > 0.0 => k - 1.0,
            (false, k) if k > 0.0 && k < 1.0 => f64::NEG_INFINITY,
            (_, k) if k.is_nan() => f64::NAN,
            _ => f64::INFINITY,
        };
    }
    if t > -1.0 {
        // Multiplied out, the later terms do not cancel: t is at least −1.
        if k == 2.0 {
            return t * t;
        }
        if k == 3.0 {
            return t * t * (3.0 + t);
        }
        if k == 4.0 {
            return t * t * (6.0 + t * (4.0 + t));
        }
    }
    if t.abs() <= 0.25 && (k * t).abs() <= 1.0 {
        return binomial_series_from_second(t, k);
    }
    let ln = log1p(t);
    if k < 0.5 {
        // e^x - 1 - x + k(ln(1+t) - t), x = k ln(1+t): for k < 0 both terms are positive,
        // for 0 < k < 1/2 the second is at least 3 times the first while t is moderate.
        let far = if k < 0.0 { k * ln > 1.0 } else { t < -0.9 };
        if far {
            return pow_1p_m1(t, k) - k * t;
        }
        return exp_m1_minus_x(k * ln) + k * ln_1p_minus_x(t);
    }
    // With m = k - 1 (exact near 1): (1+t)·((1+t)^m - 1) - m·t, the form that does not lose
    // the factor m as k approaches 1.
    let m = k - 1.0;
    if t > 4.0 || m * ln > 1.0 {
        return (1.0 + t) * pow_1p_m1(t, m) - m * t;
    }
    // (1+t)ln(1+t) - t = -(1+t)·(ln(1+s) - s), s = -t/(1+t): positive, nothing cancels.
    let s = -t / (1.0 + t);
    (1.0 + t) * (exp_m1_minus_x(m * ln) - m * ln_1p_minus_x(s))
}

/// `Σ_{j≥2} C(k,j) t^j` for `|t| ≤ 1/4`, `|kt| ≤ 1`: successive terms shrink at least
/// threefold, so no partial sum cancels.
fn binomial_series_from_second(t: f64, k: f64) -> f64 {
    let (mut term, mut sum) = (1.0, 1.0);
    let mut j = 2.0;
    while j < 60.0 {
        term *= (k - j) / (j + 1.0) * t;
        sum += term;
        if term.abs() < 1e-18 {
            break;
        }
        j += 1.0;
    }
    0.5 * k * (k - 1.0) * t * t * sum
}

/// Stirling's error `δ(n) = ln n! − [n·ln n − n + ½·ln(2πn)]`, for real `n > 0`
/// (C. Loader, *Fast and Accurate Computation of Binomial Probabilities*, 2000).
///
/// Decreasing from `δ(0) = +∞`, about `1/(12n)`. For `n ≥ 16` the asymptotic series with
/// eight terms (the first one left out is below `1.3e-21`); below, the exact step
/// `δ(n) − δ(n+1) = (n+½)·ln(1+1/n) − 1 = Σ_{j≥1} (2n+1)^{−2j}/(2j+1)`, all terms positive.
#[must_use]
pub fn stirling_error(n: f64) -> f64 {
    // Counts are whole, and the small ones take the longest.
    static WHOLE: LazyLock<[f64; 16]> =
        LazyLock::new(|| std::array::from_fn(|n| stirling_error_of_real(n as f64)));
    if (0.0..16.0).contains(&n) && n.fract() == 0.0 {
        return WHOLE[n as usize];
    }
    stirling_error_of_real(n)
}

fn stirling_error_of_real(n: f64) -> f64 {
    if n.is_nan() || n < 0.0 {
        return f64::NAN;
    }
    if n == 0.0 {
        return f64::INFINITY;
    }
    if n < 1.0 {
        const HALF_LN_2PI: f64 = 0.918_938_533_204_672_8;
        return lgamma(n + 1.0) - ((n + 0.5) * log(n) - n + HALF_LN_2PI);
    }
    let mut shifted = n;
    let mut steps = 0.0;
    while shifted < 16.0 {
        let r = 1.0 / (2.0 * shifted + 1.0);
        let y = r * r;
        // n >= 1 gives y <= 1/9: 18 terms reach 2^-54 of the first.
        let mut sum = 0.0;
        for c in ARTANH.iter().rev() {
            sum = sum * y + c;
        }
        steps += y * sum;
        shifted += 1.0;
    }
    /// `B_{2j}/(2j(2j−1))`.
    const SERIES: [f64; 8] = [
        1.0 / 12.0,
        -1.0 / 360.0,
        1.0 / 1260.0,
        -1.0 / 1680.0,
        1.0 / 1188.0,
        -691.0 / 360_360.0,
        1.0 / 156.0,
        -3617.0 / 122_400.0,
    ];
    let y = 1.0 / (shifted * shifted);
    let mut sum = 0.0;
    for c in SERIES.iter().rev() {
        sum = sum * y + c;
    }
    steps + sum / shifted
}
