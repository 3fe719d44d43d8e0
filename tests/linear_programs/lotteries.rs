//! Contracts as lotteries: closed forms where the dual of the general contract says nothing, and
//! agreement with it where both apply.

use firstbest::contract::discrete::{self, DiscreteProblem, EffortSet};
use firstbest::contract::lottery::LotteryProblem;
use firstbest::contract::lottery::chord_error;
use firstbest::contract::lottery::wages;
use firstbest::contract::{Class, ContractError};
use firstbest::lp::CertifyBudget;
use firstbest::lp::backends;
use firstbest::lp::certificate::Kind;
use firstbest::model::Model;
use std::path::Path;

fn model(name: &str) -> Model {
    Model::read(Path::new(&format!("figures/models/{name}.toml"))).expect("a committed model file")
}

fn grid(to: f64, points: usize) -> Vec<f64> {
    (0..points)
        .map(|j| to * j as f64 / (points - 1) as f64)
        .collect()
}

/// On the same efforts the general contract pays any wage, lotteries those of the grid: they cost
/// at most the error of h's chords more, and never less.
#[test]
fn lotteries_agree_with_the_general_contract_on_the_same_efforts() {
    let backend = backends::by_name("microlp").expect("in every build");
    for (name, list) in [
        ("a", [0.0, 0.35, 0.7]),
        ("cara", [0.0, 0.3, 0.6]),
        ("log", [0.0, 0.3, 0.6]),
    ] {
        let model = model(name);
        let efforts = EffortSet::new(list.to_vec()).expect("efforts");
        for samples in [3, 8] {
            let list_problem = DiscreteProblem::new(&model, &efforts).expect("a problem");
            let best = discrete::solve(&list_problem, samples, Class::General).expect("a contract");
            // Wages up to twice the utility needed: no optimal contract pays more here, as the
            // agreement shows.
            let highest =
                (2.5 * model.required_utility(list[2])).min(0.98 * model.utility().supremum());
            let wages = wages(&model, highest, 25);
            let problem = LotteryProblem::of(&model, samples, &list, &wages).expect("a problem");
            let found = problem
                .solve(backend, &CertifyBudget::default())
                .expect("an optimum");
            assert_eq!(found.kind, Kind::Exact, "{name}, {samples}");
            let (lower, upper) = found.proved.expect("proved");
            assert!(lower <= upper && (upper - lower).abs() < 1e-15);
            assert!((found.payoff - upper).abs() < 1e-7, "a backend's point");
            let exact = best.payoff(&model);
            let chord = chord_error(&model, &wages);
            // The general solver is right to 1e-9 of the gap, far below.
            assert!(
                upper <= exact + 1e-9,
                "{name}, {samples}: {upper} above {exact}"
            );
            assert!(
                upper >= exact - chord,
                "{name}, {samples}: {upper} below {exact} - {chord}"
            );
            // What is paid is what was promised: lotteries are probabilities, and the annotator
            // gets the outside option.
            let asked: f64 = found.asked.iter().map(|(_, share)| share).sum();
            assert!((asked - 1.0).abs() < 1e-7);
            for lottery in &found.pay {
                let total: f64 = lottery.wages.iter().map(|(_, chance)| chance).sum();
                assert!((total - 1.0).abs() < 1e-6);
            }
        }
    }
}

/// Risk loving, u(w) = w² on [0, 2], nothing to monitor: the cheapest U0 = 1 is the wage 2 with
/// probability 1/4, for ½, against a certain wage of 1.
#[test]
fn a_risk_lover_is_paid_by_lot() {
    let problem = LotteryProblem::new(
        1,
        &[1.0],
        &grid(2.0, 41),
        |_| 0.6,
        |_| 3.0,
        |wage, _| wage * wage,
        1.0,
    )
    .expect("a problem");
    let backend = backends::by_name("microlp").expect("in every build");
    let found = problem
        .solve(backend, &CertifyBudget::default())
        .expect("an optimum");
    let (lower, upper) = found.proved.expect("proved");
    // 3 − ½ exactly but for the probabilities 0.6 + 0.4, doubles that need not sum to 1 exactly.
    assert!((lower - 2.5).abs() < 1e-15 && (upper - 2.5).abs() < 1e-15);
    for lottery in &found.pay {
        assert!(
            lottery
                .wages
                .iter()
                .all(|(wage, _)| *wage == 0.0 || *wage == 2.0)
        );
    }
    // Planted fault: a certain wage of 1 gives 2, which the certificate excludes.
    assert!(lower > 2.0 + 0.4);
}

/// CertifyBudget spoils money, U = w·(1 − k·e), risk neutral, limited liability: with q(0) = ½,
/// q(1) = 0.9 and k = 0.2 all is paid at an agreement, where 0.9·0.8 > 0.5 makes care pay. Care
/// costs U0/(1 − k).
#[test]
fn effort_and_money_need_not_separate() {
    let backend = backends::by_name("microlp").expect("in every build");
    let solve = |spoils: f64| {
        LotteryProblem::new(
            1,
            &[0.0, 1.0],
            &[0.0, 0.5, 1.0],
            |effort| 0.5 + 0.4 * effort,
            |effort| effort,
            |wage, effort| wage * (1.0 - spoils * effort),
            0.3,
        )
        .expect("a problem")
        .solve(backend, &CertifyBudget::default())
        .expect("an optimum")
    };
    let (lower, upper) = solve(0.2).proved.expect("proved");
    let closed_form = 1.0 - 0.3 / 0.8;
    assert!((lower - closed_form).abs() < 1e-15 && (upper - closed_form).abs() < 1e-15);
    // With k = ½ care gains 0.9·½ < ½, so paid care cannot be had; unpaid care can, as nothing is
    // lost by it. The best lottery asks for it with probability 0.7 and otherwise pays 1 for
    // nothing, which is worth U0 in advance: 0.7 − 0.3.
    let found = solve(0.5);
    let (lower, upper) = found.proved.expect("proved");
    assert!((lower - 0.4).abs() < 1e-15 && (upper - 0.4).abs() < 1e-15);
    assert!((found.asked[1].1 - 0.7).abs() < 1e-9);
}

#[test]
fn grids_that_are_none_are_refused() {
    let build = |efforts: &[f64], wages: &[f64], samples: u64| {
        LotteryProblem::new(samples, efforts, wages, |_| 0.5, |e| e, |w, _| w, 0.0)
    };
    for bad in [
        build(&[], &[0.0], 1),
        build(&[0.5], &[], 1),
        build(&[0.5], &[0.0], 0),
        build(&[0.5], &[f64::NAN], 1),
        build(&[0.5], &[0.0], u64::MAX),
    ] {
        assert!(matches!(bad, Err(ContractError::Grid { .. })));
    }
    // Nobody accepts pay of 1 for an outside option of 2.
    let poor = LotteryProblem::new(1, &[0.5], &[0.0, 1.0], |_| 0.5, |e| e, |w, _| w, 2.0);
    let backend = backends::by_name("microlp").expect("in every build");
    let answer = poor
        .expect("a problem")
        .solve(backend, &CertifyBudget::default());
    assert!(matches!(answer, Err(ContractError::Program(_))));
}
