//! Two bonuses against an independent search: `tests/references/tiered.py` writes
//! `tests/references/tiered.csv`.

use crate::theorem_support;

use firstbest::contract::{Class, FirstBest, Terms, Threshold};

/// Relative error allowed in a gap. The reference subtracts payoffs of order 0.1 in double precision
/// (1e-16/1e-3 of a gap), lets the annotator choose among 4000 efforts only, which allows bonuses
/// that are too small by some 1e-6, and finds the effort to the root of a rounding, or at a corner
/// of the feasible efforts to 1e-9 of its bracket.
const TOLERANCE: f64 = 2e-5;

#[test]
fn two_bonuses_are_no_worse_than_an_independent_search_finds() {
    let class = Class::Tiered {
        tiers: 2,
        threshold: Threshold::Deterministic,
    };
    let mut same = 0;
    let mut cases = 0;
    for line in include_str!("../references/tiered.csv").lines().skip(1) {
        let field: Vec<&str> = line.split(',').collect();
        let model = theorem_support::model(field[0]);
        let first_best = FirstBest::of(&model).expect("an interior first best");
        let samples = field[1].parse().expect("a number of samples");
        let known: f64 = field[4].parse().expect("a gap");
        let contract = class.solve(&first_best, samples).expect("a contract");
        let gap = contract.gap.total();
        assert!(gap <= known * (1.0 + TOLERANCE), "{line}: {gap:e}");
        let Terms::Tiered(terms) = &contract.terms else {
            panic!("a tiered contract has tiered terms");
        };
        let thresholds: Vec<String> = terms
            .tiers
            .iter()
            .map(|tier| tier.rule.threshold().to_string())
            .collect();
        // At the same thresholds both find the same number.
        if thresholds == field[2..4] {
            assert!((gap / known - 1.0).abs() < TOLERANCE, "{line}: {gap:e}");
            same += 1;
        }
        cases += 1;
    }
    assert!(cases >= 24, "{cases} cases");
    // Ties and better thresholds apart.
    assert!(10 * same >= 8 * cases, "{same} of {cases}");
}
