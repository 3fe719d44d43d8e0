//! Ratios as decimals rounded in a stated direction.

use dashu_base::{BitTest, DivRem, Sign};
use dashu_int::{IBig, UBig};

use super::certificate::Ratio;

impl Ratio {
    /// A decimal ≤ the ratio, with about `digits` significant digits.
    #[must_use]
    pub fn decimal_below(&self, digits: usize) -> String {
        self.decimal(digits, Direction::Down)
    }

    /// A decimal ≥ the ratio, with about `digits` significant digits.
    #[must_use]
    pub fn decimal_above(&self, digits: usize) -> String {
        self.decimal(digits, Direction::Up)
    }

    fn decimal(&self, digits: usize, direction: Direction) -> String {
        if self.numerator.is_zero() || self.denominator.is_zero() {
            return "0".into();
        }
        let exponent = self.numerator.exponent();
        let (sign, mut numerator) = self.numerator.mantissa().clone().into_parts();
        let mut denominator = self.denominator.clone();
        let power = exponent.unsigned_abs() as usize;
        if exponent >= 0 {
            numerator <<= power;
        } else {
            denominator <<= power;
        }
        // log10 of the ratio to within one
        let bits = numerator.bit_len() as f64 - denominator.bit_len() as f64;
        let places = digits as i64 - (bits * std::f64::consts::LOG10_2).floor() as i64;
        let ten = UBig::from(10u8).pow(places.unsigned_abs() as usize);
        if places >= 0 {
            numerator *= ten;
        } else {
            denominator *= ten;
        }
        let (mut quotient, remainder) = numerator.div_rem(&denominator);
        let away_from_zero = (direction == Direction::Up) == (sign == Sign::Positive);
        if away_from_zero && !remainder.is_zero() {
            quotient += UBig::ONE;
        }
        written(&IBig::from_parts(sign, quotient), -places)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Down,
    Up,
}

/// `value · 10^exponent`, in the notation that JSON, Rust and Python read: `-1.25e-7`.
fn written(value: &IBig, exponent: i64) -> String {
    let text = value.to_string();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.as_str()),
    };
    let scientific = exponent + digits.len() as i64 - 1;
    let digits = digits.trim_end_matches('0');
    let (first, rest) = digits.split_at(digits.len().min(1));
    let point = if rest.is_empty() { "" } else { "." };
    let first = if first.is_empty() { "0" } else { first };
    if scientific == 0 {
        format!("{sign}{first}{point}{rest}")
    } else {
        format!("{sign}{first}{point}{rest}e{scientific}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lp::dyadic::Dyadic;

    #[test]
    fn outward_decimals() {
        let ratio = |m: i64, e: i64, d: u32| Ratio {
            numerator: Dyadic::new(m.into(), e),
            denominator: d.into(),
        };
        assert_eq!(ratio(1, 0, 4).decimal_below(10), "2.5e-1");
        assert_eq!(ratio(1, 0, 4).decimal_above(10), "2.5e-1");
        assert!(ratio(1, 0, 3).decimal_below(5).starts_with("3.3333"));
        assert!(ratio(1, 0, 3).decimal_above(5).ends_with("4e-1"));
        assert!(ratio(-1, 0, 3).decimal_below(5).ends_with("4e-1"));
        assert_eq!(ratio(-25, 2, 1).decimal_above(5), "-1e2");
        assert_eq!(ratio(7, 0, 1).decimal_above(5), "7");
        assert_eq!(ratio(0, 0, 1).decimal_above(5), "0");
    }
}
