//! Lines where effort moves the count by a few standard deviations only, however many samples there
//! are: limited liability is in reach, or no effort nearly as good. And where stakes are so small
//! that utilities of pay do not differ as doubles, or a bonus so rare that no double shows its
//! chance.

use crate::support::model;

use firstbest::bounds;
use firstbest::contract::{Class, FirstBest, Threshold};
use firstbest::model::Model;

fn width(model: &Model, class: Class, samples: u64) -> f64 {
    let first_best = FirstBest::of(model).unwrap();
    let contract = class.solve(&first_best, samples).unwrap();
    let found = bounds::bracket(&first_best, class, &contract);
    found.relative_width().unwrap_or(f64::INFINITY)
}

fn line_width(model: &Model, samples: u64) -> f64 {
    width(model, Class::Linear, samples)
}

#[test]
fn limited_liability_in_reach_of_many_samples() {
    // Agreement of 0.5 to 0.56, and a first best of about 0.04.
    let model = model(
        "family = \"cara\", risk_aversion = 0.148, minimum_wage = 0.0",
        "scale = 0.0295, exponent = 1.3",
        "scheme = \"expert\", kappa = 0.1155",
        "slope = 0.01456",
        0.00115,
    );
    let width = line_width(&model, 30_000);
    assert!(width < 1e-4, "{width:e}");
}

#[test]
fn the_rise_of_costs_is_known_next_to_no_effort() {
    // c∘q⁻¹ has no second derivative where self-consistency starts, but it is convex.
    let model = model(
        "family = \"log\", scale = 1.2, minimum_wage = 0.0",
        "scale = 0.84, exponent = 3.68",
        "scheme = \"self-consistency\", kappa = 0.1176",
        "family = \"quadratic\", slope = 0.000846, curvature = 0.000423",
        0.2287,
    );
    let width = line_width(&model, 10_000_000);
    assert!(width < 1e-4, "{width:e}");
}

#[test]
fn gaps_far_below_a_rounding_of_utility() {
    // Effort of 0.01 is worth some 1e-20 and the gap 1e-37 or less, of a wage of 0.09.
    let model = model(
        "family = \"power\", gamma = 0.5, minimum_wage = 0.0",
        "scale = 0.0938, exponent = 10.0",
        "scheme = \"polynomial\", coefficients = [0.464,0.046,0.09]",
        "slope = 5.58e-19",
        0.2973,
    );
    for samples in [200, 1_000_000] {
        for class in [Class::Linear, Class::General] {
            let width = width(&model, class, samples);
            assert!(width < 1e-4, "{class:?}, {samples} samples: {width:e}");
        }
    }
}

#[test]
fn the_minimum_wage_some_tens_of_deviations_away() {
    // 23 standard deviations, and with the outside option at u(w_min) any pay leaves some rent.
    let model = model(
        "family = \"power\", gamma = 0.4177, minimum_wage = 0.0",
        "scale = 0.4017, exponent = 10.0",
        "scheme = \"polynomial\", coefficients = [0.5375,0.0292,0.0333]",
        "family = \"quadratic\", slope = 2.6046, curvature = 1.3023",
        0.0,
    );
    for class in [Class::Linear, Class::General] {
        let width = width(&model, class, 10_000_000);
        assert!(width < 1e-4, "{class:?}: {width:e}");
    }
}

#[test]
fn a_bonus_for_agreement_on_every_sample_of_many() {
    // Its chance is some 0.5^80.
    let minimum = 0.1_f64;
    let model = model(
        "family = \"power\", gamma = 0.999, minimum_wage = 0.1",
        "scale = 0.02834, exponent = 3.30573",
        "scheme = \"expert\", kappa = 0.02",
        "family = \"power\", exponent = 0.7, slope = 0.059756",
        minimum.powf(0.999),
    );
    for class in [
        Class::Binary(Threshold::Deterministic),
        Class::Binary(Threshold::Randomised),
        Class::Linear,
    ] {
        let width = width(&model, class, 80);
        assert!(width < 1e-4, "{class:?}: {width:e}");
    }
}
