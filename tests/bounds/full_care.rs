//! Wanting full care: brackets of every class, against contracts found by hand.

use crate::support;

use firstbest::bounds::{Method, bracket_of};
use firstbest::contract::{Class, FirstBest, Threshold};
use firstbest::model::Model;
use support::{model, pmf};

const BONUS: Class = Class::Binary(Threshold::Deterministic);

/// Companies to which the last bit of care is worth more than it costs.
fn companies() -> [Model; 3] {
    let cara = "family = \"cara\", risk_aversion = 0.002";
    let root = "family = \"power\", gamma = 0.5";
    let log = "family = \"log\", scale = 0.5";
    let expert = "scheme = \"expert\", kappa = 0.8";
    let oneself = "scheme = \"self-consistency\", kappa = 0.7";
    [
        model(
            cara,
            "scale = 120.0, exponent = 2.0",
            expert,
            "slope = 1200.0",
            90.0,
        ),
        model(
            root,
            "scale = 0.3333333333333333, exponent = 3.0",
            expert,
            "slope = 2.0",
            0.3,
        ),
        model(
            log,
            "scale = 0.2, exponent = 4.0",
            oneself,
            "slope = 3.0",
            0.4,
        ),
    ]
}

/// The least gap of bonuses that make full care a best reply, every threshold by itself: the bonus
/// that just deters every effort of a grid that is fine next to full care. An effort the grid
/// misses asks for 1e-5 more.
fn by_hand(first_best: &FirstBest<'_>, samples: u64) -> f64 {
    let model = first_best.model();
    let efforts: Vec<f64> = (0..1000)
        .map(|j| f64::from(j) / 1000.0)
        .chain((4..=6).map(|digits| 1.0 - 0.1_f64.powi(digits)))
        .collect();
    let tails = |effort: f64| -> Vec<f64> {
        let law = pmf(samples, model.monitoring().agreement(effort));
        let mut tails = vec![0.0; law.len() + 1];
        for s in (0..law.len()).rev() {
            tails[s] = tails[s + 1] + law[s];
        }
        tails
    };
    let full = tails(1.0);
    let others: Vec<(f64, Vec<f64>)> = efforts.iter().map(|e| (*e, tails(*e))).collect();
    let (utility, cost) = (model.utility(), model.cost());
    let mut least = f64::INFINITY;
    for k in 1..=samples as usize {
        let bonus = others
            .iter()
            .map(|(effort, tails)| {
                let more = full[k] - tails[k];
                (cost.cost(1.0) - cost.cost(*effort)) / more.max(0.0)
            })
            .fold(0.0, f64::max);
        if !bonus.is_finite() {
            continue;
        }
        let base = model.required_utility(1.0) - full[k] * bonus;
        let base = base.max(model.minimum_utility());
        if base + bonus >= utility.supremum() {
            continue;
        }
        let pay = full[k] * utility.wage(base + bonus) + (1.0 - full[k]) * utility.wage(base);
        least = least.min(first_best.payoff() - (model.value().value(1.0) - pay));
    }
    least
}

#[test]
fn every_class_has_a_bracket_that_no_bonus_by_hand_contradicts() {
    for model in companies() {
        let first_best = FirstBest::of(&model).unwrap();
        assert_eq!(first_best.effort(), 1.0);
        for samples in [6, 30] {
            let by_hand = by_hand(&first_best, samples);
            for class in [BONUS, Class::Linear, Class::General] {
                let contract = class.solve(&first_best, samples).ok();
                let found = bracket_of(&first_best, class, samples, contract.as_ref());
                let at = format!("{class} with {samples}: {found:?}, by hand {by_hand}");
                let (lower, upper) = (found.lower().expect(&at), found.upper().expect(&at));
                assert!(lower > 0.0 && lower <= upper, "{at}");
                // A bonus is pay of any shape, and for bonuses the bracket holds the least one.
                if class != Class::Linear {
                    assert!(lower <= by_hand * (1.0 + 1e-4), "{at}");
                }
                if class == BONUS {
                    assert!(upper <= by_hand * (1.0 + 1e-3), "{at}");
                }
            }
        }
    }
}

#[test]
fn many_labels_bracket_a_bonus_by_all_rules_at_full_care() {
    let [model, ..] = companies();
    let first_best = FirstBest::of(&model).unwrap();
    let contract = BONUS.solve(&first_best, 10_000).unwrap();
    assert_eq!(contract.point.effort, 1.0);
    let found = bracket_of(&first_best, BONUS, 10_000, Some(&contract));
    // A whole threshold cannot be moved by a hair: some per cent.
    assert!(
        found.relative_width().is_some_and(|width| width < 0.25),
        "{found:?}"
    );
    // Both are bounds on every rule at once.
    assert!(matches!(found.lower, Ok(end)
        if [Method::MovingThreshold, Method::RuleBoxes].contains(&end.method)));
}

/// Two bonuses at full care: a verified contract that loses less than every single bonus, and a
/// lower end that no such contract falls short of.
#[test]
fn two_bonuses_beat_every_single_one_at_full_care() {
    let two = Class::Tiered {
        tiers: 2,
        threshold: Threshold::Deterministic,
    };
    for model in companies() {
        let first_best = FirstBest::of(&model).unwrap();
        let solved = two.solve(&first_best, 100).unwrap();
        assert_eq!(solved.point.effort, 1.0);
        let found = bracket_of(&first_best, two, 100, Some(&solved));
        let single = BONUS.solve(&first_best, 100).unwrap();
        let single = bracket_of(&first_best, BONUS, 100, Some(&single));
        let at = format!("{found:?} {single:?}");
        assert!(
            matches!(found.upper, Ok(end) if end.method == Method::VerifiedTiers),
            "{at}"
        );
        assert!(found.upper() < single.lower(), "{at}");
        assert!(found.lower().unwrap() <= solved.gap.total(), "{at}");
    }
}

/// With certain agreement at full care a bonus for agreement on every sample costs nothing beyond
/// the certain wage once samples are many: every effort loses as much as the gap, which is 0, and
/// the proof has to see that it is done.
#[test]
fn a_gap_of_nothing_is_proved_at_any_number_of_samples() {
    let company = model(
        "family = \"log\", scale = 0.5",
        "scale = 0.2, exponent = 4.0",
        "scheme = \"expert\", kappa = 1.0",
        "slope = 3.0",
        0.4,
    );
    let first_best = FirstBest::of(&company).expect("a first best");
    assert_eq!(first_best.effort(), 1.0);
    for samples in [3_000, 10_000, 1_000_000, 1_000_000_000_000] {
        for class in [BONUS, Class::Binary(Threshold::Randomised), Class::Linear] {
            let contract = class.solve(&first_best, samples).expect("a contract");
            let bracket = bracket_of(&first_best, class, samples, Some(&contract));
            let upper = bracket.upper().expect("an upper end");
            assert!(
                contract.gap.total() <= upper && bracket.lower().expect("a lower end") <= upper,
                "{class} on {samples}: {bracket:?}"
            );
            if class != Class::Linear && samples <= 1_000_000 {
                assert_eq!(upper, 0.0, "{class} on {samples}");
            }
        }
    }
}
