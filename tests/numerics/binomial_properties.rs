//! What every binomial law obeys, on random laws from one trial to 10^15.

use firstbest::numerics::binomial::MAX_TRIALS;
use firstbest::numerics::{Binomial, CountRule, NumericsError};
use quickcheck::{Arbitrary, Gen, quickcheck};

/// A law and a count within about twelve standard deviations.
#[derive(Debug, Clone, Copy)]
struct Case {
    n: u64,
    q: f64,
    k: u64,
}

impl Case {
    fn law(self) -> Binomial {
        Binomial::new(self.n, self.q).unwrap()
    }
}

impl Arbitrary for Case {
    fn arbitrary(g: &mut Gen) -> Self {
        let decade = 10u64.pow(u32::arbitrary(g) % 13);
        let n = (1 + u64::arbitrary(g) % 999) * decade;
        let q = (f64::from(u32::arbitrary(g)) + 0.5) / 4_294_967_296.0;
        let z = f64::from(i16::arbitrary(g)) / 2730.0;
        let mean = n as f64 * q;
        let k = (mean + z * (mean * (1.0 - q)).sqrt()).clamp(1.0, n as f64);
        Self { n, q, k: k as u64 }
    }
}

/// Relative accuracy of a value with logarithm `ln`; its reasons are in `binomial_tails.rs`.
fn allowed(ln: f64) -> f64 {
    (16.0 + 4.0 * ln.abs()) * f64::EPSILON
}

fn close(a: f64, b: f64, relative: f64) -> bool {
    (a - b).abs() <= relative * a.abs().max(b.abs())
}

quickcheck! {
    /// Any count of any law, however lopsided: numbers, never NaN.
    fn tails_are_probabilities(trials: u64, count: u64, q: u64) -> bool {
        let n = 1 + trials % MAX_TRIALS;
        // Random bits reach down to subnormal probabilities.
        let q = f64::from_bits(q % 1f64.to_bits());
        [q, 1.0 - q].into_iter().all(|q| {
            let law = Binomial::new(n, q).unwrap();
            [count % (n + 2), 2, n - n.min(2), law.mean() as u64].into_iter().all(|k| {
                let tail = law.tail(k);
                (0.0..=1.0).contains(&tail.below)
                    && (0.0..=1.0).contains(&tail.at_least)
                    && tail.ln_below <= 0.0
                    && tail.ln_at_least <= 0.0
                    && law.ln_pmf(k) <= 0.0
            })
        })
    }

    fn tails_sum_to_one(case: Case) -> bool {
        let tail = case.law().tail(case.k);
        (tail.below + tail.at_least - 1.0).abs() <= f64::EPSILON
    }

    fn logarithms_belong_to_the_values(case: Case) -> bool {
        let tail = case.law().tail(case.k);
        close(libm::exp(tail.ln_below), tail.below, allowed(tail.ln_below))
            && close(libm::exp(tail.ln_at_least), tail.at_least, allowed(tail.ln_at_least))
    }

    /// P(S < k+1) − P(S < k) = P(S = k), as far as the difference can tell.
    fn tails_differ_by_the_probability(case: Case) -> bool {
        let law = case.law();
        let (here, next) = (law.tail(case.k), law.tail(case.k + 1));
        let resolution = |x: f64, ln: f64| 2.0 * allowed(ln) * x;
        let pmf = law.pmf(case.k);
        let room = resolution(pmf, law.ln_pmf(case.k));
        (next.below - here.below - pmf).abs() <= room + resolution(next.below, next.ln_below)
            && (here.at_least - next.at_least - pmf).abs()
                <= room + resolution(here.at_least, here.ln_at_least)
    }

    fn probabilities_obey_the_recurrence(case: Case) -> bool {
        let Case { n, q, k } = case;
        if k == n {
            return true;
        }
        let law = case.law();
        let ratio = libm::log((n - k) as f64 * q / ((k + 1) as f64 * (1.0 - q)));
        let (here, next) = (law.ln_pmf(k), law.ln_pmf(k + 1));
        (next - here - ratio).abs() <= allowed(here) + allowed(next)
    }

    /// Nested events: more successes are less likely, a better coin makes them likelier.
    fn tails_are_monotone(case: Case, step: u16) -> bool {
        let Case { n, q, k } = case;
        let here = case.law().tail(k);
        let further = case.law().tail((k + u64::from(step)).min(n));
        let better = Binomial::new(n, q + (1.0 - q) * f64::from(step) / 65_536.0).unwrap().tail(k);
        let room = |ln: f64| 2.0 * allowed(ln);
        further.ln_at_least <= here.ln_at_least + room(here.ln_at_least)
            && further.ln_below >= here.ln_below - room(here.ln_below)
            && better.ln_at_least >= here.ln_at_least - room(here.ln_at_least)
            && better.ln_below <= here.ln_below + room(here.ln_below)
    }

    /// S → n − S. For q ≥ ½ the mirrored probability 1 − q is exact.
    fn tails_are_symmetric(case: Case) -> bool {
        let Case { n, k, .. } = case;
        let q = case.q.max(1.0 - case.q);
        let here = Binomial::new(n, q).unwrap().tail(k);
        let mirror = Binomial::new(n, 1.0 - q).unwrap().tail(n - k + 1);
        let ln = here.ln_below.min(here.ln_at_least);
        close(here.below, mirror.at_least, 2.0 * allowed(ln))
            && close(here.at_least, mirror.below, 2.0 * allowed(ln))
    }

    /// d/dq P(S ≥ k) = n·P(S′ = k−1), S′ with one trial fewer.
    fn slope_is_the_smaller_law_s_probability(case: Case) -> bool {
        let Case { n, q, k } = case;
        if n == 1 {
            return true;
        }
        let smaller = Binomial::new(n - 1, q).unwrap().ln_pmf(k - 1) + libm::log(n as f64);
        let slope = case.law().ln_tail_slope(k);
        // The logarithms of n and q that are added and taken off again.
        (slope - smaller).abs() <= allowed(slope) + allowed(smaller) + allowed(80.0)
    }

    /// Against integers: q = m·2^−e exactly, so k − nq = (k·2^e − n·m)/2^e.
    fn deviation_is_exact(case: Case) -> bool {
        let Case { n, q, k } = case;
        let e = 1075 - i32::try_from(q.to_bits() >> 52).unwrap();
        let m = i128::from((q.to_bits() & ((1 << 52) - 1)) | (1 << 52));
        if e > 76 {
            return true;
        }
        let exact = ((i128::from(k) << e) - i128::from(n) * m) as f64 * 2f64.powi(-e);
        let ours = case.law().deviation(k);
        (ours - exact).abs() <= f64::EPSILON * exact.abs()
    }

    /// The window leaves out what it may and not a count less.
    fn window_is_the_smallest(case: Case, exponent: u8) -> bool {
        let law = case.law();
        let mass = libm::pow(10.0, -f64::from(exponent));
        let ln_side = libm::log(0.5 * mass);
        let (lo, hi) = law.window(mass).into_inner();
        let room = 4.0 * f64::EPSILON;
        let enough = law.tail(lo).ln_below <= ln_side + room
            && law.tail(hi + 1).ln_at_least <= ln_side + room;
        let tight = (lo == hi || law.tail(lo + 1).ln_below > ln_side - room)
            && (lo == hi || hi == 0 || law.tail(hi).ln_at_least > ln_side - room);
        enough && tight && hi <= case.n
    }

    /// Mean, variance and third moment of the Gauss rule: exact polynomials.
    fn gauss_rule_has_the_law_s_moments(case: Case, order: u8) -> bool {
        let Case { n, q, .. } = case;
        let order = 2 + usize::from(order % 39);
        let rule = CountRule::gauss(n, q, order).unwrap();
        let variance = n as f64 * q * (1.0 - q);
        let sigma = variance.sqrt();
        // Nodes and weights are good to some ulp of the widest node's scale, order + |skew|.
        let room = 4e-15 * order as f64 * (1.0 + order as f64 / sigma);
        (rule.expect(|_| 1.0) - 1.0).abs() < room
            && rule.expect(|d| d / sigma).abs() < room
            && (rule.expect(|d| d * d / variance) - 1.0).abs() < room
            && (rule.expect(|d| (d / sigma).powi(3)) - (1.0 - 2.0 * q) / sigma).abs()
                < room * (1.0 + 3.0 / sigma)
    }
}

#[test]
fn degenerate_laws_are_point_masses() {
    let never = Binomial::new(5, 0.0).unwrap();
    let always = Binomial::new(5, 1.0).unwrap();
    assert_eq!((never.pmf(0), never.pmf(1)), (1.0, 0.0));
    assert_eq!((always.pmf(5), always.pmf(4)), (1.0, 0.0));
    assert_eq!(never.tail(1).at_least, 0.0);
    assert_eq!(never.tail(0).at_least, 1.0);
    assert_eq!(always.tail(5).at_least, 1.0);
    assert_eq!(always.tail(6).at_least, 0.0);
    // d/dq of 1 − (1−q)^5 at 0, and of q^5 at 1.
    assert_eq!(never.ln_tail_slope(1), libm::log(5.0));
    assert_eq!(always.ln_tail_slope(5), libm::log(5.0));
    assert_eq!(never.window(1e-3), 0..=0);
    assert_eq!(always.window(1e-3), 5..=5);
}

#[test]
fn arguments_out_of_range_are_refused() {
    for (n, q) in [
        (0, 0.5),
        (MAX_TRIALS + 1, 0.5),
        (3, -0.1),
        (3, 1.1),
        (3, f64::NAN),
    ] {
        assert!(matches!(
            Binomial::new(n, q),
            Err(NumericsError::Domain { .. })
        ));
    }
    assert!(matches!(
        CountRule::window(1_000_000_000_000_000, 0.5, 1e-15),
        Err(NumericsError::TooLarge { .. })
    ));
    for order in [0, 251] {
        assert!(CountRule::gauss(1000, 0.5, order).is_err());
    }
    assert!(CountRule::gauss(1000, 1.0, 5).is_err());
}
