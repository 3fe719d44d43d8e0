//! Why a contract could not be computed.

use crate::numerics::NumericsError;
use thiserror::Error;

/// Why a contract could not be computed.
#[derive(Debug, Clone, Error)]
#[non_exhaustive]
pub enum ContractError {
    /// The number of monitored samples is outside what the numerics cover.
    #[error(
        "the number of monitored samples is {samples}; allowed: a whole number from 1 to {MAX_SAMPLES}"
    )]
    Samples {
        /// What was asked.
        samples: u64,
    },
    /// The number of bonuses of a tiered contract is outside what is searched.
    #[error(
        "a tiered contract with {tiers} tiers is asked for; allowed: a whole number from 1 to {}",
        MAX_TIERS
    )]
    Tiers {
        /// What was asked.
        tiers: u32,
    },
    /// No contract of the class makes any positive effort a best reply within limited liability.
    #[error(
        "no {contract} contract with {samples} monitored samples implements a positive effort: {reason}"
    )]
    NotImplementable {
        /// The class of contracts.
        contract: &'static str,
        /// n.
        samples: u64,
        /// Which constraint stands in the way.
        reason: String,
    },
    /// Another effort does better than the one a contract is meant to implement.
    #[error(
        "the contract on {samples} samples is not incentive compatible: effort {deviation} gives the annotator {gain:e} more than effort {effort}"
    )]
    NotIncentiveCompatible {
        /// n.
        samples: u64,
        /// The effort meant.
        effort: f64,
        /// The effort that does better.
        deviation: f64,
        /// By how much, in utility.
        gain: f64,
    },
    /// An iteration ended without meeting its tolerance.
    #[error(
        "{what} did not converge with {samples} monitored samples: residual {residual:e} after {iterations} iterations"
    )]
    NotConverged {
        /// What was being solved.
        what: &'static str,
        /// n.
        samples: u64,
        /// Last residual, relative to its scale.
        residual: f64,
        /// Iterations done.
        iterations: usize,
    },
    /// More outcomes matter than fit in memory.
    #[error(
        "{outcomes} outcomes matter here because limited liability binds near the expected count with {samples} samples; allowed: at most {MAX_OUTCOMES}"
    )]
    TooManyOutcomes {
        /// Outcomes in the window.
        outcomes: u64,
        /// n.
        samples: u64,
    },
    /// A grid on which lotteries are sought is none.
    #[error("{reason}")]
    Grid {
        /// What is wrong, and what is allowed.
        reason: String,
    },
    /// A numerical routine refused its input.
    #[error(transparent)]
    Numerics(#[from] NumericsError),
    /// A linear-programming backend failed.
    #[error("the linear program of the general contract could not be solved: {0}")]
    Program(String),
}

/// Largest number of monitored samples: binomial tails are tested against references up to here.
pub const MAX_SAMPLES: u64 = 100_000_000_000_000;

/// Largest number of outcomes held at once: two tables of doubles this long stay below half a
/// gigabyte.
pub const MAX_OUTCOMES: u64 = 20_000_000;

/// The most tiers that are searched.
pub const MAX_TIERS: u32 = 12;
