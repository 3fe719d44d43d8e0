//! The estimators on simulated labels of known effort, and Dawid–Skene beside them.

use firstbest::annotation::assess::assess;
use firstbest::annotation::basis::Scheme;
use firstbest::annotation::coverage::table;
use firstbest::annotation::dawid_skene;
use firstbest::annotation::index::ItemIndex;
use firstbest::annotation::kappa::Anchor;
use firstbest::annotation::label_model::{Plan, Preferences};
use firstbest::annotation::peer_likelihood;
use firstbest::annotation::question::Question;

fn plan(kappa: f64, shared: f64, items: usize, samples: usize) -> Plan {
    Plan {
        preferences: Preferences { kappa, shared },
        items,
        samples,
        repeats: true,
        gold: true,
        seed: 21,
    }
}

#[test]
fn repeats_and_expert_together_find_kappa_and_efforts() {
    let efforts: Vec<f64> = (0..30).map(|a| 0.3 + 0.7 * f64::from(a) / 29.0).collect();
    let table = table(&plan(0.6, 1.0, 3000, 1000), &efforts);
    let assessment = assess(&table, &Question::default()).unwrap();
    let kappa = assessment.kappa.unwrap();
    assert!(kappa.value.covers(0.6), "{kappa:?}");
    assert!(kappa.value.upper - kappa.value.lower < 0.2, "{kappa:?}");
    let covered = assessment
        .annotators
        .iter()
        .zip(&efforts)
        .filter(|(r, e)| r.effort.unwrap().covers(**e))
        .count();
    // 30 intervals of 95%: fewer than 24 hits have probability below 1e-3, dependence through κ̂
    // allowed for.
    assert!(covered >= 24, "{covered} of 30");
}

#[test]
fn peers_find_relative_efforts() {
    let efforts = [1.0, 0.9, 0.7, 0.5, 0.3, 0.1];
    let simulated = Plan {
        repeats: false,
        gold: false,
        ..plan(0.7, 1.0, 4000, 4000)
    };
    let question = Question {
        scheme: Some(Scheme::Peers.into()),
        anchor: Some(Anchor::Given(0.7)),
        ..Default::default()
    };
    let assessment = assess(&table(&simulated, &efforts), &question).unwrap();
    for (report, effort) in assessment.annotators.iter().zip(efforts) {
        let found = report.effort.unwrap();
        // 4,000 items: standard error of an effort about 0.03.
        assert!(
            (found.estimate - effort).abs() < 0.1,
            "{report:?} against {effort}"
        );
    }
}

/// Every annotator is fully careful, but half of each one's preferences are its own. Repeats read
/// full effort; Dawid and Skene, who know one truth per item, read a third of the labels or more as
/// noise.
#[test]
fn dawid_skene_takes_heterogeneity_for_carelessness() {
    let efforts = [1.0; 12];
    let simulated = plan(0.8, 0.5, 1500, 1500);
    let table = table(&simulated, &efforts);
    let model = dawid_skene::fit(&table, &ItemIndex::new(&table), 500);
    let question = Question {
        scheme: Some(Scheme::SelfConsistency.into()),
        anchor: Some(Anchor::Given(0.8)),
        ..Default::default()
    };
    for (a, report) in assess(&table, &question)
        .unwrap()
        .annotators
        .iter()
        .enumerate()
    {
        let effort = report.effort.unwrap();
        assert!(effort.estimate > 0.95, "{report:?}");
        let reliability = model.reliability(a).unwrap();
        assert!(reliability < 0.67, "annotator {a}: {reliability}");
    }
}

/// Where its assumption holds (every item certain), Dawid–Skene's reliability is the effort.
#[test]
fn dawid_skene_is_right_where_there_is_a_truth() {
    let efforts = [1.0, 0.8, 0.6, 0.4, 0.2];
    let simulated = Plan {
        repeats: false,
        gold: false,
        ..plan(1.0, 1.0, 5000, 5000)
    };
    let table = table(&simulated, &efforts);
    let model = dawid_skene::fit(&table, &ItemIndex::new(&table), 500);
    for (a, effort) in efforts.into_iter().enumerate() {
        let reliability = model.reliability(a).unwrap();
        // 5,000 items: standard error about 0.02, more for the posterior's own uncertainty.
        assert!(
            (reliability - effort).abs() < 0.08,
            "{reliability} against {effort}"
        );
    }
}

#[test]
fn the_rule_integrates_the_beta_law() {
    for kappa in [0.1, 0.5, 0.9, 1.0] {
        let (x, w) = peer_likelihood::rule(kappa, 24);
        let moment = |k: i32| x.iter().zip(&w).map(|(x, w)| w * x.powi(k)).sum::<f64>();
        let a = 0.5 * (1.0 / kappa - 1.0);
        let fourth = 3.0 / ((2.0 * a + 1.0) * (2.0 * a + 3.0));
        // Eigenvalues of a 24 × 24 matrix of norm 1: some 24 ε.
        for (k, exact) in [(0, 1.0), (1, 0.0), (2, kappa), (4, fourth)] {
            assert!(
                (moment(k) - exact).abs() < 1e-13,
                "κ {kappa}, moment {k}: {}",
                moment(k)
            );
        }
    }
}

#[test]
fn the_joint_likelihood_finds_kappa_where_the_law_is_right() {
    let efforts = [1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3];
    let table = table(&plan(0.6, 1.0, 1500, 1500), &efforts);
    let joint = peer_likelihood::fit(&table, &ItemIndex::new(&table), 0.95).unwrap();
    assert!(joint.kappa.covers(0.6), "{:?}", joint.kappa);
    assert!(
        joint.kappa.upper - joint.kappa.lower < 0.25,
        "{:?}",
        joint.kappa
    );
    for (found, effort) in joint.efforts.iter().zip(efforts) {
        // 3,000 labels each: standard error about 0.03.
        assert!((found - effort).abs() < 0.12, "{found} against {effort}");
    }
}
