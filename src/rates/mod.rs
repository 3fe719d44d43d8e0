//! At which rate does a gap vanish? Candidate rates, log-log regression, model selection, and
//! simulation.
//!
//! | module | holds |
//! |---|---|
//! | [`observation`] | a gap at n samples with what is known of its error; refuses numerical floors |
//! | [`candidate`] | n^-1/2, (n log n)^-1/2, n^-1, e^(-cn), a free power, and curves of the caller's |
//! | [`regression`] | weighted least squares with intervals |
//! | [`selection`] | which candidate predicts the largest n from the smaller ones, and by what margin |
//! | [`settling`] | whether what a rate leaves tends to a constant |
//! | [`bracket`] | gaps known as intervals; whether every gap in them gives the same selection |
//! | [`constant`] | the constant of a rate, extrapolated to n = ∞ |
//! | [`monte_carlo`] | simulated means with standard errors, the same bytes on any number of threads |
//! | [`sampler`] | indices drawn from a table of probabilities |
//! | [`simulated_gap`] | the gap of a contract as it happens: best reply, draws, realised pay |
//! | [`tilting`] | gaps down to e^-10000 by importance sampling |

pub mod bracket;
pub mod candidate;
pub mod constant;
pub mod monte_carlo;
pub mod observation;
pub mod regression;
pub mod sampler;
pub mod selection;
pub mod settling;
pub mod simulated_gap;
pub mod tilting;

mod error;
#[cfg(test)]
mod tests;

pub use bracket::{Bracket, Certified, certify};
pub use candidate::{Rate, ReferenceCurve};
pub use error::RatesError;
pub use observation::{LogObservation, Observation, Series};
pub use selection::{Decision, Doubt, Selection, select, select_among};
