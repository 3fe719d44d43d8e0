//! Money as a whole number of a decimal unit: sums are exact and print as they were written.

use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// An amount in decimal notation, exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// In units of 10^−places.
    amount: i128,
    places: u32,
}

/// Decimals that an amount may have: a double tells no more apart.
const MOST_PLACES: u32 = 17;

/// Why a text is no amount of money.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("{written:?} is no amount of money; allowed: digits with a decimal point, such as 12.50")]
pub struct MoneyError {
    written: String,
}

impl Money {
    /// Nothing, written with so many decimals.
    pub fn zero(places: u32) -> Self {
        Self { amount: 0, places }
    }

    /// The decimal with `places` decimals next to a double; `None` where it is too large to hold.
    pub fn nearest(value: f64, places: u32) -> Option<Self> {
        let text = format!("{value:.*}", places.min(MOST_PLACES) as usize);
        text.parse().ok()
    }

    /// Decimals it is written with.
    pub fn places(self) -> u32 {
        self.places
    }

    /// The same amount in units of 10^−places, with at least as many places as it has.
    fn at(self, places: u32) -> Option<i128> {
        let more = places.checked_sub(self.places)?;
        self.amount.checked_mul(10_i128.checked_pow(more)?)
    }

    /// The sum; `None` where it is too large to hold.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let places = self.places.max(other.places);
        Some(Self {
            amount: self.at(places)?.checked_add(other.at(places)?)?,
            places,
        })
    }

    /// The larger of the two.
    #[must_use]
    pub fn at_least(self, other: Self) -> Option<Self> {
        let places = self.places.max(other.places);
        let amount = self.at(places)?.max(other.at(places)?);
        Some(Self { amount, places })
    }

    /// self + share·part/whole, rounded up to a whole `unit`; `None` where that cannot be held or
    /// the unit or the whole is not above 0.
    #[must_use]
    pub fn plus_share(self, share: Self, part: u64, whole: u64, unit: Self) -> Option<Self> {
        let places = self.places.max(share.places).max(unit.places);
        let (base, share, unit) = (self.at(places)?, share.at(places)?, unit.at(places)?);
        let whole = i128::from(whole);
        if whole == 0 || unit <= 0 {
            return None;
        }
        let exact = base
            .checked_mul(whole)?
            .checked_add(share.checked_mul(i128::from(part))?)?;
        let step = whole.checked_mul(unit)?;
        // Division towards +∞.
        let units = exact.div_euclid(step) + i128::from(exact.rem_euclid(step) != 0);
        Some(Self {
            amount: units.checked_mul(unit)?,
            places,
        })
    }

    /// Whether it is more than another amount.
    pub fn exceeds(self, other: Self) -> bool {
        let places = self.places.max(other.places);
        match (self.at(places), other.at(places)) {
            (Some(one), Some(other)) => one > other,
            // Too large to hold with as many decimals: their doubles tell them apart.
            _ => self.value() > other.value(),
        }
    }

    /// Whether it is below 0.
    pub fn is_negative(self) -> bool {
        self.amount < 0
    }

    /// Whether it is above 0.
    pub fn is_positive(self) -> bool {
        self.amount > 0
    }

    /// The double next to it.
    pub fn value(self) -> f64 {
        self.to_string().parse().unwrap_or(f64::NAN)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.amount.unsigned_abs().to_string();
        let places = self.places as usize;
        let digits = format!("{digits:0>width$}", width = places + 1);
        let (whole, rest) = digits.split_at(digits.len() - places);
        let sign = if self.amount < 0 { "-" } else { "" };
        if rest.is_empty() {
            write!(f, "{sign}{whole}")
        } else {
            write!(f, "{sign}{whole}.{rest}")
        }
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(written: &str) -> Result<Self, MoneyError> {
        let refuse = || MoneyError {
            written: written.to_owned(),
        };
        let (negative, digits) = match written.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, written),
        };
        let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let dangling = digits.ends_with('.');
        if whole.is_empty() || dangling || !all_digits(whole) || !all_digits(rest) {
            return Err(refuse());
        }
        let places = u32::try_from(rest.len()).map_err(|_| refuse())?;
        if places > MOST_PLACES {
            return Err(refuse());
        }
        let amount: i128 = format!("{whole}{rest}").parse().map_err(|_| refuse())?;
        Ok(Self {
            amount: if negative { -amount } else { amount },
            places,
        })
    }
}

impl serde::Serialize for Money {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Money {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = String::deserialize(deserializer)?;
        written.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    #[test]
    fn sums_are_exact_where_doubles_are_not() {
        let dime = money("0.10");
        let sum = dime.plus(money("0.20")).unwrap();
        assert_eq!(sum, money("0.30"));
        assert_eq!(sum.to_string(), "0.30");
        assert_eq!(money("-0.05").plus(money("1")).unwrap().to_string(), "0.95");
        assert_eq!(money("-0.05").to_string(), "-0.05");
    }

    #[test]
    fn shares_are_rounded_up_to_a_whole_unit_and_never_down() {
        let share = |base: &str, share: &str, part, whole| {
            let unit = money("0.01");
            let due = money(base).plus_share(money(share), part, whole, unit);
            due.unwrap().to_string()
        };
        assert_eq!(share("0.00", "1.00", 1, 3), "0.34");
        assert_eq!(share("0.00", "1.00", 3, 3), "1.00");
        assert_eq!(share("-1.00", "1.00", 1, 3), "-0.66");
        assert_eq!(share("0.10", "0.00", 0, 7), "0.10");
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for written in [
            "",
            ".5",
            "5.",
            "1e3",
            "--1",
            "1,5",
            "nan",
            "0.1234567890123456789",
        ] {
            assert!(written.parse::<Money>().is_err(), "{written}");
        }
        assert!("9".repeat(60).parse::<Money>().is_err());
    }
}
