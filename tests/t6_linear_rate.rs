//! T6: the gap of linear contracts vanishes like K_lin/n.

mod theorem_support;

use firstbest::contract::best_reply;
use firstbest::contract::constants;
use firstbest::contract::{Class, FirstBest, LinearTerms, Terms};
use firstbest::input::Source;
use firstbest::model::Model;
use firstbest::rates::constant::extrapolate;
use firstbest::rates::select;
use firstbest::rates::{Observation, Rate, RatesError, Series};
use theorem_support::{gather, instance_a, series_of};

#[test]
fn every_check_holds_and_the_figure_and_data_are_written() {
    gather("t6");
}

#[test]
fn the_right_rate_wins_and_the_constant_is_sharp() {
    let model = instance_a();
    let first_best = FirstBest::of(&model).expect("an interior first best");
    let series = series_of(&first_best, Class::Linear, "1e2..1e14:13");
    assert!(
        select(&series)
            .expect("enough points")
            .decided_for(Rate::Inverse)
    );
    let points: Vec<(f64, f64)> = series
        .observations()
        .iter()
        .map(|seen| (seen.samples, seen.samples * seen.gap()))
        .collect();
    let limit = extrapolate(&points, 1.0).expect("enough points").value;
    let constant = constants::linear(&first_best);
    // The gaps are right to 1e-8 and the next term is of order 1/n², 1e-14 where it matters.
    let passes = |constant: f64| (limit / constant - 1.0).abs() < 1e-7;
    assert!(passes(constant));
    // Planted fault: a constant 5% off.
    assert!(!passes(0.95 * constant) && !passes(1.05 * constant));
}

/// Planted fault: gaps of a slower rate are not taken for 1/n.
#[test]
fn planted_fault_wrong_rate_is_caught() {
    let faulty = (4..=28).map(|j| {
        let samples = 10f64.powf(0.5 * f64::from(j));
        Observation {
            samples,
            gap: samples.ln() / samples,
            error: 0.0,
        }
    });
    let series = Series::new(faulty).expect("positive gaps");
    assert!(
        !select(&series)
            .expect("enough points")
            .decided_for(Rate::Inverse)
    );
}

/// Planted fault: with a slope 1% too small another effort is the best reply.
#[test]
fn planted_fault_profitable_deviation_is_caught() {
    let model = instance_a();
    let first_best = FirstBest::of(&model).expect("an interior first best");
    let mut contract = Class::Linear.solve(&first_best, 1000).expect("a contract");
    let Terms::Linear(terms) = contract.terms.clone() else {
        panic!("a linear contract has linear terms");
    };
    contract.terms = Terms::Linear(LinearTerms {
        slope: 0.99 * terms.slope,
        ..terms
    });
    assert!(best_reply::require(&model, &contract).is_err());
    let reply = best_reply::best_reply(&model, &contract).expect("a reply");
    assert!((reply - contract.point.effort).abs() > 1e-4);
}

#[test]
fn a_fit_through_a_numerical_floor_is_refused() {
    // What a solver with a tolerance of 1e-9 would report for K/n beyond n = 10^8.
    let floored = (2..=12).map(|j| {
        let samples = 10f64.powi(j);
        Observation {
            samples,
            gap: (0.2575 / samples).max(1e-9),
            error: 1e-9,
        }
    });
    assert!(matches!(
        Series::new(floored),
        Err(RatesError::Floor { .. })
    ));
}

/// Planted fault: equal n instead of equal n·I. Monitoring half as sharp has the same gap at equal
/// information, and not at an equal number of samples.
#[test]
fn planted_fault_samples_instead_of_information_is_caught() {
    let text = std::fs::read_to_string(theorem_support::root().join("figures/models/a.toml"))
        .expect("a committed model");
    let models: Vec<Model> = ["0.8", "0.4"]
        .iter()
        .map(|kappa| {
            let varied = text.replace("kappa = 0.8", &format!("kappa = {kappa}"));
            Model::from_source(&Source::from_text("varied", varied)).expect("a model")
        })
        .collect();
    let gap = |model: &Model, effective: f64, per_sample: bool| {
        let first_best = FirstBest::of(model).expect("an interior first best");
        let scale = if per_sample {
            1.0
        } else {
            first_best.at(0.0).information
        };
        let samples = (effective / scale).round() as u64;
        Class::Linear
            .solve(&first_best, samples)
            .expect("a contract")
            .gap
            .total()
    };
    let apart = |per_sample| {
        (gap(&models[0], 1e6, per_sample) / gap(&models[1], 1e6, per_sample) - 1.0).abs()
    };
    // Left out at equal n·I: terms of relative order 1/n. At equal n: I differs by a factor of 5.
    assert!(apart(false) < 1e-4, "{}", apart(false));
    assert!(apart(true) > 0.5);
}
