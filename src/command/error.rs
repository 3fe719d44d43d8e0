//! Everything that can end a subcommand early, with its exit status.

use crate::contract::ContractError;
use crate::input::{InputError, SampleGridError};
use thiserror::Error;

/// Why a subcommand ended early.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CommandError {
    /// A file was wrong.
    #[error(transparent)]
    Input(#[from] InputError),
    /// `--samples` was wrong.
    #[error("--samples: {0}")]
    Samples(#[from] SampleGridError),
    /// A list where one number of samples is needed.
    #[error("--samples: {written:?} names several sample sizes; allowed: one whole number")]
    OneSampleSize {
        /// What was written.
        written: String,
    },
    /// The contract asked for does not exist, or could not be computed.
    #[error(transparent)]
    Contract(#[from] ContractError),
    /// Labels could not be read or assessed.
    #[error(transparent)]
    Assess(#[from] super::assess::Error),
    /// Labels could not be simulated.
    #[error(transparent)]
    Simulate(#[from] super::simulate::Error),
    /// Stdout could not be written.
    #[error("cannot write to stdout: {0}")]
    Stdout(std::io::Error),
}

impl CommandError {
    /// 2 where the input is at fault, 1 where the computation is.
    pub fn status(&self) -> u8 {
        match self {
            Self::Contract(ContractError::NotConverged { .. } | ContractError::Program(_))
            | Self::Stdout(_) => 1,
            _ => 2,
        }
    }
}
