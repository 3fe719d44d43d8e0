//! Smallest tests against a search over all n and thresholds, and against their asymptotes.

use approx::assert_relative_eq;
use firstbest::annotation::sample_size::*;
use firstbest::annotation::signals::expert_information;

/// scipy.stats.binom: the first n = 1, 2, 3, … for which some k has sf(k−1, n, q0) ≤ δ and cdf(k−1,
/// n, q1) ≤ δ.
#[test]
fn smallest_tests_against_exhaustive_search() {
    for (q0, q1, delta, samples, threshold) in [
        (0.6, 0.7, 0.05, 248, 162),
        (0.6, 0.7, 0.001, 867, 565),
        (0.5, 0.9, 0.05, 13, 10),
        (0.55, 0.6, 0.1, 646, 372),
        (0.52, 0.58, 0.01, 1486, 818),
    ] {
        let found = smallest_test(q0, q1, delta).unwrap();
        assert_eq!(
            found,
            Some(Test { samples, threshold }),
            "{q0} {q1} {delta}"
        );
    }
}

/// mpmath: maximum over s of −ln Σ q0^s q1^(1−s) by golden section, 30 digits.
#[test]
fn chernoff_information_against_its_definition() {
    for (q0, q1, c) in [
        (0.6, 0.7, 0.005531721672898516),
        (0.5, 0.55, 0.001254714594000576),
        (0.52, 0.9, 0.1025502010506093),
    ] {
        // The divergence of near laws cancels: its terms are of order |q1 − q0|, the sum of its
        // square.
        assert_relative_eq!(
            chernoff_information(q0, q1),
            c,
            max_relative = 1e-13 / (q1 - q0)
        );
    }
}

/// n·C/ln(1/δ) tends to 1 from below like 1 − O(ln ln(1/δ)/ln(1/δ)): it grows with each step and is
/// within 5% at δ = 1e-250.
#[test]
fn tests_approach_the_chernoff_rate() {
    let (q0, q1) = (0.62, 0.78);
    let ratios: Vec<f64> = [1e-2, 1e-5, 1e-20, 1e-80, 1e-250]
        .iter()
        .map(|&delta| {
            let test = smallest_test(q0, q1, delta).unwrap().unwrap();
            test.samples as f64 / test_asymptote(q0, q1, delta)
        })
        .collect();
    assert!(ratios.windows(2).all(|w| w[1] > w[0]), "{ratios:?}");
    assert!(ratios[4] > 0.95 && ratios[4] < 1.0, "{ratios:?}");
}

/// n·I·ε²/z² tends to 1 as ε → 0; lattice effects are of order 1/(ε n) ~ ε.
#[test]
fn estimates_approach_the_fisher_rate() {
    let (eta, kappa) = (0.6, 0.8);
    let q = |e: f64| 0.5 + 0.5 * kappa * e;
    for (half_width, tolerance) in [(0.05, 0.05), (0.02, 0.02)] {
        let n = smallest_estimate(
            q(eta),
            q(eta - half_width),
            q(eta + half_width),
            0.05,
            100_000,
        )
        .unwrap()
        .unwrap();
        let leading = estimate_asymptote(expert_information(eta, kappa), half_width, 0.05);
        assert_relative_eq!(n as f64, leading, max_relative = tolerance);
    }
}
