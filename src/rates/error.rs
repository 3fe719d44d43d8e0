//! Why a rate could not be fitted.

use thiserror::Error;

/// Why a rate could not be fitted.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum RatesError {
    /// A gap that is not a positive finite number.
    #[error(
        "the gap at n = {samples} is {gap}; allowed: a positive finite number, at a finite n > 1"
    )]
    NotPositive {
        /// n.
        samples: f64,
        /// The gap.
        gap: f64,
    },
    /// A gap that its computation cannot resolve.
    #[error(
        "the gap {gap:e} at n = {samples} is within {factor} times the error {error:e} of its computation: a fit through it would fit the floor; allowed: gaps above {factor} times their error"
    )]
    Floor {
        /// n.
        samples: f64,
        /// The gap.
        gap: f64,
        /// Absolute error of its computation.
        error: f64,
        /// How many errors a gap must exceed.
        factor: f64,
    },
    /// Too few observations for the number of parameters.
    #[error("{observations} observations for {parameters} parameters; allowed: at least {needed}")]
    TooFew {
        /// Number of observations.
        observations: usize,
        /// Number of parameters.
        parameters: usize,
        /// Number needed.
        needed: usize,
    },
    /// The design matrix does not determine the parameters.
    #[error("the observations do not determine the parameters: {reason}")]
    Degenerate {
        /// Why.
        reason: String,
    },
    /// A rate that no other candidate contradicts.
    #[error(
        "{rate} has no rival among the candidates; allowed: at least two rates that do not contain each other"
    )]
    NoRival {
        /// Name of the rate.
        rate: String,
    },
    /// Ends of a bracket that are no interval of positive gaps.
    #[error(
        "the bracket of the gap at n = {samples} is [{lower:e}, {upper:e}]; allowed: 0 < lower <= upper, finite, at a finite n > 1"
    )]
    Bracket {
        /// n.
        samples: f64,
        /// Lower end.
        lower: f64,
        /// Upper end.
        upper: f64,
    },
    /// A confidence level outside (0, 1).
    #[error("the confidence level is {level}; allowed: 0 < level < 1")]
    Level {
        /// What was asked.
        level: f64,
    },
    /// A simulation was asked for an impossible number of draws, or drew something that is not a
    /// number.
    #[error("the simulation cannot run: {reason}")]
    Simulation {
        /// Why.
        reason: String,
    },
}
