//! Lines whose pay begins late: many samples that say little, and an outside option at the minimum
//! wage.

use crate::support::model;

use firstbest::contract::{Class, FirstBest, Terms, best_reply};

/// No effort and the first best lie within five standard deviations of the count at 1,000 samples.
/// A search in Python (the law of every count by log-gamma, efforts by halving about the best of a
/// grid, the kink of each by halving, replies on a grid of 98 efforts) finds a line with a gap of
/// REFERENCE.
#[test]
fn they_are_found_where_a_line_without_rent_tempts_to_no_effort() {
    const REFERENCE: f64 = 0.007231363848448219;
    let model = model(
        "family = \"cara\", risk_aversion = 4.906041171851963, minimum_wage = 0.0",
        "scale = 0.43171208624747637, exponent = 2.0",
        "scheme = \"self-consistency\", kappa = 0.98",
        "slope = 0.3659014266762334",
        0.0,
    );
    let first_best = FirstBest::of(&model).unwrap();
    let line = Class::Linear.solve(&first_best, 1_000).unwrap();
    let gap = line.gap.total();
    // Efforts and kinks that hold lie along a narrow ridge, of which the grids reach a point: the
    // line is the best found, here a fifth dearer. The flat wage loses 0.067.
    assert!(gap < 1.25 * REFERENCE, "{gap}");
    let Terms::Linear(terms) = &line.terms else {
        panic!("{:?}", line.terms)
    };
    assert!(terms.intercept < terms.floor && line.gap.rent > 0.0);
    let deviation = best_reply::best_deviation(&model, &line).unwrap();
    assert!(
        deviation.gain <= best_reply::tolerance(&line),
        "{deviation:?}"
    );
}
