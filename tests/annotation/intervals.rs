//! Limits of proportions and ratios against independent values, and their coverage.

use approx::assert_relative_eq;
use firstbest::annotation::basis::{Basis, Scheme};
use firstbest::annotation::coverage::Setting;
use firstbest::annotation::coverage::with_kappa_estimated;
use firstbest::annotation::coverage::with_kappa_known;
use firstbest::annotation::interval::proportion;
use firstbest::annotation::interval::ratio;
use firstbest::annotation::interval::{Binomial, Interval};

/// mpmath at 45 digits: the shorter tail Σ binomial(n,j) q**j (1-q)**(n-j) summed, 120 bisections
/// of P(X >= k) = 0.025 (lower) and of P(X <= k) = 0.025 (upper).
#[test]
fn clopper_pearson_against_mpmath() {
    for (k, n, lower, upper) in REFERENCE {
        let i = proportion(k, n, 0.95, Binomial::Exact);
        // The tails carry about 14 digits and the root's condition is below 10 for these.
        assert_relative_eq!(i.lower, lower, max_relative = 1e-11);
        assert_relative_eq!(i.upper, upper, max_relative = 1e-11);
    }
}

// Seventeen digits, as printed: the nearest double is the compiler's business.
#[allow(clippy::excessive_precision)]
const REFERENCE: [(f64, f64, f64, f64); 8] = [
    (1.0, 20.0, 0.0012650894979498037, 0.24873276277202778),
    (19.0, 20.0, 0.75126723722797222, 0.9987349105020502),
    (10.0, 20.0, 0.27195784956079181, 0.72804215043920819),
    (872.0, 985.0, 0.86370852953720742, 0.90451361275667024),
    (0.0, 7.0, 0.0, 0.40961639722500346),
    (7.0, 7.0, 0.59038360277499654, 1.0),
    (3.0, 1000000.0, 6.1867255019063986e-7, 8.7672477881452235e-6),
    (5000.0, 10000.0, 0.49015138058998049, 0.50984861941001951),
];

#[test]
fn a_known_denominator_divides_the_limits() {
    let top = Interval {
        estimate: 0.3,
        lower: 0.1,
        upper: 0.45,
    };
    let r = ratio(top, Interval::known(0.6));
    // One rounding in each of five operations.
    assert_relative_eq!(r.lower, 0.1 / 0.6, max_relative = 1e-14);
    assert_relative_eq!(r.upper, 0.45 / 0.6, max_relative = 1e-14);
}

fn settings() -> Vec<Setting> {
    let mut all = Vec::new();
    for (effort, kappa, samples) in [
        (0.0, 0.5, 100),
        (0.3, 0.6, 20),
        (0.6, 0.1, 200),
        (0.8, 0.8, 50),
        (0.99, 0.9, 20),
        (1.0, 0.4, 400),
    ] {
        for scheme in [Scheme::Expert, Scheme::SelfConsistency] {
            all.push(Setting {
                scheme,
                effort,
                kappa,
                samples,
            });
        }
    }
    all
}

/// Exact limits hold at least their level, up to three standard errors of 2,000 simulated
/// annotators.
#[test]
fn exact_limits_cover_at_least_the_level() {
    for setting in settings() {
        let c = with_kappa_known(setting, Binomial::Exact, 2000, 0.95, 11);
        assert!(
            c.share >= 0.95 - 3.0 * c.standard_error.max(0.0049),
            "{c:?}"
        );
    }
}

/// Mid-p limits may fall short; they stay within two points of the level where nothing is cut at 0
/// or 1.
#[test]
fn mid_p_limits_are_near_the_level_inside() {
    for (effort, kappa, samples) in [(0.5, 0.6, 100), (0.6, 0.8, 50), (0.7, 0.5, 400)] {
        let setting = Setting {
            scheme: Scheme::Expert,
            effort,
            kappa,
            samples,
        };
        let c = with_kappa_known(setting, Binomial::MidP, 4000, 0.95, 12);
        assert!((c.share - 0.95).abs() < 0.02, "{c:?}");
    }
}

/// With κ from the same file the limits have to carry its uncertainty too. 200 annotators in 20
/// files: annotators of one file share κ̂, so the share's error is larger than binomial; 0.90 is
/// three such errors below the level.
#[test]
fn limits_carry_the_uncertainty_of_kappa() {
    let setting = Setting {
        scheme: Scheme::Expert,
        effort: 0.6,
        kappa: 0.7,
        samples: 60,
    };
    let c = with_kappa_estimated(setting, Basis::Expert, Binomial::Exact, 200, 0.95, 13);
    assert!(c.share >= 0.90, "{c:?}");
}
