//! T1: which monitoring is more informative about effort.

mod theorem_support;

use firstbest::annotation::coverage::table;
use firstbest::annotation::index::ItemIndex;
use firstbest::annotation::label_model::{Plan, Preferences};
use firstbest::annotation::signals::advantage;
use firstbest::annotation::signals::crossover;
use firstbest::annotation::signals::expert_information;
use firstbest::annotation::signals::self_consistency_information;
use firstbest::annotation::sums::Sums;
use theorem_support::gather;

#[test]
fn every_check_holds_and_the_figure_and_data_are_written() {
    gather("t1");
}

/// Distance in standard errors of the simulated self-agreement from ½ + ½·excess.
fn distance(excess: f64) -> f64 {
    let plan = Plan {
        preferences: Preferences {
            kappa: 0.6,
            shared: 1.0,
        },
        items: 20_000,
        samples: 20_000,
        repeats: true,
        gold: false,
        seed: 11,
    };
    let labels = table(&plan, &[0.7]);
    let own = Sums::new(&labels, &ItemIndex::new(&labels))
        .total
        .own
        .agreement;
    let (n, q) = (own.pairs as f64, 0.5 + 0.5 * excess);
    let share = own.share().expect("repeats");
    (share - q).abs() / (q * (1.0 - q) / n).sqrt()
}

/// Planted fault: agreement with oneself taken as linear in effort, or κ as E|2p − 1| in place of
/// E(2p − 1)², is caught.
#[test]
fn planted_fault_wrong_agreement_curve_is_caught() {
    assert!(distance(0.6 * 0.7 * 0.7) < 4.0);
    assert!(distance(0.6 * 0.7) > 4.0);
    // p ~ Beta(a, a), a = 1/3: E|2p − 1| = 1/(a·B(½, a)) = 0.71317412 (mpmath, both ways).
    assert!(distance(0.71317412 * 0.7 * 0.7) > 4.0);
}

/// Planted fault: the criterion without its term of third order misjudges points near full effort.
#[test]
fn planted_fault_truncated_criterion_is_caught() {
    let truncated = |eta: f64, s: f64, e: f64| 4.0 * eta * eta * s * s - e * e;
    let right = |criterion: &dyn Fn(f64, f64, f64) -> f64| {
        (1..100).all(|i| {
            let (eta, kappa) = (f64::from(i) / 100.0, 0.95);
            let truth =
                self_consistency_information(eta, kappa) - expert_information(eta, kappa) > 0.0;
            (criterion(eta, kappa, kappa) > 0.0) == truth
        })
    };
    assert!(right(&advantage));
    assert!(!right(&truncated));
}

/// Planted fault: a crossover 1% off does not make the schemes equal.
#[test]
fn planted_fault_moved_crossover_is_caught() {
    let (s, e) = (0.7, 0.5);
    let eta = crossover(s, e).expect("a crossover");
    let equal = |eta: f64| {
        let (own, expert) = (
            self_consistency_information(eta, s),
            expert_information(eta, e),
        );
        (own / expert - 1.0).abs() < 1e-13
    };
    assert!(equal(eta));
    assert!(!equal(0.99 * eta) && !equal(1.01 * eta));
}
