//! Decimals as text: what a file says, never more.
//!
//! A number goes from file to page without passing through binary arithmetic, so no digit is
//! invented or lost by conversion.

/// A decimal in parts: sign, digits before and behind the point, power of ten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    whole: String,
    fraction: String,
    power: Option<i32>,
}

impl Decimal {
    /// Reads `-12.5`, `1e-7`, `4.3e-2`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (mantissa, power) = match text.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, Some(power.parse().ok()?)),
            None => (text, None),
        };
        let unsigned = mantissa.strip_prefix(['-', '−']);
        let (whole, fraction) = match unsigned.unwrap_or(mantissa).split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (unsigned.unwrap_or(mantissa), ""),
        };
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        (!whole.is_empty() && digits(whole) && digits(fraction)).then(|| Self {
            negative: unsigned.is_some(),
            whole: whole.to_owned(),
            fraction: fraction.to_owned(),
            power,
        })
    }

    /// How many digits it has from the first that is not zero on.
    pub fn digits(&self) -> usize {
        let all = format!("{}{}", self.whole, self.fraction);
        all.trim_start_matches('0').len()
    }

    /// Rounded to so many significant digits, halves to even; `None` where it has fewer or the
    /// digits end before the point.
    pub fn rounded(&self, digits: usize) -> Option<Self> {
        let drop = self.digits().checked_sub(digits)?;
        if digits == 0 || drop > self.fraction.len() {
            return None;
        }
        let mut all: Vec<u8> = self.whole.bytes().chain(self.fraction.bytes()).collect();
        let cut = all.split_off(all.len() - drop);
        let odd = all.last().is_some_and(|digit| digit % 2 == 1);
        let up = match cut.first() {
            Some(b'5') => odd || cut[1..].iter().any(|digit| *digit != b'0'),
            Some(first) => *first > b'5',
            None => false,
        };
        if up {
            let mut place = all.len();
            loop {
                if place == 0 {
                    all.insert(0, b'1');
                    break;
                }
                place -= 1;
                if all[place] == b'9' {
                    all[place] = b'0';
                } else {
                    all[place] += 1;
                    break;
                }
            }
        }
        let behind = self.fraction.len() - drop;
        let text: String = all.iter().map(|digit| char::from(*digit)).collect();
        let (whole, fraction) = text.split_at(text.len() - behind);
        Some(Self {
            negative: self.negative,
            whole: whole.to_owned(),
            fraction: fraction.to_owned(),
            power: self.power,
        })
    }

    /// Without the zeros that say nothing: 3.0 is 3.
    pub fn trimmed(mut self) -> Self {
        let kept = self.fraction.trim_end_matches('0').len();
        self.fraction.truncate(kept);
        self
    }

    /// As TeX's mathematics. Powers of ten from 10^4 on are written as such.
    pub fn tex(&self) -> String {
        let sign = if self.negative { "-" } else { "" };
        let zeros = self.whole.strip_prefix('1').map_or(0, |rest| {
            let zeros = rest.bytes().all(|b| b == b'0') && self.fraction.is_empty();
            if zeros { rest.len() } else { 0 }
        });
        let mantissa = if self.fraction.is_empty() {
            self.whole.clone()
        } else {
            format!("{}.{}", self.whole, self.fraction)
        };
        match self.power {
            None if zeros >= 4 => format!("{sign}10^{{{zeros}}}"),
            None => format!("{sign}{mantissa}"),
            Some(power) if mantissa == "1" => format!("{sign}10^{{{power}}}"),
            Some(power) => format!("{sign}{mantissa}\\times 10^{{{power}}}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn tex(text: &str) -> String {
        Decimal::parse(text).expect("a decimal").tex()
    }

    fn rounded(text: &str, digits: usize) -> Option<String> {
        let decimal = Decimal::parse(text).expect("a decimal");
        decimal.rounded(digits).map(|decimal| decimal.tex())
    }

    #[test]
    fn written_as_they_are() {
        assert_eq!(tex("1.4e-7"), "1.4\\times 10^{-7}");
        assert_eq!(tex("1e8"), "10^{8}");
        assert_eq!(tex("-50924.10"), "-50924.10");
        assert_eq!(tex("100000000000000"), "10^{14}");
        assert_eq!(tex("1000"), "1000");
        let trimmed = |text| Decimal::parse(text).expect("a decimal").trimmed().tex();
        assert_eq!(
            (trimmed("3.0"), trimmed("0.50")),
            ("3".into(), "0.5".into())
        );
    }

    #[test]
    fn rounding_is_that_of_decimals() {
        assert_eq!(rounded("1.0484599", 4).as_deref(), Some("1.048"));
        assert_eq!(rounded("0.99951", 3).as_deref(), Some("1.000"));
        assert_eq!(rounded("0.125", 2).as_deref(), Some("0.12"));
        assert_eq!(rounded("0.1251", 2).as_deref(), Some("0.13"));
        assert_eq!(rounded("0.135", 2).as_deref(), Some("0.14"));
        // More digits than there are, and digits before the point.
        assert_eq!(rounded("0.12", 3), None);
        assert_eq!(rounded("1234.5", 2), None);
    }

    #[test]
    fn other_text_is_no_decimal() {
        for text in [
            "", "-", ".5", "5.", "1e", "1e+x", "NaN", "inf", "1,5", "0x1", "1.2.3",
        ] {
            assert_eq!(Decimal::parse(text), None, "{text:?}");
        }
    }
}
