//! What a family adds so that contracts for it can be certified.

use crate::numerics::Interval;

/// Utility of money with proof: each result encloses the function over the whole argument, computed
/// in outward-rounded arithmetic. `None` where part of the argument lies outside the domain.
///
/// The conjugate of the Bregman distance of h at v, D*(p) = sup_d (p·d − D_h(v, d)), is A(v)·B(t)
/// with t = p/h′(v) in every family so far; its Taylor coefficients in t are elementary, which lets
/// expectations over a count be taken from its moments. (Legendre duality: Rockafellar, *Convex
/// Analysis*, section 26.)
pub trait EnclosedUtility: Send + Sync {
    /// u^(j)(w)/j!, the j-th Taylor coefficient of u at w.
    fn utility_coefficient(&self, order: u32, wage: Interval) -> Option<Interval>;
    /// u(w) at one wage over an interval of each parameter (in the order of
    /// [`parameters`](super::Utility::parameters)), as model files state it, from whatever utility
    /// is [measured](super::Utility::measured_from); `None` where the family has no such bounds.
    fn utility_over(&self, _parameters: &[Interval], _wage: Interval) -> Option<Interval> {
        None
    }
    /// h^(j)(v), j ≤ 3.
    fn wage_derivative(&self, order: u32, utility: Interval) -> Option<Interval>;
    /// D_h(v, d) = h(v+d) − h(v) − h′(v)·d ≥ 0.
    fn wage_bregman(&self, utility: Interval, change: Interval) -> Option<Interval>;
    /// A(v).
    fn conjugate_scale(&self, utility: Interval) -> Option<Interval>;
    /// The j-th Taylor coefficient of B at t > −1.
    fn conjugate_coefficient(&self, order: u32, price: Interval) -> Option<Interval>;
}

/// The binomial coefficient C(k, j) of a real k.
pub(super) fn binomial_coefficient(k: Interval, order: u32) -> Interval {
    (0..order).fold(Interval::ONE, |product, i| {
        let i = f64::from(i);
        product * (k - Interval::point(i)) / Interval::point(i + 1.0)
    })
}

/// (1+t)^k − 1 − k·t for an exponent known to an interval of neighbouring floats.
///
/// For fixed t the expression is convex in k, so its largest value is at an end of k, and inside it
/// falls below the smaller end by at most (Δk)²·ln²(1+t)·(1+t)^k/8: some 2^-104 of k(k−1)t²/2 where
/// k(k−1) is not itself tiny. One float outwards covers that; `None` for the exponents (within
/// 10^-6 of 0 and 1) where it might not.
pub(super) fn power_excess(change: Interval, exponent: Interval) -> Option<Interval> {
    let (low, high) = (exponent.lower(), exponent.upper());
    if low == high {
        return change.power_excess(low);
    }
    let near = |place: f64| (low - place).abs() < 1e-6;
    if near(0.0) || near(1.0) {
        return None;
    }
    let ends = change.power_excess(low)?.hull(change.power_excess(high)?);
    Some(ends.widened())
}
