//! Terms for ranges against a grid of thresholds, bonuses and bases, each judged by an annotator on
//! a grid of efforts and κ: nothing of the search is used.

use firstbest::contract::binary::BonusRule;
use firstbest::contract::{Class, FirstBest, Threshold};
use firstbest::design::pool::{Pool, PoolSheet};
use firstbest::design::posted::{Posted, Tiers, post};
use firstbest::design::ranges::{Aim, Ranged, ranged, worst_payoffs};
use firstbest::input::Source;
use firstbest::model::Model;

const RISK: f64 = 0.003213735418248574;
const COST: f64 = 93.52594543595366;
const OUTSIDE: f64 = 66.64583218889842;
const VALUE: f64 = 683.01;
const KAPPA: (f64, f64) = (0.7589, 1.0);
const EFFORTS: u32 = 150;
const KAPPAS: u32 = 8;

fn model() -> Model {
    let text = format!(
        "utility = {{ family = \"cara\", risk_aversion = {RISK}, minimum_wage = 0.0 }}\ncost = {{ scale = {COST}, exponent = 2.0 }}\nreservation = {{ utility = {OUTSIDE} }}\n[value]\nslope = {{ value = 784.2, lower = {VALUE}, upper = 900.0 }}\n[monitoring]\nscheme = \"expert\"\nkappa = {{ value = 0.8713, lower = {}, upper = {} }}\n",
        KAPPA.0, KAPPA.1
    );
    Model::from_source(&Source::from_text("m.toml", text)).expect("a model")
}

fn terms(samples: u64, class: Class) -> Ranged {
    let model = model();
    let first_best = FirstBest::of(&model).expect("a first best");
    let ideal = class.solve(&first_best, samples).expect("a contract");
    let plain = post(&first_best, &ideal, 0.01).expect("posted");
    let found = ranged(&first_best, &plain.expect("terms"), Aim::Payoff);
    found.expect("computed").expect("terms for the ranges")
}

const BONUS: Class = Class::Binary(Threshold::Deterministic);

fn utility(wage: f64) -> f64 {
    (1.0 - (-RISK * wage).exp()) / RISK
}

/// P(S ≥ k) by adding probabilities.
fn reached(samples: u64, threshold: u64, q: f64) -> f64 {
    if q >= 1.0 {
        return 1.0;
    }
    let mut log = samples as f64 * (1.0 - q).ln();
    let mut all = 0.0;
    for s in 0..=samples {
        if s >= threshold {
            all += log.exp();
        }
        log += ((samples - s) as f64 / (s + 1) as f64).ln() + (q / (1.0 - q)).ln();
    }
    all.min(1.0)
}

/// Chances of the bonus by κ and effort.
fn chances(samples: u64, threshold: u64) -> Vec<Vec<f64>> {
    let kappas =
        (0..=KAPPAS).map(|i| KAPPA.0 + (KAPPA.1 - KAPPA.0) * f64::from(i) / f64::from(KAPPAS));
    let row = |kappa: f64| {
        let efforts = (0..=EFFORTS).map(|j| f64::from(j) / f64::from(EFFORTS));
        efforts
            .map(|e| reached(samples, threshold, 0.5 + 0.5 * kappa * e))
            .collect()
    };
    kappas.map(row).collect()
}

/// The least payoff over κ; `None` where somebody refuses.
fn worst(chances: &[Vec<f64>], cost: f64, base: f64, bonus: f64) -> Option<f64> {
    let (low, high) = (utility(base), utility(base + bonus));
    let mut least = f64::INFINITY;
    for row in chances {
        let mut best = (f64::NEG_INFINITY, 0.0, 0.0);
        for (j, pass) in row.iter().enumerate() {
            let effort = j as f64 / f64::from(EFFORTS);
            let worth = low + (high - low) * pass - cost * effort * effort;
            if worth > best.0 {
                best = (worth, effort, *pass);
            }
        }
        if best.0 < OUTSIDE - 1e-6 {
            return None;
        }
        least = least.min(VALUE * best.1 - base - bonus * best.2);
    }
    Some(least)
}

fn bonuses() -> impl Iterator<Item = f64> {
    (0..34).map(|j| 60.0 * 1.07_f64.powi(j))
}

fn bases() -> impl Iterator<Item = f64> {
    (0..=15).map(|j| 5.0 * f64::from(j))
}

/// The best worst case of the grid, types weighed; whoever refuses anywhere brings nothing.
fn grid(samples: u64, step: usize, types: &[(f64, f64)]) -> f64 {
    let mut most = f64::NEG_INFINITY;
    for threshold in (samples * 6 / 10..=samples).step_by(step) {
        let chances = chances(samples, threshold);
        for bonus in bonuses() {
            for base in bases() {
                let brings = types.iter().map(|(weight, cost)| {
                    weight * worst(&chances, *cost, base, bonus).unwrap_or(0.0).min(1e9)
                });
                let all: f64 = brings.sum();
                let weights: f64 = types.iter().map(|one| one.0).sum();
                most = most.max(all / weights);
            }
        }
    }
    most
}

#[test]
fn a_bonus_for_ranges_is_as_good_as_any_of_a_grid() {
    for (samples, step) in [(20, 1), (120, 2), (600, 8)] {
        let found = terms(samples, BONUS);
        let grid = grid(samples, step, &[(1.0, COST)]);
        assert!(
            found.worst >= grid - 0.01 * grid.abs(),
            "{samples}: {grid} {found:?}"
        );
        // What is said of the terms is what the annotator of the grid makes of them.
        let Posted::Bonus { rule, base, bonus } = found.posting.terms else {
            panic!("{found:?}");
        };
        let chances = chances(samples, rule.threshold());
        let judged = worst(&chances, COST, base, bonus).expect("accepted");
        assert!(
            (judged - found.worst).abs() < 0.015 * judged.abs(),
            "{judged} {found:?}"
        );
        let proved = found.proved.expect("proved");
        assert!(proved.payoff <= found.worst + 1e-6, "{proved:?}");
    }
}

fn several_are_no_worse_than_one(samples: u64) {
    let tiered = Class::Tiered {
        tiers: 2,
        threshold: Threshold::Deterministic,
    };
    let (several, one) = (terms(samples, tiered), terms(samples, BONUS));
    assert!(
        several.worst >= one.worst - 1e-3 * one.worst.abs(),
        "{several:?} {one:?}"
    );
}

#[test]
fn several_bonuses_for_ranges_are_no_worse_than_one() {
    several_are_no_worse_than_one(40);
}

#[test]
#[ignore = "most of a minute of processor time"]
fn several_bonuses_for_ranges_on_many_samples_are_no_worse_than_one() {
    several_are_no_worse_than_one(200);
}

#[test]
fn a_bonus_for_a_pool_with_ranges_is_as_good_as_any_of_a_grid() {
    let model = model();
    let text = "[[type]]\nname = \"quick\"\nweight = 8\ncost.scale = 70\n[[type]]\nname = \"slow\"\nweight = 4\ncost.scale = 120\n";
    let pool = Pool::read(&Source::from_text("pool.toml", text), &model).expect("a pool");
    let sheet = PoolSheet::of(&pool, BONUS, 40, Some(0.01), None).expect("computed");
    let sheet = sheet.expect("terms");
    let grid = grid(40, 1, &[(8.0, 70.0), (4.0, 120.0)]);
    assert!(
        sheet.estimate.payoff >= grid - 0.01 * grid.abs(),
        "{grid} {:?}",
        sheet.estimate
    );
}

/// Under these two bonuses the reply jumps just below κ = 1, and next to the jump the company gets
/// 47 less than at κ = 1, the worst of the ends and the middle.
#[test]
fn the_worst_case_is_looked_for_beside_jumps_inside_the_range() {
    let bonuses = [(32, 145.84), (38, 72.55)];
    let base = 72.87;
    let rules = bonuses.map(|(k, bonus)| (BonusRule::at(40, k).expect("a rule"), bonus));
    let tiers = Tiers::new(&rules).expect("tiers");
    let found = worst_payoffs(&model(), &[Posted::Tiered { base, tiers }]).expect("computed");
    // The annotator of a grid, with the least value of care.
    let payoff = |kappa: f64| {
        let mut best = (f64::NEG_INFINITY, 0.0);
        for j in 0..=1000 {
            let effort = f64::from(j) / 1000.0;
            let q = 0.5 + 0.5 * kappa * effort;
            let (mut pay, mut worth) = (base, utility(base));
            let mut below = base;
            for (threshold, bonus) in bonuses {
                let pass = reached(40, threshold, q);
                pay += pass * bonus;
                worth += pass * (utility(below + bonus) - utility(below));
                below += bonus;
            }
            let worth = worth - COST * effort * effort;
            if worth > best.0 {
                best = (worth, VALUE * effort - pay);
            }
        }
        best.1
    };
    let kappas = (0..=60).map(|i| KAPPA.0 + (KAPPA.1 - KAPPA.0) * f64::from(i) / 60.0);
    let least = kappas.map(payoff).fold(f64::INFINITY, f64::min);
    // A thousandth of effort is worth 0.7.
    assert!(
        least < 310.0 && found[0] <= least + 0.7,
        "{least} {found:?}"
    );
    assert!(found[0] > 302.9, "{found:?}");
}
