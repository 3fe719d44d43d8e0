//! Lines where effort moves the count by a few standard deviations only, however many samples there
//! are: limited liability is in reach, or no effort nearly as good.

use crate::support::model;

use firstbest::bounds;
use firstbest::contract::{Class, FirstBest};
use firstbest::model::Model;

fn line_width(model: &Model, samples: u64) -> f64 {
    let first_best = FirstBest::of(model).unwrap();
    let contract = Class::Linear.solve(&first_best, samples).unwrap();
    let found = bounds::bracket(&first_best, Class::Linear, &contract);
    found.relative_width().unwrap_or(f64::INFINITY)
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
