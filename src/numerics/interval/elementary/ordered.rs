//! An interval from its ends.

use super::super::Interval;

/// An interval from ends the caller knows to be ordered and not NaN.
pub(super) fn ordered(lower: f64, upper: f64) -> Interval {
    Interval::new(lower, upper).unwrap_or(Interval::ENTIRE)
}
