//! C9: the best number of monitored samples at a price, and which contract to write.

mod theorem_support;

use firstbest::contract::constants;
use firstbest::contract::{Class, FirstBest, Threshold};
use firstbest::design::SampleCost;
use firstbest::design::asymptote;
use firstbest::design::best_samples;
use firstbest::design::every_contract;
use theorem_support::{gather, instance_a, model};

const BONUS: Class = Class::Binary(Threshold::Deterministic);

fn price(money: f64) -> SampleCost {
    SampleCost::new(money).expect("a price above 0")
}

#[test]
fn every_check_holds_and_the_figure_and_data_are_written() {
    gather("c9");
}

#[test]
fn the_search_finds_what_trying_every_number_finds() {
    try_every_number(&[
        ("a", 1e-3, &[BONUS, Class::Linear]),
        ("cara", 1e-4, &[BONUS]),
    ]);
}

#[test]
#[ignore = "half a minute of processor time"]
fn the_search_finds_what_trying_more_numbers_finds() {
    try_every_number(&[
        ("a", 3e-5, &[BONUS]),
        ("log", 2e-4, &[BONUS, Class::Linear]),
        ("cara", 1e-4, &[Class::Linear]),
    ]);
}

/// Every n up to where monitoring alone costs the flat wage's loss, one by one, at most 600.
fn try_every_number(cases: &[(&str, f64, &[Class])]) {
    for &(name, money, classes) in cases {
        let model = model(name);
        let first_best = FirstBest::of(&model).expect("an interior first best");
        for class in classes {
            let class = *class;
            let found = best_samples(&first_best, class, price(money))
                .expect("a search")
                .expect("samples worth their price");
            let most = ((found.total_loss() / money) as u64).min(600);
            let (n, least) = (1..=most)
                .filter_map(|n| {
                    let gap = class.solve(&first_best, n).ok()?.gap.total();
                    Some((n, gap + money * n as f64))
                })
                .min_by(|a, b| a.1.total_cmp(&b.1))
                .expect("a number of samples");
            // A bonus jumps with its threshold: the search may miss the best n by a relative 1/n of
            // the loss.
            let jagged = if class == Class::Linear {
                1e-8
            } else {
                1.0 / n as f64
            };
            assert!(
                found.total_loss() <= least * (1.0 + jagged),
                "{name}, m = {money}: {} at {} against {least} at {n}",
                found.total_loss(),
                found.samples()
            );
        }
    }
}

/// Planted faults: n* with a constant 5% off, without the square root's half exponent, or the loss
/// without monitoring.
#[test]
fn planted_fault_wrong_formula_is_caught() {
    let model = instance_a();
    let first_best = FirstBest::of(&model).expect("an interior first best");
    let cost = price(1e-12);
    let best = best_samples(&first_best, Class::Linear, cost)
        .expect("a search")
        .expect("samples worth their price");
    let constant = constants::linear(&first_best);
    // Left out: terms of relative order 1/n, 2e-6; the flat bottom gives n to 1e-4 only.
    let loss_passes = |loss: f64| (best.total_loss() / loss - 1.0).abs() < 1e-5;
    let samples_pass = |samples: f64| (best.samples() as f64 / samples - 1.0).abs() < 1e-3;
    let right = asymptote::linear_with(constant, cost);
    assert!(loss_passes(right.loss) && samples_pass(right.samples));
    for factor in [0.95, 1.05] {
        let wrong = asymptote::linear_with(factor * constant, cost);
        assert!(!loss_passes(wrong.loss) && !samples_pass(wrong.samples));
    }
    assert!(!samples_pass(libm::cbrt(constant / 1e-12)));
    assert!(!loss_passes((constant * 1e-12).sqrt()));
}

/// Planted fault: a target above what linear pay attains is never "proved" to be lost by every
/// contract.
#[test]
fn planted_fault_target_above_the_least_loss_is_never_proved() {
    for name in ["a", "cara"] {
        let model = model(name);
        let first_best = FirstBest::of(&model).expect("an interior first best");
        let cost = price(1e-6);
        let best = best_samples(&first_best, Class::Linear, cost)
            .expect("a search")
            .expect("samples worth their price");
        let proved = |share: f64| {
            every_contract::lose_at_least(&first_best, cost, share * best.total_loss())
        };
        assert!(proved(0.95), "{name}");
        assert!(!proved(1.001), "{name}");
    }
}

/// Where a sample costs more than the flat wage loses there is nothing to buy.
#[test]
fn too_dear_a_sample_is_not_bought() {
    let model = instance_a();
    let first_best = FirstBest::of(&model).expect("an interior first best");
    let flat = first_best.loss(-first_best.effort());
    let dear = best_samples(&first_best, BONUS, price(1.01 * flat)).expect("a search");
    assert!(dear.is_none());
    // T4: one sample beats the flat wage, so at some price it is bought.
    let gap = BONUS.solve(&first_best, 1).expect("a contract").gap.total();
    let cheap = best_samples(&first_best, BONUS, price(0.9 * (flat - gap))).expect("a search");
    assert!(cheap.is_some());
    assert!(SampleCost::new(0.0).is_err() && SampleCost::new(f64::NAN).is_err());
}
