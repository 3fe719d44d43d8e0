//! Contracts: a model and a number of monitored samples in, the best pay of a class and its gap to
//! the first best out.
//!
//! | class | module | gap as n grows |
//! |---|---|---|
//! | any effort seen | [`first_best`] | 0 by definition |
//! | base wage and bonus at a threshold | [`binary`] | K_bin/√(n log n) (T5) |
//! | base wage and L bonuses at L thresholds | [`tiered`] | between (T9) |
//! | w = max(w_min, α + β·S/n) | [`linear`] | K_lin/n (T6) |
//! | any function of an outcome from a table | [`table`] | – |
//! | lotteries over wages, any utility of wage and effort | [`lottery`] | – |
//! | any function of the count | [`general`] | K_lin/n (T7) |
//!
//! The gap is never a difference of payoffs: see [`GapParts`]. The solvers give estimates in double
//! precision, each with a statement of where its error comes from; [`bounds`](crate::bounds) turns
//! them into proved brackets.

pub mod best_reply;
pub mod binary;
pub mod constants;
pub mod discrete;
pub mod first_best;
pub mod general;
pub mod linear;
pub mod lottery;
pub mod lp_families;
pub mod outcomes;
pub mod table;
pub mod tiered;
pub mod view;

mod best_change;
mod certain;
mod class;
mod counted_pay;
mod effort_point;
mod effort_search;
mod error;
mod flat;
mod gap;
mod reply_table;
mod risk_neutral;
mod solve;
mod terms;

pub use class::{Class, Threshold, UnknownClass};
pub use effort_point::EffortPoint;
pub use error::{ContractError, MAX_OUTCOMES, MAX_SAMPLES, MAX_TIERS};
pub use first_best::FirstBest;
pub use gap::{GAP_ERROR, GapParts, TwoPointPay};
pub use general::{DeviationPrice, GeneralTerms};
pub use terms::{BinaryTerms, LinearTerms, Schedule, SecondBest, Terms, Tier, TieredTerms};

use best_change::{KINK_EFFORT, KINKS_MATTER, LISTED_SAMPLES, SHARP_EFFORT, best_change};
