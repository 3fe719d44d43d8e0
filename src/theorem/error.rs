//! Why evidence could not be gathered.

use crate::contract::ContractError;
use crate::input::InputError;
use crate::rates::RatesError;
use crate::rates::simulated_gap::SimulationError;
use thiserror::Error;

/// Why evidence could not be gathered.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TheoremError {
    /// A parameter or model file was wrong.
    #[error(transparent)]
    Input(#[from] InputError),
    /// A contract could not be computed.
    #[error("{instance}: {error}")]
    Contract {
        /// The model.
        instance: String,
        /// What went wrong.
        error: ContractError,
    },
    /// A number of samples could not be chosen.
    #[error("{instance}: {error}")]
    Design {
        /// The model.
        instance: String,
        /// What went wrong.
        error: crate::design::DesignError,
    },
    /// A rate could not be fitted.
    #[error("{instance}: {error}")]
    Rates {
        /// The model.
        instance: String,
        /// What went wrong.
        error: RatesError,
    },
    /// A gap could not be simulated.
    #[error("{instance}: {error}")]
    Simulation {
        /// The model.
        instance: String,
        /// What went wrong.
        error: SimulationError,
    },
    /// A number could not be computed.
    #[error(transparent)]
    Numerics(#[from] crate::numerics::NumericsError),
    /// Labels could not be assessed.
    #[error(transparent)]
    Assess(#[from] crate::annotation::question::AssessError),
    /// A reward model could not be fitted.
    #[error(transparent)]
    Reward(#[from] crate::annotation::reward::NotConverged),
    /// A theorem was asked for a model that breaks one of its assumptions.
    #[error("{instance}: {theorem} assumes {assumption}")]
    Assumption {
        /// The theorem.
        theorem: &'static str,
        /// The model.
        instance: String,
        /// What it assumes.
        assumption: &'static str,
    },
    /// A grid of efforts that is none.
    #[error("steps: {step} gives no grid of efforts: {problem}")]
    Grid {
        /// The step.
        step: f64,
        /// What is wrong with it.
        problem: String,
    },
}
