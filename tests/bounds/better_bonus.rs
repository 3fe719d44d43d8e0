//! Boxes that shrink to a contract without reaching the known gap say that it costs less: verified,
//! it is the upper end and the answer.

use crate::support::model;

use firstbest::bounds;
use firstbest::contract::{Class, FirstBest, Threshold};
use firstbest::model::Model;

/// At the best bonus on two samples full care is as good as the effort it is meant for.
fn tempted_upwards() -> Model {
    model(
        "family = \"cara\", risk_aversion = 0.06670539393993026, minimum_wage = 0.01",
        "scale = 0.049721521164296845, exponent = 1.303368256045771",
        "scheme = \"expert\", kappa = 0.999",
        "slope = 0.0486211560771992",
        0.36877272964837704,
    )
}

#[test]
fn a_better_bonus_is_the_answer() {
    let model = tempted_upwards();
    let first_best = FirstBest::of(&model).unwrap();
    let class = Class::Binary(Threshold::Randomised);
    let estimate = class.solve(&first_best, 2).unwrap();
    let (answer, bracket) = bounds::settled(&first_best, class, estimate);
    let gap = answer.gap.total();
    let (lower, upper) = (bracket.lower().unwrap(), bracket.upper().unwrap());
    assert!(
        lower <= gap && gap <= upper * (1.0 + 1e-9),
        "{gap:e} {bracket:?}"
    );
    assert!(bracket.relative_width().unwrap() < 1e-6, "{bracket:?}");
    // Evaluated by hand, best reply over a grid: bonus 0.0732327 in utility at position 1.91441 for
    // effort 0.354883.
    approx::assert_relative_eq!(gap, 4.712149e-5, max_relative = 1e-5);
}
