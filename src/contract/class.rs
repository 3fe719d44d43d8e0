//! Classes of contracts and their names, in files and in print.

use super::error::MAX_TIERS;
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// Whether a binary contract may pay its bonus by chance at one count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Threshold {
    /// Bonus iff S ≥ k.
    Deterministic,
    /// Bonus iff S ≥ k, and with some probability at S = k − 1.
    Randomised,
}

/// A class of contracts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Base wage and bonus.
    Binary(Threshold),
    /// Base wage and up to so many bonuses, each on top of the one before: nondecreasing pay of at
    /// most `tiers` + 1 values.
    Tiered {
        /// L, at least 1.
        tiers: u32,
        /// Whether bonuses may be paid by chance, each at one count.
        threshold: Threshold,
    },
    /// Pay linear in the count, with a floor.
    Linear,
    /// Any pay.
    General,
}

impl Class {
    /// L, for a tiered class.
    pub fn tiers(&self) -> Option<u32> {
        match self {
            Self::Tiered { tiers, .. } => Some(*tiers),
            _ => None,
        }
    }

    /// `binary`, `tiered`, `linear` or `general`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Binary(_) => "binary",
            Self::Tiered { .. } => "tiered",
            Self::Linear => "linear",
            Self::General => "general",
        }
    }
}

/// A name that no class of contracts has.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("there is no class of contracts \"{name}\"; allowed: {}", self.allowed())]
pub struct UnknownClass {
    name: String,
}

impl UnknownClass {
    /// The names there are.
    pub fn allowed(&self) -> String {
        format!(
            "binary | randomised | tiered(2) (any number of tiers to {MAX_TIERS}) | linear | general"
        )
    }
}

/// `binary`, `randomised` (a bonus by chance at one count), `tiered(2)`, `linear`, `general`.
impl FromStr for Class {
    type Err = UnknownClass;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let tiers = |name: &str| -> Option<u32> {
            let tiers = name.strip_prefix("tiered(")?.strip_suffix(')')?;
            let tiers = tiers.parse().ok()?;
            (1..=MAX_TIERS).contains(&tiers).then_some(tiers)
        };
        match name {
            "binary" => Ok(Self::Binary(Threshold::Deterministic)),
            "randomised" => Ok(Self::Binary(Threshold::Randomised)),
            "linear" => Ok(Self::Linear),
            "general" => Ok(Self::General),
            other => tiers(other)
                .map(|tiers| Self::Tiered {
                    tiers,
                    threshold: Threshold::Deterministic,
                })
                .ok_or_else(|| UnknownClass {
                    name: other.to_owned(),
                }),
        }
    }
}

/// The name, with the number of tiers where there is one: `tiered(2)`. Whether thresholds are
/// randomised is not in it.
impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.tiers() {
            Some(tiers) => f.pad(&format!("tiered({tiers})")),
            None => f.pad(self.name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_name_is_read_back() {
        for name in ["binary", "tiered(1)", "tiered(12)", "linear", "general"] {
            let class: Class = name.parse().expect("a class");
            assert_eq!(class.to_string(), name);
        }
        assert_eq!(
            "randomised".parse(),
            Ok(Class::Binary(Threshold::Randomised))
        );
    }

    #[test]
    fn other_names_are_refused_with_those_there_are() {
        for name in [
            "",
            "Binary",
            "tiered",
            "tiered(0)",
            "tiered(13)",
            "tiered(-2)",
            "tiered(2",
        ] {
            let error = name.parse::<Class>().expect_err("no class").to_string();
            assert!(
                error.contains("tiered(2)") && error.contains("linear"),
                "{error}"
            );
        }
    }
}
