//! Why a design could not be made.

use crate::contract::ContractError;
use crate::numerics::NumericsError;
use thiserror::Error;

/// Why a design could not be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DesignError {
    /// A monitored sample must cost something.
    #[error("a monitored sample costs {written}; allowed: a finite amount of money above 0")]
    SampleCost {
        /// What was asked.
        written: f64,
    },
    /// Money is rounded to something.
    #[error("money is rounded to units of {written}; allowed: a finite amount above 0")]
    Unit {
        /// What was asked.
        written: f64,
    },
    /// A contract could not be computed.
    #[error(transparent)]
    Contract(#[from] ContractError),
    /// A numerical routine refused its input.
    #[error(transparent)]
    Numerics(#[from] NumericsError),
}
