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
    /// A model can be off by a share.
    #[error("a model is off by a share of {written}; allowed: above 0 and below 1")]
    Share {
        /// What was asked.
        written: f64,
    },
    /// A loss to stay within is money.
    #[error("a loss of {written} is to be met; allowed: a finite amount of money above 0")]
    Loss {
        /// What was asked.
        written: f64,
    },
    /// Tables of counts end somewhere.
    #[error("a pool on {samples} checked labels; allowed: from 1 to {most}")]
    PoolSamples {
        /// What was asked.
        samples: u64,
        /// The most.
        most: u64,
    },
    /// A budget is money.
    #[error("a budget of {written} for the team; allowed: a finite amount of money above 0")]
    TeamBudget {
        /// What was asked.
        written: f64,
    },
    /// No terms serve a pool.
    #[error(
        "no terms were found with which the pool brings the company more than nothing; allowed: another --contract, more --samples or a larger --team-budget"
    )]
    NoTermsForPool,
    /// A choice is among something.
    #[error("no class of contracts was named; allowed: one or more")]
    NoClass,
    /// No number of samples meets a loss.
    #[error("no {contract} contract with at most {most} samples loses as little as {loss}")]
    Unattainable {
        /// The class of contracts.
        contract: &'static str,
        /// What was asked.
        loss: f64,
        /// The most samples looked at.
        most: u64,
    },
    /// Flat pay does as well.
    #[error(
        "flat pay of {wage} without any check loses {flat}, which is within {loss}; allowed: a smaller loss"
    )]
    NoneNeeded {
        /// What was asked.
        loss: f64,
        /// What flat pay loses.
        flat: f64,
        /// The outside wage.
        wage: f64,
    },
    /// Monitoring is too dear.
    #[error(
        "no number of labels is worth checking at {cost} each: flat pay of {wage} is best; allowed: a price below {most}"
    )]
    TooDear {
        /// Money per sample.
        cost: f64,
        /// The outside wage.
        wage: f64,
        /// The price below which some number of samples pays for itself.
        most: f64,
    },
    /// Incentives cost more than they bring.
    #[error(
        "on {samples} samples no {contract} contract was found that beats flat pay of {wage}; allowed: more samples, another contract, or flat pay"
    )]
    FlatIsBest {
        /// The class of contracts.
        contract: &'static str,
        /// Samples of each annotator.
        samples: u64,
        /// The outside wage.
        wage: f64,
    },
    /// Rounding spoils the contract.
    #[error(
        "no {contract} contract {} does what it is meant to and beats flat pay; allowed: {}",
        match .unit {
            Some(unit) => format!("in whole units of {unit}"),
            None => "with amounts of some fifteen digits".to_owned(),
        },
        match .unit {
            Some(_) => "a finer unit",
            None => "a model in which care is worth more than the roundings of its pay",
        }
    )]
    Unpostable {
        /// The class of contracts.
        contract: &'static str,
        /// The unit that was asked for, if one was.
        unit: Option<f64>,
    },
    /// Rounded terms could not be shown to meet a loss.
    #[error(
        "rounded terms of a {contract} contract were not shown to lose as little as {loss}; allowed: a larger loss, or a finer unit"
    )]
    Unshown {
        /// The class of contracts.
        contract: &'static str,
        /// What was asked.
        loss: f64,
    },
    /// The box is too large.
    #[error(
        "no {contract} contract near the designed one is accepted by every model off by up to {share}; allowed: a smaller share"
    )]
    NotRobust {
        /// The class of contracts.
        contract: &'static str,
        /// How far off.
        share: f64,
    },
    /// Nothing near the designed terms serves all of a model's ranges.
    #[error(
        "no terms of this kind were found that serve all of the model's ranges; allowed: narrower ranges, more samples, or `--point` for terms of the stated values alone"
    )]
    NoTermsForRanges,
    /// A contract could not be computed.
    #[error(transparent)]
    Contract(#[from] ContractError),
    /// A numerical routine refused its input.
    #[error(transparent)]
    Numerics(#[from] NumericsError),
}
