//! Which monitoring tells more, and how many samples are enough: free of the scale, and bounded
//! where something was not measured.

use firstbest::annotation::advice::Advice;
use firstbest::annotation::advice::advise;
use firstbest::annotation::advice::enough_for_expert;
use firstbest::annotation::advice::enough_for_repeats;
use firstbest::annotation::advice::relative_information;
use firstbest::annotation::basis::Basis;
use firstbest::annotation::interval::Interval;
use firstbest::annotation::signals::advantage;
use firstbest::annotation::signals::expert_information;
use firstbest::annotation::signals::self_consistency_information;
use firstbest::annotation::summary::AgreementSummary;
use quickcheck::quickcheck;

/// Agreement of this excess with limits.
fn summary([estimate, lower, upper]: [f64; 3]) -> Option<AgreementSummary> {
    Some(AgreementSummary {
        pairs: 100,
        clusters: 100,
        share: Interval {
            estimate,
            lower,
            upper,
        }
        .map(|e| 0.5 + 0.5 * e),
    })
}

fn advice(own: Option<[f64; 3]>, expert: Option<[f64; 3]>, peers: Option<[f64; 3]>) -> Advice {
    let [own, expert, peers] = [own, expert, peers].map(|s| s.and_then(summary));
    advise(own, expert, peers, 0.95).unwrap()
}

quickcheck! {
    /// Against T1's criterion in η, κ_s and κ_e, and the informations themselves.
    fn the_scale_does_not_matter(eta: u16, s: u16, e: u16) -> bool {
        let unit = |x: u16| (f64::from(x) + 0.5) / 65536.0;
        let (eta, kappa_s) = (unit(eta), unit(s));
        // κ_e² ≤ κ_s.
        let kappa_e = unit(e) * kappa_s.sqrt();
        let (a, b) = (eta * eta * kappa_s, eta * kappa_e);
        let criterion = advantage(eta, kappa_s, kappa_e);
        let near = |x: f64, y: f64| (x - y).abs() <= 1e-12 * y.abs();
        // Within rounding of equality either answer is right.
        let close = (a / enough_for_repeats(b) - 1.0).abs() < 1e-9;
        near(relative_information(a, 2), eta * eta * self_consistency_information(eta, kappa_s))
            && near(relative_information(b, 1), eta * eta * expert_information(eta, kappa_e))
            && (close || (criterion > 0.0) == (a > enough_for_repeats(b)))
            && (close || (criterion < 0.0) == (b > enough_for_expert(a)))
    }

    /// Two thirds: above, no expert tells more (B² ≤ A); below, some expert does.
    fn above_two_thirds_no_expert_tells_more(a: u16, b: u16) -> bool {
        let unit = |x: u16| (f64::from(x) + 0.5) / 65536.0;
        let a = unit(a);
        let b = unit(b) * a.sqrt();
        if a > 1.0 / 3.0 + 1e-9 {
            a > enough_for_repeats(b)
        } else {
            a > 1.0 / 3.0 - 1e-9 || a < enough_for_repeats(a.sqrt())
        }
    }
}

/// scipy: tests/references/efforts.py. Told from a coin, from half the effort, effort known to a
/// tenth.
#[test]
fn enough_samples_against_scipy() {
    for (own, expert, repeats, labels) in [
        (0.6, 0.7, [28, 48, 179], [18, 64, 411]),
        (0.25, 0.4, [173, 305, 1478], [67, 248, 2044]),
    ] {
        let a = advice(Some([own; 3]), Some([expert; 3]), None);
        for (signal, reference) in [(&a.repeats, repeats), (&a.expert, labels)] {
            for (found, reference) in signal.samples.iter().zip(reference) {
                let n = found.estimate.unwrap();
                // Counted exactly up to 2,000; beyond, the leading order.
                let exact = reference < 2000;
                assert!(
                    if exact {
                        n == reference
                    } else {
                        n.abs_diff(reference) < reference / 50
                    },
                    "{found:?} {reference}"
                );
                assert_eq!((found.lower, found.upper), (Some(n), Some(n)));
            }
        }
    }
}

#[test]
fn limits_decide_not_estimates() {
    let tells = |own, expert| advice(Some(own), Some(expert), None).tells_more;
    let repeats = Some(Basis::SelfConsistency);
    assert_eq!(tells([0.6, 0.5, 0.7], [0.6, 0.55, 0.65]), repeats);
    assert_eq!(
        tells([0.2, 0.15, 0.25], [0.8, 0.75, 0.85]),
        Some(Basis::Expert)
    );
    assert_eq!(tells([0.3, 0.1, 0.5], [0.5, 0.4, 0.6]), None);
    let a = advice(Some([0.6, 0.5, 0.7]), Some([0.6, 0.55, 0.65]), None);
    let ratio = a.expert_labels_per_repeat.unwrap();
    // 4·0.36/(1 − 0.36) over 0.36/(1 − 0.36) is 4.
    assert!((ratio.estimate - 4.0).abs() < 1e-12 && ratio.lower > 1.0 && ratio.upper > 4.0);
    // More agreement, fewer samples.
    for e in a.repeats.samples.iter().chain(&a.expert.samples) {
        assert!(e.lower <= e.estimate && e.estimate <= e.upper, "{e:?}");
    }
}

#[test]
fn what_was_not_measured_is_bounded_not_guessed() {
    let repeats = Some(Basis::SelfConsistency);
    // Repeats only, above two thirds: no expert could tell more.
    assert_eq!(
        advice(Some([0.5, 0.4, 0.6]), None, None).tells_more,
        repeats
    );
    // Below, it depends on the expert.
    let open = advice(Some([0.2, 0.1, 0.3]), None, None);
    assert_eq!(open.tells_more, None);
    assert_eq!(open.expert.excess, None);
    assert!(
        open.expert
            .samples
            .iter()
            .all(|e| e.estimate.is_none() && e.upper.is_none())
    );
    // Gold only: B² ≤ A.
    let gold = advice(None, Some([0.8, 0.75, 0.85]), None);
    assert_eq!(gold.tells_more, repeats);
    assert_eq!(gold.repeats.limits, [0.75 * 0.75, 1.0]);
    assert!(
        gold.repeats
            .samples
            .iter()
            .all(|e| e.estimate.is_none() && e.upper.is_some())
    );
    assert_eq!(advice(None, Some([0.4, 0.35, 0.45]), None).tells_more, None);
    // Peers: P ≤ A, and an expert of their kind has P ≤ B ≤ √P.
    let peers = advice(None, None, Some([0.5, 0.49, 0.51]));
    assert_eq!(peers.tells_more, repeats);
    assert_eq!(peers.expert.limits, [0.49, 0.51f64.sqrt()]);
    assert_eq!(advice(None, None, Some([0.2, 0.1, 0.3])).tells_more, None);
    assert!(advise(None, None, None, 0.95).is_none());
}
