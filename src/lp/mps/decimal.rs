//! Decimal numbers of a file, as written.

/// Integers up to this size are floats.
const EXACT: i64 = 1 << 53;

/// `digits · 10^exponent`, with the nearest float.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Decimal {
    pub(super) float: f64,
    digits: i64,
    exponent: i32,
    /// Whether `digits · 10^exponent` is the number, not a cut-off of it.
    whole: bool,
}

impl Decimal {
    /// A number, also with Fortran's exponent letter `D`; `None` for anything else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.replace(['d', 'D'], "e");
        let float: f64 = text.parse().ok()?;
        if float.is_nan() {
            return None;
        }
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text.as_str(), 0),
        };
        let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let after = after.trim_end_matches('0');
        let digits = format!("{before}{after}").parse::<i64>();
        Some(Decimal {
            float,
            digits: digits.as_ref().copied().unwrap_or(0),
            exponent: exponent.saturating_sub(i32::try_from(after.len()).unwrap_or(i32::MAX)),
            whole: digits.is_ok(),
        })
    }

    /// A float, which stands for nothing but itself.
    pub(super) fn of_float(float: f64) -> Self {
        Decimal {
            float,
            digits: 0,
            exponent: 0,
            whole: false,
        }
    }

    /// Whether the nearest float is the number itself (or nothing better than it is known).
    pub(super) fn is_float(self) -> bool {
        let halves = self.exponent.unsigned_abs();
        // digits / 10^k is digits / 5^k, if that is an integer, over a power of two
        let binary = || match 5_i64.checked_pow(halves) {
            Some(power) if self.exponent < 0 => {
                self.digits % power == 0 && (self.digits / power).abs() <= EXACT
            }
            _ => false,
        };
        !self.whole || self.times_power(0).is_some() || binary()
    }

    /// The number times `10^power`, if that is an integer that a float holds.
    pub(super) fn times_power(self, power: i32) -> Option<f64> {
        if !self.whole {
            return None;
        }
        if self.digits == 0 {
            return Some(0.0);
        }
        let mut digits = self.digits;
        let shift = self.exponent.saturating_add(power);
        for _ in 0..shift.unsigned_abs() {
            if shift > 0 {
                digits = digits.checked_mul(10)?;
            } else if digits % 10 == 0 {
                digits /= 10;
            } else {
                return None;
            }
            if digits.abs() > EXACT {
                return None;
            }
        }
        (digits.abs() <= EXACT).then_some(digits as f64)
    }
}

/// The least power of ten that makes every number an integer that a float holds.
pub(super) fn common_power(numbers: impl Iterator<Item = Decimal> + Clone) -> Option<i32> {
    (0..=15).find(|&power| numbers.clone().all(|x| x.times_power(power).is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_as_written() {
        let times = |text: &str, power| Decimal::parse(text).and_then(|d| d.times_power(power));
        assert_eq!(times("0.1", 1), Some(1.0));
        assert_eq!(times("-.109", 3), Some(-109.0));
        assert_eq!(times("2.5D+1", 0), Some(25.0));
        assert_eq!(times("1.5e-3", 3), None);
        assert_eq!(times("3.", 0), Some(3.0));
        assert_eq!(times("0.3333333333333333333", 15), None);
        assert_eq!(times("9007199254740993", 0), None);
        let is_float = |text: &str| Decimal::parse(text).is_some_and(Decimal::is_float);
        assert!(is_float("0.375") && is_float("-12.5e-1") && is_float("3e2") && is_float("0"));
        assert!(!is_float("3.727") && !is_float("0.1") && !is_float("1e-3"));
        assert_eq!(Decimal::parse("x"), None);
        assert_eq!(Decimal::parse("NaN"), None);
        assert_eq!(Decimal::parse("1e30").map(|d| d.float), Some(1e30));
    }
}
