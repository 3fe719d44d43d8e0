//! Numbers of a file: decimals, as the rationals they are.

use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

/// A number as written.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Number {
    /// A decimal.
    Finite(RBig),
    /// `inf` or `infinity`, with its sign.
    Infinite {
        /// Whether it is −∞.
        negative: bool,
    },
}

/// Powers of ten up to which numbers are kept. Doubles end at 10^308; a power of a million digits
/// would only fill memory.
const GREATEST_POWER: i64 = 10_000;

/// From this power of ten on a bound means none, as CPLEX, Gurobi and SCIP have it.
const NO_BOUND: usize = 20;

impl Number {
    /// Reads `-12.5e-3`, also with Fortran's exponent letter `D`, or an infinity.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let complain = || format!("'{text}' is no number");
        let (negative, size) = match text.as_bytes().first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        if size.eq_ignore_ascii_case("inf") || size.eq_ignore_ascii_case("infinity") {
            return Ok(Number::Infinite { negative });
        }
        let (mantissa, exponent) = match size.split_once(['e', 'E', 'd', 'D']) {
            Some((mantissa, exponent)) => (mantissa, exponent),
            None => (size, "0"),
        };
        let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let part = part.trim_end_matches('0');
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let has_digit = mantissa.bytes().any(|byte| byte.is_ascii_digit());
        let unsigned = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if !has_digit || !is_digits(whole) || !is_digits(part) {
            return Err(complain());
        }
        if unsigned.is_empty() || !is_digits(unsigned) {
            return Err(complain());
        }
        let digits: UBig = format!("0{whole}{part}").parse().map_err(|_| complain())?;
        if digits.is_zero() {
            return Ok(Number::Finite(RBig::ZERO));
        }
        // more digits than an i64 holds are a power beyond all limits
        let exponent: i64 = exponent.parse().unwrap_or(i64::MAX);
        let power = exponent.saturating_sub(part.len() as i64);
        if power.abs() > GREATEST_POWER {
            return Err(format!(
                "'{text}' has a power of ten beyond those that are kept; allowed: up to ±{GREATEST_POWER}"
            ));
        }
        let ten = UBig::from(10u8).pow(power.unsigned_abs() as usize);
        let numerator = if negative {
            -IBig::from(digits)
        } else {
            IBig::from(digits)
        };
        Ok(Number::Finite(match power >= 0 {
            true => RBig::from(numerator * ten),
            false => RBig::from_parts(numerator, ten),
        }))
    }

    /// The number, if it is finite.
    ///
    /// # Errors
    /// That it is not.
    pub(super) fn finite(text: &str) -> Result<RBig, String> {
        Number::parse(text)?.into_finite(text)
    }

    /// The same as [`Number::finite`], of a text that has been read.
    ///
    /// # Errors
    /// That it is not finite, or beyond doubles.
    pub(super) fn into_finite(self, text: &str) -> Result<RBig, String> {
        match self {
            Number::Finite(value) if is_beyond_doubles(&value) => Err(format!(
                "'{text}' is beyond what solvers can be given; allowed: up to ±{:?}, the range of \
                 doubles",
                f64::MAX
            )),
            Number::Finite(value) => Ok(value),
            Number::Infinite { .. } => Err(format!("'{text}' is no finite number")),
        }
    }

    /// A bound: infinite from 1e20 on.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub(super) fn bound(text: &str) -> Result<Self, String> {
        Ok(Number::parse(text)?.into_bound())
    }

    /// The same as a bound: infinite from 1e20 on.
    pub(super) fn into_bound(self) -> Self {
        match self {
            Number::Finite(value) if is_endless(&value) => Number::Infinite {
                negative: value < RBig::ZERO,
            },
            other => other,
        }
    }
}

/// Whether no finite double is as large.
fn is_beyond_doubles(value: &RBig) -> bool {
    let bits = UBig::ONE << (f64::MAX_EXP as usize - f64::MANTISSA_DIGITS as usize);
    let most = RBig::from(bits * UBig::from((1u64 << f64::MANTISSA_DIGITS) - 1));
    *value > most || *value < -most
}

/// Whether a number is so great that as a bound it means none.
fn is_endless(value: &RBig) -> bool {
    let limit = RBig::from(UBig::from(10u8).pow(NO_BOUND));
    *value >= limit || *value <= -limit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(text: &str) -> String {
        Number::finite(text).map_or_else(|error| error, |value| value.to_string())
    }

    #[test]
    fn decimals_are_the_rationals_they_spell() {
        let cases = [
            ("0.1", "1/10"),
            (
                "-1e310",
                "'-1e310' is beyond what solvers can be given; allowed: up to \
                 ±1.7976931348623157e308, the range of doubles",
            ),
            ("-.109", "-109/1000"),
            ("+5.", "5"),
            ("2.5D+1", "25"),
            ("1.5e-3", "3/2000"),
            ("4d0", "4"),
            ("-0", "0"),
            ("0e999999999999999999999", "0"),
            ("9007199254740993", "9007199254740993"),
            ("0.3333333333333333", "3333333333333333/10000000000000000"),
        ];
        for (text, expected) in cases {
            assert_eq!(fraction(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_called_so() {
        for text in [
            "", ".", "-", "e5", "1e", "1e+", "0x10", "nan", "1_0", "1,5", "- 1", "1.2.3",
        ] {
            assert!(fraction(text).ends_with("is no number"), "{text}");
        }
        assert!(fraction("1e10001").contains("power of ten"));
        assert!(fraction("1e-99999999999999999999").contains("power of ten"));
        assert!(fraction("-inf").contains("no finite number"));
    }

    #[test]
    fn great_numbers_are_no_bounds() {
        let endless = |text: &str| matches!(Number::bound(text), Ok(Number::Infinite { .. }));
        assert!(endless("1e20") && endless("-1e30") && endless("Infinity"));
        assert!(!endless("9.9e19") && !endless("0"));
    }
}
