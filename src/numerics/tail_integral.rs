//! The ratio of a binomial tail to its density in the success probability.

use super::quadrature::GaussLegendre;
use super::special::ln_1p_minus_x;
use libm::exp;
use std::sync::LazyLock;

/// Drop of the exponent that one panel is laid for, and nodes in a panel.
///
/// The error of m-point Gauss–Legendre for `e^{−cu}` on [0,1] is `c^{2m}(m!)⁴/((2m+1)(2m)!³)`:
/// `2e-20` at c = 12, m = 16. For the Gaussian-like start of a tail the same panel spans
/// `√(2c) ≈ 5` standard deviations, where m = 16 leaves below 1e-14.
const PANEL_DROP: f64 = 9.0;
const NODES: usize = 16;
/// Exponents below this contribute less than `e^{−38} = 3e-17` of the integral, since the
/// integrand is log-concave and starts at 1.
const CUT: f64 = 38.0;

static RULE: LazyLock<GaussLegendre> = LazyLock::new(|| GaussLegendre::new(NODES));

/// `∫_0^1 exp(a·l(−u) + b·l(r·u) − λ·u) du` with `l(y) = ln(1+y) − y`, `a, b ≥ 0`, `r > 0`,
/// `λ ≥ 0`.
///
/// The exponent is concave, zero at `u = 0` and falls from there, and every term of it has
/// the same sign, so it is known to a few ulp of itself. Panels follow the decay: a panel
/// has the width `H` with `s·H + ½·C·H² = 9`, `s` and `C` the local slope and curvature,
/// so their number is the same at n = 10 and at n = 10^14.
pub(super) fn ratio(a: f64, b: f64, r: f64, lambda: f64) -> f64 {
    let exponent = |u: f64| a * ln_1p_minus_x(-u) + b * ln_1p_minus_x(r * u) - lambda * u;
    let rule = &*RULE;
    let mut total = 0.0;
    let mut start = 0.0;
    // Each panel beyond the first falls by more than half its drop (slope never decreases);
    // the bound only guards against arguments that are not numbers.
    for _ in 0..64 {
        let near = 1.0 - start;
        let grown = 1.0 + r * start;
        let slope = lambda + a * start / near + b * r * (r * start / grown);
        let curvature = a / (near * near) + b * (r / grown) * (r / grown);
        let reach =
            2.0 * PANEL_DROP / (slope + (slope * slope + 2.0 * PANEL_DROP * curvature).sqrt());
        let end = if reach < near { start + reach } else { 1.0 };
        total += rule.integrate(start, end, |u| exp(exponent(u)));
        if end >= 1.0 || exponent(end) < -CUT {
            break;
        }
        start = end;
    }
    total
}
