//! What an annotator does under posted pay, and what the company gets: estimates in double
//! precision.

use super::Posted;
use super::looks::Looks;
use crate::contract::ContractError;
use crate::model::Model;

pub use super::worth::{Reply, expected, utility};

/// The annotator's best reply to terms.
pub fn best_reply(model: &Model, posted: &Posted) -> Result<Reply, ContractError> {
    Looks::of(model, posted)?.best_reply(model, posted)
}
