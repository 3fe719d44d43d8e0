//! At which rate does a gap vanish? Candidate rates, log-log regression, model selection, and simulation.
//!
//! | module | holds |
//! |---|---|
//! | [`observation`] | a gap at n samples with what is known of its error; refuses numerical floors |
//! | [`candidate`] | n^-1/2, (n log n)^-1/2, n^-1, e^(-cn) and a free power |
//! | [`regression`] | weighted least squares with intervals |
//! | [`selection`] | which candidate predicts the largest n from the smaller ones, and by what margin |
//! | [`constant`] | the constant of a rate, extrapolated to n = ∞ |
//! | [`monte_carlo`] | simulated means with standard errors, the same bytes on any number of threads |
//! | [`simulated_gap`] | the gap of a contract as it happens: best reply, draws, realised pay |

pub mod candidate;
pub mod constant;
pub mod monte_carlo;
pub mod observation;
pub mod regression;
pub mod selection;
pub mod simulated_gap;

mod error;

pub use candidate::Rate;
pub use error::RatesError;
pub use observation::{Observation, Series};
pub use selection::{Decision, Selection, select};
