//! From a model to a contract one can sign: how many labels to monitor, and which pay.
//!
//! | question | module |
//! |---|---|
//! | what a number of samples costs in all, and the best number (C9) | [`budget`] |
//! | which class of contracts, on samples, within a loss or at a price | [`choice`] |
//! | the asymptotic best number and loss (C9) | [`asymptote`] |
//! | proof that no contract and no number of samples does better (C9) | [`every_contract`] |
//! | terms in rounded money, and what is proved of them | [`posted`] |
//! | today's practice next to them | [`practice`] |
//! | what they do where the model is off | [`variation`] |
//! | terms for the worst case over a box of models | [`robust`] |
//! | terms proved for a box of models, and where they break | [`ranges`] |
//! | one sheet for annotators who differ | [`pool`] |
//! | what is due to whom by posted terms | [`pay`] |
//! | ordinary checks or sentinels, where labels are copied from an assistant | [`sentinels`] |
//! | a model from answers in money and time | [`answers`] |
//! | the cost of care from what was seen under different pay | [`observed`] |
//! | all of it on one sheet | [`sheet`] |
//!
//! Contracts know nothing of this room; it only combines what they offer.

pub mod answers;
pub mod asymptote;
pub mod budget;
pub mod choice;
pub mod every_contract;
pub mod observed;
pub mod pay;
pub mod pool;
pub mod posted;
pub mod practice;
pub mod ranges;
pub mod robust;
pub mod sentinels;
pub mod sheet;
pub mod variation;

mod error;
mod sample_cost;

pub use asymptote::Asymptote;
pub use budget::{BestSamples, best_samples, least_samples, within_a_percent};
pub use error::DesignError;
pub use sample_cost::SampleCost;
pub use sheet::{RobustSheet, Sheet};
