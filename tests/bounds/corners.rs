//! Corners of the model space against independent values of 25 digits: next to risk neutrality, a
//! minimum wage with hardly a better outside option, a first-best effort near 0 or near 1, limited
//! liability that cuts most counts. Every value lies inside the bracket, and the estimate meets it.
//!
//! References: `tests/references/corners.csv`, written by `tests/references/contracts.py corners`.
//! It leaves out what its plain formulation does not cover (a rent, or a tempting effort far away,
//! at the optimum) and says so: smooth pay of ten samples with the floor or the small option, and a
//! line of 100 samples where monitoring tells little.

use crate::support;

use firstbest::contract::{Class, FirstBest, Threshold};
use support::{brackets, instance};

const CORNERS: [&str; 5] = [
    "corner_neutral",
    "corner_floor",
    "corner_lazy",
    "corner_eager",
    "corner_option",
];

const DETERMINISTIC: Class = Class::Binary(Threshold::Deterministic);

const TABLE: &str = include_str!("../references/corners.csv");

/// Every reference of a class at the given samples lies in its bracket; returns how many brackets
/// had both ends.
fn inside(class: Class, quantity: &str, only: &[u64], width: f64) -> usize {
    brackets::inside(TABLE, class, quantity, |n| only.contains(&n), width)
}

#[test]
fn estimates_meet_the_references() {
    for (class, quantity) in [
        (DETERMINISTIC, "gap_binary_deterministic"),
        (Class::General, "gap_general"),
        (Class::Linear, "gap_linear"),
    ] {
        for (corner, n, value) in brackets::references(TABLE, quantity) {
            let model = instance(&corner);
            let first_best = FirstBest::of(&model).unwrap();
            let estimate = class.solve(&first_best, n).unwrap();
            // The estimates' own bound: 1e-8 for a bonus, 1e-9 for smooth pay.
            let error = (estimate.gap.total() / value - 1.0).abs();
            let bound = if class == DETERMINISTIC { 1e-8 } else { 1e-9 };
            assert!(error < bound, "{corner}, {quantity}, n = {n}: {error:e}");
        }
    }
}

#[test]
fn every_corner_is_a_model() {
    for corner in CORNERS {
        let model = instance(corner);
        let first_best = FirstBest::of(&model).unwrap();
        for (quantity, computed) in [
            ("first_best_effort", first_best.effort()),
            ("first_best_payoff", first_best.payoff()),
        ] {
            let start = format!("{corner},{quantity},");
            let line = TABLE
                .lines()
                .find(|line| line.starts_with(&start))
                .unwrap_or_else(|| panic!("no {start}"));
            let value: f64 = line.rsplit(',').next().unwrap().parse().unwrap();
            assert!(
                (computed / value - 1.0).abs() < 1e-13,
                "{start} {computed:e} {value:e}"
            );
        }
    }
}

#[test]
fn general_gaps_in_corners() {
    // Every reference.
    let found = inside(
        Class::General,
        "gap_general",
        &[10, 100, 1_000_000, 1_000_000_000_000],
        1e-6,
    );
    assert_eq!(found, brackets::references(TABLE, "gap_general").len());
    assert!(found >= 18, "{found}");
}

#[test]
fn linear_gaps_in_corners_with_many_samples() {
    let found = inside(
        Class::Linear,
        "gap_linear",
        &[1_000_000, 1_000_000_000_000],
        1e-6,
    );
    assert_eq!(found, 2 * CORNERS.len());
}

#[test]
fn linear_gaps_in_corners_with_few_samples() {
    // Seven references. Those next to risk neutrality and with a first best near 0 are sharp. Where
    // full effort loses less than the gap the lower end is that of the best contract of all; with
    // hardly an outside option nothing is proved of lines.
    let found = inside(Class::Linear, "gap_linear", &[10, 100], 0.2);
    assert!(found >= 5, "{found}");
}

#[test]
fn bonuses_in_corners() {
    // All but three of fifteen: with 10 and 100 samples and a first best of 0.93 the gap exceeds
    // what full effort loses, by which alone the search from below covers full effort; with ten
    // samples and hardly an outside option it does not end.
    let found = inside(
        DETERMINISTIC,
        "gap_binary_deterministic",
        &[10, 100, 1_000_000],
        1e-6,
    );
    assert!(found >= 12, "{found}");
}
