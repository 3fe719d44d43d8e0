//! Integers times powers of two: the numbers that floats are, closed under `+ − ×`.
//!
//! Exact arithmetic on the data of a linear program needs no reduced fractions (whose greatest
//! common divisors would cost more than all else): sums of products of floats are dyadic, and a
//! rational vector is a dyadic vector over one common denominator.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use dashu_base::{Abs, BitTest, Sign};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use crate::numerics::dyadic::dyadic;
use crate::numerics::interval::Interval;

/// `mantissa · 2^exponent`.
#[derive(Debug, Clone)]
pub struct Dyadic {
    mantissa: IBig,
    exponent: i64,
}

impl Dyadic {
    /// The number 0.
    pub const ZERO: Dyadic = Dyadic {
        mantissa: IBig::ZERO,
        exponent: 0,
    };

    /// The number 1.
    pub const ONE: Dyadic = Dyadic {
        mantissa: IBig::ONE,
        exponent: 0,
    };

    /// `mantissa · 2^exponent`.
    #[must_use]
    pub fn new(mantissa: IBig, exponent: i64) -> Self {
        Dyadic { mantissa, exponent }
    }

    /// A float as the number it is; `None` for NaN and infinities.
    #[must_use]
    pub fn from_float(x: f64) -> Option<Self> {
        let (mantissa, exponent) = dyadic(x)?;
        Some(Dyadic::new(mantissa.into(), exponent.into()))
    }

    /// The integer factor.
    #[must_use]
    pub fn mantissa(&self) -> &IBig {
        &self.mantissa
    }

    /// The power of two.
    #[must_use]
    pub fn exponent(&self) -> i64 {
        self.exponent
    }

    /// Whether this is 0.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.mantissa.is_zero()
    }

    /// −1, 0 or 1.
    #[must_use]
    pub fn signum(&self) -> i32 {
        if self.is_zero() {
            0
        } else if self.mantissa.sign() == Sign::Negative {
            -1
        } else {
            1
        }
    }

    /// The number with the opposite sign.
    #[must_use]
    pub fn negated(&self) -> Self {
        Dyadic::new(-&self.mantissa, self.exponent)
    }

    /// `self + other`.
    #[must_use]
    pub fn plus(&self, other: &Dyadic) -> Self {
        let mut sum = self.clone();
        sum.add(other);
        sum
    }

    /// `self − other`.
    #[must_use]
    pub fn minus(&self, other: &Dyadic) -> Self {
        self.plus(&other.negated())
    }

    /// `self · other`.
    #[must_use]
    pub fn times(&self, other: &Dyadic) -> Self {
        Dyadic::new(
            &self.mantissa * &other.mantissa,
            self.exponent + other.exponent,
        )
    }

    /// `self · factor`.
    #[must_use]
    pub fn times_integer(&self, factor: &UBig) -> Self {
        Dyadic::new(&self.mantissa * factor, self.exponent)
    }

    /// Adds `other`.
    pub fn add(&mut self, other: &Dyadic) {
        self.add_parts(other.mantissa.clone(), other.exponent);
    }

    /// Adds `a · x`.
    pub fn add_product(&mut self, a: &Dyadic, x: &Dyadic) {
        self.add_parts(&a.mantissa * &x.mantissa, a.exponent + x.exponent);
    }

    /// Adds `−a · x`.
    pub fn subtract_product(&mut self, a: &Dyadic, x: &Dyadic) {
        self.add_parts(-(&a.mantissa * &x.mantissa), a.exponent + x.exponent);
    }

    /// `self / denominator` in lowest terms; 0 where the denominator is.
    #[must_use]
    pub fn over(&self, denominator: &UBig) -> RBig {
        if denominator.is_zero() {
            return RBig::ZERO;
        }
        let power = self.exponent.unsigned_abs() as usize;
        match self.exponent >= 0 {
            true => RBig::from_parts(&self.mantissa << power, denominator.clone()),
            false => RBig::from_parts(self.mantissa.clone(), denominator << power),
        }
    }

    fn add_parts(&mut self, mantissa: IBig, exponent: i64) {
        if mantissa.is_zero() {
            return;
        }
        if self.mantissa.is_zero() {
            *self = Dyadic { mantissa, exponent };
        } else if exponent >= self.exponent {
            self.mantissa += shifted(mantissa, exponent - self.exponent);
        } else {
            let own = std::mem::take(&mut self.mantissa);
            self.mantissa = shifted(own, self.exponent - exponent) + mantissa;
            self.exponent = exponent;
        }
    }

    /// Removes factors of two from the mantissa.
    #[must_use]
    pub fn normalised(mut self) -> Self {
        match self.mantissa.trailing_zeros() {
            None => Dyadic::ZERO,
            Some(zeros) => {
                self.mantissa >>= zeros;
                self.exponent += zeros as i64;
                self
            }
        }
    }

    /// The tightest floats around `self / denominator`.
    #[must_use]
    pub fn quotient_enclosure(&self, denominator: &UBig) -> Interval {
        if denominator.is_zero() {
            return Interval::ENTIRE;
        }
        let below = float_below(self, denominator);
        let above = -float_below(&self.negated(), denominator);
        Interval::new(below, above).unwrap_or(Interval::ENTIRE)
    }

    /// `self / denominator`, within a few ulps, or as floats over- and underflow.
    #[must_use]
    pub fn quotient_estimate(&self, denominator: &UBig) -> f64 {
        if self.is_zero() || denominator.is_zero() {
            return 0.0;
        }
        let (top, shift) = leading(&self.mantissa);
        let (below, its_shift) = leading(denominator.as_ibig());
        scale_by_power(top / below, self.exponent + shift - its_shift)
    }

    fn compare(&self, other: &Dyadic) -> Ordering {
        let signs = self.signum().cmp(&other.signum());
        if signs != Ordering::Equal {
            return signs;
        }
        self.minus(other).signum().cmp(&0)
    }
}

/// A float with the leading 64 bits of an integer, and the power of two that is missing.
fn leading(value: &IBig) -> (f64, i64) {
    let shift = value.bit_len().saturating_sub(64);
    let top = value >> shift;
    (top.to_f64().value(), shift as i64)
}

/// `value · 2^by`, `by ≥ 0`.
fn shifted(value: IBig, by: i64) -> IBig {
    value << usize::try_from(by).unwrap_or(0)
}

/// The greatest float ≤ `numerator / denominator`, or −∞ below every float.
fn float_below(numerator: &Dyadic, denominator: &UBig) -> f64 {
    if numerator.is_zero() {
        return 0.0;
    }
    // 64 bits of quotient give a guess that exact comparisons then correct.
    let bits = numerator.mantissa.clone().abs().bit_len() as i64;
    let shift = 64 + denominator.bit_len() as i64 - bits;
    let scaled = if shift >= 0 {
        shifted(numerator.mantissa.clone(), shift)
    } else {
        numerator.mantissa.clone() >> shift.unsigned_abs() as usize
    };
    let quotient = (scaled / IBig::from(denominator.clone())).to_f64().value();
    let mut x = scale_by_power(quotient, numerator.exponent - shift);
    if x == f64::INFINITY {
        x = f64::MAX;
    }
    let exceeds =
        |x: f64| Dyadic::from_float(x).is_some_and(|d| d.times_integer(denominator) > *numerator);
    while exceeds(x) {
        x = x.next_down();
    }
    while x.next_up().is_finite() && !exceeds(x.next_up()) {
        x = x.next_up();
    }
    x
}

/// `x · 2^power`, rounded or over- and underflowing as floats do.
pub(super) fn scale_by_power(mut x: f64, power: i64) -> f64 {
    let mut left = power.clamp(-4000, 4000);
    while left != 0 {
        let step = left.clamp(-1000, 1000);
        x *= 2f64.powi(step as i32);
        left -= step;
    }
    x
}

impl PartialEq for Dyadic {
    fn eq(&self, other: &Self) -> bool {
        self.compare(other) == Ordering::Equal
    }
}

impl Eq for Dyadic {}

impl PartialOrd for Dyadic {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Dyadic {
    fn cmp(&self, other: &Self) -> Ordering {
        self.compare(other)
    }
}

/// Written `12`, or `12p-5` for 12 · 2^−5.
impl fmt::Display for Dyadic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.exponent == 0 {
            write!(f, "{}", self.mantissa)
        } else {
            write!(f, "{}p{}", self.mantissa, self.exponent)
        }
    }
}

impl FromStr for Dyadic {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let complain = || format!("'{text}' is no number of the form 12 or 12p-5");
        let (mantissa, exponent) = text.split_once('p').unwrap_or((text, "0"));
        let mantissa: IBig = mantissa.parse().map_err(|_| complain())?;
        let exponent: i64 = exponent.parse().map_err(|_| complain())?;
        // Beyond this range a number would fill memory when two are aligned for adding.
        if exponent.abs() > 1 << 20 {
            return Err(format!("the exponent of '{text}' is beyond ±2^20"));
        }
        Ok(Dyadic { mantissa, exponent })
    }
}
