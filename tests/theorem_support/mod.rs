//! What the tests of the theorems share.
#![allow(dead_code)] // each test file uses its part

use firstbest::contract::{Class, FirstBest};
use firstbest::input::{SampleGrid, Source};
use firstbest::model::Model;
use firstbest::paper::evidence::write;
use firstbest::print::label::Label;
use firstbest::rates::{Observation, Series};
use firstbest::theorem::find;
use firstbest::theorem::{Silent, Verdict};
use std::path::{Path, PathBuf};

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn model(name: &str) -> Model {
    Model::read(&root().join(format!("figures/models/{name}.toml"))).expect("a committed model")
}

pub fn instance_a() -> Model {
    model("a")
}

/// Gathers a theorem's evidence under its committed parameters, demands that every check holds, and
/// writes its figure and data (which leaves the committed files as they are if they are up to
/// date).
pub fn gather(id: &str) {
    let theorem = find(id).expect("a theorem of the registry");
    let file = root().join(format!("figures/{}.toml", theorem.stem));
    let source = Source::read(&file).expect("a committed parameter file");
    let parameters = source.parse().expect("valid TOML");
    let evidence = (theorem.evidence)(&parameters.root(), &Silent).expect("evidence");
    for check in &evidence.checks {
        assert!(
            check.holds,
            "{} [{}]: {}",
            check.claim, check.instance, check.measured
        );
        for text in [&check.claim, check.measured.text()] {
            Label::parse(text).expect("claims and findings are label markup");
        }
    }
    assert_eq!(evidence.verdict(), Verdict::Holds);
    write(&root(), theorem, &evidence).expect("a writable paper folder");
    assert!(Path::new(&root().join(format!("paper/figures/{}.svg", theorem.stem))).is_file());
}

/// The gaps of a class over a grid of n.
pub fn series_of(first_best: &FirstBest<'_>, class: Class, grid: &str) -> Series {
    let grid: SampleGrid = grid.parse().expect("a grid");
    let observations = grid.samples().iter().map(|samples| {
        let gap = class
            .solve(first_best, *samples)
            .expect("a contract")
            .gap
            .total();
        Observation {
            samples: *samples as f64,
            gap,
            error: 1e-8 * gap,
        }
    });
    Series::new(observations).expect("gaps above their floor")
}
