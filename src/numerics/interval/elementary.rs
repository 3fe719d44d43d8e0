//! Elementary functions of intervals, with the error of every truncation inside the result.
//!
//! Each is a finite expansion evaluated in outward-rounded arithmetic whose last coefficient is widened to an
//! interval that holds the whole remainder (Lagrange's form for e^x and (1+t)^k, a geometric bound for artanh). No
//! library function is trusted, so the proof is the arithmetic of [`Interval`] and the inequalities stated here; the
//! tests compare with 50-digit values. Methods: Muller, *Elementary Functions* (Birkhäuser 2016), chapters 3 and 11.

use super::Interval;

/// ln 2 = `LN2_HIGH` + a number within [`LN2_LOW`, next float]; the high part has 32 bits, so its product with any
/// exponent of a double is exact. A test proves both ends with rationals.
const LN2_HIGH: f64 = 0.693_147_180_369_123_8;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// Degree of the exponential's expansion on |r| ≤ 0.35: remainder below 0.35^14/14! ≈ 5e-18.
const EXP_DEGREE: i32 = 14;

/// Terms of artanh(s)/s = Σ s^(2j)/(2j+1) on |s| ≤ 0.18: s^24/25 < 6e-20.
const ARTANH_TERMS: i32 = 12;

/// Largest |y| treated by the expansion of ln(1+y) in s = y/(2+y).
const NEAR_ONE: f64 = 0.3;

/// Largest |t| at which (1+t)^k − 1 − kt is expanded; beyond, the direct formula loses less than 1e-16/t² ≈ 1e-12.
const SMALL: f64 = 0.02;

/// Degree of that expansion: the remainder is of order t^7 of the result.
const POWER_DEGREE: i32 = 9;

/// Exponents of powers that are products and roots.
const TAKEN_APART: [f64; 4] = [0.5, 1.0, 2.0, 3.0];

fn integer(n: i32) -> Interval {
    Interval::point(f64::from(n))
}

/// An interval from ends the caller knows to be ordered and not NaN.
fn ordered(lower: f64, upper: f64) -> Interval {
    Interval::new(lower, upper).unwrap_or(Interval::ENTIRE)
}

/// ln 2.
fn ln_2(times: i32) -> Interval {
    let times = integer(times);
    let low = ordered(LN2_LOW, LN2_LOW.next_up());
    times * Interval::point(LN2_HIGH) + times * low
}

impl Interval {
    /// e^x. Ends beyond the range of doubles give +∞ above and 0 below.
    #[must_use]
    pub fn exp(self) -> Self {
        let lower = exp_at(self.lower()).lower();
        if self.lower() == self.upper() {
            return exp_at(self.lower());
        }
        ordered(lower, exp_at(self.upper()).upper())
    }

    /// ln x; `None` unless every number of the interval is > 0.
    #[must_use]
    pub fn ln(self) -> Option<Self> {
        if !(self.lower() > 0.0) {
            return None;
        }
        Some(ordered(
            ln_at(self.lower()).lower(),
            ln_at(self.upper()).upper(),
        ))
    }

    /// ln(1+y), accurate near 0; `None` unless every number of the interval is > −1.
    #[must_use]
    pub fn ln_1p(self) -> Option<Self> {
        if !(self.lower() > -1.0) {
            return None;
        }
        let lower = ln_1p_at(self.lower())?.lower();
        let upper = ln_1p_at(self.upper())?.upper();
        Some(ordered(lower, upper))
    }

    /// y − ln(1+y) ≥ 0, accurate near 0; `None` unless every number of the interval is > −1.
    #[must_use]
    pub fn excess_over_ln_1p(self) -> Option<Self> {
        if !(self.lower() > -1.0) {
            return None;
        }
        // Falls to 0 at y = 0 and rises from there.
        convex_with_minimum_at_zero(self, excess_over_ln_1p_at)
    }

    /// (1+t)·ln(1+t) − t ≥ 0, accurate near 0; `None` unless every number of the interval is > −1.
    #[must_use]
    pub fn entropy_excess(self) -> Option<Self> {
        if !(self.lower() > -1.0) {
            return None;
        }
        convex_with_minimum_at_zero(self, |t| {
            let t = Interval::point(t);
            Some(t * t.ln_1p()? - t.excess_over_ln_1p()?)
        })
    }

    /// e^x − 1 − x ≥ 0, accurate near 0.
    #[must_use]
    pub fn exp_excess(self) -> Self {
        convex_with_minimum_at_zero(self, |x| Some(exp_excess_at(x))).unwrap_or(Interval::ENTIRE)
    }

    /// x^k for x ≥ 0; `None` if the interval holds a negative number, or 0 where k ≤ 0.
    ///
    /// Exponents 0, ½, 1, 2, 3 are taken apart into exact operations, since x² must not cost a logarithm.
    #[must_use]
    pub fn pow(self, exponent: f64) -> Option<Self> {
        if self.lower() < 0.0 || !exponent.is_finite() {
            return None;
        }
        if exponent == 0.0 {
            return Some(Interval::ONE);
        }
        if exponent == 0.5 {
            return self.sqrt();
        }
        if exponent == 1.0 {
            return Some(self);
        }
        if exponent == 2.0 {
            return Some(self.square());
        }
        if exponent == 3.0 {
            return Some(self.square() * self);
        }
        if exponent < 0.0 {
            if self.lower() <= 0.0 {
                return None;
            }
            return Some(Interval::ONE / self.pow(-exponent)?);
        }
        Some(power_from_ends(self, Interval::point(exponent)))
    }

    /// x^k for a k known to an interval: for fixed x the power is monotone in k, so the ends of k hold it.
    #[must_use]
    pub fn pow_between(self, exponent: Interval) -> Option<Self> {
        let (low, high) = (exponent.lower(), exponent.upper());
        if low == high {
            return self.pow(low);
        }
        // `pow` is sharper at ends that it takes apart.
        let plain = |k: f64| !(TAKEN_APART.contains(&k) || k == 0.0);
        if low > 0.0 && plain(low) && plain(high) && high.is_finite() && self.lower() >= 0.0 {
            return Some(power_from_ends(self, exponent));
        }
        Some(self.pow(low)?.hull(self.pow(high)?))
    }

    /// (1+t)^k − 1 − k·t, accurate near 0; `None` unless every number of the interval is ≥ −1 (> −1 for k < 0).
    ///
    /// Convex with its minimum 0 at t = 0 for k > 1 or k < 0, concave with its maximum there for 0 < k < 1.
    #[must_use]
    pub fn power_excess(self, exponent: f64) -> Option<Self> {
        if !(self.lower() >= -1.0) {
            return None;
        }
        let at = |t: f64| power_excess_at(t, exponent);
        if exponent > 0.0 && exponent < 1.0 {
            return convex_with_minimum_at_zero(self, |t| at(t).map(|y| -y)).map(|y| -y);
        }
        convex_with_minimum_at_zero(self, at)
    }
}

/// Encloses over an interval a convex function whose minimum 0 is at 0, from its values at single floats.
fn convex_with_minimum_at_zero(
    over: Interval,
    at: impl Fn(f64) -> Option<Interval>,
) -> Option<Interval> {
    let (a, b) = (at(over.lower())?, at(over.upper())?);
    let upper = a.upper().max(b.upper());
    let lower = if over.contains(0.0) {
        0.0
    } else {
        a.lower().min(b.lower()).max(0.0)
    };
    Some(ordered(lower, upper))
}

/// x^k for x ≥ 0 and k > 0, both intervals: it rises in x, and is monotone in k, so that the ends of k·ln x hold it.
fn power_from_ends(x: Interval, exponent: Interval) -> Interval {
    let exponent_at = |x: f64| ln_at(x) * exponent;
    let (low, high) = (x.lower(), x.upper());
    let least = if low == 0.0 {
        0.0
    } else {
        exp_at(exponent_at(low).lower()).lower()
    };
    let most = if high == 0.0 || high == f64::INFINITY {
        high
    } else {
        exp_at(exponent_at(high).upper()).upper()
    };
    ordered(least, most)
}

fn exp_at(x: f64) -> Interval {
    /// e^−746 is below half the smallest float; e^710 above the largest.
    const RANGE: (f64, f64) = (-746.0, 710.0);
    if x <= RANGE.0 {
        return ordered(0.0, f64::from_bits(1));
    }
    if x >= RANGE.1 {
        return ordered(f64::MAX, f64::INFINITY);
    }
    let exponent = libm::rint(x * std::f64::consts::LOG2_E) as i32;
    let r = Interval::point(x) - ln_2(exponent);
    // Lagrange: the term of degree EXP_DEGREE carries e^ξ with |ξ| ≤ 0.35, within [0.70, 1.42].
    let mut sum = ordered(0.70, 1.42);
    for j in (1..=EXP_DEGREE).rev() {
        sum = Interval::ONE + r / integer(j) * sum;
    }
    scaled(sum, exponent)
}

/// sum · 2^exponent, rounded outwards where that is not exact.
fn scaled(sum: Interval, exponent: i32) -> Interval {
    let (a, b) = (
        libm::ldexp(sum.lower(), exponent),
        libm::ldexp(sum.upper(), exponent),
    );
    if a >= f64::MIN_POSITIVE && b <= f64::MAX {
        return ordered(a, b);
    }
    ordered(a.min(f64::MAX).next_down().max(0.0), b.next_up())
}

/// 2·artanh(s) = s·(2 + …) for |s| ≤ 0.18: ln((1+s)/(1−s)).
fn twice_artanh(s: Interval) -> Interval {
    Interval::point(2.0) * s * artanh_series(s.square(), 0)
}

/// Σ_{j≥first} (s²)^(j−first)/(2j+1), for s² ≤ 0.033.
fn artanh_series(square: Interval, first: i32) -> Interval {
    let last = first + ARTANH_TERMS;
    // Σ_{j≥last} s^(2(j−last))/(2j+1) lies between its first term and that over 1 − s².
    let mut sum = ordered(1.0, 1.04) / integer(2 * last + 1);
    for j in (first..last).rev() {
        sum = Interval::ONE / integer(2 * j + 1) + square * sum;
    }
    sum
}

fn ln_at(x: f64) -> Interval {
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
    let m = Interval::point(m);
    let s = (m - Interval::ONE) / (m + Interval::ONE);
    let near = twice_artanh(s);
    if k == 0 { near } else { ln_2(k) + near }
}

fn ln_1p_at(y: f64) -> Option<Interval> {
    if y.abs() > NEAR_ONE {
        return (Interval::ONE + Interval::point(y)).ln();
    }
    let y = Interval::point(y);
    Some(twice_artanh(y / (Interval::point(2.0) + y)))
}

/// With s = y/(2+y): y = 2s/(1−s), so y − 2·artanh(s) = s·y − 2s³·(1/3 + s²/5 + …).
fn excess_over_ln_1p_at(y: f64) -> Option<Interval> {
    if y == 0.0 {
        return Some(Interval::ZERO);
    }
    let point = Interval::point(y);
    if y.abs() > NEAR_ONE {
        return Some(point - (Interval::ONE + point).ln()?);
    }
    let s = point / (Interval::point(2.0) + point);
    let square = s.square();
    Some(s * (point - Interval::point(2.0) * square * artanh_series(square, 1)))
}

fn exp_excess_at(x: f64) -> Interval {
    let point = Interval::point(x);
    if x.abs() > 0.35 {
        return exp_at(x) - Interval::ONE - point;
    }
    // x²/2·(1 + x/3·(1 + x/4·(…))), the last factor e^ξ.
    let mut sum = ordered(0.70, 1.42);
    for j in (3..=EXP_DEGREE + 2).rev() {
        sum = Interval::ONE + point / integer(j) * sum;
    }
    point.square() * sum * Interval::point(0.5)
}

fn power_excess_at(t: f64, exponent: f64) -> Option<Interval> {
    let (point, k) = (Interval::point(t), Interval::point(exponent));
    if t == 0.0 || exponent == 0.0 || exponent == 1.0 {
        return Some(Interval::ZERO);
    }
    if exponent == 2.0 {
        return Some(point.square());
    }
    if t.abs() > SMALL {
        let direct = (Interval::ONE + point).pow(exponent)?;
        return Some(direct - Interval::ONE - k * point);
    }
    // Σ_{j=2}^{J} C(k, j)·t^j, the last term carrying (1+ξ)^(k−J) for some ξ between 0 and t.
    let between = ordered(t.min(0.0), t.max(0.0));
    let mut sum = (Interval::ONE + between).pow(exponent - f64::from(POWER_DEGREE))?;
    for j in (3..=POWER_DEGREE).rev() {
        let ratio = (k - integer(j - 1)) / integer(j);
        sum = Interval::ONE + ratio * point * sum;
    }
    Some(Interval::point(0.5) * k * (k - Interval::ONE) * point.square() * sum)
}

#[cfg(test)]
mod tests;
