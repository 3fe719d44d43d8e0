//! E(t − S)₊ as q and t = nq − N move together, from above and with proof.
//!
//! Fix N > 0 and let W(q) = E_q(nq − N − S)₊, S ~ Binomial(n, q). With κ = ⌈t⌉, θ = t − κ + 1 ∈ (0,
//! 1] and γ(q) = dP(S ≥ κ)/dq = n·P(S′ = κ−1), S′ one trial fewer: at fixed t, d/dq E(t−S)₊ =
//! n·E\[(t−S′−1)₊ − (t−S′)₊\] = −n·(P(S′ ≤ κ−2) + θ·P(S′ = κ−1)); t itself adds n·P(S < t) =
//! n·(P(S′ ≤ κ−2) + (1−q)·P(S′ = κ−1)). Together
//!
//! W′(q) = (1 − q − θ)·γ(q)   but for the q where t is whole, and W is continuous.
//!
//! **The sawtooth.** Split 1 − q − θ = (½ − q) + (½ − θ). Let q̂ be such that θ = ½ there, t = κ −
//! ½. Away from q̂, on either side, the integral R of (½−θ)·γ first falls for half a step of θ,
//! then rises for half a step, and so on, by some 1/(8n)·γ each. A fall followed by a rise, whole
//! or cut short, adds at most (max γ − min γ)/(8n). So R ≤ 0 up to
//! |q−q̂| = 1/(2n), and beyond, where j rises have begun, n·|q−q̂| ≥ j − ½ ≥ j/2 and R ≤ |q−q̂|·(max γ − min γ)/4: with
//! some number of modulus at most (max γ − min γ)/4, times q − q̂,
//!
//! W(q) ≤ W(q̂) + ∫(½−q)·γ dq + number·(q − q̂).
//!
//! Up to 1/(2n) the number is 0. A piece on which no threshold is passed takes W′ as it is, from
//! any θ.
//!
//! Whole thresholds cost nothing to first order, and a piece may span any number of them.
//!
//! **γ on a piece.** If thresholds are passed, κ − nq stays within \[−N, 1−N). In −ln P(S=k)
//! ([`super::enclosed`]) the deviance has the terms k·L(|d|/k) and m·L(−|d|/m), m = n−k, d = k−nq ≤
//! 0. Each rises with |d|; each falls with its k or m, as L(y) − y·L′(y) = y/(1+y) − ln(1+y) ≤ 0.
//! So corners enclose them.

use super::enclosed::EnclosedBinomial;
use super::stirling::half_ln_two_pi;
use crate::numerics::interval::Interval;

/// An upper bound of q ↦ E_q(nq − N − S)₊ on an interval of q.
#[derive(Debug, Clone, Copy)]
pub struct MovingHinge {
    /// N.
    pub distance: Interval,
    /// W(q̂).
    pub at_centre: Interval,
    /// Each W(q) of the interval is at most W(q̂) plus (q − q̂) times some number in here.
    pub slope: Interval,
}

impl MovingHinge {
    /// For t = κ − 1 + θ at the centre q̂, a float taken as an exact number, κ = `threshold` and θ
    /// = `phase`, and q in `piece`.
    ///
    /// `None` unless N > 1, q stays within the law's domain, and either θ = ½ or no threshold is
    /// passed on the piece (hulled with q̂).
    #[must_use]
    pub fn new(
        trials: u64,
        threshold: u64,
        phase: f64,
        centre: f64,
        piece: Interval,
    ) -> Option<Self> {
        let at = Interval::point(centre);
        let over = piece.hull(at);
        let (n, kappa) = (
            Interval::point(trials as f64),
            Interval::point(threshold as f64),
        );
        let (half, one) = (Interval::point(0.5), Interval::ONE);
        let rest = one - Interval::point(phase);
        let distance = n * at - kappa + rest;
        if !(distance.lower() > 1.0 && phase > 0.0 && phase <= 1.0) {
            return None;
        }
        let law = EnclosedBinomial::new(trials, at).ok()?;
        // E(t−S)₊ = q(1−q)·g − N·P(S < κ), as E(nq−S; S < κ) = q(1−q)·g.
        let share = at * (one - at) - distance * law.below_over_slope(threshold)?;
        let at_centre = law.tail_slope(threshold) * share.positive_part();
        let passed = n * (over - at);
        let none_passed = -passed.lower() <= phase && passed.upper() <= rest.lower();
        let slope = if none_passed {
            let slopes = slopes(n, over, kappa, n * over - kappa)?;
            if phase == 0.5 {
                (half - over) * slopes
            } else {
                (rest - over - passed) * slopes
            }
        } else if phase == 0.5 {
            let behind = distance - Interval::new(0.0, 1.0)?;
            let slopes = slopes(n, over, n * over - behind, behind)?;
            let most = (Interval::point(slopes.width()) * Interval::point(0.25)).upper();
            (half - over) * slopes + Interval::new(-most, most)?
        } else {
            return None;
        };
        Some(Self {
            distance,
            at_centre,
            slope,
        })
    }
}

/// dP(S ≥ κ)/dq = κ·P(S = κ)/q for q in `over`, every κ in `counts` and nq − κ in `behind`, where
/// that is positive.
fn slopes(n: Interval, over: Interval, counts: Interval, behind: Interval) -> Option<Interval> {
    let (half, one) = (Interval::point(0.5), Interval::ONE);
    let far = Interval::point(behind.upper());
    let near = Interval::point(behind.lower());
    let rest = n - counts;
    if !(counts.lower() >= 1.0 && rest.lower() >= 1.0 && near.lower() >= 0.0) {
        return None;
    }
    let part = |size: f64, deviation: Interval| -> Option<Interval> {
        let size = Interval::point(size);
        Some(size * (deviation / size).excess_over_ln_1p()?)
    };
    let most = part(counts.lower(), far)? + part(rest.lower(), -far)?;
    let least = part(counts.upper(), near)? + part(rest.upper(), -near)?;
    let deviance = Interval::new(least.lower().max(0.0), most.upper())?;
    // Stirling's error δ(m) lies between 0 and 1/(12m).
    let error = |size: Interval| Interval::new(0.0, (one / (Interval::point(12.0) * size)).upper());
    let stirling = error(n)? - error(counts)? - error(rest)?;
    // ln[κ/q·√(n/(κ·(n−κ)))].
    let scale = half * (n * counts / rest).ln()? - over.ln()?;
    Some((scale - half_ln_two_pi() + stirling - deviance).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// E(t − S)₊ by a sum, from probabilities that are right to some roundings.
    fn direct(n: u64, q: f64, t: f64) -> f64 {
        let law = super::super::Binomial::new(n, q).unwrap();
        (0..=n)
            .take_while(|s| (*s as f64) < t)
            .map(|s| (t - s as f64) * law.ln_pmf(s).exp())
            .sum()
    }

    #[test]
    fn the_hinge_is_above_its_sum_and_close() {
        for (n, q, z, width) in [
            (400_u64, 0.75, 2.0, 1e-6),
            (400, 0.75, 2.0, 0.05),
            (10_000, 0.78, 2.5, 1e-4),
            (10_000, 0.78, 2.5, 2e-3),
            (10_000, 0.4, 3.0, 1e-2),
            (200_000, 0.69, 3.5, 1e-3),
        ] {
            let deviation = (n as f64 * q * (1.0 - q)).sqrt();
            let k = (n as f64 * q - z * deviation).round() as u64;
            let distance = n as f64 * q - k as f64 + 0.5;
            let over = Interval::new(q - width, q + width).unwrap();
            let hinge = MovingHinge::new(n, k, 0.5, q, over).unwrap();
            for i in -60..=60 {
                let at = q + width * f64::from(i) / 60.0;
                let exact = direct(n, at, n as f64 * at - distance);
                let bound = hinge.at_centre + hinge.slope * Interval::point(at - q);
                let name = format!("n {n}, q {at}, width {width}: {bound:?}, {exact:e}");
                assert!(bound.upper() >= exact * (1.0 - 1e-10), "{name}");
                // The sawtooth hides up to γ/(8n), W ≈ γ·q(1−q)/z²; the rest is second order in
                // z²·width.
                let sawtooth = z * z / (8.0 * deviation * deviation);
                let bend = (4.0 * z * z * width).powi(2) + 4.0 * z * z * z / deviation * width;
                let allowed = 3.0 * (sawtooth + 1.0 / (n as f64)) + 3.0 * bend;
                assert!(bound.upper() <= exact * (1.0 + allowed), "{name}");
            }
            let exact = direct(n, q, n as f64 * q - distance);
            let error = (hinge.at_centre.midpoint() / exact - 1.0).abs();
            assert!(error < 1e-9, "{hinge:?} {exact:e}");
        }
        assert!(MovingHinge::new(100, 80, 0.5, 0.7, Interval::point(0.7)).is_none());
    }

    #[test]
    fn no_threshold_passed_leaves_the_exact_slope() {
        let (n, q, k) = (10_000_u64, 0.78, 7_700_u64);
        for phase in [0.1, 0.3, 0.9] {
            let width = 0.09 / n as f64;
            let over = Interval::new(q - width, q + width).unwrap();
            let hinge = MovingHinge::new(n, k, phase, q, over).unwrap();
            let distance = n as f64 * q - k as f64 + 1.0 - phase;
            for i in -10..=10 {
                let at = q + width * f64::from(i) / 10.0;
                let exact = direct(n, at, n as f64 * at - distance);
                let bound = hinge.at_centre + hinge.slope * Interval::point(at - q);
                assert!(bound.upper() >= exact * (1.0 - 1e-10), "{phase} {i}");
                assert!(bound.lower() <= exact * (1.0 + 1e-10), "{phase} {i}");
                assert!(bound.width() <= 1e-4 * exact, "{phase} {i}");
            }
            let wide = Interval::new(q - 1.0 / n as f64, q).unwrap();
            assert!(MovingHinge::new(n, k, phase, q, wide).is_none());
        }
    }

    #[test]
    fn slopes_hold_every_threshold_of_the_piece() {
        let (n, q) = (5_000_u64, 0.7);
        let over = Interval::new(q - 3e-3, q + 3e-3).unwrap();
        let distance = Interval::point(80.25);
        let n_exactly = Interval::point(n as f64);
        let behind = distance - Interval::new(0.0, 1.0).unwrap();
        let all = slopes(n_exactly, over, n_exactly * over - behind, behind).unwrap();
        for i in 0..=500 {
            let at = over.lower() + (over.upper() - over.lower()) * f64::from(i) / 500.0;
            let law = super::super::Binomial::new(n, at).unwrap();
            let k = (n as f64 * at - 80.25).ceil() as u64;
            let slope = law.ln_tail_slope(k).exp();
            assert!(
                all.lower() <= slope && slope <= all.upper(),
                "{at} {all:?} {slope}"
            );
        }
    }
}
