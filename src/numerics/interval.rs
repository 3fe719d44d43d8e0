//! Closed intervals of reals with outward rounding.
//!
//! Each operation returns an interval that contains every value the operation takes on its
//! operands: the float result, which IEEE 754 rounds to nearest, is moved to the next float
//! outwards unless the operation is known to be exact. No rounding mode is touched, so the
//! same bits come out on every platform. The cost is at most one unit in the last place on each
//! side above the tightest enclosure. See Moore, Kearfott and Cloud, *Introduction to Interval
//! Analysis* (SIAM 2009), chapter 2, and IEEE 1788-2015 for the names.
//!
//! Only the operations that IEEE 754 rounds correctly are here (`+ − × ÷ √`); `exp`, `ln`, powers and their
//! cancellation-free relatives are in `elementary`, built from these with proved remainders.

mod cover;
mod elementary;
mod mills;

pub use cover::holds_on;
pub use mills::mills;

use std::fmt;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// A closed interval `[lower, upper]` of reals; an infinite end means no bound on that side.
///
/// Never empty and never NaN: an operation with no information to give returns
/// [`Interval::ENTIRE`].
#[derive(Clone, Copy, PartialEq)]
pub struct Interval {
    lower: f64,
    upper: f64,
}

impl Interval {
    /// All reals.
    pub const ENTIRE: Interval = Interval {
        lower: f64::NEG_INFINITY,
        upper: f64::INFINITY,
    };
    /// The number 0.
    pub const ZERO: Interval = Interval {
        lower: 0.0,
        upper: 0.0,
    };
    /// The number 1.
    pub const ONE: Interval = Interval {
        lower: 1.0,
        upper: 1.0,
    };

    /// The interval that holds the float `x` taken as an exact number, and nothing else.
    ///
    /// A NaN or an infinity is no number: it gives [`Interval::ENTIRE`]. A decimal constant
    /// such as 0.1 is not representable; [`Interval::around`] encloses it.
    #[must_use]
    pub fn point(x: f64) -> Self {
        if x.is_finite() {
            Interval { lower: x, upper: x }
        } else {
            Interval::ENTIRE
        }
    }

    /// The interval `[lower, upper]`, or `None` if an end is NaN, the ends are in the wrong
    /// order, or no real lies between them.
    #[must_use]
    pub fn new(lower: f64, upper: f64) -> Option<Self> {
        (lower <= upper && lower < f64::INFINITY && upper > f64::NEG_INFINITY)
            .then_some(Interval { lower, upper })
    }

    /// The neighbours of `x`: encloses every real that rounds to nearest as `x`, so a decimal
    /// constant whose nearest float is `x`.
    #[must_use]
    pub fn around(x: f64) -> Self {
        Interval::point(x).widened()
    }

    /// Left end.
    #[must_use]
    pub fn lower(self) -> f64 {
        self.lower
    }

    /// Right end.
    #[must_use]
    pub fn upper(self) -> f64 {
        self.upper
    }

    /// A float inside the interval, near its middle.
    #[must_use]
    pub fn midpoint(self) -> f64 {
        let (a, b) = (self.lower.max(-f64::MAX), self.upper.min(f64::MAX));
        // Halving first cannot overflow; clamping repairs the loss among subnormal numbers.
        (0.5 * a + 0.5 * b).clamp(a, b)
    }

    /// Upper bound on `upper − lower`.
    #[must_use]
    pub fn width(self) -> f64 {
        sum_above(self.upper, -self.lower)
    }

    /// Upper bound on |x| over the interval.
    #[must_use]
    pub fn magnitude(self) -> f64 {
        self.lower.abs().max(self.upper.abs())
    }

    /// Whether `x` lies in the interval.
    #[must_use]
    pub fn contains(self, x: f64) -> bool {
        self.lower <= x && x <= self.upper
    }

    /// Whether `other` lies within `self`.
    #[must_use]
    pub fn encloses(self, other: Interval) -> bool {
        self.lower <= other.lower && other.upper <= self.upper
    }

    /// Whether every number of the interval is ≥ 0.
    #[must_use]
    pub fn is_nonnegative(self) -> bool {
        self.lower >= 0.0
    }

    /// Whether both ends are finite.
    #[must_use]
    pub fn is_bounded(self) -> bool {
        self.lower.is_finite() && self.upper.is_finite()
    }

    /// Smallest interval that contains both.
    #[must_use]
    pub fn hull(self, other: Interval) -> Self {
        Interval {
            lower: self.lower.min(other.lower),
            upper: self.upper.max(other.upper),
        }
    }

    /// What both have in common; `None` if nothing.
    #[must_use]
    pub fn intersection(self, other: Interval) -> Option<Self> {
        Interval::new(self.lower.max(other.lower), self.upper.min(other.upper))
    }

    /// Each end moved outwards by one float.
    #[must_use]
    pub fn widened(self) -> Self {
        Interval {
            lower: self.lower.next_down(),
            upper: self.upper.next_up(),
        }
    }

    /// `max(x, 0)` over the interval.
    #[must_use]
    pub fn positive_part(self) -> Self {
        Interval {
            lower: self.lower.max(0.0),
            upper: self.upper.max(0.0),
        }
    }

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
        let exact = |x: f64, root: f64| root.mul_add(root, -x) == 0.0;
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

/// Whether the product of two positive normal floats is one: their significant bits add up to at most 53, or one of them
/// is a power of two. (Sufficient; overflow and underflow are the caller's to exclude.)
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
fn sum_above(a: f64, b: f64) -> f64 {
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
    // The fused multiply-add is the exact error unless it falls below the subnormal range.
    if product.abs() > PRODUCT_ERROR_IS_EXACT && a.mul_add(b, -product) >= 0.0 {
        product
    } else {
        product.next_down()
    }
}

/// Above this size `a·b − fl(a·b)` is a float: the product's last place is 2^-105 of it, and
/// the smallest float is 2^-1074.
const PRODUCT_ERROR_IS_EXACT: f64 = 1e-290;

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
    // The remainder a − quotient·b is a float unless it falls below the subnormal range (Boldo and Daumas 2003), and
    // its sign says on which side of the quotient the exact one lies.
    let normal = PRODUCT_ERROR_IS_EXACT..=1.0 / PRODUCT_ERROR_IS_EXACT;
    if normal.contains(&a.abs()) && normal.contains(&b.abs()) && normal.contains(&quotient.abs()) {
        let remainder = (-quotient).mul_add(b, a);
        if remainder == 0.0 || (remainder > 0.0) == (b > 0.0) {
            return quotient;
        }
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
            if low > PRODUCT_ERROR_IS_EXACT && high <= f64::MAX {
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
        let corners = [
            (self.lower, other.lower),
            (self.lower, other.upper),
            (self.upper, other.lower),
            (self.upper, other.upper),
        ];
        let fold = |f: fn(f64, f64) -> f64, pick: fn(f64, f64) -> f64| {
            corners
                .iter()
                .map(|&(a, b)| f(a, b))
                .reduce(pick)
                .unwrap_or(f64::NAN)
        };
        Interval {
            lower: fold(product_below, f64::min),
            upper: fold(product_above, f64::max),
        }
    }
}

impl Div for Interval {
    type Output = Interval;
    /// Division; [`Interval::ENTIRE`] where the divisor contains 0.
    fn div(self, other: Interval) -> Interval {
        if other.contains(0.0) {
            return Interval::ENTIRE;
        }
        // The common case, at a fraction of the cost.
        if self.lower > 0.0 && other.lower > 0.0 {
            let (low, high) = (self.lower / other.upper, self.upper / other.lower);
            let normal =
                self.lower > PRODUCT_ERROR_IS_EXACT && other.lower > PRODUCT_ERROR_IS_EXACT;
            if normal && low > PRODUCT_ERROR_IS_EXACT && high <= f64::MAX {
                let exact = |q: f64, b: f64, a: f64| product_is_exact(q, b) && q * b == a;
                return Interval {
                    lower: below_unless(exact(low, other.upper, self.lower), low),
                    upper: above_unless(exact(high, other.lower, self.upper), high),
                };
            }
        }
        let corners = [
            (self.lower, other.lower),
            (self.lower, other.upper),
            (self.upper, other.lower),
            (self.upper, other.upper),
        ];
        let fold = |f: fn(f64, f64) -> f64, pick: fn(f64, f64) -> f64| {
            corners
                .iter()
                .map(|&(a, b)| f(a, b))
                .reduce(pick)
                .unwrap_or(f64::NAN)
        };
        Interval {
            lower: fold(quotient_below, f64::min),
            upper: fold(quotient_above, f64::max),
        }
    }
}

impl std::iter::Sum for Interval {
    fn sum<I: Iterator<Item = Interval>>(terms: I) -> Interval {
        terms.fold(Interval::ZERO, |a, b| a + b)
    }
}

impl fmt::Debug for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{:e}, {:e}]", self.lower, self.upper)
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}, {}]", self.lower, self.upper)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numerics::standing::rational;
    use dashu_ratio::RBig;

    /// Floats of all sizes, and the awkward ones.
    fn float(bits: u64) -> f64 {
        let x = f64::from_bits(bits);
        match bits % 7 {
            0 => (bits % 1000) as f64 - 500.0,
            1 => f64::MIN_POSITIVE * (bits % 64) as f64,
            2 => f64::MAX / (1 + bits % 3) as f64,
            _ if x.is_finite() => x,
            _ => 0.0,
        }
    }

    fn holds(interval: Interval, exact: &RBig) -> bool {
        let above = rational(interval.lower()).is_none_or(|l| l <= *exact);
        above && rational(interval.upper()).is_none_or(|u| *exact <= u)
    }

    #[test]
    fn operations_contain_the_exact_result() {
        fn property(a: u64, b: u64) -> bool {
            let (a, b) = (float(a), float(b));
            let (Some(x), Some(y)) = (rational(a), rational(b)) else {
                return true;
            };
            let (i, j) = (Interval::point(a), Interval::point(b));
            holds(i + j, &(&x + &y))
                && holds(i - j, &(&x - &y))
                && holds(i * j, &(&x * &y))
                && holds(i.square(), &(&x * &x))
                && (b == 0.0 || holds(i / j, &(&x / &y)))
        }
        quickcheck::QuickCheck::new()
            .tests(5_000)
            .quickcheck(property as fn(u64, u64) -> bool);
    }

    #[test]
    fn exact_operations_stay_points() {
        let (two, three) = (Interval::point(2.0), Interval::point(3.0));
        assert_eq!(two + three, Interval::point(5.0));
        assert_eq!(two * three, Interval::point(6.0));
        assert_eq!(Interval::point(9.0).sqrt(), Some(three));
        assert!(two.sqrt().is_some_and(|r| r.width() <= 2.0 * f64::EPSILON));
        assert_eq!(Interval::point(-1.0).sqrt(), None);
    }

    #[test]
    fn unbounded_and_straddling_intervals() {
        let half_line = Interval::new(2.0, f64::INFINITY).unwrap_or(Interval::ZERO);
        let straddling = Interval::new(-1.0, 2.0).unwrap_or(Interval::ZERO);
        assert_eq!((half_line * Interval::ZERO), Interval::ZERO);
        assert_eq!(Interval::ONE / straddling, Interval::ENTIRE);
        assert!((Interval::ONE / half_line).encloses(Interval::point(0.25)));
        assert!((Interval::ONE / half_line).lower() <= 0.0);
        assert_eq!(straddling.square().lower(), 0.0);
        assert_eq!(straddling.square().upper(), 4.0);
        assert_eq!(Interval::point(f64::NAN), Interval::ENTIRE);
        assert_eq!(Interval::new(1.0, 0.0), None);
        assert_eq!(Interval::new(f64::NAN, 0.0), None);
    }
}
