//! Careful labels that always agree, κ = 1: the law of the count has one value left at full care,
//! and none of its enclosures reaches there.

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

/// Pay for n agreements alone, at full care: the utility v of it leaves no effort e better off,
/// v·(1 − q(e)ⁿ) ≥ c(1) − c(e). A grid of 10,000 efforts is right to the square of its step.
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

/// Brackets of lines and of pay of any shape.
fn brackets(model: &Model, samples: u64) -> [[f64; 2]; 2] {
    let first_best = FirstBest::of(model).unwrap();
    [Class::Linear, Class::General].map(|class| {
        let solved = class.solve(&first_best, samples).unwrap();
        let (_, found) = bounds::settled(&first_best, class, solved);
        [found.lower().unwrap(), found.upper().unwrap()]
    })
}

#[test]
fn full_care_with_a_rent_is_found_and_bounded() {
    let model = with_a_rent();
    // With 5 samples full care is best, with 2 an effort below, whose brackets close.
    let least = gap_of_full_care(&model, 5);
    let [line, any] = brackets(&model, 5);
    assert!(line[1] - line[0] <= 1e-6 * line[1], "{line:?}");
    for [lower, upper] in [line, any] {
        assert!(
            (upper / least - 1.0).abs() < 1e-7,
            "{upper:e}, not {least:e}"
        );
        assert!(lower <= least * (1.0 + 1e-7), "{lower:e} above {least:e}");
    }
    for [lower, upper] in brackets(&model, 2) {
        assert!(upper < gap_of_full_care(&model, 2));
        assert!(upper - lower <= 1e-6 * upper, "{lower:e} to {upper:e}");
    }
}

/// The company wants full care, and it is seen for certain: with a cost s·η³ and n = 1, 2 samples
/// pay for n agreements has to give (1 − e³)·s/(1 − q(e)ⁿ) ≤ 6s and 3s, both at e = 1.
#[test]
fn a_first_best_of_full_care_has_an_estimate() {
    let scale = 0.2;
    let model = model(
        "family = \"power\", gamma = 0.5, minimum_wage = 0.0",
        &format!("scale = {scale}, exponent = 3.0"),
        "scheme = \"expert\", kappa = 1.0",
        "slope = 40.0",
        0.3,
    );
    let first_best = FirstBest::of(&model).unwrap();
    assert!(first_best.is_full_care());
    // From 3 samples on participation asks for more, and nothing is lost.
    for (samples, asked) in [(1, 6.0 * scale), (2, 3.0 * scale), (40, 0.0)] {
        let certain = 0.3 + scale;
        let least = f64::max(asked, certain).powi(2) - certain.powi(2);
        for class in [
            Class::Binary(Threshold::Deterministic),
            Class::Binary(Threshold::Randomised),
            Class::Linear,
            Class::General,
        ] {
            let solved = class.solve(&first_best, samples).unwrap();
            let gap = solved.gap.total();
            assert!(
                (gap - least).abs() < 1e-12,
                "{class}, n = {samples}: {gap}, not {least}"
            );
            let found = bounds::bracket_of(&first_best, class, samples, Some(&solved));
            let (lower, upper) = (found.lower().unwrap(), found.upper().unwrap());
            assert!(lower <= least + 1e-9 && upper >= least - 1e-12, "{found:?}");
            // One effort below is as good: a rounding more, for a proof.
            assert!(upper - least < 1e-6, "{class}, n = {samples}: {found:?}");
        }
    }
}
