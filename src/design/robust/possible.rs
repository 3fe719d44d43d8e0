//! A model that may be the right one, and the worst of several under terms as they stand.

use super::kept::Kept;
use crate::contract::ContractError;
use crate::design::posted::Posted;
use crate::design::posted::reply::{Reply, best_reply};
use crate::model::Model;
use crate::numerics::map_ordered;

/// A model that may be the right one.
#[derive(Debug)]
pub struct Possible<L> {
    /// Which.
    pub label: L,
    /// Where it lies in the box.
    pub numbers: Vec<f64>,
    /// The model.
    pub model: Model,
    /// What the company's payoff is compared with: 0, or what it could be in this model.
    pub instead: f64,
    /// Where to look for its replies.
    pub kept: Kept,
}

/// The model that brings the company least among those seen, and what it brings. A model whose
/// annotator does not accept brings −∞; of several such the one furthest from accepting.
pub fn worst_of<L: Sync>(
    models: &[Possible<L>],
    seen: &[usize],
    posted: &Posted,
) -> Result<(f64, usize), ContractError> {
    let replies = map_ordered(seen, |place| {
        let model = &models[*place].model;
        let mut reply = best_reply(model, posted)?;
        reply.payoff -= models[*place].instead;
        Ok((model, reply))
    })
    .into_iter()
    .collect::<Result<Vec<_>, ContractError>>()?;
    let (worst, index) = worst_of_replies(&replies);
    Ok((worst, seen[index]))
}

/// The least payoff among replies and where; refused: −∞, of several such the one furthest from
/// accepting.
pub(super) fn worst_of_replies(replies: &[(&Model, Reply)]) -> (f64, usize) {
    let mut worst = (f64::INFINITY, 0);
    let mut furthest = 0.0;
    for (index, (model, reply)) in replies.iter().enumerate() {
        let surplus = reply.utility - model.reservation();
        let refused = surplus < -1e-12 * (1.0 + model.reservation().abs());
        if refused && surplus < furthest {
            furthest = surplus;
            worst = (f64::NEG_INFINITY, index);
        } else if reply.payoff < worst.0 {
            worst = (reply.payoff, index);
        }
    }
    worst
}
