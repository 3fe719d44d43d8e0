//! Exact rational arithmetic against every operation.

use super::*;
use crate::numerics::dyadic::rational;
use dashu_ratio::RBig;

/// Floats of all sizes, and the awkward ones.
fn float(bits: u64) -> f64 {
    let x = f64::from_bits(bits);
    match bits % 7 {
        0 => (bits % 1000) as f64 - 500.0,
        1 => f64::MIN_POSITIVE * (bits % 64) as f64,
        2 => f64::MAX / (1 + bits % 3) as f64,
        _ if x.is_finite() => x,
        _ => 0.0,
    }
}

fn holds(interval: Interval, exact: &RBig) -> bool {
    let above = rational(interval.lower()).is_none_or(|l| l <= *exact);
    above && rational(interval.upper()).is_none_or(|u| *exact <= u)
}

#[test]
fn operations_contain_the_exact_result() {
    fn property(a: u64, b: u64) -> bool {
        let (a, b) = (float(a), float(b));
        let (Some(x), Some(y)) = (rational(a), rational(b)) else {
            return true;
        };
        let (i, j) = (Interval::point(a), Interval::point(b));
        holds(i + j, &(&x + &y))
            && holds(i - j, &(&x - &y))
            && holds(i * j, &(&x * &y))
            && holds(i.square(), &(&x * &x))
            && (b == 0.0 || holds(i / j, &(&x / &y)))
    }
    quickcheck::QuickCheck::new()
        .tests(5_000)
        .quickcheck(property as fn(u64, u64) -> bool);
}

#[test]
fn exact_operations_stay_points() {
    let (two, three) = (Interval::point(2.0), Interval::point(3.0));
    assert_eq!(two + three, Interval::point(5.0));
    assert_eq!(two * three, Interval::point(6.0));
    assert_eq!(Interval::point(9.0).sqrt(), Some(three));
    assert!(two.sqrt().is_some_and(|r| r.width() <= 2.0 * f64::EPSILON));
    assert_eq!(Interval::point(-1.0).sqrt(), None);
}

#[test]
fn unbounded_and_straddling_intervals() {
    let half_line = Interval::new(2.0, f64::INFINITY).unwrap_or(Interval::ZERO);
    let straddling = Interval::new(-1.0, 2.0).unwrap_or(Interval::ZERO);
    assert_eq!((half_line * Interval::ZERO), Interval::ZERO);
    assert_eq!(Interval::ONE / straddling, Interval::ENTIRE);
    assert!((Interval::ONE / half_line).encloses(Interval::point(0.25)));
    assert!((Interval::ONE / half_line).lower() <= 0.0);
    assert_eq!(straddling.square().lower(), 0.0);
    assert_eq!(straddling.square().upper(), 4.0);
    assert_eq!(Interval::point(f64::NAN), Interval::ENTIRE);
    assert_eq!(Interval::new(1.0, 0.0), None);
    assert_eq!(Interval::new(f64::NAN, 0.0), None);
}
