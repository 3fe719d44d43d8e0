//! Bonuses where checks tell little or the first best lies next to no effort: the best threshold is
//! near the expected count, whatever the incentive, so that neither lenient thresholds nor a cut by
//! what moves the count serve.

use crate::support::model;

use firstbest::bounds::{self, EnclosedModel, binary::fail_boxes};
use firstbest::contract::{Class, FirstBest, Threshold};
use firstbest::model::Model;

const WHOLE: Class = Class::Binary(Threshold::Deterministic);
const CHANCE: Class = Class::Binary(Threshold::Randomised);

/// An agreement of 0.5 to 0.51.
fn weak() -> Model {
    model(
        "family = \"cara\", risk_aversion = 0.15, minimum_wage = 0.0",
        "scale = 0.03, exponent = 1.3",
        "scheme = \"expert\", kappa = 0.02",
        "slope = 0.0145",
        0.001,
    )
}

/// A first best of about 0.04.
fn lazy() -> Model {
    model(
        "family = \"power\", gamma = 0.5, minimum_wage = 0.0",
        "scale = 0.026, exponent = 2.7465",
        "scheme = \"expert\", kappa = 0.02",
        "slope = 1e-4",
        0.19,
    )
}

fn width(model: &Model, class: Class, samples: u64) -> f64 {
    let first_best = FirstBest::of(model).unwrap();
    let contract = class.solve(&first_best, samples).unwrap();
    let found = bounds::bracket(&first_best, class, &contract);
    let gap = contract.gap.total();
    assert!(found.upper().unwrap() >= gap * (1.0 - 1e-9), "{found:?}");
    assert!(found.lower().unwrap() <= gap * (1.0 + 1e-9), "{found:?}");
    found.relative_width().unwrap()
}

#[test]
fn few_weak_checks_have_sharp_brackets() {
    for samples in [2, 13, 80] {
        let width = width(&lazy(), CHANCE, samples);
        assert!(width < 1e-6, "n = {samples}: {width:e}");
    }
}

#[test]
fn many_weak_checks_have_sharp_brackets() {
    for (class, samples) in [
        (WHOLE, 1_000_000),
        (CHANCE, 1_000_000),
        (CHANCE, 50_000_000),
    ] {
        let width = width(&weak(), class, samples);
        assert!(width < 1e-4, "n = {samples}: {width:e}");
    }
}

/// Boxes of failing chances never say more than what the best bonus by chance costs, and with many
/// checks that tell little they say as much.
#[test]
fn boxes_of_failing_chances_meet_the_best_bonus_by_chance() {
    for (model, samples, sharp) in [
        (weak(), 300, 0.99),
        (lazy(), 300, 0.0),
        (weak(), 1_000_000, 0.99),
    ] {
        let first_best = FirstBest::of(&model).unwrap();
        let economy = EnclosedModel::new(&first_best).unwrap();
        let contract = CHANCE.solve(&first_best, samples).unwrap();
        let gap = contract.gap.total();
        let least = fail_boxes::least_gap(&economy, samples, Threshold::Randomised, 1.001 * gap);
        let share = least / gap;
        assert!(share < 1.0 + 1e-9, "n = {samples}: {share}");
        assert!(share >= sharp, "n = {samples}: {share}");
    }
}
