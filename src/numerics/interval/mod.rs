//! Closed intervals of reals with outward rounding.
//!
//! Each operation returns an interval that contains every value the operation takes on its
//! operands: the float result, which IEEE 754 rounds to nearest, is moved to the next float
//! outwards unless the operation is known to be exact. No rounding mode is touched, so the
//! same bits come out on every platform. The cost is at most one unit in the last place on each
//! side above the tightest enclosure. See Moore, Kearfott and Cloud, *Introduction to Interval
//! Analysis* (SIAM 2009), chapter 2, and IEEE 1788-2015 for the names.
//!
//! Only the operations that IEEE 754 rounds correctly are here (`+ − × ÷ √`); `exp`, `ln`, powers
//! and their cancellation-free relatives are in `elementary`, built from these with proved
//! remainders.

mod arithmetic;
mod centred;
mod cover;
mod elementary;
mod mills;
mod one_sided;
mod planar;
mod sum;

pub use arithmetic::{mul_down, mul_up};
pub use centred::Centred;
pub use cover::{Budget, Piece, holds_on, holds_within, least_over, least_piece};
pub use mills::mills;
pub use one_sided::{at_least, at_most};
pub use planar::{Least, Planar, least_under};
pub use sum::Sum;

use std::fmt;

/// A closed interval `[lower, upper]` of reals; an infinite end means no bound on that side.
///
/// Never empty and never NaN: an operation with no information to give returns
/// [`Interval::ENTIRE`].
#[derive(Clone, Copy, PartialEq, serde::Serialize)]
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

    /// The numbers from 0 to 1.
    pub const UNIT: Interval = Interval {
        lower: 0.0,
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
        arithmetic::sum_above(self.upper, -self.lower)
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
