//! Between floats, rationals, and integers times powers of two.

use dashu_base::Gcd;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use crate::lp::dyadic::Dyadic;

/// `(lower, upper)` as exact numbers; `None` where there is no bound.
pub type Bounds = (Option<RBig>, Option<RBig>);

/// A float as the number it is; 0 for what
/// [`LinearProgram::check`](super::LinearProgram::check) refuses.
pub(super) fn exact(x: f64) -> RBig {
    RBig::try_from(x).unwrap_or(RBig::ZERO)
}

pub(super) fn exact_bounds(lower: f64, upper: f64) -> Bounds {
    (RBig::try_from(lower).ok(), RBig::try_from(upper).ok())
}

/// The nearest double; ±∞ beyond all of them.
pub(super) fn nearest(x: &RBig) -> f64 {
    x.to_f64().value()
}

pub(super) fn view((lower, upper): &Bounds) -> (f64, f64) {
    (
        lower.as_ref().map_or(f64::NEG_INFINITY, nearest),
        upper.as_ref().map_or(f64::INFINITY, nearest),
    )
}

/// `odd` and `k` with `value = odd · 2^k`; the value is positive.
pub(super) fn odd_part(value: &UBig) -> (UBig, usize) {
    let zeros = value.trailing_zeros().unwrap_or(0);
    (value >> zeros, zeros)
}

pub(in crate::lp) fn common_multiple(a: UBig, b: &UBig) -> UBig {
    if *b == UBig::ONE || a == *b {
        return a;
    }
    let divisor = (&a).gcd(b);
    a * (b / divisor)
}

/// `value · scale`, where that is an integer times a power of two.
pub(super) fn dyadic_times(value: &RBig, scale: &UBig) -> Dyadic {
    let (odd, twos) = odd_part(value.denominator());
    let factor = IBig::from(scale / odd);
    Dyadic::new(value.numerator() * factor, -(twos as i64))
}
