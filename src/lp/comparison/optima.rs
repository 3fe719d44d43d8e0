//! Optima known from elsewhere.

use std::collections::BTreeMap;

use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use crate::lp::Sense;
use crate::lp::certificate::Ratio;
use crate::lp::certificate::check::Proved;

/// An optimum as a decimal of so many digits: known to one unit of the last.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownOptimum {
    value: RBig,
    unit: RBig,
    written: String,
}

/// Powers of ten beyond which no optimum of a public problem lies; one of millions would only fill
/// memory.
const MOST_POWERS: usize = 400;

/// Why a list of optima cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the optima: {complaint}; allowed: name,optimum, the optimum a decimal")]
pub struct OptimaError {
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub complaint: String,
}

impl KnownOptimum {
    /// Reads a decimal such as `-464.75314`; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (mantissa, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{before}{after}");
        let plain = digits.strip_prefix('-').unwrap_or(&digits);
        if plain.is_empty() || !plain.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let power = power
            .parse::<i64>()
            .ok()?
            .checked_sub(i64::try_from(after.len()).ok()?)?;
        let size = usize::try_from(power.unsigned_abs()).ok();
        let ten = UBig::from(10u8).pow(size.filter(|size| *size <= MOST_POWERS)?);
        let unit = match power >= 0 {
            true => RBig::from(ten),
            false => RBig::from_parts(IBig::ONE, ten),
        };
        let digits: IBig = digits.parse().ok()?;
        Some(KnownOptimum {
            value: RBig::from(digits) * &unit,
            unit,
            written: text.to_owned(),
        })
    }

    /// As the list has it.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    /// The nearest float, within an ulp or so.
    #[must_use]
    pub fn estimate(&self) -> f64 {
        self.value.to_f64().value()
    }

    /// Whether what is proved allows the optimum; `None` where nothing is proved of it.
    #[must_use]
    pub fn is_held(&self, proved: &Proved) -> Option<bool> {
        let Proved::Bounds { lower, upper } = proved else {
            return Some(false);
        };
        if lower.is_none() && upper.is_none() {
            return None;
        }
        let lower = lower.as_ref().is_none_or(|lower| self.is_above(lower));
        let upper = upper.as_ref().is_none_or(|upper| self.is_below(upper));
        Some(lower && upper)
    }

    /// Whether an optimum may be as good as this where `proved` is about a relaxation, whose
    /// optimum is no worse; `None` where nothing on that side is proved.
    #[must_use]
    pub fn is_within_reach(&self, proved: &Proved, sense: Sense) -> Option<bool> {
        match (proved, sense) {
            (Proved::Infeasible, _) => Some(false),
            (Proved::Unbounded, _) => None,
            (Proved::Bounds { lower, .. }, Sense::Minimise) => {
                lower.as_ref().map(|lower| self.is_above(lower))
            }
            (Proved::Bounds { upper, .. }, Sense::Maximise) => {
                upper.as_ref().map(|upper| self.is_below(upper))
            }
        }
    }

    fn is_above(&self, lower: &Ratio) -> bool {
        lower.numerator.over(&lower.denominator) <= &self.value + &self.unit
    }

    fn is_below(&self, upper: &Ratio) -> bool {
        upper.numerator.over(&upper.denominator) >= &self.value - &self.unit
    }
}

/// Reads lines `name,optimum,…`; a first line that begins with `name` is a heading, and an empty
/// optimum is not known.
///
/// # Errors
/// The first line that is none.
pub fn read_optima(text: &str) -> Result<BTreeMap<String, KnownOptimum>, OptimaError> {
    let mut optima = BTreeMap::new();
    for (k, line) in text.lines().enumerate() {
        let mut cells = line.split(',').map(str::trim);
        let (name, value) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""));
        let unknown = value.is_empty() && !name.is_empty() && line.contains(',');
        if line.trim().is_empty() || (k == 0 && name == "name") || unknown {
            continue;
        }
        let line = k + 1;
        let complaint = || format!("'{value}' is no optimum of '{name}'");
        let optimum = KnownOptimum::parse(value).filter(|_| !name.is_empty());
        let optimum = optimum.ok_or_else(|| OptimaError {
            line,
            complaint: complaint(),
        })?;
        if optima.insert(name.to_owned(), optimum).is_some() {
            let complaint = format!("'{name}' has two optima");
            return Err(OptimaError { line, complaint });
        }
    }
    Ok(optima)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lp::dyadic::Dyadic;

    #[test]
    fn optima_are_held_to_one_unit_of_their_last_digit() {
        let ratio = |n: i64, d: u32| {
            Some(Ratio {
                numerator: Dyadic::new(n.into(), 0),
                denominator: d.into(),
            })
        };
        let third = Proved::Bounds {
            lower: ratio(1, 3),
            upper: ratio(1, 3),
        };
        let held = |text: &str| KnownOptimum::parse(text).and_then(|o| o.is_held(&third));
        assert_eq!(held("0.33"), Some(true));
        assert_eq!(held("0.34"), Some(true));
        assert_eq!(held("0.35"), Some(false));
        assert_eq!(held("0.3333334"), Some(true));
        assert_eq!(held("0.3333336"), Some(false));
        let nothing = Proved::Bounds {
            lower: None,
            upper: None,
        };
        assert_eq!(
            KnownOptimum::parse("1").and_then(|o| o.is_held(&nothing)),
            None
        );
    }

    #[test]
    fn a_relaxation_excludes_only_better_optima() {
        let bounds = |n: i64| {
            Some(Ratio {
                numerator: Dyadic::new(n.into(), 0),
                denominator: 2u8.into(),
            })
        };
        let proved = Proved::Bounds {
            lower: bounds(-7),
            upper: bounds(-7),
        };
        let reach = |text: &str, sense, proved: &Proved| {
            KnownOptimum::parse(text).and_then(|o| o.is_within_reach(proved, sense))
        };
        let (least, greatest) = (Sense::Minimise, Sense::Maximise);
        assert_eq!(reach("-99.0", least, &proved), Some(false));
        assert_eq!(reach("-3.5", least, &proved), Some(true));
        assert_eq!(reach("-3.0", least, &proved), Some(true));
        assert_eq!(reach("-3.0", greatest, &proved), Some(false));
        assert_eq!(reach("-99.0", greatest, &proved), Some(true));
        assert_eq!(reach("1", least, &Proved::Infeasible), Some(false));
        assert_eq!(reach("1", least, &Proved::Unbounded), None);
    }

    #[test]
    fn malformed_optima_are_named_with_their_line() {
        assert_eq!(
            read_optima("name,optimum,digits\na,-1.5,2\n\n").map(|o| o.len()),
            Ok(1)
        );
        assert_eq!(
            read_optima("a,1\nb,,8\nc,1.5E+02\n").map(|o| o.len()),
            Ok(2)
        );
        for text in ["a,x\n", "a\n", ",1\n", "a,1\na,2\n", "a,1e999999\n"] {
            assert!(read_optima(text).is_err(), "{text}");
        }
    }
}
