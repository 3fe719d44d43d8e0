//! e^x, ln x and their cancellation-free relatives at one float: polynomials in plain double
//! arithmetic, and a bound on the relative error of everything together.
//!
//! With u = 2^-53 every operation errs by at most u of its result (IEEE 754, no underflow), a
//! constant by u of itself. For Horner's scheme s_j = a_j + x·s_(j+1) the error e_j obeys e_j ≤
//! u·|s_j| + |x|·(u·|s_(j+1)| + e_(j+1)) (Higham, *Accuracy and Stability of Numerical Algorithms*,
//! section 5.1). Even and odd powers are summed apart, in y = x², which errs by u itself. What
//! comes out is stated at each function in units of u, with one more for the multiplication that
//! widens the result.

use super::super::Interval;
use super::ordered::ordered;

/// ln 2 = `LN2_HIGH` + a number within [`LN2_LOW`, next float]; the high part has 32 bits, so its
/// product with any exponent of a double is exact. A test proves both ends with rationals.
pub(super) const LN2_HIGH: f64 = 0.693_147_180_369_123_8;
pub(super) const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// Largest |y| treated by the expansion of ln(1+y) in s = y/(2+y).
const NEAR_ONE: f64 = 0.3;

/// Largest |x| at which e^x − 1 − x is expanded.
const NEAR_ZERO: f64 = 0.35;

/// Below this size squares may underflow.
const TINY: f64 = 1e-100;

/// u.
const UNIT: f64 = 0.5 * f64::EPSILON;

/// 1/(j!) from j = 0; |r|^16/16! < 3e-21 is left out.
const EXPONENTIAL: [f64; 16] = inverse_factorials(0);

/// 2/((j+2)!) from j = 0.
const EXCESS: [f64; 16] = inverse_factorials(2);

/// first!/((first+j)!): factorials up to 18! are exact doubles.
const fn inverse_factorials(first: usize) -> [f64; 16] {
    let mut all = [1.0; 16];
    let mut factorial = 1.0;
    let mut j = 1;
    while j < 16 {
        factorial *= (first + j) as f64;
        all[j] = 1.0 / factorial;
        j += 1;
    }
    all
}

/// 1/(2j+1) from j = 0; s^28/29 < 1e-22 on |s| ≤ 0.177 is left out.
const ARTANH: [f64; 14] = odd_inverses(0);

/// The same from j = 1.
const ARTANH_REST: [f64; 14] = odd_inverses(1);

const fn odd_inverses(first: usize) -> [f64; 14] {
    let mut all = [1.0; 14];
    let mut j = 0;
    while j < 14 {
        all[j] = 1.0 / (2 * (first + j) + 1) as f64;
        j += 1;
    }
    all
}

/// Σ a_j·x^j with an even number of coefficients: even and odd powers apart, which a processor
/// computes side by side.
fn polynomial<const N: usize>(coefficients: &[f64; N], x: f64) -> f64 {
    let square = x * x;
    let (mut even, mut odd) = (0.0, 0.0);
    for pair in coefficients.chunks_exact(2).rev() {
        even = pair[0] + square * even;
        odd = pair[1] + square * odd;
    }
    even + x * odd
}

/// x with a relative error of at most `units` − 1 units either way.
///
/// 1 − units·u is a double, and so is 1 + units·u for an even number of units: the next even one is
/// taken. Multiplying by either errs by u, which the last unit is for.
fn about(x: f64, units: u32) -> Interval {
    let less = 1.0 - f64::from(units) * UNIT;
    let more = 1.0 + f64::from(units.next_multiple_of(2)) * UNIT;
    let ends = (x * less, x * more);
    ordered(ends.0.min(ends.1), ends.0.max(ends.1))
}

/// k·ln 2.
fn ln_2(times: i32) -> Interval {
    let times = Interval::point(f64::from(times));
    let low = ordered(LN2_LOW, LN2_LOW.next_up());
    times * Interval::point(LN2_HIGH) + times * low
}

/// e^x = 2^k·e^r, |r| ≤ 0.35. r errs by 0.73u: 0.36u for either subtraction (2e-7·u for k·ln2's low
/// part). The even powers sum to at most 1.07 with an error of 1.2u, the odd ones, over r, to 1.03
/// with 1.2u, which r and the product make 0.8u; adding both errs by u of the result. For r ≥ 0
/// that is below 3u of e^r ≥ 1, for r < 0 below 2.7u, or 3.8u of e^r ≥ 0.7. Together below 4.5u.
pub(super) fn exp_at(x: f64) -> Interval {
    /// e^−746 is below half the smallest float; e^710 above the largest.
    const RANGE: (f64, f64) = (-746.0, 710.0);
    if x <= RANGE.0 {
        return ordered(0.0, f64::from_bits(1));
    }
    if x >= RANGE.1 {
        return ordered(f64::MAX, f64::INFINITY);
    }
    let k = libm::rint(x * std::f64::consts::LOG2_E);
    let r = (x - k * LN2_HIGH) - k * LN2_LOW;
    scaled(about(polynomial(&EXPONENTIAL, r), 6), k as i32)
}

/// mantissa · 2^exponent, rounded outwards where that is not exact.
fn scaled(mantissa: Interval, exponent: i32) -> Interval {
    if (-1000..=1000).contains(&exponent) {
        // A power of two, and the result is a normal number: exact.
        let power = f64::from_bits(((1023 + exponent) as u64) << 52);
        return ordered(mantissa.lower() * power, mantissa.upper() * power);
    }
    let (a, b) = (
        libm::ldexp(mantissa.lower(), exponent),
        libm::ldexp(mantissa.upper(), exponent),
    );
    if a >= f64::MIN_POSITIVE && b <= f64::MAX {
        return ordered(a, b);
    }
    ordered(a.min(f64::MAX).next_down().max(0.0), b.next_up())
}

/// e^x − 1 − x = x²/2·Σ 2x^j/(j+2)!: even powers 1.02 with an error of 1.1u, odd ones 0.34 with
/// 0.8u, which makes 0.4u, and u·1.13 for adding: 2.7u, or 3u of a sum ≥ 0.89 (the coefficients'
/// errors included). x² and the product err by 2u more.
pub(super) fn exp_excess_at(x: f64) -> Interval {
    let point = Interval::point(x);
    if x.abs() > NEAR_ZERO {
        return exp_at(x) - Interval::ONE - point;
    }
    if x.abs() < TINY {
        return point.square() * ordered(0.499, 0.501);
    }
    about(0.5 * (x * x * polynomial(&EXCESS, x)), 7)
}

/// 2·artanh(s) for s = (m−1)/(m+1) or y/(2+y), |s| ≤ 0.177, which errs by 2u; s² then by 5u, which
/// moves the sum by 0.06u. The sum, next to 1, errs by 2.2u, the product by u: 5.3u.
fn twice_artanh(s: f64) -> Interval {
    about(2.0 * s * polynomial(&ARTANH, s * s), 7)
}

/// ln x, x > 0.
pub(super) fn ln_at(x: f64) -> Interval {
    if x == f64::INFINITY {
        return ordered(709.0, f64::INFINITY);
    }
    let (mantissa, exponent) = libm::frexp(x);
    // frexp gives [½, 1); move to [√½, √2).
    let (m, k) = if mantissa < std::f64::consts::FRAC_1_SQRT_2 {
        (2.0 * mantissa, exponent - 1)
    } else {
        (mantissa, exponent)
    };
    // m − 1 is exact (Sterbenz).
    let near = twice_artanh((m - 1.0) / (m + 1.0));
    if k == 0 { near } else { ln_2(k) + near }
}

/// ln(1+y), y > −1.
pub(super) fn ln_1p_at(y: f64) -> Option<Interval> {
    if y.abs() > NEAR_ONE {
        return (Interval::ONE + Interval::point(y)).ln();
    }
    if y.abs() < TINY {
        // Within y² of y.
        return Some(if y == 0.0 {
            Interval::ZERO
        } else {
            Interval::around(y)
        });
    }
    Some(twice_artanh(y / (2.0 + y)))
}

/// With s = y/(2+y): y = 2s/(1−s), so y − 2·artanh(s) = s·y − 2s³·(1/3 + s²/5 + …) = s·(y − t).
///
/// s errs by 2u, s² by 5u, the sum by 3.3u (its coefficients included), t by 11u, and |t| ≤
/// 0.08·|y|, so that y − t errs by 2u: 5u with the last product.
pub(super) fn excess_over_ln_1p_at(y: f64) -> Option<Interval> {
    let point = Interval::point(y);
    if y.abs() > NEAR_ONE {
        return Some(point - (Interval::ONE + point).ln()?);
    }
    if y.abs() < TINY {
        return Some(point.square() * ordered(0.499, 0.501));
    }
    let s = y / (2.0 + y);
    let square = s * s;
    let t = 2.0 * square * polynomial(&ARTANH_REST, square);
    Some(about(s * (y - t), 7))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The significand of a float in [1, 2) as a whole number of units 2^−52.
    fn whole(x: f64) -> i128 {
        i128::from(x.to_bits() & ((1 << 52) - 1)) + (1 << 52)
    }

    #[test]
    fn a_stated_error_is_covered_to_the_last_unit() {
        // In units of 2^−52·2^−53 everything is a whole number: x·(1 ± e·u) = w·(2^53 ± e).
        for units in [5, 6, 7, 8] {
            for step in 0..2_000_u64 {
                let x = f64::from_bits(1.0_f64.to_bits() + step * 2_251_799_813_684 + step % 7);
                let ends = about(x, units);
                if ends.lower() < 1.0 || ends.upper() >= 2.0 {
                    continue;
                }
                let error = i128::from(units) - 1;
                let scaled = |end: f64| whole(end) << 53;
                assert!(
                    scaled(ends.lower()) <= whole(x) * ((1 << 53) - error),
                    "{x:e} {units}"
                );
                assert!(
                    scaled(ends.upper()) >= whole(x) * ((1 << 53) + error),
                    "{x:e} {units}"
                );
            }
        }
    }
}
