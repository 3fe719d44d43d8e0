//! Elementary functions of intervals, with the error of every truncation inside the result.
//!
//! Those of one float are polynomials in plain arithmetic with a proved bound on all errors
//! together (module `polynomial`); (1+t)^k − 1 − kt is an expansion in outward-rounded arithmetic
//! whose last coefficient is widened to hold the whole remainder in Lagrange's form. No library
//! function is trusted, so the proof is IEEE 754 and the inequalities stated; the tests compare
//! with rationals and 50-digit values. Methods: Muller, *Elementary Functions* (Birkhäuser 2016),
//! chapters 3 and 11.

mod ordered;
mod polynomial;

use super::Interval;
use ordered::ordered;
use polynomial::{excess_over_ln_1p_at, exp_at, exp_excess_at, ln_1p_at, ln_at};

/// Largest |t| at which (1+t)^k − 1 − kt is expanded; beyond, the direct formula loses less than
/// 1e-16/t² ≈ 1e-12.
const SMALL: f64 = 0.02;

/// Largest |kt| at which it is: its terms fall by that much over their order.
const SLOW: f64 = 0.1;

/// Degree of that expansion: the remainder is of order t^7 of the result.
const POWER_DEGREE: i32 = 9;

/// Exponents of powers that are products and roots.
const TAKEN_APART: [f64; 8] = [0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0];

fn integer(n: i32) -> Interval {
    Interval::point(f64::from(n))
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
    /// Whole and half exponents up to 4 are taken apart into products and a root, since x² must not
    /// cost a logarithm.
    #[must_use]
    pub fn pow(self, exponent: f64) -> Option<Self> {
        if self.lower() < 0.0 || !exponent.is_finite() {
            return None;
        }
        if exponent == 0.0 {
            return Some(Interval::ONE);
        }
        if TAKEN_APART.contains(&exponent) {
            let whole = match exponent as u32 {
                0 => return self.sqrt(),
                1 => self,
                2 => self.square(),
                3 => self.square() * self,
                _ => self.square().square(),
            };
            return if exponent.fract() == 0.0 {
                Some(whole)
            } else {
                Some(whole * self.sqrt()?)
            };
        }
        if exponent < 0.0 {
            if self.lower() <= 0.0 {
                return None;
            }
            return Some(Interval::ONE / self.pow(-exponent)?);
        }
        Some(power_from_ends(self, Interval::point(exponent)))
    }

    /// x^k for a k known to an interval: for fixed x the power is monotone in k, so the ends of k
    /// hold it.
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

    /// (1+t)^k − 1 − k·t, accurate near 0; `None` unless every number of the interval is ≥ −1 (> −1
    /// for k < 0).
    ///
    /// Convex with its minimum 0 at t = 0 for k > 1 or k < 0, concave with its maximum there for 0
    /// < k < 1.
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

/// Encloses over an interval a convex function whose minimum 0 is at 0, from its values at single
/// floats.
fn convex_with_minimum_at_zero(
    over: Interval,
    at: impl Fn(f64) -> Option<Interval>,
) -> Option<Interval> {
    let a = at(over.lower())?;
    let b = if over.lower() == over.upper() {
        a
    } else {
        at(over.upper())?
    };
    let upper = a.upper().max(b.upper());
    let lower = if over.contains(0.0) {
        0.0
    } else {
        a.lower().min(b.lower()).max(0.0)
    };
    Some(ordered(lower, upper))
}

/// x^k for x ≥ 0 and k > 0, both intervals: it rises in x, and is monotone in k, so that the ends
/// of k·ln x hold it.
fn power_from_ends(x: Interval, exponent: Interval) -> Interval {
    let exponent_at = |x: f64| ln_at(x) * exponent;
    let (low, high) = (x.lower(), x.upper());
    if low == high && low > 0.0 && low != 1.0 && low < f64::INFINITY {
        let at = exponent_at(low);
        return ordered(exp_at(at.lower()).lower(), exp_at(at.upper()).upper());
    }
    // Powers of 0 and 1 are exact.
    let least = if low == 0.0 || low == 1.0 {
        low
    } else {
        exp_at(exponent_at(low).lower()).lower()
    };
    let most = if high == 0.0 || high == 1.0 || high == f64::INFINITY {
        high
    } else {
        exp_at(exponent_at(high).upper()).upper()
    };
    ordered(least, most)
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
    if (k * point).magnitude() > SLOW {
        // With x = k·ln(1+t): (eˣ − 1 − x) − k·(t − ln(1+t)), the second some 1/k of the first.
        let x = k * ln_1p_at(t)?;
        return Some(x.exp_excess() - k * excess_over_ln_1p_at(t)?);
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
