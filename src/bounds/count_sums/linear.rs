//! Linear contracts with few samples from above: the line that meets both constraints exactly next
//! to the estimate.

use super::counted::Counted;
use super::line::{Lines, Piece};
use super::payoff::is_best_reply;
use crate::bounds::EnclosedModel;
use crate::bounds::regimes::LINES_LISTED;
use crate::contract::{FirstBest, SecondBest};
use crate::numerics::Interval;

/// The gap of the line of the estimate's effort, from above, once its incentives are proved.
pub fn linear_gap(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
) -> Option<f64> {
    if contract.samples > LINES_LISTED {
        return None;
    }
    let effort = contract.point.effort;
    let lines = Lines::near(first_best, economy, contract);
    let piece = Piece::new(economy, contract.samples, Interval::point(effort))?;
    let pay = lines.enclose(&piece)?;
    let utilities = (0..=contract.samples as usize).map(|k| lines.utility(&pay, k));
    let schedule = Counted::new(utilities.collect::<Option<_>>()?);
    if !is_best_reply(economy, effort, &schedule, &piece.law)? {
        return None;
    }
    let gap = lines.gap(effort, &piece.law, &pay)?;
    gap.is_bounded().then_some(gap.upper())
}
