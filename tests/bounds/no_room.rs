//! Bonuses where limited liability leaves no room below the least bonus, stakes below a rounding of
//! the outside option, and a cost that is a straight line in the chance of agreement.

use crate::support;

use firstbest::bounds::binary::{moving_threshold, single_threshold};
use firstbest::bounds::{EnclosedModel, Method, bracket};
use firstbest::contract::{Class, FirstBest, Threshold};
use firstbest::model::Model;
use firstbest::numerics::interval::Budget;
use support::model;

const WHOLE: Class = Class::Binary(Threshold::Deterministic);
const CHANCE: Class = Class::Binary(Threshold::Randomised);

/// Families with an outside option at the utility of the minimum wage, 0, or next to it.
fn without_room() -> Vec<Model> {
    let expert = "scheme = \"expert\", kappa = 0.5";
    let cost = "scale = 0.3, exponent = 3.0";
    let cara = "family = \"cara\", risk_aversion = 0.5, minimum_wage = 0.0";
    let log = "family = \"log\", scale = 0.5, minimum_wage = 0.0";
    let root = "family = \"power\", gamma = 0.5, minimum_wage = 0.0";
    [0.0, 1e-4]
        .into_iter()
        .flat_map(|option| {
            [
                model(cara, cost, expert, "slope = 0.465", option),
                model(log, cost, expert, "slope = 0.25", option),
                model(root, cost, expert, "slope = 0.09", option),
            ]
        })
        .collect()
}

#[test]
fn bonuses_without_room_have_narrow_brackets_with_many_samples() {
    for (index, model) in without_room().into_iter().enumerate() {
        let first_best = FirstBest::of(&model).unwrap();
        let economy = EnclosedModel::new(&first_best).unwrap();
        let samples = if index < 3 { 10_000 } else { 1_000_000 };
        for (class, width) in [(WHOLE, 1e-4), (CHANCE, 1e-5)] {
            let estimate = class.solve(&first_best, samples).unwrap();
            let found = bracket(&first_best, class, &estimate);
            let at = format!("{model:?}, n = {samples}, {class:?}: {found:?}");
            assert!(found.relative_width().is_some_and(|w| w < width), "{at}");
            // Whole thresholds one by one may come as close.
            if class == CHANCE {
                assert_eq!(found.lower.unwrap().method, Method::MovingThreshold, "{at}");
            }
            // A verified bonus refutes every larger lower end.
            let above = found.upper().unwrap() * (1.0 + 1e-6);
            assert!(
                !moving_threshold::gap_is_at_least(&economy, samples, above),
                "{at}"
            );
        }
    }
}

#[test]
fn no_effort_is_not_excluded_by_a_bonus_for_others() {
    // Nothing beyond what the flat wage loses can be proved of one threshold, which may implement
    // no effort.
    let model = &without_room()[0];
    let first_best = FirstBest::of(model).unwrap();
    let economy = EnclosedModel::new(&first_best).unwrap();
    let above = first_best.flat_loss() * (1.0 + 1e-9);
    let budget = Budget::new(20_000);
    assert!(!single_threshold::gap_is_at_least(
        &economy,
        5,
        5,
        &[0.0],
        above,
        &budget
    ));
}

#[test]
fn stakes_below_a_rounding_of_the_outside_option_keep_their_premium() {
    // Pay moves by some 1e-18 of a utility of 0.3. For √w the premium of a bonus b paid with
    // probability 1 − f is f·(1−f)·b².
    let model = model(
        "family = \"power\", gamma = 0.5, minimum_wage = 0.0",
        "scale = 0.09, exponent = 10.0",
        "scheme = \"expert\", kappa = 0.1",
        "slope = 5e-19",
        0.3,
    );
    let first_best = FirstBest::of(&model).unwrap();
    for class in [WHOLE, CHANCE] {
        let estimate = class.solve(&first_best, 50).unwrap();
        let firstbest::contract::Terms::Binary(terms) = &estimate.terms else {
            panic!("not a bonus")
        };
        let pass = terms.bonus_probability;
        let premium = pass * (1.0 - pass) * terms.bonus_utility.powi(2);
        // A dozen roundings, and the chance of the bonus is right to 1e-12 or better.
        approx::assert_relative_eq!(estimate.gap.premium, premium, max_relative = 1e-9);
        let found = bracket(&first_best, class, &estimate);
        assert!(found.lower().unwrap() <= estimate.gap.total(), "{found:?}");
    }
}

#[test]
fn on_one_sample_an_indifferent_annotator_is_no_obstacle() {
    // Self-consistency with exponent 2: c is a straight line in q, and so is the pay of one sample.
    let model = model(
        "family = \"log\", scale = 7.0, minimum_wage = 0.1",
        "scale = 0.03, exponent = 2.0",
        "scheme = \"self-consistency\", kappa = 0.6",
        "slope = 0.35",
        0.3,
    );
    let first_best = FirstBest::of(&model).unwrap();
    for class in [WHOLE, CHANCE, Class::General] {
        let estimate = class.solve(&first_best, 1).unwrap();
        let found = bracket(&first_best, class, &estimate);
        let width = found.relative_width();
        assert!(
            width.is_some_and(|w| w < 1e-5),
            "{class:?}: {found:?}, {estimate:?}"
        );
    }
}
