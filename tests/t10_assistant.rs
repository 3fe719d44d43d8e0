//! T10: when careless means copied from an assistant.

mod theorem_support;

use firstbest::annotation::assistant::{FixedAssistant, rare_information};
use firstbest::annotation::bootstrap::generator;
use firstbest::annotation::random::{beta, coin};
use firstbest::contract::{Class, FirstBest, Threshold};
use firstbest::input::Source;
use firstbest::model::Model;
use firstbest::model::monitoring::{Expert, Monitoring, SelfConsistency, Sentinel};
use firstbest::numerics::Interval;
use theorem_support::gather;

#[test]
fn every_check_holds_and_the_figure_and_data_are_written() {
    gather("t10");
}

/// Shares of simulated labels that agree with the expert, with a second look and, on sentinels,
/// with the expert; with the number of comparisons of each.
fn simulated(kappa: f64, mistaken: f64, effort: f64) -> [(f64, f64); 3] {
    let mut rng = generator(5, 0);
    let a = 0.5 * (1.0 / kappa - 1.0);
    let items = 40_000;
    let (mut expert_agrees, mut repeats, mut sentinels, mut sentinel_agrees) = (0, 0, 0, 0);
    for _ in 0..items {
        let p = beta(&mut rng, a, a);
        let assistant = (p > 0.5) != coin(&mut rng, mistaken);
        let expert = coin(&mut rng, p);
        let mut label = || {
            if coin(&mut rng, effort) {
                coin(&mut rng, p)
            } else {
                assistant
            }
        };
        let (first, second) = (label(), label());
        expert_agrees += i32::from(first == expert);
        repeats += i32::from(first == second);
        if assistant != expert {
            sentinels += 1;
            sentinel_agrees += i32::from(first == expert);
        }
    }
    [
        (f64::from(expert_agrees), f64::from(items)),
        (f64::from(repeats), f64::from(items)),
        (f64::from(sentinel_agrees), f64::from(sentinels)),
    ]
    .map(|(count, of)| (count / of, of))
}

/// Distance of a share from q in standard errors.
fn distance((share, of): (f64, f64), q: f64) -> f64 {
    (share - q).abs() / (q * (1.0 - q) / of).sqrt()
}

/// Planted fault: a copied label taken for a coin, in each of the three agreement curves.
#[test]
fn planted_fault_a_coin_in_place_of_the_assistant_is_caught() {
    let (kappa, mistaken, effort) = (0.6, 0.1, 0.5);
    let assistant = FixedAssistant::of_majority(kappa, mistaken).expect("moments");
    let [expert, repeats, sentinels] = simulated(kappa, mistaken, effort);
    let pi = assistant.sentinel_agreement().expect("sentinels");
    // Three shares: beyond four standard errors once in five thousand runs.
    assert!(distance(expert, assistant.expert_agreement(effort)) < 4.0);
    assert!(distance(repeats, assistant.repeat_agreement(effort, kappa)) < 4.0);
    assert!(distance(sentinels, effort * pi) < 4.0);
    assert!(distance(expert, 0.5 + 0.5 * kappa * effort) > 4.0);
    assert!(distance(repeats, 0.5 + 0.5 * kappa * effort * effort) > 4.0);
    assert!(distance(sentinels, effort * pi + 0.5 * (1.0 - effort)) > 4.0);
}

/// Planted fault: information of sentinels counted on every checked item, or the items on which
/// assistant and expert agree forgotten.
#[test]
fn planted_fault_information_of_the_wrong_items_is_caught() {
    let assistant = FixedAssistant::of_majority(0.6, 0.1).expect("moments");
    let effort = 0.5;
    let d = assistant.differ();
    let pi = assistant.sentinel_agreement().expect("sentinels");
    let dissent = assistant.careful_dissent().expect("others");
    let patterns = [
        (d * effort * pi, d * pi),
        (d * (1.0 - effort * pi), -d * pi),
        ((1.0 - d) * effort * dissent, (1.0 - d) * dissent),
        ((1.0 - d) * (1.0 - effort * dissent), -(1.0 - d) * dissent),
    ];
    let enumerated: f64 = patterns.iter().map(|(p, slope)| slope * slope / p).sum();
    // Some ten roundings on each side.
    let equal = |information: f64| (information / enumerated - 1.0).abs() < 1e-13;
    assert!(equal(assistant.whole_information(effort)));
    assert!(!equal(assistant.sentinel_information(effort)));
    assert!(!equal(rare_information(pi, effort)));
}

/// Planted fault: second looks taken as a sign of care although the assistant follows the majority.
/// The loader refuses to pay for them, and says what to check instead.
#[test]
fn second_looks_that_reward_copying_are_refused() {
    let with = |own: f64, itself: f64| {
        let text = theorem_support::instance_a()
            .to_toml()
            .replace("scheme = \"expert\"", "scheme = \"self-consistency\"")
            .replace(
                "kappa = 0.8",
                &format!("kappa = 0.8\nalpha_s = {own}\nalpha = {itself}"),
            );
        Model::from_source(&Source::from_text("copied", text))
    };
    let message = with(0.85, 1.0).expect_err("copying").to_string();
    assert!(message.contains("alpha_s"), "{message}");
    assert!(message.contains("sentinel"), "{message}");
    assert!(with(0.2, 0.1).is_ok());
    // No law has these moments: (E[(2s−1)(2p−1)])² ≤ E[(2s−1)²]·E[(2p−1)²].
    assert!(with(0.5, 0.2).is_err());
}

#[test]
fn an_assistant_as_good_as_a_careful_annotator_is_refused_by_name() {
    let text = theorem_support::instance_a()
        .to_toml()
        .replace("kappa = 0.8", "kappa = 0.8\nalpha_e = 0.8");
    let error = Model::from_source(&Source::from_text("collapse", text)).expect_err("no care");
    let message = error.to_string();
    assert!(
        message.contains("alpha_e") && message.contains("sentinel"),
        "{message}"
    );
}

/// The coin is the assistant with α = 0: the same bits as without the keys.
#[test]
fn an_assistant_that_tosses_a_coin_changes_nothing() {
    let expert = (
        Expert::new(0.7).expect("scheme"),
        Expert::with_assistant(0.7, 0.0).expect("scheme"),
    );
    let own = (
        SelfConsistency::new(0.7).expect("scheme"),
        SelfConsistency::with_assistant(0.7, 0.0, 0.0).expect("scheme"),
    );
    for effort in [0.0, 0.3, 0.77, 1.0] {
        assert_eq!(expert.0.agreement(effort), 0.5 + 0.5 * 0.7 * effort);
        assert_eq!(expert.0.agreement(effort), expert.1.agreement(effort));
        assert_eq!(own.0.agreement(effort), 0.5 + 0.5 * 0.7 * effort * effort);
        assert_eq!(own.0.agreement(effort), own.1.agreement(effort));
    }
}

/// Enclosures hold the values and derivatives of every scheme with an assistant.
#[test]
fn enclosed_agreement_holds_the_floats() {
    let schemes: [Box<dyn Monitoring>; 3] = [
        Box::new(Expert::with_assistant(0.8, 0.55).expect("scheme")),
        Box::new(SelfConsistency::with_assistant(0.8, 0.25, 0.1).expect("scheme")),
        Box::new(Sentinel::new(0.7).expect("scheme")),
    ];
    for scheme in schemes {
        for step in 0..=20 {
            let effort = f64::from(step) / 20.0;
            let wide = Interval::new((effort - 0.01).max(0.0), (effort + 0.01).min(1.0));
            let exact = [
                scheme.agreement(effort),
                scheme.slope(effort),
                scheme.curvature(effort),
            ];
            for (order, value) in (0..).zip(exact) {
                let point = scheme
                    .enclosed(order, Interval::point(effort))
                    .expect("bounds");
                // A few roundings of numbers of order one on the side of the float.
                assert!((point.lower() - value).abs() < 1e-15, "{scheme:?} {order}");
                let piece = scheme
                    .enclosed(order, wide.expect("a piece"))
                    .expect("bounds");
                assert!(piece.lower() <= point.lower() && point.upper() <= piece.upper());
            }
        }
    }
}

/// Where copying never agrees, q(0) = 0: every class has a contract, and it costs less than with an
/// expert's labels on all items of the same information where copying agrees half the time.
#[test]
fn contracts_on_sentinels_exist_for_every_class() {
    let text = theorem_support::instance_a()
        .to_toml()
        .replace("scheme = \"expert\"", "scheme = \"sentinel\"")
        .replace("kappa = 0.8", "agreement = 0.8");
    let model = Model::from_source(&Source::from_text("sentinels", text)).expect("a model");
    let first_best = FirstBest::of(&model).expect("an interior first best");
    for class in [
        Class::Binary(Threshold::Deterministic),
        Class::Linear,
        Class::General,
    ] {
        for samples in [1, 10, 1000, 1_000_000] {
            let contract = class.solve(&first_best, samples).expect("a contract");
            assert!(contract.gap.total() > 0.0 && contract.gap.total().is_finite());
        }
    }
}
