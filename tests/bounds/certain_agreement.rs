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
