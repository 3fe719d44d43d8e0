//! Stirling's error, enclosed.
//!
//! δ(m) = ln m! − (m+½)·ln m + m − ½·ln 2π lies between any two consecutive partial sums of 1/(12m)
//! − 1/(360m³) + 1/(1260m⁵) − 1/(1680m⁷) + 1/(1188m⁹) − … (the series envelops δ for m > 0: DLMF
//! 5.11(ii)); below 8 it comes from the factorial itself.

use crate::numerics::interval::Interval;

/// ln(2π)/2 by its two neighbouring floats.
pub(super) fn half_ln_two_pi() -> Interval {
    // ½·ln(2π) = 0.918938533204672741780…, which rounds to this double.
    Interval::around(0.918_938_533_204_672_7)
}

/// The exact double of a whole number below 2^53.
pub(super) fn whole(k: u64) -> Interval {
    Interval::point(k as f64)
}

/// Numerators and denominators of the series of δ: B_2j/(2j(2j−1)), j = 1, 2, ….
const STIRLING: [(f64, f64); 8] = [
    (1.0, 12.0),
    (-1.0, 360.0),
    (1.0, 1260.0),
    (-1.0, 1680.0),
    (1.0, 1188.0),
    (-691.0, 360_360.0),
    (1.0, 156.0),
    (-3617.0, 122_400.0),
];

/// Stirling's error δ(m), m ≥ 1.
pub(super) fn stirling_error(m: u64) -> Interval {
    let x = whole(m);
    if m < 8 {
        // m! is a small whole number, exactly a double.
        let factorial = (1..=m).fold(Interval::ONE, |product, j| product * whole(j));
        let half = Interval::point(0.5);
        return match (factorial.ln(), x.ln()) {
            (Some(ln_factorial), Some(ln_m)) => {
                ln_factorial - (x + half) * ln_m + x - half_ln_two_pi()
            }
            _ => Interval::ENTIRE,
        };
    }
    // Between the partial sums with `terms` − 1 and `terms` terms; the last term is below 1e-15 in
    // each case.
    let terms = match m {
        8..=30 => 8,
        31..=1000 => 6,
        _ => 4,
    };
    let square = Interval::ONE / x.square();
    let coefficient = |j: usize| Interval::point(STIRLING[j].0) / Interval::point(STIRLING[j].1);
    let mut sum = (coefficient(terms - 1)).hull(Interval::ZERO);
    for j in (0..terms - 1).rev() {
        sum = coefficient(j) + square * sum;
    }
    sum / x
}
