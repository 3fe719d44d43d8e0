//! Numbers as text: only digits that are certain, and brackets rounded outwards.

mod outward;

pub use outward::{
    decimals_outward, digits_outward, percent_outward, scientific_outward, trimmed_outward,
};

use std::fmt;

/// A decimal number all of whose digits are certain: every number in the bracket it was made from
/// rounds to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digits {
    negative: bool,
    /// Significant digits, the first not zero (a lone "0" for zero).
    digits: String,
    /// Power of ten of the first digit.
    exponent: i32,
}

/// More digits than this a double does not have.
const MOST: usize = 17;

impl Digits {
    /// The longest decimal of at most `most` digits to which both ends of the bracket round, and so
    /// all between them. A bracket across a rounding boundary costs digits: [0.5842, 0.5858] gives
    /// 0.6, since 0.58 and 0.59 are each right for one part only. `None` if not even one digit is
    /// certain or an end is not a number.
    pub fn in_bracket(lower: f64, upper: f64, most: usize) -> Option<Digits> {
        let ordered = lower <= upper && lower.is_finite() && upper.is_finite();
        (1..=most.clamp(1, MOST))
            .rev()
            .filter(|_| ordered)
            .map(|count| (Digits::rounded(lower, count), Digits::rounded(upper, count)))
            .find_map(|(a, b)| (a == b).then_some(a))
    }

    /// The certain digits, at most `most`, of a value with a bound on its relative error.
    pub fn within(value: f64, relative_error: f64, most: usize) -> Option<Digits> {
        if !relative_error.is_finite() || relative_error < 0.0 {
            return None;
        }
        let error = value.abs() * relative_error;
        if error == 0.0 {
            return Digits::in_bracket(value, value, most);
        }
        Digits::in_bracket((value - error).next_down(), (value + error).next_up(), most)
    }

    /// The value itself rounded to `count` digits, half to even; for numbers known exactly.
    pub fn exact(value: f64, count: usize) -> Option<Digits> {
        Digits::in_bracket(value, value, count)
    }

    fn rounded(value: f64, count: usize) -> Digits {
        let (digits, exponent) = scientific(value.abs(), count - 1);
        let zero = digits.bytes().all(|b| b == b'0');
        Digits {
            negative: value < 0.0 && !zero,
            digits: if zero { "0".to_owned() } else { digits },
            exponent: if zero { 0 } else { exponent },
        }
    }

    /// How many digits there are.
    pub fn count(&self) -> usize {
        self.digits.len()
    }

    /// Written out if that takes few zeros, otherwise `None`.
    fn plain(&self) -> Option<String> {
        let last = self.exponent - self.digits.len() as i32 + 1;
        // Digits before the point that are not certain must not be filled with zeros.
        if !(-5..=15).contains(&self.exponent) || last > 0 {
            return None;
        }
        let sign = if self.negative { "-" } else { "" };
        Some(match usize::try_from(self.exponent) {
            Ok(e) if e + 1 == self.digits.len() => format!("{sign}{}", self.digits),
            Ok(e) => format!("{sign}{}.{}", &self.digits[..=e], &self.digits[e + 1..]),
            Err(_) => {
                let zeros = "0".repeat(self.exponent.unsigned_abs() as usize - 1);
                format!("{sign}0.{zeros}{}", self.digits)
            }
        })
    }

    fn mantissa(&self) -> String {
        let sign = if self.negative { "-" } else { "" };
        match self.digits.split_at(1) {
            (first, "") => format!("{sign}{first}"),
            (first, rest) => format!("{sign}{first}.{rest}"),
        }
    }

    /// As TeX for use inside or outside mathematics: `0.0580186`, `1.167\times 10^{-8}`.
    pub fn tex(&self) -> String {
        let body = self
            .plain()
            .unwrap_or_else(|| format!("{}\\times 10^{{{}}}", self.mantissa(), self.exponent));
        format!("\\ensuremath{{{body}}}")
    }
}

/// Machine-readable: `0.0580186`, `1.167e-8`.
impl fmt::Display for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.plain() {
            Some(plain) => f.write_str(&plain),
            None => write!(f, "{}e{}", self.mantissa(), self.exponent),
        }
    }
}

/// Digits (`decimals` + 1 of them) and decimal exponent of a number that is not negative.
fn scientific(value: f64, decimals: usize) -> (String, i32) {
    let text = format!("{value:.decimals$e}");
    match text.split_once('e') {
        Some((mantissa, exponent)) => (mantissa.replace('.', ""), exponent.parse().unwrap_or(0)),
        // Only for what is no number, which callers exclude.
        None => (text, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(digits: Option<Digits>) -> String {
        digits.map_or("none".to_owned(), |d| d.to_string())
    }

    #[test]
    fn only_certain_digits_are_printed() {
        assert_eq!(
            text(Digits::in_bracket(0.058_018_55, 0.058_018_64, 12)),
            "0.0580186"
        );
        assert_eq!(
            text(Digits::in_bracket(1.167_28e-8, 1.167_31e-8, 12)),
            "1.1673e-8"
        );
        assert_eq!(text(Digits::in_bracket(0.584_2, 0.585_8, 12)), "0.6");
        assert_eq!(text(Digits::in_bracket(-1.0, 1.0, 12)), "none");
        assert_eq!(text(Digits::in_bracket(2.0, 1.0, 12)), "none");
        assert_eq!(text(Digits::in_bracket(f64::NAN, 1.0, 12)), "none");
        assert_eq!(text(Digits::within(0.112_560_555, 1e-6, 17)), "0.11256");
        assert_eq!(text(Digits::within(123_456.0, 1e-3, 17)), "1.2e5");
        assert_eq!(text(Digits::exact(0.0, 5)), "0");
        assert_eq!(text(Digits::exact(0.8, 2)), "0.80");
        assert_eq!(text(Digits::exact(-31.25, 4)), "-31.25");
        assert_eq!(text(Digits::in_bracket(0.999_996, 1.000_004, 9)), "1.0000");
    }

    #[test]
    fn tex_spells_powers_of_ten() {
        let tex = Digits::exact(1.167e-8, 4).map(|d| d.tex());
        assert_eq!(tex.as_deref(), Some("\\ensuremath{1.167\\times 10^{-8}}"));
    }

    #[test]
    fn every_number_of_the_bracket_rounds_to_the_print() {
        fn holds(a: f64, b: f64, t: f64) -> bool {
            let (lower, upper) = (a.min(b), a.max(b));
            if lower.is_nan() {
                return Digits::in_bracket(lower, upper, 12).is_none();
            }
            let t = if t.is_finite() { (t % 1.0).abs() } else { 0.5 };
            let between = (lower + t * (upper - lower)).clamp(lower, upper);
            match Digits::in_bracket(lower, upper, 12) {
                Some(d) => Digits::rounded(between, d.count()) == d || d.digits == "0",
                None => true,
            }
        }
        quickcheck::quickcheck(holds as fn(f64, f64, f64) -> bool);
    }

    #[test]
    fn a_printed_decimal_never_lies_inside_by_half_a_last_place() {
        // 0.1 is a double a little above a tenth; 1 + 2^-52 a little above 1.
        assert_eq!(scientific_outward(0.1, 9, true), "1.000000001e-1");
        assert_eq!(scientific_outward(0.1, 9, false), "1.000000000e-1");
        assert_eq!(
            scientific_outward(-9.999_999_999_9e-5, 3, false),
            "-1.000e-4"
        );
        assert_eq!(decimals_outward(1.0 + f64::EPSILON, 9, true), "1.000000001");
        assert_eq!(
            decimals_outward(1.0 + f64::EPSILON, 9, false),
            "1.000000000"
        );
        assert_eq!(decimals_outward(-0.3, 2, false), "-0.30");
        assert_eq!(decimals_outward(-0.3, 2, true), "-0.29");
        assert_eq!(decimals_outward(9.999, 2, true), "10.00");
        assert_eq!(decimals_outward(12.5, 0, true), "13");
        assert_eq!(trimmed_outward(0.5, 4, true), "0.5");
        assert_eq!(trimmed_outward(0.5 + f64::EPSILON, 4, true), "0.5001");
        assert_eq!(trimmed_outward(120.0, 0, false), "120");
        assert_eq!(trimmed_outward(-0.00001, 4, true), "0");
        assert_eq!(digits_outward(0.1, 7, true), "0.1000001");
        assert_eq!(digits_outward(0.1, 7, false), "0.1000000");
        // 0.29 lies a little below its decimal, and 100·0.29 is rounded to a little below 29.
        assert_eq!(percent_outward(0.29, 0, true), "29");
        assert_eq!(percent_outward(0.29, 0, false), "28");
        assert_eq!(percent_outward(0.000_512_3, 2, false), "0.05");
        assert_eq!(percent_outward(-0.25, 1, false), "-25.0");
        assert_eq!(percent_outward(1.25, 1, false), "125.0");
        // The rounded decimal is 17 digits of 0.1 and reads back as it, yet lies below.
        assert_eq!(scientific_outward(0.1, 16, true), "1.0000000000000001e-1");
    }
}
