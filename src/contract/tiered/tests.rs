//! Tiered contracts against known numbers.

use super::*;
use crate::contract::Terms;
use crate::contract::{Class, best_reply, constants};
use crate::input::Source;
use crate::model::Model;

fn instance_a() -> Model {
    let text = include_str!("../../../figures/models/a.toml");
    Model::from_source(&Source::from_text("a", text)).unwrap()
}

fn solved(first_best: &FirstBest<'_>, samples: u64, tiers: u32) -> SecondBest {
    let threshold = Threshold::Deterministic;
    let class = Class::Tiered { tiers, threshold };
    class.solve(first_best, samples).unwrap()
}

fn thresholds(contract: &SecondBest) -> Vec<u64> {
    let Terms::Tiered(terms) = &contract.terms else {
        return Vec::new();
    };
    terms
        .tiers
        .iter()
        .map(|tier| tier.rule.threshold())
        .collect()
}

#[test]
fn two_tiers_of_the_reference_economy_have_the_known_thresholds() {
    let model = instance_a();
    let first_best = FirstBest::of(&model).unwrap();
    let constant = constants::linear(&first_best);
    // An independent search in double precision found these, upper estimates of three digits.
    for (samples, tiers, most, known) in [
        (100, 2, 1.2478, vec![73, 79]),
        (400, 2, 1.4477, vec![295, 313]),
        (400, 3, 1.2079, vec![291, 307, 317]),
        (10_000, 3, 1.2545, vec![7634, 7766, 7820]),
    ] {
        let contract = solved(&first_best, samples, tiers);
        let ratio = contract.gap.total() * samples as f64 / constant;
        assert!(
            ratio <= most && ratio > most - 2e-3,
            "{samples} {tiers}: {ratio}"
        );
        assert_eq!(thresholds(&contract), known);
        assert!(best_reply::require(&model, &contract).is_ok());
    }
}

#[test]
fn one_tier_is_the_bonus() {
    let model = instance_a();
    let first_best = FirstBest::of(&model).unwrap();
    for samples in [1, 20, 400] {
        let bonus = Class::Binary(Threshold::Deterministic)
            .solve(&first_best, samples)
            .unwrap();
        let tier = solved(&first_best, samples, 1);
        assert_eq!(bonus.gap, tier.gap);
        assert_eq!(bonus.point, tier.point);
    }
}

#[test]
fn the_normal_count_has_the_known_losses_at_fixed_effort() {
    let model = instance_a();
    let first_best = FirstBest::of(&model).unwrap();
    for (samples, tiers, known) in [
        (1_000_000, 2, 1.692),
        (1_000_000, 3, 1.280),
        (1_000_000, 4, 1.155),
        (100_000_000, 2, 1.751),
        (1_000_000_000_000, 2, 1.858),
        (100_000_000_000_000, 2, 1.909),
    ] {
        let ratio = limit::solve(&first_best, samples, tiers, true)
            .unwrap()
            .ratio;
        assert!((ratio - known).abs() < 6e-4, "{samples} {tiers}: {ratio}");
    }
}

#[test]
fn no_tier_and_too_many_are_refused() {
    let model = instance_a();
    let first_best = FirstBest::of(&model).unwrap();
    for tiers in [0, MAX_TIERS + 1] {
        assert!(matches!(
            solve(&first_best, 100, tiers, Threshold::Deterministic),
            Err(ContractError::Tiers { .. })
        ));
    }
}

fn committed() -> [Model; 5] {
    [
        include_str!("../../../figures/models/a.toml"),
        include_str!("../../../figures/models/cara.toml"),
        include_str!("../../../figures/models/gec.toml"),
        include_str!("../../../figures/models/log.toml"),
        include_str!("../../../figures/models/power_self.toml"),
    ]
    .map(|text| Model::from_source(&Source::from_text("committed", text)).unwrap())
}

#[test]
fn a_bonus_for_every_count_is_pay_of_any_shape() {
    for model in committed() {
        let first_best = FirstBest::of(&model).unwrap();
        let any = Class::General.solve(&first_best, 2).unwrap().gap.total();
        let tiers = solved(&first_best, 2, 2).gap.total();
        // Both are searched to 1e-8 of the gap; best pay never falls in the count.
        assert!((tiers / any - 1.0).abs() < 1e-7, "{tiers} {any}");
    }
}

#[test]
fn base_pay_at_the_minimum_wage_is_found() {
    // Nothing with up to one success, 0.1464 with two, 0.3631 from three on is accepted and its
    // best reply costs the company 0.03837 (200,001 efforts); a single bonus costs 0.04336.
    let [_, model, ..] = committed();
    let first_best = FirstBest::of(&model).unwrap();
    let gap = solved(&first_best, 4, 2).gap.total();
    let any = Class::General.solve(&first_best, 4).unwrap().gap.total();
    assert!(gap < 0.03838 && gap > any, "{gap} {any}");
}
