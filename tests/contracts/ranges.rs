//! Terms for what a model leaves open: proved for every value of its ranges, and no further.

use firstbest::contract::{Class, FirstBest, Threshold};
use firstbest::design::posted::{Posted, post, round};
use firstbest::design::ranges::{
    Aim, Failure, ModelBox, Ranged, breaking_points, fails, prove, ranged,
};
use firstbest::input::Source;
use firstbest::model::{Model, Unknown};

fn model(kappa: &str) -> Model {
    let text = format!(
        "utility = {{ family = \"power\", gamma = 0.5 }}\ncost = {{ scale = 0.3333333333333333, exponent = 3.0 }}\nvalue = {{ slope = 0.4060093333333333 }}\nreservation = {{ utility = 0.3 }}\n[monitoring]\nscheme = \"expert\"\nkappa = {kappa}\n"
    );
    Model::from_source(&Source::from_text("m.toml", text)).expect("a model")
}

fn terms(model: &Model, class: Class) -> (Ranged, Posted) {
    let first_best = FirstBest::of(model).expect("a first best");
    let ideal = class.solve(&first_best, 200).expect("a contract");
    let unit = round::default_unit(&first_best, &ideal);
    let plain = post(&first_best, &ideal, unit)
        .expect("posted")
        .expect("terms");
    let found = ranged(&first_best, &plain, Aim::Payoff).expect("computed");
    (found.expect("terms for the ranges"), plain.terms)
}

const RANGE: &str = "{ value = 0.852, lower = 0.8, upper = 0.908 }";

fn kappa(model: &Model, lower: f64, upper: f64) -> ModelBox<'_> {
    let mut unknown: Unknown = firstbest::model::numbers(model)
        .into_iter()
        .find(|number| number.key == "kappa")
        .expect("κ");
    (unknown.lower, unknown.upper) = (lower, upper);
    ModelBox::with(model, &[unknown]).expect("a box")
}

#[test]
fn terms_are_proved_at_both_edges_of_the_range_and_not_far_beyond() {
    let ranged_model = model(RANGE);
    for class in [Class::Binary(Threshold::Deterministic), Class::Linear] {
        let (found, _) = terms(&ranged_model, class);
        let proved = found.proved.as_ref().expect("proved");
        let posted = found.posting.terms;
        for edge in [0.8, 0.908] {
            let there = model(&edge.to_string());
            let reply =
                firstbest::design::posted::reply::best_reply(&there, &posted).expect("reply");
            assert!(proved.replies.contains(reply.effort), "{edge}: {reply:?}");
            assert!(proved.pay.contains(reply.pay));
            assert!(reply.payoff >= proved.payoff);
            assert!(reply.utility - there.reservation() >= proved.surplus);
        }
        // A range that reaches below what the terms bear is not proved, and the place is named.
        let wider = kappa(&ranged_model, 0.75, 0.908);
        let stopped = prove(&wider, &posted, found.care)
            .unwrap_err()
            .expect("a place");
        assert!(stopped.place[0].1.lower() < 0.8, "{stopped:?}");
    }
}

#[test]
fn terms_for_one_value_break_next_to_it_and_robust_terms_do_not() {
    let ranged_model = model(RANGE);
    let (found, plain) = terms(&ranged_model, Class::Binary(Threshold::Deterministic));
    // No care at the lower end: the base is paid for nothing.
    assert!(found.plain_worst < -0.08, "{}", found.plain_worst);
    assert!(found.worst > 0.0);
    let knife = breaking_points(&ranged_model, &plain, found.care);
    let knife = knife.iter().find(|b| b.number.key == "kappa").expect("κ");
    let (at, how) = knife.below.expect("proved").fails_at.expect("fails");
    assert!(at > 0.851 && at < 0.852, "{at}");
    assert_eq!(how, Failure::NoCare);
    let robust = breaking_points(&ranged_model, &found.posting.terms, found.care);
    let robust = robust.iter().find(|b| b.number.key == "kappa").expect("κ");
    assert!(robust.below.expect("proved").holds_to <= 0.8);
}

#[test]
#[ignore = "the search for two thresholds takes about half a minute"]
fn two_bonuses_are_posted_and_proved_for_the_range() {
    let ranged_model = model(RANGE);
    let class = Class::Tiered {
        tiers: 2,
        threshold: Threshold::Deterministic,
    };
    let (found, plain) = terms(&ranged_model, class);
    assert!(matches!(plain, Posted::Tiered { .. }));
    assert!(found.proved.is_ok(), "{found:?}");
}

#[test]
fn a_best_reply_just_outside_the_stated_efforts_is_no_proof() {
    let ranged_model = model(RANGE);
    let (found, _) = terms(&ranged_model, Class::Binary(Threshold::Deterministic));
    let posted = found.posting.terms;
    let point = kappa(&ranged_model, 0.852, 0.852);
    let effort = found.reply.effort;
    assert!(prove(&point, &posted, effort - 2e-3).is_ok());
    assert!(prove(&point, &posted, effort + 2e-3).is_err());
    assert_eq!(fails(&point, &posted, effort - 2e-3), None);
}

#[test]
fn regret_is_no_larger_than_that_of_the_terms_with_the_best_worst_payoff() {
    let ranged_model = model(RANGE);
    let first_best = FirstBest::of(&ranged_model).expect("a first best");
    let class = Class::Linear;
    let ideal = class.solve(&first_best, 200).expect("a contract");
    let unit = round::default_unit(&first_best, &ideal);
    let plain = post(&first_best, &ideal, unit)
        .expect("posted")
        .expect("terms");
    let found = ranged(&first_best, &plain, Aim::Regret)
        .expect("computed")
        .expect("terms");
    assert!(found.worst < 0.0 && found.proved.is_ok());
    // κ does not enter the first best: here the two aims are one.
    let (payoff, _) = terms(&ranged_model, class);
    assert!((found.worst - (payoff.worst - first_best.payoff())).abs() < 1e-4);
}

#[test]
fn a_team_that_wants_full_care_has_a_contract_with_proof() {
    let text = "utility = { family = \"cara\", risk_aversion = 0.002 }\ncost = { scale = 120.0, exponent = 2.0 }\nvalue = { slope = 1200.0 }\nreservation = { utility = 90.0 }\nmonitoring = { scheme = \"expert\", kappa = 0.8 }\n";
    let model = Model::from_source(&Source::from_text("usd.toml", text)).expect("a model");
    let first_best = FirstBest::of(&model).expect("a first best");
    assert_eq!(first_best.effort(), 1.0);
    for class in [Class::Binary(Threshold::Deterministic), Class::Linear] {
        let contract = class.solve(&first_best, 400).expect("a contract");
        assert!(contract.gap.total() > 0.0 && contract.gap.total() < 100.0);
        let plain = post(&first_best, &contract, 0.01)
            .expect("posted")
            .expect("terms");
        let proved = firstbest::design::posted::proof::prove(&first_best, &plain.terms);
        let proved = proved.expect("proved");
        assert!(proved.replies.lower() > 0.9, "{proved:?}");
        assert!(proved.gap >= contract.gap.total() * (1.0 - 1e-9));
    }
}
