//! Tests of the room, one file a concept, and the series they share.

mod bracket;
mod constant;
mod fits;
mod observation;
mod sampling;
mod selection;

use super::{LogObservation, Series};

/// √w, minimum wage 0, U0 = 0.3, c = η³/3, expert monitoring with κ = 0.8, first-best effort 0.7:
/// randomised binary contracts, double-precision prototype, about three digits for n ≤ 5000.
const BINARY: [(f64, f64); 9] = [
    (200.0, 2.67e-3),
    (1e3, 9.28e-4),
    (5e3, 3.50e-4),
    (1e4, 2.33384e-4),
    (1e6, 1.76553e-5),
    (1e8, 1.47643e-6),
    (1e10, 1.29482e-7),
    (1e12, 1.16729e-8),
    (1e14, 1.07139e-9),
];

/// The sharp constant of T5 on that instance.
const K_BIN: f64 = 0.0580186;

/// c(η*), c′(η*) and Fisher information of that instance.
const COST: f64 = 0.343 / 3.0;
const MARGINAL_COST: f64 = 0.49;
const INFORMATION: f64 = 0.64 / (1.0 - 0.49 * 0.64);

/// ln of T5's refined formula without its constant: M(z)/√n at the slack with φ(z) = c′/(c·√(nI)).
fn ln_refined(samples: f64) -> f64 {
    let ratio = COST * (samples * INFORMATION).sqrt() / MARGINAL_COST;
    let slack = (2.0 * (ratio.ln() - 0.5 * (2.0 * std::f64::consts::PI).ln())).sqrt();
    crate::numerics::normal::mills(slack).ln() - 0.5 * samples.ln()
}

/// `per_decade` points a decade of n from 10^`from` to 10^`to`.
fn grid(from: i32, to: i32, per_decade: i32) -> Vec<f64> {
    (from * per_decade..=to * per_decade)
        .map(|i| 10f64.powf(f64::from(i) / f64::from(per_decade)))
        .collect()
}

/// A series from ln gap as a function of n, exact to rounding.
fn series(samples: &[f64], log_gap: impl Fn(f64) -> f64) -> Series {
    Series::from_logs(samples.iter().map(|n| LogObservation {
        samples: *n,
        log_gap: log_gap(*n),
        error: 0.0,
    }))
    .unwrap()
}

/// The reference table as a series; its worst digit is half a unit in the third.
fn table() -> Series {
    Series::from_logs(BINARY.map(|(samples, gap)| LogObservation {
        samples,
        log_gap: gap.ln(),
        error: 2e-3,
    }))
    .unwrap()
}

/// Normal noise for tests: Box and Muller's transform of two uniforms.
fn noise(generator: &mut impl rand::Rng) -> f64 {
    let mut uniform = || ((generator.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64;
    let (radius, angle) = (uniform(), uniform());
    (-2.0 * radius.ln()).sqrt() * (2.0 * std::f64::consts::PI * angle).cos()
}
