//! What can go wrong in a computation with numbers.

use thiserror::Error;

/// An argument out of range, or an iteration that did not do what it should.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum NumericsError {
    /// An argument lies outside the domain of the function.
    #[error("{what} is {value}; it must be {allowed}")]
    Domain {
        /// The argument's name.
        what: &'static str,
        /// The value that was given.
        value: f64,
        /// The values that are accepted, in words.
        allowed: &'static str,
    },
    /// The function has the same sign at both ends of the interval.
    #[error(
        "no sign change on [{lo}, {hi}]: the function is {at_lo} and {at_hi} at the ends; a root must lie between them"
    )]
    NotBracketed {
        /// Lower end of the interval.
        lo: f64,
        /// Upper end of the interval.
        hi: f64,
        /// Function value at `lo`.
        at_lo: f64,
        /// Function value at `hi`.
        at_hi: f64,
    },
    /// The function that was handed in returned NaN.
    #[error("the function is not a number at {at}; it must be defined on the whole interval")]
    NotANumber {
        /// Where it was evaluated.
        at: f64,
    },
    /// An iteration reached its limit before its tolerance.
    #[error("{what} did not converge in {iterations} iterations")]
    NoConvergence {
        /// The computation.
        what: &'static str,
        /// Iterations spent.
        iterations: usize,
    },
    /// The answer would not fit in memory set aside for it.
    #[error("{what} would need {needed} entries; at most {allowed} are allowed")]
    TooLarge {
        /// The object to be built.
        what: &'static str,
        /// Entries it would hold.
        needed: u64,
        /// Entries allowed.
        allowed: u64,
    },
    /// The operating system refused the worker threads.
    #[error("could not start {jobs} worker threads: {reason}")]
    Threads {
        /// Threads asked for.
        jobs: usize,
        /// What the system said.
        reason: String,
    },
}
