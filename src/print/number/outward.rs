//! Numbers rounded towards one side: the decimal printed is itself not below (or not above) the
//! number. All work on the number's exact decimal expansion; none multiplies it.

use super::{Digits, scientific};

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
