//! T4: neither monitoring nor a contract does anything alone; together they approach the first
//! best, and both gain.

mod theorem_support;

use firstbest::contract::best_reply;
use firstbest::contract::{BinaryTerms, Class, FirstBest, Terms, Threshold};
use firstbest::input::Source;
use firstbest::model::Model;
use theorem_support::{gather, instance_a, root};

const BONUS: Class = Class::Binary(Threshold::Deterministic);

/// Instance A with one line of its file replaced.
fn varied(from: &str, to: &str) -> Model {
    let file = root().join("figures/models/a.toml");
    let text = std::fs::read_to_string(file).expect("a committed model");
    assert!(text.contains(from), "{from:?} is not in the model");
    Model::from_source(&Source::from_text("varied", text.replace(from, to))).expect("a model")
}

#[test]
fn every_check_holds_and_the_figure_and_data_are_written() {
    gather("t4");
}

/// Planted fault: a bonus designed for informative monitoring, paid on a signal that tells nothing,
/// gains nothing: the annotator takes no care, and the company is worse off than with the flat
/// wage.
#[test]
fn planted_fault_bonus_without_information_is_caught() {
    let model = instance_a();
    let first_best = FirstBest::of(&model).expect("an interior first best");
    let mut contract = BONUS.solve(&first_best, 100).expect("a contract");
    let flat = first_best.payoff_without_effort();
    assert!(contract.payoff(&model) > flat + 0.1);
    // kappa = 1e-9 is no information at any n that matters.
    let blind = varied("kappa = 0.8", "kappa = 1e-9");
    // The same pay and the same effort asked for; what the effort does to the signal is the blind
    // model's.
    let change = contract.point.effort - first_best.effort();
    contract.point = FirstBest::of(&blind)
        .expect("an interior first best")
        .at(change);
    let reply = best_reply::best_reply(&blind, &contract).expect("a reply");
    assert!(reply < 1e-3, "{reply}");
    let Terms::Binary(terms) = contract.terms.clone() else {
        panic!("a bonus has binary terms");
    };
    let passing = terms.rule.passing(0.5).expect("a probability");
    // Coins rarely pass, so the company pays little, and the annotator gets less than the outside
    // option: none would sign.
    let utility = terms.base_utility + passing.pass * terms.bonus_utility;
    assert!(utility < blind.reservation());
    // With the base raised until participation binds, pay costs what Jensen's inequality says: more
    // than the flat wage.
    let base = blind.reservation() - passing.pass * terms.bonus_utility;
    let pay = passing.fail * blind.utility().wage(base)
        + passing.pass * blind.utility().wage(base + terms.bonus_utility);
    assert!(blind.value().value(reply) - pay < flat);
}

/// Planted fault: half the bonus is not half the effort: careful work stops paying altogether.
#[test]
fn planted_fault_halved_bonus_is_caught() {
    let model = instance_a();
    let first_best = FirstBest::of(&model).expect("an interior first best");
    let mut contract = BONUS.solve(&first_best, 1000).expect("a contract");
    let Terms::Binary(terms) = contract.terms.clone() else {
        panic!("a bonus has binary terms");
    };
    contract.terms = Terms::Binary(BinaryTerms {
        bonus_utility: 0.5 * terms.bonus_utility,
        ..terms
    });
    assert!(best_reply::require(&model, &contract).is_err());
    assert!(best_reply::best_reply(&model, &contract).expect("a reply") < 0.1);
}

/// Both gain at a moderate rent; planted fault: beyond the ceiling, where the company would not,
/// the claim fails.
#[test]
fn planted_fault_rent_above_the_ceiling_is_caught() {
    let flat = FirstBest::of(&instance_a())
        .expect("an interior first best")
        .payoff_without_effort();
    let gain = |rent: f64| {
        let model = varied("utility = 0.3", &format!("utility = {:?}", 0.3 + rent));
        let first_best = FirstBest::of(&model).expect("an interior first best");
        let contract = BONUS.solve(&first_best, 1000).expect("a contract");
        best_reply::require(&model, &contract).expect("incentive compatible");
        contract.payoff(&model) - flat
    };
    assert!(gain(0.1) > 0.0);
    assert!(gain(0.2) > 0.0);
    // sqrt utility: the first best at outside option 0.3 + r equals the flat wage's payoff at r =
    // 0.2056.
    assert!(gain(0.21) < 0.0);
}

/// One sample is enough on the effort interval, where a little care costs the annotator next to
/// nothing.
#[test]
fn one_sample_beats_the_flat_wage() {
    for name in ["a", "cara", "gec"] {
        let model = theorem_support::model(name);
        let first_best = FirstBest::of(&model).expect("an interior first best");
        let contract = BONUS.solve(&first_best, 1).expect("a contract");
        assert!(
            contract.payoff(&model) > first_best.payoff_without_effort(),
            "{name}"
        );
    }
}
