//! Logarithms of chances, which may be 0, and of their sums.

use crate::numerics::Interval;

/// ln over an interval of numbers ≥ 0; −∞ at 0.
pub(super) fn ln(x: Interval) -> Option<Interval> {
    if x.lower() > 0.0 {
        return x.ln();
    }
    let upper = if x.upper() > 0.0 {
        Interval::point(x.upper()).ln()?.upper()
    } else {
        -f64::MAX
    };
    Interval::new(f64::NEG_INFINITY, upper)
}

/// ln(e^a + e^b).
pub(super) fn ln_sum(a: Interval, b: Interval) -> Interval {
    let end = |a: f64, b: f64| {
        let (top, bottom) = (a.max(b), a.min(b));
        if bottom == f64::NEG_INFINITY {
            return Some(Interval::point(top)).filter(|top| top.is_bounded());
        }
        let (top, bottom) = (Interval::point(top), Interval::point(bottom));
        Some(top + (bottom - top).exp().ln_1p()?)
    };
    let lower = end(a.lower(), b.lower()).map_or(f64::NEG_INFINITY, Interval::lower);
    let upper = end(a.upper(), b.upper()).map_or(f64::INFINITY, Interval::upper);
    Interval::new(lower, upper).unwrap_or(Interval::ENTIRE)
}
