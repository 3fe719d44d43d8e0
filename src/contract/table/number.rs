//! Numbers as people write them, kept exactly.

use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use crate::lp::certificate::Ratio;
use crate::lp::dyadic::Dyadic;
use crate::numerics::Interval;

/// Digits and powers of ten beyond which a number is refused: no measurement has so many, and a
/// power like 1e999999999 would fill memory.
const MOST_DIGITS: usize = 400;

/// Significant digits with which a number that needs more is printed.
const SHOWN_DIGITS: usize = 12;

/// The rational that a decimal (`0.25`, `2.5e-1`) or a fraction (`1/4`) spells.
///
/// # Errors
/// What is wrong with the text, in words that follow the text itself.
pub fn parse(text: &str) -> Result<RBig, &'static str> {
    if let Some((above, below)) = text.split_once('/') {
        let (above, below) = (decimal(above.trim())?, decimal(below.trim())?);
        if below.is_zero() {
            return Err("divides by zero");
        }
        return Ok(above / below);
    }
    decimal(text)
}

fn decimal(text: &str) -> Result<RBig, &'static str> {
    const NONE: &str = "is no number";
    let (negative, rest) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let (mantissa, power) = match rest.split_once(['e', 'E']) {
        Some((mantissa, power)) => (mantissa, power.parse::<i64>().map_err(|_| NONE)?),
        None => (rest, 0),
    };
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{before}{after}");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NONE);
    }
    let places = power - after.len() as i64;
    if digits.len() > MOST_DIGITS || places.unsigned_abs() as usize > MOST_DIGITS {
        return Err("has more digits than can be meant (at most 400)");
    }
    let digits: IBig = digits.parse().map_err(|_| NONE)?;
    let ten = UBig::from(10u8).pow(places.unsigned_abs() as usize);
    let digits = if negative { -digits } else { digits };
    Ok(if places >= 0 {
        RBig::from(digits * IBig::from(ten))
    } else {
        RBig::from_parts(digits, ten)
    })
}

/// Half a unit of the last decimal place written: how far rounding alone can have moved a number.
/// A fraction was not rounded.
pub(super) fn rounding(text: &str) -> RBig {
    if text.contains('/') {
        return RBig::ZERO;
    }
    let lower = text.to_ascii_lowercase();
    let (mantissa, power) = lower.split_once('e').unwrap_or((&lower, "0"));
    let after = mantissa.split_once('.').map_or(0, |(_, after)| after.len());
    let places = after as i64 - power.parse::<i64>().unwrap_or(0);
    let ten = UBig::from(10u8).pow(places.clamp(0, MOST_DIGITS as i64) as usize);
    RBig::from_parts(IBig::ONE, ten * UBig::from(2u8))
}

/// The number a float spells; `None` for NaN and infinities.
pub(super) fn of_float(x: f64) -> Option<RBig> {
    let dyadic = Dyadic::from_float(x)?;
    Some(of_dyadic(&dyadic, &UBig::ONE))
}

/// `numerator / denominator` in lowest terms.
pub(super) fn of_dyadic(numerator: &Dyadic, denominator: &UBig) -> RBig {
    let shift = numerator.exponent().unsigned_abs() as usize;
    let mantissa = numerator.mantissa().clone();
    if numerator.exponent() >= 0 {
        RBig::from_parts(mantissa << shift, denominator.clone())
    } else {
        RBig::from_parts(mantissa, denominator.clone() << shift)
    }
}

/// The tightest floats around a rational.
pub(super) fn enclosure(x: &RBig) -> Interval {
    Dyadic::new(x.numerator().clone(), 0).quotient_enclosure(x.denominator())
}

/// A float near a rational.
#[must_use]
pub fn estimate(x: &RBig) -> f64 {
    Dyadic::new(x.numerator().clone(), 0).quotient_estimate(x.denominator())
}

/// The rational as the ratio of a certificate.
pub(super) fn ratio(x: &RBig) -> Ratio {
    Ratio {
        numerator: Dyadic::new(x.numerator().clone(), 0),
        denominator: x.denominator().clone(),
    }
}

/// For people: all digits where twelve are enough, else twelve of them after a `~`.
#[must_use]
pub fn shown(x: &RBig) -> String {
    match terminating(x) {
        Some(text) if text.bytes().filter(u8::is_ascii_digit).count() <= SHOWN_DIGITS => text,
        _ => format!("~{}", plain(estimate(x))),
    }
}

/// A float with twelve significant digits and no power of ten where it reads well without.
pub(super) fn plain(x: f64) -> String {
    let rounded: f64 = format!("{x:.11e}").parse().unwrap_or(x);
    if rounded == 0.0 || (1e-5..1e12).contains(&rounded.abs()) {
        format!("{rounded}")
    } else {
        format!("{rounded:e}")
    }
}

/// The decimal that is the number, if it ends.
fn terminating(x: &RBig) -> Option<String> {
    let mut places = 0;
    let ten = RBig::from(10);
    let mut scaled = x.clone();
    while !scaled.is_int() {
        places += 1;
        if places > SHOWN_DIGITS {
            return None;
        }
        scaled *= &ten;
    }
    let text = scaled.numerator().to_string();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.as_str()),
    };
    if places == 0 {
        return Some(text);
    }
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (before, after) = padded.split_at(padded.len() - places);
    Some(format!("{sign}{before}.{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_and_fractions_are_the_rationals_they_spell() {
        for (text, above, below) in [
            ("0.1", 1, 10),
            ("-2.50", -5, 2),
            ("1e-3", 1, 1000),
            (".5", 1, 2),
            ("3.", 3, 1),
            ("2E2", 200, 1),
            ("1/3", 1, 3),
            ("0.5 / 1.5", 1, 3),
        ] {
            let expected = RBig::from_parts_signed(above.into(), below.into());
            assert_eq!(parse(text), Ok(expected), "{text}");
        }
        for text in [
            "",
            ".",
            "x",
            "1,5",
            "NaN",
            "inf",
            "1/0",
            "1e",
            "--1",
            "0x1",
            "1e999999999",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn numbers_are_shown_whole_where_they_end_and_marked_where_they_do_not() {
        let show = |text: &str| shown(&parse(text).unwrap_or_default());
        assert_eq!(show("4.1895"), "4.1895");
        assert_eq!(show("-0.05"), "-0.05");
        assert_eq!(show("12"), "12");
        assert_eq!(show("1/3"), "~0.333333333333");
        assert_eq!(show("1/3000000000"), "~3.33333333333e-10");
    }

    #[test]
    fn rounding_is_half_a_unit_of_the_last_place() {
        assert_eq!(rounding("0.33"), RBig::from_parts(1.into(), 200u8.into()));
        assert_eq!(
            rounding("1.5e-3"),
            RBig::from_parts(1.into(), 20_000u16.into())
        );
        assert_eq!(rounding("1/3"), RBig::ZERO);
    }
}
