//! Bonuses where U0 is what the minimum wage is worth: base pay cannot fall, a rent may be left, and
//! what holds a bonus back is an effort far below or far above that tempts, or efforts next to it.

use crate::support::model;

use firstbest::bounds::{self, Bracket, EnclosedModel, binary::fail_boxes};
use firstbest::contract::{Class, FirstBest, Threshold};
use firstbest::model::Model;

const WHOLE: Threshold = Threshold::Deterministic;
const CHANCE: Threshold = Threshold::Randomised;

/// First best next to no effort: under a strict threshold an effort far above tempts.
fn tempted_upwards() -> Model {
    model(
        "family = \"power\", gamma = 0.5, minimum_wage = 0.01",
        "scale = 0.0245, exponent = 3.0",
        "scheme = \"expert\", kappa = 0.98",
        "slope = 1.3e-6",
        0.1,
    )
}

/// Almost risk neutral, and effort moves the count by little more than its standard deviation up to
/// 10^6 samples: an effort below tempts, or one far above, or no effort is stable.
fn tempted_both_ways() -> Model {
    model(
        "family = \"power\", gamma = 0.999, minimum_wage = 0.0",
        "scale = 0.19, exponent = 2.6",
        "scheme = \"self-consistency\", kappa = 0.73",
        "slope = 0.0026",
        0.0,
    )
}

/// Checks tell so little that the best threshold leaves a rent and the second-order condition
/// binds.
fn hardly_stable() -> Model {
    model(
        "family = \"power\", gamma = 0.5, minimum_wage = 0.09",
        "scale = 0.306, exponent = 3.0",
        "scheme = \"polynomial\", coefficients = [0.56,0.0125,0.0285]",
        "slope = 0.0634",
        0.3,
    )
}

/// Cost of effort almost a straight line: the gap has a valley at each of many thresholds.
fn many_valleys() -> Model {
    model(
        "family = \"power\", gamma = 0.5, minimum_wage = 0.1",
        "scale = 0.125, exponent = 1.01",
        "scheme = \"expert\", kappa = 0.02",
        "slope = 0.16",
        0.317,
    )
}

fn settled(model: &Model, threshold: Threshold, samples: u64) -> (f64, Bracket) {
    let first_best = FirstBest::of(model).unwrap();
    let class = Class::Binary(threshold);
    let estimate = class.solve(&first_best, samples).unwrap();
    let (answer, bracket) = bounds::settled(&first_best, class, estimate);
    (answer.gap.total(), bracket)
}

fn assert_sharp(model: &Model, threshold: Threshold, samples: u64, most: f64) {
    let (gap, bracket) = settled(model, threshold, samples);
    let (lower, upper) = (bracket.lower().unwrap(), bracket.upper().unwrap());
    assert!(
        lower <= gap * (1.0 + 1e-9) && gap <= upper * (1.0 + 1e-9),
        "n = {samples}: {gap:e} {bracket:?}"
    );
    let width = bracket.relative_width().unwrap();
    assert!(width <= most, "n = {samples}, {threshold:?}: {width:e}");
}

#[test]
fn an_effort_far_above_tempts() {
    assert_sharp(&tempted_upwards(), WHOLE, 3_000, 1e-4);
    assert_sharp(&tempted_upwards(), CHANCE, 3_000, 1e-4);
    // The least gap over every threshold, efforts refined around the best of 400 and temptations on
    // a grid of 22,000, in double precision: at S ≥ 1590 for effort 0.0068734.
    let (gap, _) = settled(&tempted_upwards(), WHOLE, 3_000);
    approx::assert_relative_eq!(gap, 3.271_283e-9, max_relative = 1e-5);
}

#[test]
fn efforts_below_and_above_tempt() {
    for samples in [10_000, 1_000_000] {
        assert_sharp(&tempted_both_ways(), WHOLE, samples, 1e-4);
        assert_sharp(&tempted_both_ways(), CHANCE, samples, 1e-4);
    }
}

#[test]
fn efforts_next_to_the_best_reply_tempt() {
    assert_sharp(&hardly_stable(), WHOLE, 5_000, 1e-4);
    assert_sharp(&hardly_stable(), CHANCE, 5_000, 1e-4);
}

#[test]
fn a_bonus_in_another_valley_is_found() {
    assert_sharp(&many_valleys(), WHOLE, 100_000, 1e-4);
    assert_sharp(&many_valleys(), CHANCE, 100_000, 1e-4);
}

/// Whole thresholds cost more than thresholds by chance, and boxes tell them apart however many
/// samples there are.
#[test]
fn whole_thresholds_cost_more() {
    let model = tempted_upwards();
    let first_best = FirstBest::of(&model).unwrap();
    let economy = EnclosedModel::new(&first_best).unwrap();
    let (by_chance, _) = settled(&model, CHANCE, 3_000);
    let (whole, _) = settled(&model, WHOLE, 3_000);
    assert!(whole > by_chance * (1.0 + 1e-4), "{whole:e} {by_chance:e}");
    let target = 1.01 * whole;
    let least = |threshold| fail_boxes::least_gap(&economy, 3_000, threshold, target);
    let (least_whole, least_by_chance) = (least(WHOLE), least(CHANCE));
    assert!(
        least_whole <= whole * (1.0 + 1e-9) && least_whole > by_chance * (1.0 + 1e-5),
        "{least_whole:e} {whole:e}"
    );
    assert!(
        least_by_chance <= by_chance * (1.0 + 1e-9),
        "{least_by_chance:e} {by_chance:e}"
    );
}

/// Participation leaves room for a fine: a rule by chance may withhold the bonus next to never and
/// a large part of it.
fn room_for_a_fine() -> Model {
    model(
        "family = \"power\", gamma = 0.5, minimum_wage = 0.0",
        "scale = 0.0565, exponent = 3.25",
        "scheme = \"polynomial\", coefficients = [0.474,0.095,0.331]",
        "slope = 9.55e-5",
        0.357,
    )
}

#[test]
fn rules_that_hardly_ever_withhold_the_bonus() {
    for samples in [2, 3, 5] {
        assert_sharp(&room_for_a_fine(), CHANCE, samples, 1e-5);
    }
}

/// At the best bonus by chance an effort below is as good, and one far from it hardly worse.
fn two_good_replies() -> Model {
    model(
        "family = \"log\", scale = 6.4, minimum_wage = 0.0",
        "scale = 0.49, exponent = 3.9",
        "scheme = \"self-consistency\", kappa = 0.98",
        "slope = 5.3",
        0.0,
    )
}

#[test]
fn a_bonus_with_two_good_replies_is_verified() {
    assert_sharp(&two_good_replies(), CHANCE, 8, 1e-5);
}

/// No bonus is worth the supremum of utility, which dismisses thresholds that are hardly ever met,
/// for full effort too.
#[test]
fn bounded_utility_next_to_full_effort() {
    let model = model(
        "family = \"cara\", risk_aversion = 0.082, minimum_wage = 0.01",
        "scale = 0.118, exponent = 10.0",
        "scheme = \"expert\", kappa = 0.2325",
        "family = \"power\", exponent = 0.7, slope = 1.68",
        0.01,
    );
    assert_sharp(&model, WHOLE, 10_000, 1e-4);
    assert_sharp(&model, CHANCE, 10_000, 1e-4);
}
