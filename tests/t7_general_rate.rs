//! T7: no contract beats K_lin/n, and linear contracts reach it.

mod theorem_support;

use firstbest::contract::constants;
use firstbest::contract::{Class, FirstBest};
use firstbest::rates::Rate;
use firstbest::rates::select;
use theorem_support::{gather, instance_a, model, series_of};

#[test]
fn every_check_holds_and_the_figure_and_data_are_written() {
    gather("t7");
}

#[test]
fn the_right_rate_wins() {
    let model = instance_a();
    let first_best = FirstBest::of(&model).expect("an interior first best");
    let series = series_of(&first_best, Class::General, "1e2..1e14:13");
    assert!(
        select(&series)
            .expect("enough points")
            .decided_for(Rate::Inverse)
    );
}

#[test]
fn with_logarithmic_utility_linear_is_optimal() {
    let model = model("log");
    let first_best = FirstBest::of(&model).expect("an interior first best");
    // Twenty samples already: the optimal h'(u(w)) = a + w is linear in the count. Below that the
    // floor binds.
    for samples in [50, 100, 1000, 100_000, 1_000_000_000] {
        let gap = |class: Class| {
            class
                .solve(&first_best, samples)
                .expect("a contract")
                .gap
                .total()
        };
        let off = gap(Class::Linear) / gap(Class::General) - 1.0;
        // Both are sums of a few thousand positive terms solved to 1e-13.
        assert!(off.abs() < 1e-11, "n = {samples}: {off:e}");
    }
}

/// Planted fault: a premium below the bound for every contract is impossible, so a bound 1% too
/// high must be broken.
#[test]
fn planted_fault_too_high_a_bound_is_caught() {
    // With w^(1/2) the bound is exact for the relaxed problem: premium = c'²/(n·I).
    let model = instance_a();
    let first_best = FirstBest::of(&model).expect("an interior first best");
    for samples in [1000u64, 1_000_000] {
        let contract = Class::General
            .solve(&first_best, samples)
            .expect("a contract");
        let bound =
            constants::premium_lower_bound(&first_best, contract.point.change, samples as f64);
        assert!(contract.gap.premium >= bound * (1.0 - 1e-10));
        assert!(contract.gap.premium < bound * 1.01);
    }
}
