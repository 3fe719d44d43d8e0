//! CARA where r·w is large: utility is next to its supremum 1/r, and a double says little of it.

use crate::support::model;

use firstbest::bounds;
use firstbest::contract::{Class, FirstBest, Terms, Threshold};
use firstbest::model::Model;

const BONUS: Class = Class::Binary(Threshold::Deterministic);

/// The outside option pays 2 where r = 10: 1 − r·U0 = 2.06e-9.
fn saturated() -> Model {
    model(
        "family = \"cara\", risk_aversion = 10.0",
        "scale = 3.754633129869505e-10, exponent = 3.0",
        "scheme = \"expert\", kappa = 0.8",
        "slope = 0.3243606532652133",
        0.099_999_999_793_884_64,
    )
}

/// For the doubles of the file mpmath (40 digits) gives η*, its payoff, and the least gap of a
/// bonus for at least one agreement in five.
#[test]
fn first_best_and_gap_have_all_their_digits() {
    const EFFORT: f64 = 0.6;
    const PAYOFF: f64 = -1.855_383_613_564_091_4;
    const GAP: f64 = 0.037_812_661_639_769_99;
    let model = saturated();
    let first_best = FirstBest::of(&model).unwrap();
    assert!(
        (first_best.effort() - EFFORT).abs() < 1e-14,
        "{first_best:?}"
    );
    assert!(
        (first_best.payoff() - PAYOFF).abs() < 1e-14,
        "{first_best:?}"
    );
    let bonus = BONUS.solve(&first_best, 5).unwrap();
    let (bonus, bracket) = bounds::settled(&first_best, BONUS, bonus);
    let gap = bonus.gap.total();
    assert!((gap / GAP - 1.0).abs() < 1e-8, "{gap}");
    let (lower, upper) = (bracket.lower().unwrap(), bracket.upper().unwrap());
    assert!(lower <= GAP && GAP <= upper * (1.0 + 1e-12), "{bracket:?}");
    // As wide as that of the same model with wages near 0, which five samples leave open.
    assert!(lower >= 0.84 * GAP, "{bracket:?}");
    // The file it came from keeps its numbers.
    assert!(model.to_toml().contains("utility = 0.09999999979388464"));
}

/// Preferences do not change when all wages move by 2, which divides utilities by 1 − r·U0.
#[test]
fn the_same_model_with_all_wages_moved_has_the_same_gaps() {
    let first_best_here = saturated();
    let moved = model(
        "family = \"cara\", risk_aversion = 10.0, minimum_wage = -1.9999999999",
        "scale = 0.18216173771694281924, exponent = 3.0",
        "scheme = \"expert\", kappa = 0.8",
        "slope = 0.3243606532652133",
        0.0,
    );
    for (class, samples) in [(BONUS, 100), (Class::Linear, 20), (Class::General, 100)] {
        let gap = |model: &Model| {
            let first_best = FirstBest::of(model).unwrap();
            class.solve(&first_best, samples).unwrap().gap.total()
        };
        let (here, there) = (gap(&first_best_here), gap(&moved));
        assert!(
            (here / there - 1.0).abs() < 1e-8,
            "{class:?}: {here} {there}"
        );
    }
}

/// h(U0) = 1.3, r·h(U0) = 21. The best line on two samples leaves no rent: in mpmath (40 digits,
/// the doubles of the file) its expected utility lies −2.6e-15 of 1/r − U0 from U0. A line that a
/// search in doubles of utility takes for cheaper, 1.225854 + 0.2481283·S/2, misses U0 by 2.8 % of
/// that distance.
#[test]
fn participation_binds_exactly_next_to_the_supremum() {
    const INTERCEPT: f64 = 1.227_881_303_724_358_3;
    let model = model(
        "family = \"cara\", risk_aversion = 16.36751, minimum_wage = 1.0",
        "scale = 1.778175381186277e-10, exponent = 10.0",
        "scheme = \"sentinel\", agreement = 0.8",
        "family = \"quadratic\", slope = 3.6716015624999994, curvature = 1.470994215745192",
        0.061_096_648_141_692_84,
    );
    let first_best = FirstBest::of(&model).unwrap();
    let line = Class::Linear.solve(&first_best, 2).unwrap();
    let (line, bracket) = bounds::settled(&first_best, Class::Linear, line);
    let Terms::Linear(terms) = &line.terms else {
        panic!("{line:?}")
    };
    assert!((terms.intercept - INTERCEPT).abs() < 1e-6, "{line:?}");
    assert!(bracket.interval().is_some(), "{bracket:?}");
}

/// The double of U0 = 1/r leaves no wage that gives as much.
#[test]
fn an_outside_option_at_the_supremum_is_refused() {
    let text = saturated().to_toml().replace("0.09999999979388464", "0.1");
    let source = firstbest::input::Source::from_text("m.toml", text);
    let error = Model::from_source(&source).unwrap_err();
    assert!(error.to_string().contains("out of reach"), "{error}");
}
