//! Careful labels that always agree, κ = 1: the law of the count has one value left at full care, and
//! none of its enclosures reaches there.

use crate::support::model;

use firstbest::bounds;
use firstbest::contract::{Class, FirstBest, Threshold};
use firstbest::model::Model;

fn bracket_width(model: &Model, class: Class, samples: u64) -> f64 {
    let first_best = FirstBest::of(model).unwrap();
    let solved = class.solve(&first_best, samples);
    let found = bounds::bracket_of(&first_best, class, samples, solved.as_ref().ok());
    found.relative_width().unwrap_or(f64::INFINITY)
}

/// No outside option, and the first best next to full care.
fn without_option() -> Model {
    model(
        "family = \"power\", gamma = 0.99, minimum_wage = 0.0",
        "scale = 0.455417495516372, exponent = 1.5",
        "scheme = \"expert\", kappa = 1.0",
        "slope = 0.6739083026927484",
        0.0,
    )
}

/// A first best of about a half.
fn inside() -> Model {
    model(
        "family = \"power\", gamma = 0.7, minimum_wage = 0.0",
        "scale = 0.3, exponent = 1.5",
        "scheme = \"expert\", kappa = 1.0",
        "slope = 0.28",
        0.39,
    )
}

#[test]
fn bonuses_are_bracketed() {
    for threshold in [Threshold::Deterministic, Threshold::Randomised] {
        for samples in [10, 300] {
            let width = bracket_width(&inside(), Class::Binary(threshold), samples);
            assert!(width < 1e-4, "{threshold:?}, n = {samples}: {width:e}");
        }
    }
    // By chance, and with a better whole threshold than the estimate's.
    for threshold in [Threshold::Deterministic, Threshold::Randomised] {
        let width = bracket_width(&without_option(), Class::Binary(threshold), 50);
        assert!(width < 1e-4, "{threshold:?}: {width:e}");
    }
}

#[test]
fn a_line_for_full_care_is_verified() {
    // Full care is its best reply, though the first best lies below.
    let width = bracket_width(&without_option(), Class::Linear, 50);
    assert!(width < 1e-4, "{width:e}");
}

/// Few samples and a small outside option: full care is what deters no effort, and leaves a rent.
fn with_a_rent() -> Model {
    model(
        "family = \"cara\", risk_aversion = 5.0, minimum_wage = 0.0",
        "scale = 0.0136, exponent = 3.0",
        "scheme = \"self-consistency\", kappa = 1.0",
        "slope = 0.0262",
        0.00015,
    )
}

/// Pay for n agreements alone, at full care: the utility v of it leaves no effort e better off, v·(1 −
/// q(e)ⁿ) ≥ c(1) − c(e). A grid of 10,000 efforts is right to the square of its step.
fn gap_of_full_care(model: &Model, samples: u64) -> f64 {
    let first_best = FirstBest::of(model).unwrap();
    let cost = |effort: f64| model.cost().cost(effort);
    let asked = |effort: f64| {
        let seen = model.monitoring().agreement(effort).powi(samples as i32);
        (cost(1.0) - cost(effort)) / (1.0 - seen)
    };
    let utility = (0..10_000).map(|j| asked(f64::from(j) / 1e4));
    let utility = utility.fold(model.required_utility(1.0), f64::max);
    first_best.payoff() - model.value().value(1.0) + model.utility().wage(utility)
}

#[test]
fn nothing_costs_less_than_full_care_with_a_rent() {
    let model = with_a_rent();
    for samples in [5, 2] {
        let least = gap_of_full_care(&model, samples);
        for class in [Class::General, Class::Linear] {
            let first_best = FirstBest::of(&model).unwrap();
            let solved = class.solve(&first_best, samples).unwrap();
            let (contract, found) = bounds::settled(&first_best, class, solved);
            let effort = contract.point.effort;
            let (lower, upper) = (found.lower().unwrap(), found.upper().unwrap());
            println!("{class:?} n = {samples}: {effort} {lower:e} {upper:e}, full care {least:e}");
            assert!(lower <= least * (1.0 + 1e-7), "{class:?}, n = {samples}");
            assert!(
                upper - lower <= 1e-4 * upper,
                "{class:?}, n = {samples}: {found:?}"
            );
        }
    }
}
