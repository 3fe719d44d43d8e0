//! Lines whose pay begins late: many samples that say little, and an outside option at the minimum wage.

use crate::support::model;

use firstbest::contract::{Class, FirstBest, Terms, best_reply};

/// No effort and the first best lie within five standard deviations of the count at 1,000 samples.
/// A search in Python (scipy's law of every count, a grid over efforts and kinks made finer about the
/// best, replies on a grid of 280 efforts) finds a line with a gap of REFERENCE.
#[test]
fn they_are_found_where_a_line_without_rent_tempts_to_no_effort() {
    const REFERENCE: f64 = 0.0;
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
    // The grids stop at some 1/64 of a standard deviation.
    assert!((gap / REFERENCE - 1.0).abs() < 1e-3, "{gap}");
    // The flat wage, which is what was found before, loses 0.067.
    let Terms::Linear(terms) = &line.terms else {
        panic!("{:?}", line.terms)
    };
    assert!(terms.intercept < terms.floor && line.gap.rent > 0.0);
    let deviation = best_reply::best_deviation(&model, &line).unwrap();
    assert!(deviation.gain <= best_reply::tolerance(&line), "{deviation:?}");
}
