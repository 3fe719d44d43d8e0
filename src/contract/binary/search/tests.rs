//! The section search against trying every threshold.

use super::*;
use crate::input::Source;
use crate::model::Model;

const MODELS: [&str; 5] = [
    include_str!("../../../../figures/models/a.toml"),
    include_str!("../../../../tests/models/cara.toml"),
    include_str!("../../../../tests/models/log.toml"),
    include_str!("../../../../tests/models/power.toml"),
    include_str!("../../../../tests/models/convex.toml"),
];

fn gap(candidate: Option<Candidate>) -> f64 {
    candidate.unwrap().gap.total()
}

#[test]
fn section_search_finds_what_trying_every_threshold_finds() {
    for text in MODELS {
        let model = Model::from_source(&Source::from_text("model.toml", text)).unwrap();
        let first_best = FirstBest::of(&model).unwrap();
        for samples in [101, 180, 400] {
            let search = Search::new(&first_best, samples).unwrap();
            for threshold in [Threshold::Deterministic, Threshold::Randomised] {
                let sectioned = gap(search.search_rules(threshold).unwrap());
                let exhaustive = gap(search.every_rule(threshold).unwrap());
                // Both minimise the same function; a randomised rule is located to √ε of a cell at
                // a smooth minimum.
                let difference = sectioned / exhaustive - 1.0;
                assert!(
                    difference.abs() < 1e-12,
                    "{model:?}, n = {samples}, {threshold:?}: {sectioned:e}, every rule {exhaustive:e}, difference {difference:e}"
                );
            }
        }
    }
}
