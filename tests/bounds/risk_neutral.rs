//! A risk-neutral annotator: the limit case in which every class reaches the first best, unless
//! limited liability leaves a rent.

use crate::support::model;

use firstbest::bounds;
use firstbest::contract::{Class, FirstBest, Threshold};

const CLASSES: [Class; 5] = [
    Class::Binary(Threshold::Deterministic),
    Class::Binary(Threshold::Randomised),
    Class::Tiered {
        tiers: 2,
        threshold: Threshold::Deterministic,
    },
    Class::Linear,
    Class::General,
];

#[test]
fn the_gap_is_exactly_nothing_and_bracketed() {
    let model = model(
        "family = \"risk-neutral\"",
        "scale = 0.3333333333333333, exponent = 3.0",
        "scheme = \"expert\", kappa = 0.8",
        "slope = 0.5",
        0.3,
    );
    let first_best = FirstBest::of(&model).unwrap();
    for samples in [20, 1_000] {
        for class in CLASSES {
            let found = class.solve(&first_best, samples).unwrap();
            let (found, bracket) = bounds::settled(&first_best, class, found);
            assert_eq!(found.gap.total(), 0.0, "{class:?} {samples}: {found:?}");
            let (lower, upper) = (bracket.lower().unwrap(), bracket.upper().unwrap());
            assert!(
                lower == 0.0 && upper < 1e-12,
                "{class:?} {samples}: {bracket:?}"
            );
        }
    }
}

/// Without an outside option a rent is left. On one sample the bonus b = c′/q′ from nothing leaves
/// b·q − c; here c = e²/2, q = ½ + 0.4e and V = 0.5e, so that b = 2.5e, and the payoff 0.5e −
/// 2.5e·q = −0.75e − e² < 0: the flat wage is best, and its gap is the first best's payoff, 1/8.
#[test]
fn a_rent_that_costs_too_much_leaves_the_flat_wage() {
    let model = model(
        "family = \"risk-neutral\"",
        "scale = 0.5, exponent = 2.0",
        "scheme = \"expert\", kappa = 0.8",
        "slope = 0.5",
        0.0,
    );
    let first_best = FirstBest::of(&model).unwrap();
    for class in CLASSES {
        let found = class.solve(&first_best, 1).unwrap();
        let (found, bracket) = bounds::settled(&first_best, class, found);
        assert!(
            (found.gap.total() - 0.125).abs() < 1e-12,
            "{class:?}: {found:?}"
        );
        let (lower, upper) = (bracket.lower().unwrap(), bracket.upper().unwrap());
        assert!(
            lower <= 0.125 && (0.125..0.125 + 1e-12).contains(&upper),
            "{bracket:?}"
        );
    }
}
