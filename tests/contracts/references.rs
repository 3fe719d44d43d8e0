//! Gaps of every class of contracts against values of 25 digits from a formulation that shares
//! nothing with the library: `tests/references/contracts.py` (mpmath, payoffs subtracted at 60
//! digits and more, sums over every count) writes `tests/references/contracts.csv`.

use crate::support;

use approx::assert_relative_eq;
use firstbest::contract::constants;
use firstbest::contract::{Class, FirstBest, Terms, Threshold};
use support::{INSTANCES, instance as model};

/// Relative error allowed in a linear or general gap.
///
/// Probabilities are right to 2e-14 each and all terms of a premium have one sign; both equations
/// are solved to 1e-14 relative, which the premium inherits to first order with a factor of
/// order 1. The effort is found to √ε of its bracket, of which the gap keeps the square. That sums to a
/// few 1e-13; the rest is headroom for the conditioning of the two equations at n = 10, where the
/// floor on pay cuts into them.
const SMOOTH: f64 = 1e-11;

/// Relative error allowed in a binary gap.
///
/// At z standard deviations tails are right to (8 + z²)·2⁻⁵² ≈ 1e-14 relative, and so are bonus and
/// premium at a given effort and rule; the rule is found exactly (deterministic), or to 1e-6 of a
/// cell at a flat minimum (randomised). The effort is a double: rounding it moves the slack by up
/// to ½·ε·√(nI) standard deviations, and incentive compatibility rounds it to the strict side. The
/// gap rises by a factor z ≤ 8 per standard deviation, √I is below 1.6 in these instances:
/// 1.5e-15·√n.
fn binary(samples: u64) -> f64 {
    1e-11 + 1.5e-15 * (samples as f64).sqrt()
}

struct Row {
    instance: String,
    quantity: String,
    samples: Option<u64>,
    value: f64,
}

fn rows() -> Vec<Row> {
    let rows: Vec<Row> = include_str!("../references/contracts.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let field: Vec<&str> = line.split(',').collect();
            Row {
                instance: field[0].to_owned(),
                quantity: field[1].to_owned(),
                samples: (!field[2].is_empty()).then(|| field[2].parse().unwrap()),
                value: field[3].parse().unwrap(),
            }
        })
        .collect();
    assert!(rows.len() > 200, "only {} reference values", rows.len());
    rows
}

fn values(instance: &str, quantity: &str) -> Vec<(u64, f64)> {
    rows()
        .into_iter()
        .filter(|row| row.instance == instance && row.quantity == quantity)
        .filter_map(|row| Some((row.samples?, row.value)))
        .collect()
}

fn check(class: Class, quantity: &str, tolerance: impl Fn(u64) -> f64) {
    let mut checked = 0;
    for instance in INSTANCES {
        let model = model(instance);
        let first_best = FirstBest::of(&model).unwrap();
        for (samples, expected) in values(instance, quantity) {
            let solved = class.solve(&first_best, samples).unwrap();
            let error = solved.gap.total() / expected - 1.0;
            assert!(
                error.abs() <= tolerance(samples),
                "{instance}, {quantity} at n = {samples}: {:e}, reference {expected:e}, relative error {error:e}",
                solved.gap.total(),
            );
            // The second decomposition of the same number: payoffs, which lose what cancels.
            let difference = first_best.payoff() - solved.payoff(&model);
            assert!((difference - expected).abs() < 1e-14);
            checked += 1;
        }
    }
    assert!(checked >= 30, "only {checked} references for {quantity}");
}

#[test]
fn first_best_and_sharp_constants() {
    for instance in INSTANCES {
        let model = model(instance);
        let first_best = FirstBest::of(&model).unwrap();
        let point = first_best.at(0.0);
        for row in rows().iter().filter(|row| row.instance == instance) {
            // The effort is a root resolved to two roundings; its condition number is of order 1,
            // and so are those of the constants in it. The payoff is flat there and loses what V −
            // h(ū) cancels, less than a digit here.
            let (computed, tolerance) = match row.quantity.as_str() {
                "first_best_effort" => (first_best.effort(), 1e-14),
                "first_best_payoff" => (first_best.payoff(), 1e-14),
                "information" => (point.information, 1e-14),
                "k_bin" => (constants::binary(&first_best), 1e-13),
                "k_lin" => (constants::linear(&first_best), 1e-13),
                _ => continue,
            };
            assert_relative_eq!(computed, row.value, max_relative = tolerance);
        }
    }
}

#[test]
fn linear_gaps() {
    check(Class::Linear, "gap_linear", |_| SMOOTH);
}

#[test]
fn general_gaps() {
    check(Class::General, "gap_general", |_| SMOOTH);
}

#[test]
fn binary_gaps_with_a_deterministic_threshold() {
    check(
        Class::Binary(Threshold::Deterministic),
        "gap_binary_deterministic",
        binary,
    );
}

#[test]
fn binary_gaps_with_a_randomised_threshold() {
    check(
        Class::Binary(Threshold::Randomised),
        "gap_binary_randomised",
        binary,
    );
}

#[test]
fn binary_thresholds_up_to_five_thousand_samples() {
    // Beyond, neighbouring thresholds agree in more digits of the gap than a double holds.
    for instance in INSTANCES {
        let model = model(instance);
        let first_best = FirstBest::of(&model).unwrap();
        for (samples, expected) in values(instance, "rule_binary_deterministic") {
            if samples > 5_000 {
                continue;
            }
            let solved = Class::Binary(Threshold::Deterministic)
                .solve(&first_best, samples)
                .unwrap();
            let Terms::Binary(terms) = solved.terms else {
                panic!("not a binary contract");
            };
            assert_eq!(terms.rule.position(), expected, "{instance}, n = {samples}");
        }
    }
}

#[test]
fn linear_pay_is_optimal_for_log_utility() {
    // T7: the optimality condition (h′)(v) = λ + μ·score is linear in the wage. Both solvers carry
    // the errors of SMOOTH.
    let model = model("log");
    let first_best = FirstBest::of(&model).unwrap();
    for samples in [10, 100, 1_000, 10_000, 1_000_000, 1_000_000_000_000] {
        let linear = Class::Linear.solve(&first_best, samples).unwrap();
        let general = Class::General.solve(&first_best, samples).unwrap();
        assert_relative_eq!(
            linear.gap.total(),
            general.gap.total(),
            // Without it the macro also accepts any absolute difference below 2e-16.
            epsilon = 0.0,
            max_relative = SMOOTH
        );
    }
}

/// The table of reference instance A as the theory states it, to the digits it shows.
#[test]
fn table_of_reference_instance_a() {
    let model = model("a");
    let first_best = FirstBest::of(&model).unwrap();
    let gap = |class: Class, samples: u64| class.solve(&first_best, samples).unwrap().gap.total();
    assert_relative_eq!(first_best.effort(), 0.7, max_relative = 1e-15);
    // Half a unit of the last digit shown.
    assert_relative_eq!(first_best.payoff(), 0.112560555, epsilon = 1e-9);
    assert_relative_eq!(
        first_best.at(0.0).information,
        0.932400932,
        epsilon = 0.5e-9
    );
    assert_relative_eq!(constants::binary(&first_best), 0.0580186, epsilon = 0.5e-7);
    assert_relative_eq!(constants::linear(&first_best), 0.2575072, epsilon = 0.5e-7);
    for (samples, linear, general) in [
        (200, 1.283097e-3, 1.277734e-3),
        (1_000, 2.573112e-4, 2.571145e-4),
        (5_000, 5.149349e-5, 5.148574e-5),
    ] {
        assert_relative_eq!(gap(Class::Linear, samples), linear, max_relative = 1e-6);
        assert_relative_eq!(gap(Class::General, samples), general, max_relative = 1e-6);
    }
    let randomised = Class::Binary(Threshold::Randomised);
    for (samples, binary, half_a_unit) in [
        (200, 2.67e-3, 0.5e-5),
        (1_000, 9.28e-4, 0.5e-6),
        (5_000, 3.50e-4, 0.5e-6),
        (10_000, 2.33384e-4, 0.5e-9),
        (1_000_000, 1.76553e-5, 0.5e-10),
        (100_000_000, 1.47643e-6, 0.5e-11),
        (10_000_000_000, 1.29482e-7, 0.5e-12),
        (1_000_000_000_000, 1.16729e-8, 0.5e-13),
        (100_000_000_000_000, 1.07139e-9, 0.5e-14),
    ] {
        assert_relative_eq!(gap(randomised, samples), binary, epsilon = half_a_unit);
    }
}
