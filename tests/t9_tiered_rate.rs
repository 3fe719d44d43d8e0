//! T9: what a second bonus is worth.

mod theorem_support;

use firstbest::bounds;
use firstbest::contract::best_reply;
use firstbest::contract::constants;
use firstbest::contract::tiered::best_grouping;
use firstbest::contract::{Class, FirstBest, Terms, Threshold};
use theorem_support::{gather, instance_a};

fn tiered(tiers: u32) -> Class {
    Class::Tiered {
        tiers,
        threshold: Threshold::Deterministic,
    }
}

#[test]
fn every_check_holds_and_the_figure_and_data_are_written() {
    gather("t9");
}

/// Planted fault: without its guard a two-tier contract leaves the annotator idle.
#[test]
fn planted_fault_missing_guard_is_caught() {
    let model = instance_a();
    let first_best = FirstBest::of(&model).expect("an interior first best");
    let mut contract = tiered(2).solve(&first_best, 400).expect("a contract");
    assert!(best_reply::require(&model, &contract).is_ok());
    let Terms::Tiered(mut terms) = contract.terms.clone() else {
        panic!("a tiered contract has tiered terms");
    };
    terms.tiers.remove(0);
    contract.terms = Terms::Tiered(terms);
    assert!(best_reply::require(&model, &contract).is_err());
    let reply = best_reply::best_reply(&model, &contract).expect("a reply");
    assert!(reply < 0.5 * contract.point.effort, "{reply}");
}

/// Planted fault: the information of one group too few is no bound.
#[test]
fn planted_fault_one_group_too_few_is_caught() {
    let model = instance_a();
    let first_best = FirstBest::of(&model).expect("an interior first best");
    let constant = constants::linear(&first_best);
    let contract = tiered(2).solve(&first_best, 100).expect("a contract");
    let ratio = contract.gap.total() * 100.0 / constant;
    // L bonuses make L + 1 groups.
    let holds = |groups: usize| ratio >= 1.0 / best_grouping(groups).kept;
    assert!(holds(3), "{ratio}");
    assert!(!holds(2), "{ratio}");
}

#[test]
fn brackets_of_tiers_name_their_methods() {
    let model = instance_a();
    let first_best = FirstBest::of(&model).expect("an interior first best");
    for (samples, tiers) in [(100, 2), (100_000_000, 2)] {
        let contract = tiered(tiers)
            .solve(&first_best, samples)
            .expect("a contract");
        let bracket = bounds::bracket(&first_best, tiered(tiers), &contract);
        let upper = bracket.upper.expect("a verified contract");
        let lower = bracket.lower.expect("a bound");
        assert_eq!(upper.method.name(), "verified-tiers");
        let gap = contract.gap.total();
        assert!(lower.value <= gap && gap <= upper.value * (1.0 + 1e-9));
        assert!(upper.value <= gap * (1.0 + 1e-4), "{} {gap}", upper.value);
        if samples > 1_000_000 {
            assert_eq!(lower.method.name(), "deviation-prices");
            assert!(lower.value * samples as f64 > 1.2 * constants::linear(&first_best));
        }
    }
}
