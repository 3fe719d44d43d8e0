//! T5: the gap of binary contracts vanishes like 1/√(n log n) with the constant K_bin.

mod theorem_support;

use firstbest::contract::best_reply;
use firstbest::contract::constants;
use firstbest::contract::{BinaryTerms, Class, FirstBest, Terms, Threshold};
use firstbest::rates::select;
use firstbest::rates::{Decision, Observation, Rate, Series};
use theorem_support::{gather, instance_a, series_of};

#[test]
fn every_check_holds_and_the_figure_and_data_are_written() {
    gather("t5");
}

#[test]
fn the_right_rate_wins_and_wrong_ones_lose() {
    let model = instance_a();
    let first_best = FirstBest::of(&model).expect("an interior first best");
    let series = series_of(
        &first_best,
        Class::Binary(Threshold::Deterministic),
        "1e2..1e14:13",
    );
    let selection = select(&series).expect("enough points");
    assert!(selection.decided_for(Rate::InverseRootLog));
    // 1/√n must err clearly more, and the rate of linear contracts far more.
    assert!(
        selection
            .margin_over(Rate::InverseRoot)
            .expect("a candidate")
            > 3.0
    );
    assert!(selection.margin_over(Rate::Inverse).expect("a candidate") > 50.0);
}

/// Planted fault: gaps that fall like 1/√n are not taken for 1/√(n log n).
#[test]
fn planted_fault_wrong_rate_is_caught() {
    let model = instance_a();
    let first_best = FirstBest::of(&model).expect("an interior first best");
    let faulty = (4..=28).map(|j| {
        let samples = 10f64.powf(0.5 * f64::from(j));
        let gap = constants::binary(&first_best) / samples.sqrt();
        Observation {
            samples,
            gap,
            error: 0.0,
        }
    });
    let series = Series::new(faulty).expect("positive gaps");
    let selection = select(&series).expect("enough points");
    assert!(!selection.decided_for(Rate::InverseRootLog));
    assert_eq!(selection.winner(), Rate::InverseRoot);
}

/// Planted fault: a constant 5% off, either way, does not pass for K_bin.
#[test]
fn planted_fault_wrong_constant_is_caught() {
    let model = instance_a();
    let first_best = FirstBest::of(&model).expect("an interior first best");
    let gap = Class::Binary(Threshold::Deterministic)
        .solve(&first_best, 1_000_000_000_000)
        .expect("a contract")
        .gap
        .total();
    let refined = constants::binary_refined(&first_best, 1e12).expect("a large n");
    // At n = 10^12 the refined formula is right to the order of n^(-1/2) log n, a few 1e-5.
    let passes = |constant_factor: f64| (gap / (refined * constant_factor) - 1.0).abs() < 0.01;
    assert!(passes(1.0));
    assert!(!passes(0.95) && !passes(1.05));
}

/// Planted fault: a bonus that leaves a profitable deviation is refused.
#[test]
fn planted_fault_profitable_deviation_is_caught() {
    let model = instance_a();
    let first_best = FirstBest::of(&model).expect("an interior first best");
    let mut contract = Class::Binary(Threshold::Deterministic)
        .solve(&first_best, 1000)
        .expect("a contract");
    best_reply::require(&model, &contract).expect("the solver's contract is incentive compatible");
    let Terms::Binary(terms) = contract.terms.clone() else {
        panic!("a binary contract has binary terms");
    };
    // One part in a million less bonus, and no effort pays better than the one meant.
    contract.terms = Terms::Binary(BinaryTerms {
        bonus_utility: terms.bonus_utility * (1.0 - 1e-6),
        ..terms
    });
    assert!(best_reply::require(&model, &contract).is_err());
    assert!(best_reply::best_reply(&model, &contract).expect("a reply") < 0.5);
}

#[test]
fn too_short_a_range_is_left_undecided() {
    let model = instance_a();
    let first_best = FirstBest::of(&model).expect("an interior first best");
    let series = series_of(
        &first_best,
        Class::Binary(Threshold::Deterministic),
        "1e2..1e3:9",
    );
    let selection = select(&series).expect("enough points");
    assert!(matches!(selection.decision, Decision::Undecided(_)));
}
