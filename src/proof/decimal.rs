//! Exact numbers: decimals to print, and rationals rounded to short ones.

use dashu_int::IBig;
use dashu_int::UBig;
use dashu_ratio::RBig;
use std::fmt;
use std::fmt::Display;
use std::fmt::Formatter;

/// A number in decimals, `digits/unit`.
#[derive(Debug, Clone, PartialEq)]
pub struct Decimal {
    /// Numerator.
    pub digits: IBig,
    /// A power of ten.
    pub unit: UBig,
}

impl Decimal {
    /// The number.
    #[must_use]
    pub fn value(&self) -> RBig {
        RBig::from_parts(self.digits.clone(), self.unit.clone())
    }

    /// The largest of twelve significant digits that is not above x > 0.
    pub(super) fn below(x: &RBig) -> Self {
        let unit = Self::unit_for(x, CLAIM_DIGITS);
        let digits = (x * RBig::from(unit.clone())).floor();
        Decimal { digits, unit }
    }

    /// The least of so many significant digits that is not below x > 0.
    pub(super) fn above(x: &RBig, figures: usize) -> Self {
        let unit = Self::unit_for(x, figures);
        let digits = -(-x * RBig::from(unit.clone())).floor();
        Decimal { digits, unit }
    }

    /// The power of ten that leaves a number above 0 so many digits before the point.
    fn unit_for(x: &RBig, figures: usize) -> UBig {
        let mut unit = UBig::ONE;
        let enough = RBig::from(IBig::from(10).pow(figures - 1));
        while x * RBig::from(unit.clone()) < enough {
            unit *= 10u8;
        }
        unit
    }

    /// So many more in the last digit.
    pub(super) fn raised(&self, by: i32) -> Self {
        Decimal {
            digits: &self.digits + IBig::from(by),
            unit: self.unit.clone(),
        }
    }
}

/// `176315315817e-14`.
impl Display for Decimal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let places = self.unit.to_string().len() - 1;
        write!(f, "{}e-{places}", self.digits)
    }
}

/// Significant decimal digits of a claim.
const CLAIM_DIGITS: usize = 12;

pub(super) fn half() -> RBig {
    RBig::from_parts(IBig::ONE, UBig::from(2u8))
}

/// The float as the rational number it is; `None` where it is not finite.
pub(super) fn rational(x: f64) -> Option<RBig> {
    RBig::try_from(x).ok()
}

/// a/b; `None` where b is 0, for which exact division has no answer.
pub(super) fn ratio(a: &RBig, b: &RBig) -> Option<RBig> {
    (*b != RBig::ZERO).then(|| a / b)
}

/// 2^−digits.
pub(super) fn unit(digits: usize) -> RBig {
    RBig::from_parts(IBig::ONE, UBig::ONE << digits)
}

pub(super) fn power(x: &RBig, exponent: usize) -> RBig {
    (0..exponent).fold(RBig::ONE, |product, _| product * x)
}

/// The largest multiple of 2^−digits that is not above x.
pub(super) fn rounded_down(x: &RBig, digits: usize) -> RBig {
    let scaled = x * RBig::from(UBig::ONE << digits);
    RBig::from_parts(scaled.floor(), UBig::ONE << digits)
}

/// The least multiple of 2^−digits that is not below x.
pub(super) fn rounded_up(x: &RBig, digits: usize) -> RBig {
    -rounded_down(&-x, digits)
}

/// A positive number rounded up to twelve significant decimals.
pub(super) fn claim(x: &RBig) -> Result<Decimal, &'static str> {
    if *x <= RBig::ZERO {
        return Err("the gap found is not positive");
    }
    Ok(Decimal::above(x, CLAIM_DIGITS))
}
