//! The operations that IEEE 754 rounds correctly, `+ − × ÷ √`, rounded outwards: the float result
//! is moved by one float unless an exact test of its error says that it already lies on the right
//! side.

use super::Interval;
use std::ops::{Add, Div, Mul, Neg, Sub};

impl Interval {
    /// `x²`, tighter than `x · x` where the interval straddles 0.
    #[must_use]
    pub fn square(self) -> Self {
        let (small, large) = if self.lower >= 0.0 {
            (self.lower, self.upper)
        } else if self.upper <= 0.0 {
            (-self.upper, -self.lower)
        } else {
            (0.0, self.magnitude())
        };
        Interval {
            lower: product_below(small, small).max(0.0),
            upper: product_above(large, large),
        }
    }

    /// The product with an interval of numbers ≥ 0, from the two corners that matter.
    fn times_nonnegative(self, other: Interval) -> Self {
        let low = if self.lower >= 0.0 {
            other.lower
        } else {
            other.upper
        };
        let high = if self.upper >= 0.0 {
            other.upper
        } else {
            other.lower
        };
        Interval {
            lower: product_below(self.lower, low),
            upper: product_above(self.upper, high),
        }
    }

    /// `√x`; `None` if the interval holds a negative number.
    #[must_use]
    pub fn sqrt(self) -> Option<Self> {
        if self.lower < 0.0 {
            return None;
        }
        let exact = |x: f64, root: f64| {
            root == 0.0 || (is_normal(x) && product_is_exact(root, root) && root * root == x)
        };
        let (a, b) = (self.lower.sqrt(), self.upper.sqrt());
        Some(Interval {
            lower: if exact(self.lower, a) {
                a
            } else {
                a.next_down().max(0.0)
            },
            upper: if exact(self.upper, b) { b } else { b.next_up() },
        })
    }
}

/// Whether the size of a float is far from overflow and underflow.
fn is_normal(x: f64) -> bool {
    x.abs() > SMALL && x.abs() < 1.0 / SMALL
}

/// Below this size products may fall among the subnormal numbers.
const SMALL: f64 = 1e-150;

/// Whether the product of two normal floats is one: their significant bits add up to at most 53, or
/// one of them is a power of two. (Sufficient; overflow and underflow are the caller's to exclude.)
fn product_is_exact(a: f64, b: f64) -> bool {
    const HIDDEN: u64 = 1 << 52;
    let (a, b) = (
        (a.to_bits() | HIDDEN).trailing_zeros(),
        (b.to_bits() | HIDDEN).trailing_zeros(),
    );
    a + b >= 53 || a >= 52 || b >= 52
}

/// The float before a positive normal one, unless that is exact.
fn below_unless(exact: bool, x: f64) -> f64 {
    f64::from_bits(x.to_bits() - u64::from(!exact))
}

/// The float after a positive normal one, unless that is exact.
fn above_unless(exact: bool, x: f64) -> f64 {
    f64::from_bits(x.to_bits() + u64::from(!exact))
}

/// A float ≤ `a + b`.
fn sum_below(a: f64, b: f64) -> f64 {
    let sum = a + b;
    match rounding_error_of_sum(a, b, sum) {
        Some(error) if error >= 0.0 => sum,
        _ if sum.is_nan() => f64::NEG_INFINITY,
        _ => sum.next_down(),
    }
}

/// A float ≥ `a + b`.
pub(super) fn sum_above(a: f64, b: f64) -> f64 {
    -sum_below(-a, -b)
}

/// `a + b − sum` exactly, by Knuth's TwoSum (*The Art of Computer Programming* vol. 2, 4.2.2,
/// theorem B); `None` where the sum overflowed, so that its error is not a float.
fn rounding_error_of_sum(a: f64, b: f64, sum: f64) -> Option<f64> {
    if !sum.is_finite() {
        return None;
    }
    let b_part = sum - a;
    let a_part = sum - b_part;
    let error = (a - a_part) + (b - b_part);
    error.is_finite().then_some(error)
}

/// A float ≤ `a · b`, where 0 · ∞ = 0 (an infinite end is a bound, never a value).
fn product_below(a: f64, b: f64) -> f64 {
    if a == 0.0 || b == 0.0 {
        return 0.0;
    }
    let product = a * b;
    if product.is_infinite() {
        // An operand that is infinite gives an infinite bound; an overflow gives the largest float.
        return if a.is_infinite() || b.is_infinite() || product < 0.0 {
            product
        } else {
            f64::MAX
        };
    }
    if is_normal(a) && is_normal(b) && product_is_exact(a, b) {
        product
    } else {
        product.next_down()
    }
}

/// A float ≥ `a · b`.
fn product_above(a: f64, b: f64) -> f64 {
    -product_below(-a, b)
}

/// A float ≤ `a / b`, `b ≠ 0`.
fn quotient_below(a: f64, b: f64) -> f64 {
    if a == 0.0 {
        return 0.0;
    }
    let quotient = a / b;
    if quotient.is_nan() {
        return f64::NEG_INFINITY;
    }
    if quotient.is_infinite() && quotient > 0.0 && a.is_finite() {
        return f64::MAX;
    }
    let normal = is_normal(a) && is_normal(b) && is_normal(quotient);
    if normal && product_is_exact(quotient, b) && quotient * b == a {
        return quotient;
    }
    // a finite number divided by an unbounded one tends to 0, which the other end covers
    quotient.next_down()
}

/// A float ≥ `a / b`, `b ≠ 0`.
fn quotient_above(a: f64, b: f64) -> f64 {
    -quotient_below(-a, b)
}

impl Neg for Interval {
    type Output = Interval;
    fn neg(self) -> Interval {
        Interval {
            lower: -self.upper,
            upper: -self.lower,
        }
    }
}

impl Add for Interval {
    type Output = Interval;
    fn add(self, other: Interval) -> Interval {
        Interval {
            lower: sum_below(self.lower, other.lower),
            upper: sum_above(self.upper, other.upper),
        }
    }
}

impl Sub for Interval {
    type Output = Interval;
    fn sub(self, other: Interval) -> Interval {
        self + -other
    }
}

impl Mul for Interval {
    type Output = Interval;
    fn mul(self, other: Interval) -> Interval {
        // The common cases, at a fraction of the cost.
        if self.lower >= 0.0 && other.lower >= 0.0 {
            let (low, high) = (self.lower * other.lower, self.upper * other.upper);
            if low > SMALL && high < 1.0 / SMALL {
                return Interval {
                    lower: below_unless(product_is_exact(self.lower, other.lower), low),
                    upper: above_unless(product_is_exact(self.upper, other.upper), high),
                };
            }
        }
        if other.lower >= 0.0 {
            return self.times_nonnegative(other);
        }
        if self.lower >= 0.0 {
            return other.times_nonnegative(self);
        }
        if self.upper <= 0.0 {
            return -(-self * other);
        }
        if other.upper <= 0.0 {
            return -(self * -other);
        }
        // Both straddle 0.
        Interval {
            lower: product_below(self.lower, other.upper)
                .min(product_below(self.upper, other.lower)),
            upper: product_above(self.lower, other.lower)
                .max(product_above(self.upper, other.upper)),
        }
    }
}

impl Div for Interval {
    type Output = Interval;
    /// Division; [`Interval::ENTIRE`] where the divisor contains 0.
    fn div(self, other: Interval) -> Interval {
        // The common case, at a fraction of the cost.
        if self.lower > SMALL && other.lower > SMALL {
            let (low, high) = (self.lower / other.upper, self.upper / other.lower);
            let largest = self.upper.max(other.upper).max(high);
            if low > SMALL && largest < 1.0 / SMALL {
                let exact = |quotient: f64, by: f64, of: f64| {
                    quotient * by == of && product_is_exact(quotient, by)
                };
                return Interval {
                    lower: below_unless(exact(low, other.upper, self.lower), low),
                    upper: above_unless(exact(high, other.lower, self.upper), high),
                };
            }
        }
        if other.contains(0.0) {
            return Interval::ENTIRE;
        }
        if other.upper < 0.0 {
            return -(self / -other);
        }
        // From the two corners that matter.
        let low = if self.lower >= 0.0 {
            other.upper
        } else {
            other.lower
        };
        let high = if self.upper >= 0.0 {
            other.lower
        } else {
            other.upper
        };
        Interval {
            lower: quotient_below(self.lower, low),
            upper: quotient_above(self.upper, high),
        }
    }
}

/// `Interval op f64` and `f64 op Interval`, the float taken as an exact number.
macro_rules! with_floats {
    ($($operation:ident $method:ident),*) => {$(
        impl $operation<f64> for Interval {
            type Output = Interval;
            fn $method(self, other: f64) -> Interval {
                $operation::$method(self, Interval::point(other))
            }
        }
        impl $operation<Interval> for f64 {
            type Output = Interval;
            fn $method(self, other: Interval) -> Interval {
                $operation::$method(Interval::point(self), other)
            }
        }
    )*};
}
with_floats!(Add add, Sub sub, Mul mul, Div div);

/// A float ≥ `a · b`, for proofs that need one side only.
#[must_use]
pub fn mul_up(a: f64, b: f64) -> f64 {
    (Interval::point(a) * b).upper()
}

/// A float ≤ `a · b`.
#[must_use]
pub fn mul_down(a: f64, b: f64) -> f64 {
    (Interval::point(a) * b).lower()
}

impl std::iter::Sum for Interval {
    fn sum<I: Iterator<Item = Interval>>(terms: I) -> Interval {
        terms.fold(Interval::ZERO, |a, b| a + b)
    }
}

#[cfg(test)]
mod tests;
