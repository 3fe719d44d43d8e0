//! What a number is worth: estimated, enclosed or exact.
//!
//! A float that a solver or a simulation returned is an [`Estimate`], with the source of its
//! error stated. An [`Enclosure`] is an interval that is proved to contain the quantity; it
//! comes from outward-rounded arithmetic or a checked certificate and cannot be made from a
//! bare float. An [`Exact`] is a rational number.

use std::borrow::Cow;
use std::fmt;

use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::interval::Interval;

/// A float whose error has a known source but no proved bound.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    value: f64,
    error_source: Cow<'static, str>,
}

impl Estimate {
    /// An estimate and what makes it differ from the true value, in words
    /// ("solver tolerance 1e-8", "4,000 replications").
    pub fn new(value: f64, error_source: impl Into<Cow<'static, str>>) -> Self {
        Estimate {
            value,
            error_source: error_source.into(),
        }
    }

    /// The float.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.value
    }

    /// Where its error comes from.
    #[must_use]
    pub fn error_source(&self) -> &str {
        &self.error_source
    }
}

/// An interval proved to contain a quantity, and what proves it.
#[derive(Debug, Clone, PartialEq)]
pub struct Enclosure {
    interval: Interval,
    proof: Cow<'static, str>,
}

impl Enclosure {
    /// States that `interval` contains the quantity because of `proof`, in words
    /// ("outward-rounded sum of the binomial tail", "certificate checked exactly").
    ///
    /// The caller vouches for the argument; that the interval itself was computed soundly is
    /// what [`Interval`] guarantees, which is why no plain float is taken.
    pub fn proved(interval: Interval, proof: impl Into<Cow<'static, str>>) -> Self {
        Enclosure {
            interval,
            proof: proof.into(),
        }
    }

    /// The interval.
    #[must_use]
    pub fn interval(&self) -> Interval {
        self.interval
    }

    /// Left end.
    #[must_use]
    pub fn lower(&self) -> f64 {
        self.interval.lower()
    }

    /// Right end.
    #[must_use]
    pub fn upper(&self) -> f64 {
        self.interval.upper()
    }

    /// What proves that the quantity lies inside.
    #[must_use]
    pub fn proof(&self) -> &str {
        &self.proof
    }
}

/// A rational number, known exactly.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exact(RBig);

impl Exact {
    /// The rational itself.
    #[must_use]
    pub fn rational(&self) -> &RBig {
        &self.0
    }

    /// The tightest interval of floats around it.
    #[must_use]
    pub fn enclosure(&self) -> Interval {
        enclose_rational(&self.0)
    }
}

impl From<RBig> for Exact {
    fn from(value: RBig) -> Self {
        Exact(value)
    }
}

impl From<Exact> for Enclosure {
    fn from(exact: Exact) -> Self {
        Enclosure::proved(exact.enclosure(), "exact rational arithmetic")
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The float `x` as a rational; `None` for NaN and infinities.
#[must_use]
pub fn rational(x: f64) -> Option<RBig> {
    let (mantissa, exponent) = dyadic(x)?;
    let mantissa = IBig::from(mantissa);
    Some(if exponent >= 0 {
        RBig::from(mantissa << exponent.unsigned_abs() as usize)
    } else {
        RBig::from_parts(mantissa, UBig::ONE << exponent.unsigned_abs() as usize)
    })
}

/// `(mantissa, exponent)` with `x = mantissa · 2^exponent`, mantissa odd or 0; `None` for NaN
/// and infinities.
#[must_use]
pub fn dyadic(x: f64) -> Option<(i64, i32)> {
    if !x.is_finite() {
        return None;
    }
    if x == 0.0 {
        return Some((0, 0));
    }
    let bits = x.to_bits();
    let field = ((bits >> 52) & 0x7ff) as i32;
    let fraction = (bits & ((1 << 52) - 1)) as i64;
    // IEEE 754 binary64: bias 1023 and 52 fraction bits; field 0 marks the subnormals
    let (mantissa, exponent) = if field == 0 {
        (fraction, -1074)
    } else {
        (fraction | 1 << 52, field - 1075)
    };
    let zeros = mantissa.trailing_zeros();
    let sign = if x < 0.0 { -1 } else { 1 };
    Some((sign * (mantissa >> zeros), exponent + zeros as i32))
}

/// The two floats next to a rational (equal where it is a float).
fn enclose_rational(value: &RBig) -> Interval {
    let below = float_below(value);
    let above = -float_below(&-value.clone());
    Interval::new(below, above).unwrap_or(Interval::ENTIRE)
}

/// The greatest float ≤ `value`, or −∞ where it lies below every finite float.
fn float_below(value: &RBig) -> f64 {
    // Any guess will do that is close: the comparisons below are exact.
    let mut x = value.to_f64().value();
    if x == f64::INFINITY {
        x = f64::MAX;
    }
    while rational(x).is_some_and(|r| r > *value) {
        x = x.next_down();
    }
    while x.is_finite() && rational(x.next_up()).is_some_and(|r| r <= *value) {
        x = x.next_up();
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dyadics_are_the_floats() {
        fn property(bits: u64) -> bool {
            let x = f64::from_bits(bits);
            match dyadic(x) {
                None => !x.is_finite(),
                Some((mantissa, exponent)) => {
                    // two steps, since 2^exponent alone may be below the smallest float
                    let half = exponent / 2;
                    let scaled = mantissa as f64 * 2f64.powi(half) * 2f64.powi(exponent - half);
                    scaled == x && (mantissa == 0 || mantissa % 2 != 0)
                }
            }
        }
        quickcheck::quickcheck(property as fn(u64) -> bool);
    }

    #[test]
    fn rationals_lie_between_neighbouring_floats() {
        let third = Exact::from(RBig::from_parts(1.into(), 3u8.into()));
        let enclosure = third.enclosure();
        assert_eq!(enclosure.upper(), enclosure.lower().next_up());
        assert!(enclosure.contains(1.0 / 3.0));
        let half = Exact::from(RBig::from_parts((-1).into(), 2u8.into()));
        assert_eq!(half.enclosure(), Interval::point(-0.5));
        let huge = Exact::from(RBig::from(IBig::ONE << 2000usize));
        assert_eq!(huge.enclosure().lower(), f64::MAX);
        assert_eq!(huge.enclosure().upper(), f64::INFINITY);
    }
}
