//! What ends `model` early.

use crate::design::answers::AnswerError;
use crate::design::observed;

/// Why there is no model.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An answer makes no sense.
    #[error(transparent)]
    Answer(#[from] AnswerError),
    /// A question was not answered.
    #[error("--{option} is missing: {question}; allowed: a number, as an option or in --answers")]
    Missing {
        /// Name of the option.
        option: String,
        /// What is asked.
        question: &'static str,
    },
    /// A typed answer is no number.
    #[error("{question}: {written:?} is no number")]
    Typed {
        /// What was asked.
        question: &'static str,
        /// What was typed.
        written: String,
    },
    /// The terminal closed.
    #[error("no answer could be read: {0}")]
    Terminal(std::io::Error),
    /// What was seen tells no cost.
    #[error(transparent)]
    Observed(#[from] observed::ObservedError),
    /// The model to start from has no κ.
    #[error("{0}: its monitoring has no kappa; allowed: a model from `assess --model-out`")]
    NoKappa(String),
    /// The model to start from is one of classes or grades.
    #[error(
        "{0}: its monitoring is a curve of agreement, as `assess --kind nominal` or `ordinal` writes it for classes and grades; answers make a model of binary labels, with a kappa. Possible with this file: put your own utility, cost, value and reservation into it and run `gap` and `design` on it (their contracts, but no terms for `pay`). Allowed here: a model from `assess --model-out` of binary labels"
    )]
    Curve(String),
}
