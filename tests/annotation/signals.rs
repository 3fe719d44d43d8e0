//! Informations, crossover and golden questions against independent values.

use approx::assert_relative_eq;
use firstbest::annotation::bootstrap::generator;
use firstbest::annotation::random::beta;
use firstbest::annotation::signals::*;
use quickcheck::quickcheck;

/// A fraction in (0, 1].
fn unit(code: u16) -> f64 {
    (f64::from(code) + 1.0) / 65_536.0
}

quickcheck! {
    /// The sign of the advantage is the sign of I_s − I_e, wherever the difference is beyond
    /// rounding.
    fn advantage_tells_who_wins(eta: u16, s: u16, e: u16) -> bool {
        let (eta, s, e) = (unit(eta), unit(s), unit(e));
        if eta * s > 0.9999 || eta * e > 0.9999 {
            return true;
        }
        let (is, ie) = (self_consistency_information(eta, s), expert_information(eta, e));
        let a = advantage(eta, s, e);
        (is - ie).abs() < 1e-12 * (is + ie) || (a > 0.0) == (is > ie)
    }

    /// Below the crossover the expert wins, above it (up to an upper one) self-consistency does.
    fn crossover_separates(eta: u16, s: u16, e: u16) -> bool {
        let (eta, s, e) = (unit(eta), unit(s), unit(e));
        let wins = advantage(eta, s, e) > 1e-15;
        let loses = advantage(eta, s, e) < -1e-15;
        match (crossover(s, e), upper_crossover(s, e)) {
            (None, _) => !wins,
            (Some(c), None) => if eta > c { !loses } else { !wins },
            (Some(c), Some(u)) => if eta > c && eta < u { !loses } else { !wins },
        }
    }

    /// T1 at full effort: κ_e ≤ κ_s makes self-consistency at least as good.
    fn at_full_effort(s: u16, e: u16) -> bool {
        let (s, e) = (unit(s.max(e)), unit(s.min(e)));
        advantage(1.0, s, e) >= -1e-15 && upper_crossover(s, e).is_none()
    }
}

#[test]
fn information_is_the_derivative_squared_over_the_variance() {
    // q' by a central difference of step h: its error h²q'''/6 and rounding ε/h are both below 1e-9
    // at h = 1e-5.
    let (eta, kappa, h) = (0.6, 0.7, 1e-5);
    let own = |e: f64| 0.5 + 0.5 * kappa * e * e;
    let expert = |e: f64| 0.5 + 0.5 * kappa * e;
    let information = |q: &dyn Fn(f64) -> f64| {
        let slope = (q(eta + h) - q(eta - h)) / (2.0 * h);
        slope * slope / (q(eta) * (1.0 - q(eta)))
    };
    assert_relative_eq!(
        information(&own),
        self_consistency_information(eta, kappa),
        max_relative = 1e-8
    );
    assert_relative_eq!(
        information(&expert),
        expert_information(eta, kappa),
        max_relative = 1e-8
    );
    // Nothing recognised: an ordinary expert question.
    assert_relative_eq!(
        recognised_information(eta, kappa, 0.0),
        expert_information(eta, kappa),
        max_relative = 1e-15
    );
}

/// mpmath, 30 digits, from the law of x = 2p − 1 itself: density ∝ (1 − x²)^(a−1), tail by
/// bisection, and E[x²; tail] = tail − E[1 − x²; tail] by betainc(a + 1, 1/2).
#[test]
fn golden_questions_against_mpmath() {
    // The incomplete beta functions are good to some 1e-13, and the root to rounding; the
    // conditioning is mild.
    for (kappa, chosen, golden) in [
        (0.4, 0.1, 0.957331508773559),
        (0.8, 0.25, 0.9999943025589646),
        (0.05, 0.01, 0.3632978084038925),
        (0.9, 0.5, 0.9999992620263764),
        (0.9, 0.05, 1.0),
    ] {
        assert_relative_eq!(
            golden_kappa(kappa, chosen).unwrap(),
            golden,
            max_relative = 1e-12
        );
    }
}

/// The generator's Beta law has the moments it should: E[x²] = κ, E[x⁴] = 3/((2a + 1)(2a + 3)), x =
/// 2p − 1.
#[test]
fn beta_draws_have_their_moments() {
    for kappa in [0.05, 0.5, 0.95, 0.999] {
        let a = 0.5 * (1.0 / kappa - 1.0);
        let mut rng = generator(5, 0);
        let n = 40_000;
        let (mut two, mut four) = (0.0, 0.0);
        for _ in 0..n {
            let x = 2.0 * beta(&mut rng, a, a) - 1.0;
            two += x * x / f64::from(n);
            four += x.powi(4) / f64::from(n);
        }
        let fourth = 3.0 / ((2.0 * a + 1.0) * (2.0 * a + 3.0));
        // Five standard errors: sd of x² and of x⁴ are both at most 1/2 on [0, 1].
        let error = 5.0 * 0.5 / f64::from(n).sqrt();
        assert!((two - kappa).abs() < error, "κ {kappa}: {two}");
        assert!(
            (four - fourth).abs() < error,
            "κ {kappa}: {four} against {fourth}"
        );
    }
}
