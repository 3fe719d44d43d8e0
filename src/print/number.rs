//! Numbers as text: only digits that are certain, and brackets rounded outwards.

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

    /// As figure label markup: `0.0580186`, `1.167×10^{-8}`.
    pub fn markup(&self) -> String {
        self.plain()
            .unwrap_or_else(|| format!("{}×10^{{{}}}", self.mantissa(), self.exponent))
            .replace('-', "−")
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

/// The ends of a bracket as text that still encloses it: each rounded outwards, to two digits
/// beyond the first in which they differ. `None` if the ends are not ordered numbers.
pub fn outward(lower: f64, upper: f64) -> Option<(String, String)> {
    if !(lower <= upper && lower.is_finite() && upper.is_finite()) {
        return None;
    }
    if lower == upper {
        return Some((exact_text(lower), exact_text(upper)));
    }
    let scale = libm::log10(upper.abs().max(lower.abs()));
    let apart = libm::log10(upper - lower);
    let count = ((scale.floor() - apart.floor()) as i64 + 2).clamp(1, MOST as i64) as usize;
    Some((
        digits_outward(lower, count, false),
        digits_outward(upper, count, true),
    ))
}

/// A number in scientific notation with `decimals` digits after the point, not below it (`up`) or
/// not above it: the decimal itself, not only the double that it reads back as.
pub fn scientific_outward(value: f64, decimals: usize, up: bool) -> String {
    if !value.is_finite() {
        return format!("{value:e}");
    }
    let (negative, digits, exponent) = cut(value, decimals + 1, up);
    let sign = if negative { "-" } else { "" };
    let point = if decimals > 0 { "." } else { "" };
    format!("{sign}{}{point}{}e{exponent}", &digits[..1], &digits[1..])
}

/// A number with `places` decimals at most, not below it (`up`) or not above it, likewise; without
/// zeros at its end.
pub fn trimmed_outward(value: f64, places: usize, up: bool) -> String {
    let text = decimals_outward(value, places, up);
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

/// A share in per cent with `places` decimals, likewise: the point of the decimal is moved, so that
/// no product is rounded.
pub fn percent_outward(share: f64, places: usize, up: bool) -> String {
    let text = decimals_outward(share, places + 2, up);
    let Some((whole, decimals)) = text.split_once('.') else {
        return text;
    };
    let (sign, whole) = match whole.strip_prefix('-') {
        Some(whole) => ("-", whole),
        None => ("", whole),
    };
    let (moved, decimals) = decimals.split_at(2);
    let whole = format!("{whole}{moved}");
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let point = if decimals.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{decimals}")
}

/// A number with `places` decimals, not below it (`up`) or not above it, likewise.
pub fn decimals_outward(value: f64, places: usize, up: bool) -> String {
    if !value.is_finite() {
        return value.to_string();
    }
    // A double has at most 1074 decimals, and Rust prints as many as it is asked for exactly.
    let exact = format!("{:.1074}", value.abs());
    let (whole, rest) = exact.split_once('.').unwrap_or((&exact, ""));
    let (kept, left) = rest.split_at(places.min(rest.len()));
    let mut digits = format!("{whole}{kept}").into_bytes();
    let away = up == (value >= 0.0);
    if away && left.bytes().any(|digit| digit != b'0') && increment(&mut digits) {
        digits.insert(0, b'1');
    }
    let digits: String = digits.into_iter().map(char::from).collect();
    let (whole, decimals) = digits.split_at(digits.len() - kept.len());
    let nothing = digits.bytes().all(|digit| digit == b'0');
    let sign = if value < 0.0 && !nothing { "-" } else { "" };
    let point = if decimals.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{decimals}")
}

/// The value with as many digits as bring it back exactly.
fn exact_text(value: f64) -> String {
    // Rust's `{:e}` prints the shortest decimal that reads back as the same double.
    format!("{value:e}")
}

/// A number in `count` digits, not below it (`up`) or not above it, likewise.
pub fn digits_outward(value: f64, count: usize, up: bool) -> String {
    if !value.is_finite() {
        return value.to_string();
    }
    let (negative, digits, exponent) = cut(value, count, up);
    Digits {
        negative,
        digits,
        exponent,
    }
    .to_string()
}

/// Sign, `count` digits and exponent of a number rounded up or down. Works on the exact decimal
/// expansion, which Rust prints when asked for enough digits (a double has at most 767).
fn cut(value: f64, count: usize, up: bool) -> (bool, String, i32) {
    let (all, mut exponent) = scientific(value.abs(), 770);
    let away = up == (value >= 0.0);
    let mut kept = all.as_bytes()[..count].to_vec();
    if away && all[count..].bytes().any(|digit| digit != b'0') && increment(&mut kept) {
        kept.insert(0, b'1');
        kept.pop();
        exponent += 1;
    }
    let digits: String = kept.into_iter().map(char::from).collect();
    let negative = value < 0.0 && digits.bytes().any(|digit| digit != b'0');
    (negative, digits, exponent)
}

/// Adds one to the last of some decimal digits; whether a digit is carried out of the first.
fn increment(digits: &mut [u8]) -> bool {
    for digit in digits.iter_mut().rev() {
        if *digit != b'9' {
            *digit += 1;
            return false;
        }
        *digit = b'0';
    }
    true
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
    fn tex_and_markup_spell_powers_of_ten() {
        let d = Digits::exact(1.167e-8, 4).map(|d| (d.tex(), d.markup()));
        let expected = (
            "\\ensuremath{1.167\\times 10^{-8}}".to_owned(),
            "1.167×10^{−8}".to_owned(),
        );
        assert_eq!(d, Some(expected));
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

    #[test]
    fn outward_text_encloses() {
        // The double nearest 0.05801864 is a little above it.
        let ends = outward(0.058_018_55, 0.058_018_64);
        assert_eq!(
            ends,
            Some(("0.058018550".to_owned(), "0.058018641".to_owned()))
        );
        fn encloses(a: f64, b: f64) -> bool {
            let (lower, upper) = (a.min(b), a.max(b));
            match outward(lower, upper) {
                Some((l, u)) => {
                    l.parse::<f64>().is_ok_and(|l| l <= lower)
                        && u.parse::<f64>().is_ok_and(|u| u >= upper)
                }
                None => !(a.is_finite() && b.is_finite()),
            }
        }
        quickcheck::quickcheck(encloses as fn(f64, f64) -> bool);
    }
}
