//! Signs of polynomials on a segment, as `proofs/Lib/PayEnd.v` looks for them.

use super::decimal::half;
use super::polynomial::Polynomial;
use super::wage::whole;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

/// How often Coq halves a segment on which it looks for a sign.
const DEPTH: usize = 4;

/// The finest segments that Coq looks at.
pub(super) fn segments(low: &RBig, high: &RBig) -> Vec<(RBig, RBig)> {
    let count = 1usize << DEPTH;
    let width = (high - low) / whole(count);
    let end = |i: usize| low + &width * whole(i);
    (0..count).map(|i| (end(i), end(i + 1))).collect()
}

/// Whether Coq sees that it is at least 0.
pub(super) fn nonneg_on(p: &Polynomial, low: &RBig, high: &RBig) -> bool {
    halves(&p.rounded_down(), low, high, DEPTH)
}

fn halves(p: &Polynomial, low: &RBig, high: &RBig, depth: usize) -> bool {
    if p.on(low, high).at_least_zero() {
        return true;
    }
    let middle = (low + high) * half();
    depth > 0 && halves(p, low, &middle, depth - 1) && halves(p, &middle, high, depth - 1)
}

/// Short, and nowhere in [−2, 2] above.
pub(super) fn lowered(p: &Polynomial) -> Polynomial {
    let error = RBig::from_parts(IBig::ONE << p.coefficients().len(), UBig::ONE << 160);
    p.rounded_down().plus(&Polynomial::constant(-error))
}
