//! What is asked of labels, and why there may be no answer.

use super::basis::Basis;
use super::interval::Binomial;
use super::kappa::Anchor;
use super::traps::SecondLooks;

/// What is asked of the labels.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// What to judge by; by default repeats and expert together if some annotator has both (and no
    /// other anchor is asked for), else the expert if there is gold, else repeats, else peers.
    pub scheme: Option<Basis>,
    /// What fixes κ; by default repeats and gold together where both exist, else the best
    /// annotators.
    pub anchor: Option<Anchor>,
    /// Confidence level of every interval.
    pub level: f64,
    /// How binomial limits are drawn.
    pub binomial: Binomial,
    /// Seed of the bootstrap.
    pub seed: u64,
    /// What to do with repeats that may be copies.
    pub second_looks: SecondLooks,
    /// Of a table of classes: whether they are grades, numbers of which near ones nearly agree.
    pub grades: bool,
}

impl Question {
    /// Refuses numbers out of their range.
    pub(super) fn check(&self) -> Result<(), AssessError> {
        let level = self.level;
        if !(level > 0.5 && level < 1.0) {
            return Err(AssessError::Argument {
                name: "level",
                value: level,
                expected: "a number above 0.5 and below 1",
            });
        }
        match self.anchor {
            Some(Anchor::Given(kappa)) if !(kappa > 0.0 && kappa <= 1.0) => {
                Err(AssessError::Argument {
                    name: "kappa",
                    value: kappa,
                    expected: "a number above 0 and at most 1",
                })
            }
            _ => Ok(()),
        }
    }
}

impl Default for Question {
    fn default() -> Self {
        Question {
            scheme: None,
            anchor: None,
            level: 0.95,
            binomial: Binomial::Exact,
            seed: 1,
            second_looks: SecondLooks::Auto,
            grades: false,
        }
    }
}

/// Why labels could not be assessed at all.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AssessError {
    /// The scheme asked for needs what the table lacks.
    #[error("{0}")]
    NoComparison(&'static str),
    /// There is nothing to judge by, for a reason that the labels show.
    #[error("{why}; {instead}")]
    Lacking {
        /// What the labels are.
        why: String,
        /// What to do.
        instead: String,
    },
    /// An argument out of its range.
    #[error("{name} is {value}; expected {expected}")]
    Argument {
        /// Which.
        name: &'static str,
        /// What was given.
        value: f64,
        /// What is possible.
        expected: &'static str,
    },
}
