//! Proved brackets of gaps: independent values of 25 digits always inside, and planted faults
//! always caught.
//!
//! References: `tests/references/contracts.csv`, written by the script beside it (mpmath, sums over
//! every count).

use crate::support;

use firstbest::bounds::binary::offer::Offer;
use firstbest::bounds::{self, Bracket, EnclosedModel};
use firstbest::contract::{Class, FirstBest, Terms, Threshold};
use firstbest::numerics::Interval;
use firstbest::numerics::with_threads;
use support::{INSTANCES, brackets, instance as model};

/// Brackets every reference of a class with `samples` in the range; returns how many had both ends.
fn inside(
    class: Class,
    quantity: &str,
    samples: std::ops::RangeInclusive<u64>,
    width: f64,
) -> usize {
    let table = include_str!("../references/contracts.csv");
    brackets::inside(table, class, quantity, |n| samples.contains(&n), width)
}

const DETERMINISTIC: Class = Class::Binary(Threshold::Deterministic);

#[test]
fn binary_gaps_with_few_samples() {
    // Asked for: 1e-6 up to 10^6 samples. The search aims at half of that.
    let found = inside(DETERMINISTIC, "gap_binary_deterministic", 1..=1_000, 1e-6);
    assert!(found >= 20, "{found}");
}

#[test]
fn binary_gaps_with_many_samples() {
    let found = inside(
        DETERMINISTIC,
        "gap_binary_deterministic",
        1_001..=1_000_000,
        1e-6,
    );
    assert!(found >= 8, "{found}");
}

#[test]
fn binary_gaps_with_very_many_samples() {
    // Asked for: 1e-4 up to 10^12 samples. The search aims at a tenth of that.
    let found = inside(
        DETERMINISTIC,
        "gap_binary_deterministic",
        1_000_001..=100_000_000_000_000,
        1.2e-5,
    );
    assert!(found >= 8, "{found}");
}

#[test]
fn the_moving_threshold_is_sharp_and_proves_no_more_than_is_true() {
    for instance in INSTANCES {
        let model = model(instance);
        let first_best = FirstBest::of(&model).unwrap();
        let economy = EnclosedModel::new(&first_best).unwrap();
        for n in [
            10_000,
            300_000,
            10_000_000,
            10_000_000_000,
            100_000_000_000_000,
        ] {
            let best = DETERMINISTIC.solve(&first_best, n).unwrap();
            let upper = bounds::bracket(&first_best, DETERMINISTIC, &best)
                .upper()
                .unwrap();
            let proved = |share: f64| {
                let target = upper * (1.0 + share);
                bounds::binary::moving_threshold::gap_is_at_least(&economy, n, target)
            };
            assert!(proved(-1e-6), "{instance}, n = {n}");
            // More than a contract that exists, by what a rounding of it might hide and by all
            // sorts.
            for above in [1e-8, 1e-6, 1e-4, 1e-2, 1.0] {
                assert!(!proved(above), "{instance}, n = {n}: {above:e}");
            }
        }
        // With few samples it may fail to prove what is true, never prove what is not.
        for n in [30, 300, 3_000] {
            let best = DETERMINISTIC.solve(&first_best, n).unwrap();
            let target = best.gap.total() * (1.0 + 1e-8);
            let proved = bounds::binary::moving_threshold::gap_is_at_least(&economy, n, target);
            assert!(!proved, "{instance}, n = {n}");
        }
    }
}

#[test]
fn linear_gaps() {
    // Five instances at 10, 50, 200, 1000, 5000, 10^6, 10^8 and 10^12 samples.
    let found = inside(Class::Linear, "gap_linear", 10..=u64::MAX, 1e-6);
    assert!(found >= 35, "{found}");
}

#[test]
fn a_target_above_the_linear_gap_is_never_proved() {
    for (instance, n) in [("a", 20), ("log", 50), ("a", 20_000)] {
        let model = model(instance);
        let first_best = FirstBest::of(&model).unwrap();
        let economy = EnclosedModel::new(&first_best).unwrap();
        let best = Class::Linear.solve(&first_best, n).unwrap();
        let proved = |share: f64| {
            let target = share * best.gap.total();
            bounds::linear::every_gap_is_at_least(&first_best, &economy, &best, target)
        };
        assert!(proved(0.999), "{instance}, n = {n}");
        // A thousandth more than a contract that exists.
        assert!(!proved(1.001), "{instance}, n = {n}");
    }
}

#[test]
fn the_convex_bound_on_linear_gaps_is_sharp_and_never_above_them() {
    let mut found = 0;
    for instance in INSTANCES {
        let model = model(instance);
        let first_best = FirstBest::of(&model).unwrap();
        let economy = EnclosedModel::new(&first_best).unwrap();
        for n in [500, 3_000, 100_000, 10_000_000, 1_000_000_000_000] {
            let best = Class::Linear.solve(&first_best, n).unwrap();
            let gap = best.gap.total();
            // Asked for more than is true, it must not say so: the estimate errs by 1e-9.
            if let Some(least) = bounds::linear::least_gap(&economy, &best, 1.05 * gap) {
                assert!(
                    least <= gap * (1.0 + 1e-9),
                    "{instance}, n = {n}: {least:e} {gap:e}"
                );
                assert!(
                    least >= gap * (1.0 - 1e-6),
                    "{instance}, n = {n}: {least:e} {gap:e}"
                );
                found += 1;
            }
        }
    }
    // From 10^5 samples on everywhere, and on most instances below.
    assert!(found >= 3 * INSTANCES.len(), "{found}");
}

#[test]
fn linear_pay_on_one_and_two_samples_is_verified() {
    for instance in INSTANCES {
        let model = model(instance);
        let first_best = FirstBest::of(&model).unwrap();
        for n in [1, 2] {
            let best = Class::Linear.solve(&first_best, n).unwrap();
            let at = format!("{instance}, n = {n}");
            let upper = bounds::bracket(&first_best, Class::Linear, &best)
                .upper()
                .expect(&at);
            assert!(upper >= best.gap.total() * (1.0 - 1e-9), "{at}");
            assert!(upper <= best.gap.total() * (1.0 + 1e-8), "{at}");
        }
    }
}

#[test]
fn general_gaps() {
    let found = inside(Class::General, "gap_general", 5_000..=u64::MAX, 1e-6);
    assert!(found >= 15, "{found}");
    let found = inside(Class::General, "gap_general", 1..=60, 1e-6);
    assert!(found >= 5, "{found}");
}

#[test]
fn a_profitable_deviation_of_a_billionth_is_caught() {
    // Where the temptation of no effort binds, an effort lower by 1e-9 of a standard deviation of
    // the count loses it.
    let mut refused = 0;
    for instance in INSTANCES {
        let model = model(instance);
        let first_best = FirstBest::of(&model).unwrap();
        let economy = EnclosedModel::new(&first_best).unwrap();
        let best = DETERMINISTIC.solve(&first_best, 10_000).unwrap();
        let Terms::Binary(terms) = &best.terms else {
            panic!("not a bonus")
        };
        let unit = 1.0 / (1e4 * best.point.information).sqrt();
        let verified = |nudge: f64| {
            Offer::new(&economy, terms.rule, best.point.effort + nudge * unit)
                .is_some_and(|offer| offer.is_incentive_compatible())
        };
        assert!(
            verified(1e-6),
            "{instance}: the offer next to the optimum is not proved"
        );
        if !verified(-1e-9) {
            refused += 1;
        }
        assert!(!verified(-1e-2), "{instance}: a deviation is overlooked");
    }
    assert!(
        refused >= 4,
        "only {refused} deviations of a billionth were caught"
    );
}

#[test]
fn a_target_above_the_gap_is_never_proved() {
    // The lower search must not prove more than is true: aim above what a verified contract
    // attains.
    for instance in ["a", "power"] {
        let model = model(instance);
        let first_best = FirstBest::of(&model).unwrap();
        let economy = EnclosedModel::new(&first_best).unwrap();
        for n in [50, 2_000] {
            let best = DETERMINISTIC.solve(&first_best, n).unwrap();
            let Terms::Binary(terms) = &best.terms else {
                panic!("not a bonus")
            };
            let k = terms.rule.threshold();
            let above = best.gap.total() * (1.0 + 1e-6);
            assert!(!bounds::binary::single_threshold::gap_is_at_least(
                &economy,
                n,
                k,
                &[0.0],
                above,
                &firstbest::numerics::interval::Budget::new(20_000),
            ));
        }
        let best = Class::Linear.solve(&first_best, 100_000).unwrap();
        let above = best.gap.total() * (1.0 + 1e-6);
        assert!(!bounds::linear::every_gap_is_at_least(
            &first_best,
            &economy,
            &best,
            above
        ));
    }
}

#[test]
fn the_first_best_is_enclosed() {
    for instance in INSTANCES {
        let model = model(instance);
        let first_best = FirstBest::of(&model).unwrap();
        let economy = EnclosedModel::new(&first_best).unwrap();
        for (quantity, enclosed) in [
            ("first_best_effort", economy.first_best_effort()),
            ("first_best_payoff", economy.first_best_payoff()),
        ] {
            let line = include_str!("../references/contracts.csv")
                .lines()
                .find(|line| line.starts_with(&format!("{instance},{quantity},")))
                .unwrap();
            let value: f64 = line.rsplit(',').next().unwrap().parse().unwrap();
            assert!(
                enclosed.hull(enclosed).widened().contains(value),
                "{instance} {quantity}"
            );
            assert!(
                enclosed.width() < 1e-14,
                "{instance} {quantity}: {enclosed:?}"
            );
        }
    }
}

#[test]
fn brackets_do_not_depend_on_threads() {
    let model = model("a");
    let first_best = FirstBest::of(&model).unwrap();
    let all = || -> Vec<Bracket> {
        firstbest::numerics::map_ordered(&[300_u64, 20, 7_000], |n| {
            let best = DETERMINISTIC.solve(&first_best, *n).unwrap();
            bounds::bracket(&first_best, DETERMINISTIC, &best)
        })
    };
    let bits = |brackets: Vec<Bracket>| -> Vec<(u64, u64)> {
        brackets
            .into_iter()
            .filter_map(|b| Some((b.upper()?.to_bits(), b.lower()?.to_bits())))
            .collect()
    };
    let one = with_threads(1, || bits(all())).unwrap();
    let three = with_threads(3, || bits(all())).unwrap();
    assert_eq!(one.len(), 3);
    assert_eq!(one, three);
}

#[test]
fn losses_are_enclosed_near_and_far() {
    let model = model("log");
    let first_best = FirstBest::of(&model).unwrap();
    let economy = EnclosedModel::new(&first_best).unwrap();
    for change in [-0.4, -1e-2, -1e-4, 1e-5, 3e-3, 0.2] {
        // The loss at an effort that is a double; the estimate is right to a few 1e-14, and at 1e-5
        // from η* the float first best adds twice its own rounding over the distance.
        let effort = first_best.effort() + change;
        let estimate = first_best.loss(effort - first_best.effort());
        let enclosed = economy.loss(effort).unwrap();
        let slack = 1e-10 * estimate;
        let wide = enclosed + Interval::new(-slack, slack).unwrap();
        assert!(
            wide.contains(estimate),
            "{change}: {enclosed:?} {estimate:e}"
        );
        // Two forms meet: the plain difference is right to some roundings of payoffs of order 0.1,
        // the curvature over the hull varies by a few times its length.
        let allowed = (64.0 * f64::EPSILON).min(20.0 * change.abs() * estimate);
        assert!(enclosed.width() <= allowed, "{change}: {enclosed:?}");
    }
}

#[test]
fn the_constants_are_enclosed() {
    // mpmath, 40 digits, from the formulas of T5 to T7 with the doubles of the model file taken as
    // exact: the root of V' = h'(U0 + c)c', then K_bin, K_lin and K_bin*M(z)/sqrt(n), M(z) =
    // sqrt(pi/2)*exp(z^2/2)*erfc(z/sqrt(2)).
    let model = model("a");
    let first_best = FirstBest::of(&model).unwrap();
    let economy = EnclosedModel::new(&first_best).unwrap();
    let refined = |n| bounds::constants::binary_refined(&economy, n).unwrap();
    for (found, value) in [
        (
            bounds::constants::binary(&economy).unwrap(),
            0.058_018_646_863_889_08,
        ),
        (
            bounds::constants::linear(&economy).unwrap(),
            0.257_507_249_999_999_96,
        ),
        (refined(10_000), 2.360_177_855_184_712_8e-4),
        (refined(10_000_000_000), 1.294_837_590_206_304e-7),
    ] {
        // The decimal is a double, half a unit of its last place from the exact value.
        assert!(found.widened().contains(value), "{found:?}, {value}");
        // The first best is enclosed to some units of the last place, and the constants are smooth
        // in it.
        assert!(found.width() <= 1e-12 * value, "{found:?}");
    }
    // A formula off by a billionth lies outside.
    assert!(!refined(10_000).contains(2.360_177_857_5e-4));
}
