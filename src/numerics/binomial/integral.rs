//! The ratio of a binomial tail to its density in the success probability.

use super::super::quadrature::GaussLegendre;
use super::super::special::ln_1p_minus_x;
use libm::exp;
use std::sync::LazyLock;

/// Drop of the exponent that one panel is laid for, and nodes in a panel.
///
/// The error of m-point Gauss–Legendre for `e^{−cu}` on [0,1] is `c^{2m}(m!)⁴/((2m+1)(2m)!³)`:
/// 2e-19 at c = 40, m = 28, where the integral is 1/40; for the half Gaussian `e^{−cu²}` the
/// same bound gives 7e-19. Exponents between and beyond these (few trials, probabilities
/// near 0 or 1) are measured in the test below.
const PANEL_DROP: f64 = 40.0;
const NODES: usize = 28;
/// Exponents below this contribute less than `e^{−38} = 3e-17` of the integral, since the
/// integrand is log-concave and starts at 1.
const CUT: f64 = 38.0;

static RULE: LazyLock<GaussLegendre> = LazyLock::new(|| GaussLegendre::new(NODES));

/// `∫_0^1 exp(a·l(−u) + b·l(r·u) − λ·u) du` with `l(y) = ln(1+y) − y`, `a, b ≥ 0`, `r > 0`,
/// `λ ≥ 0`.
///
/// The exponent is concave, zero at `u = 0` and falls from there, and every term of it has
/// the same sign, so it is known to a few ulp of itself. A panel has the width `H` with
/// `s·H + ½·C·H² = 40`, `s` and `C` the local slope and curvature: one or two panels at any n.
pub(super) fn ratio(a: f64, b: f64, r: f64, lambda: f64) -> f64 {
    panels(&RULE, PANEL_DROP, a, b, r, lambda)
}

fn panels(rule: &GaussLegendre, drop: f64, a: f64, b: f64, r: f64, lambda: f64) -> f64 {
    let exponent = |u: f64| a * ln_1p_minus_x(-u) + b * ln_1p_minus_x(r * u) - lambda * u;
    let mut total = 0.0;
    let mut start = 0.0;
    // The slope never falls, so each panel beyond the first falls by a good part of `drop`;
    // the bound only guards against arguments that are not numbers.
    for _ in 0..1000 {
        let near = 1.0 - start;
        let grown = 1.0 + r * start;
        let slope = lambda + a * start / near + b * r * (r * start / grown);
        let curvature = a / (near * near) + b * (r / grown) * (r / grown);
        let reach = 2.0 * drop / (slope + (slope * slope + 2.0 * drop * curvature).sqrt());
        let end = if reach < near { start + reach } else { 1.0 };
        total += rule.integrate(start, end, |u| exp(exponent(u)));
        if end >= 1.0 || exponent(end) < -CUT {
            break;
        }
        start = end;
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rule in use against one with panels twenty times finer and more nodes in each,
    /// over few and many trials, skews to either side and slopes from none to steep.
    #[test]
    fn panels_resolve_the_integrand() {
        let fine = GaussLegendre::new(48);
        let mut worst = (0.0, [0.0; 4]);
        for a in [0.0, 1.0, 2.0, 5.0, 12.0, 30.0, 100.0, 1e3, 1e6, 1e13] {
            for b in [0.0, 1.0, 2.0, 5.0, 12.0, 30.0, 100.0, 1e3, 1e6, 1e13] {
                for r in [1e-13, 1e-6, 1e-3, 0.05, 0.3, 1.0, 3.5, 30.0, 1e3, 1e6, 1e13] {
                    // Only arguments that occur: at the mode b·r ≤ a, with a unit to spare.
                    if b * r > a + 1.0 {
                        continue;
                    }
                    for z in [0.0, 0.1, 1.0, 5.0, 40.0, 1e3] {
                        let lambda = z * libm::sqrt(a + b * r * r + 1.0);
                        let quick = ratio(a, b, r, lambda);
                        let slow = panels(&fine, 2.0, a, b, r, lambda);
                        let error = (quick / slow - 1.0).abs();
                        if error > worst.0 {
                            worst = (error, [a, b, r, lambda]);
                        }
                    }
                }
            }
        }
        // Some thirty positive terms are added in either rule: 30 ulp.
        assert!(worst.0 < 7e-15, "{worst:?}");
    }
}
