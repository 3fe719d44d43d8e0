//! Bounds and faults as the tableau sees them in floats.

/// The power of two that brings a fault near 1; at most 2^1000, a little below the greatest double.
pub(super) fn blow_up(fault: f64) -> f64 {
    match fault > 0.0 {
        true => 2f64.powi(-libm::ilogb(fault).clamp(-1000, 0)),
        false => 1.0,
    }
}

/// Beside faults of size 1 this is as good as infinite, and leaves room for floats.
pub(super) const DISTANT: f64 = 1e100;

/// A bound too far away to be met is none.
pub(super) fn distant(bound: f64) -> f64 {
    match bound.abs() > DISTANT {
        true => f64::INFINITY.copysign(bound),
        false => bound,
    }
}

/// Whether a variable is free.
pub(in super::super) fn is_free(lower: f64, upper: f64) -> bool {
    lower.is_infinite() && upper.is_infinite()
}

pub(super) fn is_one_sided(lower: f64, upper: f64) -> bool {
    lower.is_finite() != upper.is_finite()
}

/// The nearer finite bound, 0 without one.
pub(super) fn rest(at: f64, lower: f64, upper: f64) -> f64 {
    match (lower.is_finite(), upper.is_finite()) {
        (true, true) if (at - lower).abs() <= (upper - at).abs() => lower,
        (_, true) => upper,
        (true, false) => lower,
        (false, false) => 0.0,
    }
}
