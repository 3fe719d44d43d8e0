//! Why curves cannot be had or drawn. Messages name the option of `firstbest plot` to change.

use crate::contract::ContractError;
use crate::plot::figure::FigureError;
use crate::print::label::LabelError;
use crate::print::table::TableError;
use thiserror::Error;

/// Why curves cannot be had or drawn.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CurveError {
    /// A contract could not be computed.
    #[error("{model}: {cause}")]
    Contract {
        /// The model's name.
        model: String,
        /// Why.
        cause: ContractError,
    },
    /// A line of a sweep lacks something.
    #[error(
        "--from: line {line} has no {field}; allowed: lines that `firstbest sweep` of this version wrote"
    )]
    Line {
        /// From 1.
        line: usize,
        /// What is missing.
        field: &'static str,
    },
    /// Two results for one point of a curve.
    #[error(
        "--from: line {line} gives the curve {curve:?} a second, different gap at {samples} samples; allowed: results of one grid"
    )]
    Twice {
        /// From 1.
        line: usize,
        /// The curve.
        curve: String,
        /// n.
        samples: u64,
    },
    /// The sweep was written before constants were.
    #[error(
        "--from: the lines hold no constants to scale by; allowed: lines that `firstbest sweep` of this version wrote"
    )]
    NoConstants,
    /// Nothing is left to draw.
    #[error("{kind}: there is nothing to draw: {reason}")]
    Nothing {
        /// The kind of figure.
        kind: &'static str,
        /// Why, and what would be right.
        reason: String,
    },
    /// A name that cannot be set.
    #[error("--label: {0}")]
    Label(#[from] LabelError),
    /// Too many samples for the payoff at efforts far from the implemented one.
    #[error("replies: {samples} samples; allowed: at most {most}")]
    TooManySamples {
        /// What was asked.
        samples: u64,
        /// The most.
        most: u64,
    },
    /// The figure could not be drawn.
    #[error(transparent)]
    Figure(#[from] FigureError),
    /// The table could not be made.
    #[error(transparent)]
    Table(#[from] TableError),
}
