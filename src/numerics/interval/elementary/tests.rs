use super::polynomial::{LN2_HIGH, LN2_LOW};
use super::*;
use crate::numerics::dyadic::rational;
use dashu_int::UBig;
use dashu_ratio::RBig;

/// ln 2 = Σ 1/(k·2^k), cut after `terms` with remainder below 2^−terms.
fn ln_2_rational(terms: u32) -> (RBig, RBig) {
    let mut sum = RBig::ZERO;
    for k in 1..=terms {
        sum += RBig::from_parts(1.into(), UBig::from(k) << k as usize);
    }
    let rest = RBig::from_parts(1.into(), UBig::ONE << terms as usize);
    (sum.clone(), sum + rest)
}

#[test]
fn ln_2_lies_between_its_two_floats() {
    let (below, above) = ln_2_rational(160);
    let at = |x: f64| rational(x).unwrap_or(RBig::ZERO);
    assert!(at(LN2_HIGH) + at(LN2_LOW) < below);
    assert!(above < at(LN2_HIGH) + at(LN2_LOW.next_up()));
    // 32 bits and 11 of exponent: products with an exponent are exact
    assert_eq!(LN2_HIGH.to_bits() & ((1 << 21) - 1), 0);
}

/// e^(p/q) by its series in rationals, for an independent check of a few places.
fn exp_rational(x: &RBig, terms: u32) -> RBig {
    let mut sum = RBig::ONE;
    let mut term = RBig::ONE;
    for j in 1..=terms {
        term = term * x / RBig::from(j);
        sum += &term;
    }
    sum
}

#[test]
fn exponentials_hold_the_rational_series() {
    for x in [-0.34, -0.1, 1e-9, 0.02, 0.3, 0.9, -1.7, 2.5] {
        let Some(exact) = rational(x) else { continue };
        // 60 terms leave less than 2.5^60/60! = 1e-58.
        let value = exp_rational(&exact, 60);
        let enclosed = Interval::point(x).exp();
        let inside = |i: Interval, v: &RBig| {
            rational(i.lower()).is_some_and(|l| l <= *v)
                && rational(i.upper()).is_some_and(|u| *v <= u)
        };
        assert!(inside(enclosed, &value), "e^{x} not in {enclosed:?}");
        assert!(enclosed.width() <= 8.0 * f64::EPSILON * enclosed.upper());
        let excess = value - RBig::ONE - &exact;
        let enclosed = Interval::point(x).exp_excess();
        assert!(inside(enclosed, &excess), "e^{x}-1-{x} not in {enclosed:?}");
    }
}

#[test]
fn functions_undo_each_other() {
    fn property(bits: u32, k: u32) -> bool {
        let x = f64::from(bits) / f64::from(u32::MAX) * 60.0 - 30.0;
        let k = f64::from(k) / f64::from(u32::MAX) * 6.0 - 2.0;
        let y = Interval::point(x).exp();
        let t = Interval::point(libm::expm1(x / 40.0));
        let (Some(back), Some(near), Some(excess)) = (y.ln(), t.ln_1p(), t.excess_over_ln_1p())
        else {
            return false;
        };
        let power = (Interval::ONE + t).pow(k);
        let through = power.map(|p| p - Interval::ONE - Interval::point(k) * t);
        // Two enclosures of one number overlap, and neither is wide: some eight roundings, each two
        // units outwards.
        back.contains(x)
            && back.width() <= 16.0 * f64::EPSILON * x.abs().max(1.0)
            && (near + excess).intersection(t).is_some()
            // Beyond |t| = 0.3 the direct formula takes 0.4 from 0.3 and keeps 0.04: ten times some
            // eight roundings.
            && (excess.width() <= 160.0 * f64::EPSILON * excess.upper())
            && t.power_excess(k)
                .zip(through)
                .is_some_and(|(a, b)| a.intersection(b).is_some())
    }
    quickcheck::QuickCheck::new()
        .tests(3_000)
        .quickcheck(property as fn(u32, u32) -> bool);
}

#[test]
fn enclosures_widen_with_their_argument() {
    let wide = Interval::new(-0.01, 0.03).unwrap_or(Interval::ZERO);
    for inner in [-0.01, -0.004, 0.0, 1e-8, 0.02, 0.03].map(Interval::point) {
        assert!(wide.exp().encloses(inner.exp()));
        let pairs = [
            (wide.ln_1p(), inner.ln_1p()),
            (wide.excess_over_ln_1p(), inner.excess_over_ln_1p()),
            (wide.entropy_excess(), inner.entropy_excess()),
            (wide.power_excess(3.3), inner.power_excess(3.3)),
            (wide.power_excess(0.3), inner.power_excess(0.3)),
            (wide.power_excess(-1.5), inner.power_excess(-1.5)),
        ];
        for (outer, inner) in pairs {
            assert!(outer.zip(inner).is_some_and(|(o, i)| o.encloses(i)));
        }
    }
}

#[test]
fn ends_of_the_range() {
    assert_eq!(Interval::point(-1e9).exp().lower(), 0.0);
    assert!(Interval::point(-1e9).exp().upper() > 0.0);
    assert_eq!(Interval::point(1e9).exp().upper(), f64::INFINITY);
    assert!(Interval::point(-744.0).exp().lower() >= 0.0);
    assert!(
        Interval::point(-744.0).exp().contains(f64::from_bits(1))
            || Interval::point(-744.0).exp().upper() > 1e-323
    );
    assert_eq!(Interval::ZERO.ln(), None);
    assert_eq!(Interval::point(-1.0).ln_1p(), None);
    assert_eq!(Interval::point(-1.0).power_excess(2.0), Some(Interval::ONE));
    assert_eq!(Interval::point(-0.5).pow(2.5), None);
    assert_eq!(Interval::ZERO.pow(1.5), Some(Interval::ZERO));
    let entire = Interval::ENTIRE.exp();
    assert_eq!((entire.lower(), entire.upper()), (0.0, f64::INFINITY));
}

#[test]
fn powers_of_large_exponents_are_sharp_next_to_one() {
    for k in [-300.0, 12.0, 100.0, 1_000.0] {
        for t in [-0.02, -1e-3, -1e-4, 1e-6, 1e-4, 3e-3, 0.019] {
            let excess = Interval::point(t).power_excess(k).unwrap();
            // The direct formula loses what it takes from 1 and k·t, and k roundings of 1 + t.
            let direct = libm::exp(k * libm::log1p(t)) - 1.0 - k * t;
            let lost = 8.0 * f64::EPSILON * (direct + 1.0 + (k * t).abs()) * (1.0 + (k * t).abs());
            assert!(
                (excess.lower() - lost..=excess.upper() + lost).contains(&direct),
                "{k} {t}: {excess:?} {direct:e}"
            );
            // From |kt| = 0.1 on the difference keeps all but 2/(kt)² ≤ 200 roundings of 1; below,
            // the remainder of the series is some (kt)^8 ≤ 1e-13 of it after its factorials. Each
            // interval operation may double what it is given: room for a few of them.
            assert!(
                excess.width() <= 1e-11 * excess.upper(),
                "{k} {t}: {excess:?}"
            );
        }
    }
}
