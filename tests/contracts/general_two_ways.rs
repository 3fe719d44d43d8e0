//! The general contract computed in two independent ways, linear programs and the concave dual,
//! must agree.

use firstbest::contract::general::dual;
use firstbest::contract::general::program;
use firstbest::contract::{Class, FirstBest};
use firstbest::lp::backends;
use firstbest::model::Model;
use std::path::Path;

/// What the two may differ by, relative to the gap. The program's own bracket (tangents below,
/// realised pay above) is below 1e-7 of the premium, its effort is off by at most 3e-4 of a bracket
/// whose ends cost as much as the premium, which is 1e-7 again, and a backend may violate rows by
/// 1e-9 to 1e-6, each row moving the value by that much at most.
const AGREEMENT: f64 = 1e-6;

const MODELS: [&str; 4] = ["a", "cara", "log", "power_self"];

fn model(name: &str) -> Model {
    Model::read(Path::new(&format!("figures/models/{name}.toml"))).expect("a committed model file")
}

#[test]
fn gaps_agree_with_the_effort_optimised_in_both() {
    gaps_agree(&MODELS, &[20]);
}

#[test]
#[ignore = "some ten efforts of a dozen programs each: a minute"]
fn gaps_agree_with_many_samples() {
    gaps_agree(&MODELS, &[100, 400]);
}

fn gaps_agree(names: &[&str], sizes: &[u64]) {
    let backend = backends::by_name("clarabel").expect("in every build");
    for name in names {
        let model = model(name);
        let first_best = FirstBest::of(&model).expect("an interior first best");
        for &samples in sizes {
            let by_dual = Class::General.solve(&first_best, samples).expect("dual");
            let by_program = program::solve(&first_best, samples, backend).expect("program");
            let off = by_program.gap / by_dual.gap.total() - 1.0;
            assert!(
                off.abs() < AGREEMENT,
                "{name}, n = {samples}: off by {off:e}"
            );
        }
    }
}

#[test]
fn premiums_agree_on_every_backend_of_the_default_build() {
    premiums_agree(&[20, 100]);
}

#[test]
#[ignore = "programs of 400 samples on three backends: half a minute"]
fn premiums_agree_with_many_samples() {
    premiums_agree(&[400]);
}

fn premiums_agree(sizes: &[u64]) {
    for name in MODELS {
        let model = model(name);
        let first_best = FirstBest::of(&model).expect("an interior first best");
        let point = first_best.at(0.0);
        for &samples in sizes {
            let dual = dual::implement(&model, samples, &point, &[]).expect("dual");
            for backend in ["microlp", "clarabel", "minilp"] {
                let backend = backends::by_name(backend).expect("in every build");
                let mut memory = program::Memory::default();
                let found = program::implement(&model, samples, &point, backend, &mut memory)
                    .unwrap_or_else(|error| panic!("{name}, n = {samples}: {error}"));
                for value in [found.lower, found.upper] {
                    let off = value / dual.cost() - 1.0;
                    assert!(
                        off.abs() < AGREEMENT,
                        "{name}, n = {samples}, {}: off by {off:e}",
                        backend.name()
                    );
                }
            }
        }
    }
}
