//! T2: how many samples a test or an estimate of effort needs.

mod theorem_support;

use firstbest::annotation::sample_size::chernoff_information;
use firstbest::annotation::sample_size::divergence;
use firstbest::annotation::sample_size::hit_probability;
use firstbest::annotation::sample_size::smallest_estimate;
use firstbest::annotation::sample_size::smallest_test;
use firstbest::annotation::sample_size::test_asymptote;
use firstbest::numerics::Binomial;
use theorem_support::gather;

#[test]
fn every_check_holds_and_the_figure_and_data_are_written() {
    gather("t2");
}

/// C·Δn/ΔL from δ = 1e-100 to 1e-200 for a rate of the tests of q0 = 0.62 against q1 = 0.78.
fn slope(rate: f64) -> f64 {
    let samples = |delta: f64| {
        smallest_test(0.62, 0.78, delta)
            .expect("proper laws")
            .expect("within reach")
            .samples as f64
    };
    rate * (samples(1e-200) - samples(1e-100)) / (100.0 * 10f64.ln())
}

/// Planted fault: Stein's rate (one error fixed), its mirror image, and Chernoff's rate 5% off do
/// not pass for C.
///
/// Over this range ½ ln 2 and two steps of the count, each below ln((0.78·0.38)/(0.62·0.22)) + C <
/// 0.9, are below 1% of 230.
#[test]
fn planted_fault_wrong_rate_is_caught() {
    let passes = |rate: f64| (slope(rate) - 1.0).abs() < 0.01;
    let chernoff = chernoff_information(0.62, 0.78);
    assert!(passes(chernoff));
    assert!(!passes(divergence(0.62, 0.78)));
    assert!(!passes(divergence(0.78, 0.62)));
    assert!(!passes(0.95 * chernoff) && !passes(1.05 * chernoff));
}

/// Planted fault: one sample less, and no threshold keeps both errors; Chernoff's number of samples
/// is always enough.
#[test]
fn planted_fault_one_sample_less_is_caught() {
    let (q0, q1) = (0.62, 0.78);
    for delta in [0.05, 1e-3, 1e-9] {
        let test = smallest_test(q0, q1, delta).unwrap().unwrap();
        assert!(test.samples as f64 <= test_asymptote(q0, q1, delta).ceil());
        let some_threshold = |n: u64| {
            let (law0, law1) = (Binomial::new(n, q0).unwrap(), Binomial::new(n, q1).unwrap());
            (0..=n + 1).any(|k| law0.tail(k).at_least <= delta && law1.tail(k).below <= delta)
        };
        assert!(some_threshold(test.samples));
        assert!(!some_threshold(test.samples - 1), "δ = {delta}");
    }
}

/// Planted fault: 5% fewer samples than the smallest size for an estimate do not keep its level
/// everywhere above.
#[test]
fn planted_fault_too_few_samples_for_an_estimate_are_caught() {
    let q = |eta: f64| 0.5 + 0.4 * eta;
    let (centre, low, high) = (q(0.7), q(0.65), q(0.75));
    let n = smallest_estimate(centre, low, high, 0.05, 100_000)
        .unwrap()
        .unwrap();
    let keeps = |samples: u64| hit_probability(samples, centre, low, high).unwrap() >= 0.95;
    assert!((n..2 * n).all(keeps));
    assert!(!keeps(n - 1));
    assert!(!(n * 95 / 100..n).all(keeps));
}
