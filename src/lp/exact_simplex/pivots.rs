//! The simplex method from a nearly optimal basis, on exact numbers.
//!
//! Primal and dual solutions, rates and tableau rows are exact at every basis; only the choice
//! among candidates looks at their roundings, so no error accumulates and signs are never wrong.

use std::time::Instant;

use super::advice::{Advice, Adviser};
use super::basis::{Basis, Reached};
use super::corner::Corner;
use super::steps::{Search, Step};
use super::units::signed_costs;
use crate::lp::certificate::Vector;
use crate::lp::program::Scaled;
use crate::lp::work::Work;

/// How a run of pivots ended.
pub(in crate::lp) enum Outcome {
    /// The corner is optimal, with its basis.
    Optimal { corner: Box<Corner>, at: Basis },
    /// The variables' rates along a direction that improves without end from a feasible corner.
    Unbounded { corner: Box<Corner>, ray: Vector },
    /// Row prices that exclude feasibility.
    Infeasible(Vector),
    /// Time or pivots ran out; the last corner, if there is one.
    Unfinished(Option<Box<Corner>>),
}

/// Pivots from the basis of `start` until it is optimal, at most `limit` times; where costs are the
/// true ones, `adviser` is asked first. A variable that the float method found blocked is looked at
/// before anything else: its row may exclude feasibility.
///
/// A basis that is neither primal nor dual feasible is made dual feasible by shifting costs;
/// the dual method then makes it primal feasible, and the primal method finishes with the
/// true costs.
pub(in crate::lp) fn improve(
    program: &Scaled<'_>,
    start: Reached,
    limit: usize,
    adviser: &mut Adviser<'_>,
    work: &mut Work,
    deadline: Instant,
) -> Outcome {
    let true_costs = signed_costs(program);
    let mut search = Search::new(program, start.basis, &true_costs, deadline);
    let mut last = None;
    let mut blocked = start.blocked;
    let mut shifted = false;
    let (mut advice, mut pivots) = (Advice::new(), 0);
    for _ in 0..limit {
        let Some(corner) = Corner::new(program, &search.basis, &search.costs, deadline) else {
            return Outcome::Unfinished(last);
        };
        work.exact_bases += 1;
        let violations = corner.violations(program);
        let mut wrong = corner.wrong_prices(program, &search.basis);
        wrong.retain(|&(k, _)| !search.ignored[k]);
        let primal_feasible = violations.iter().all(|&v| v == 0.0);
        let suspect = blocked.take().filter(|&k| violations[k] != 0.0);
        let excluded = suspect.and_then(|k| search.exclusion(&corner, k, violations[k]));
        if let Some(prices) = excluded {
            return Outcome::Infeasible(prices);
        }
        if primal_feasible && shifted {
            search.restore_costs(&true_costs);
            shifted = false;
            advice.may_help = true;
            continue;
        }
        if primal_feasible && wrong.is_empty() {
            let corner = Box::new(corner);
            return Outcome::Optimal {
                corner,
                at: search.basis,
            };
        }
        if !shifted && advice.is_wanted(&violations, &wrong) {
            match adviser(&search.basis, &corner) {
                Some(better) if better.basis != search.basis => {
                    search.basis = better.basis;
                    blocked = better.blocked;
                    continue;
                }
                _ => advice.may_help = false,
            }
        }
        let moved = match primal_feasible {
            true => search.primal_step(&corner, &wrong),
            false => search.step_to_feasible(&corner, &violations, &wrong),
        };
        match moved {
            Some(Step::Moved) => {}
            Some(Step::Shifted) => shifted = true,
            Some(Step::Ray(rates)) => {
                let (corner, ray) = (Box::new(corner), search.ray_of(rates));
                return Outcome::Unbounded { corner, ray };
            }
            Some(Step::Contradiction(row)) => {
                return Outcome::Infeasible(search.prices_of(row));
            }
            None => return Outcome::Unfinished(Some(Box::new(corner))),
        }
        pivots += 1;
        work.exact_pivots += 1;
        advice.after_pivots(pivots);
        if !shifted {
            last = Some(Box::new(corner));
        }
    }
    Outcome::Unfinished(last)
}
