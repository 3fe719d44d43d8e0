//! What is asked of a table.

use std::fmt;
use std::str::FromStr;

use dashu_ratio::RBig;

use super::{OutcomeTable, TableError};

/// What the pay is to keep small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objective {
    /// Expected pay at the target effort.
    ExpectedPay,
    /// The largest pay: what has to be set aside.
    LargestPay,
}

/// Which pay is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Any pay for any outcome.
    Any,
    /// Pay that never falls from one outcome to the next in the order of the table.
    Monotone,
    /// One pay before some outcome and another, not lower, from it on.
    Threshold,
}

/// A question about one table.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// What to keep small.
    pub objective: Objective,
    /// Which pay is allowed.
    pub shape: Shape,
    /// Least pay (limited liability); `None` for none.
    pub floor: Option<RBig>,
    /// Most pay; `None` for no cap.
    pub cap: Option<RBig>,
    /// Utility that the agent gets elsewhere, cost included; `None` if the agent cannot leave.
    pub outside: Option<RBig>,
}

impl Default for Question {
    /// Least expected pay of any shape, never negative.
    fn default() -> Self {
        Question {
            objective: Objective::ExpectedPay,
            shape: Shape::Any,
            floor: Some(RBig::ZERO),
            cap: None,
            outside: None,
        }
    }
}

impl Question {
    /// Refuses questions whose conditions contradict each other.
    ///
    /// # Errors
    /// [`TableError::FloorAboveCap`].
    pub fn check(&self) -> Result<(), TableError> {
        if let (Some(floor), Some(cap)) = (&self.floor, &self.cap)
            && floor > cap
        {
            return Err(TableError::FloorAboveCap {
                floor: super::number::shown(floor),
                cap: super::number::shown(cap),
            });
        }
        Ok(())
    }

    /// Whether nothing keeps pay from falling: all of it may be lowered by the same utility.
    pub(super) fn is_open_below(&self) -> bool {
        self.floor.is_none() && self.outside.is_none()
    }
}

impl fmt::Display for Objective {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Objective::ExpectedPay => "expected-pay",
            Objective::LargestPay => "largest-pay",
        })
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Shape::Any => "any",
            Shape::Monotone => "monotone",
            Shape::Threshold => "threshold",
        })
    }
}

impl FromStr for Objective {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let all = [Objective::ExpectedPay, Objective::LargestPay];
        one_of(text, &all)
    }
}

impl FromStr for Shape {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        one_of(text, &[Shape::Any, Shape::Monotone, Shape::Threshold])
    }
}

fn one_of<T: Copy + fmt::Display>(text: &str, all: &[T]) -> Result<T, String> {
    let found = all.iter().find(|choice| choice.to_string() == text);
    found.copied().ok_or_else(|| {
        let names: Vec<String> = all.iter().map(T::to_string).collect();
        format!("'{text}' is none of {}", names.join(", "))
    })
}

/// Outcomes that are paid alike, and whether pay must rise from one level to the next.
///
/// Any and monotone pay have a level for each outcome; a threshold has two.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Levels {
    pub(super) names: Vec<String>,
    /// The level of each outcome.
    pub(super) of_outcome: Vec<usize>,
    pub(super) rising: bool,
    /// The outcome from which the higher pay of a threshold is paid.
    pub(super) threshold: Option<usize>,
}

impl Levels {
    /// The level structures among which the best is sought: one, or one for each threshold.
    ///
    /// The threshold before the first outcome is flat pay, which is every other threshold without
    /// a bonus; it stands alone where there is one outcome only.
    pub(super) fn all(table: &OutcomeTable, shape: Shape) -> Vec<Levels> {
        let outcomes = table.outcomes();
        let each = |rising| Levels {
            names: outcomes.to_vec(),
            of_outcome: (0..outcomes.len()).collect(),
            rising,
            threshold: None,
        };
        match shape {
            Shape::Any => vec![each(false)],
            Shape::Monotone => vec![each(true)],
            Shape::Threshold if outcomes.len() < 2 => vec![each(true)],
            Shape::Threshold => (1..outcomes.len())
                .map(|first| Levels {
                    names: vec!["below".into(), format!("from_{}", outcomes[first])],
                    of_outcome: (0..outcomes.len())
                        .map(|j| usize::from(j >= first))
                        .collect(),
                    rising: true,
                    threshold: Some(first),
                })
                .collect(),
        }
    }

    /// Probabilities of the levels.
    pub(super) fn law(&self, law: &[RBig]) -> Vec<RBig> {
        let mut sums = vec![RBig::ZERO; self.names.len()];
        for (p, &level) in law.iter().zip(&self.of_outcome) {
            sums[level] += p;
        }
        sums
    }
}
