//! The best contract of all: any pay for each count (T7), computed in two independent ways.
//!
//! - [`dual`]: for a given effort the problem min E\[h(v(S))] over utilities v ≥ u(w_min) with
//!   participation and incentives is convex; its dual is concave in as many prices as constraints,
//!   and Newton's method on them costs one pass over the outcomes that matter. Any prices give a
//!   valid lower bound.
//! - [`program`]: the same problem as a linear program for any LP backend, in the premium itself,
//!   with tangents and deviations added where the solution sits.
//!
//! Pay on the count suffices: the count is a sufficient statistic of the list of signals and h is
//! convex.

mod cells;
pub mod dual;
mod listed;
mod pricer;
pub(super) mod prices;
pub mod program;
pub(super) mod terms;
mod warm;

pub(super) use listed::cheapest_grouped;
pub(crate) use pricer::Pricer;
pub use prices::Prices;
pub(crate) use terms::EffortPrices;
pub use terms::{DeviationPrice, GeneralTerms};

use super::best_reply;
use super::effort_point::EffortPoint;
use super::effort_search;
use super::first_best::FirstBest;
use super::reply_table::ReplyTable;
use super::{ContractError, MAX_SAMPLES, SecondBest, Terms};
use crate::model::Model;
use std::rc::Rc;

/// Rounds of adding the most tempting deviation before giving up; each removes one local maximum of
/// the annotator's payoff, which has at most a few.
const DEVIATION_ROUNDS: usize = 24;

/// The same where every round searches over efforts anew, a second or so where limited liability
/// holds at most counts.
const PRICE_ROUNDS: usize = 8;

/// The best contract on `samples` monitored samples, by the dual.
///
/// First the local incentive constraint alone; if the best reply to the result is another effort,
/// that deviation becomes a constraint with its own price, until none is left.
pub fn solve(first_best: &FirstBest<'_>, samples: u64) -> Result<SecondBest, ContractError> {
    if !(1..=MAX_SAMPLES).contains(&samples) {
        return Err(ContractError::Samples { samples });
    }
    let model = first_best.model();
    if !model.utility().strictly_concave() {
        return Err(ContractError::NotImplementable {
            contract: "general",
            samples,
            reason: "the dual needs a strictly concave utility (with a risk-neutral annotator ask for the linear contract)".to_owned(),
        });
    }
    if samples <= super::KINKS_MATTER {
        return listed_counts(first_best, samples);
    }
    match by_prices(first_best, samples, WORK) {
        Err(_) if samples <= super::LISTED_SAMPLES => listed_counts(first_best, samples),
        found => found,
    }
}

/// Weights that the search with every count listed sums over before it ends in what it has found.
const LISTED_WORK: usize = 15_000_000;

/// The same for one effort; a tenth of it is usual.
const EFFORT_WORK: usize = 3_000_000;

/// Counts that may be summed over to make the prices of one effort right to a rounding; where it
/// succeeds a tenth of it is enough.
const SHARPENING_WORK: usize = 50_000;

/// Efforts tried beside the best one, in the order of their cost.
const NUDGES: [f64; 7] = [0.0, 1e-11, -1e-11, 1e-10, -1e-10, 1e-9, -1e-9];

/// The best pay with every count listed.
fn listed_counts(first_best: &FirstBest<'_>, samples: u64) -> Result<SecondBest, ContractError> {
    const STEPS: u32 = 24;
    let model = first_best.model();
    let table = Rc::new(ReplyTable::new(model, samples)?);
    let tempting = std::cell::RefCell::new(Vec::new());
    let work = std::cell::Cell::new(LISTED_WORK);
    let pricer = std::cell::RefCell::new(Pricer::of(Rc::clone(&table)));
    let cost = |point: &EffortPoint| {
        // Newton's method from the prices of an effort beside it takes a tenth of the time.
        let by_prices = pricer.borrow_mut().cost(point);
        by_prices.or_else(|| {
            let pay = listed::cheapest(&table, point, &mut tempting.borrow_mut(), &work);
            let pay = pay.ok()??;
            pricer.borrow_mut().learn(point, &pay);
            Some(pay.cost)
        })
    };
    let none = || ContractError::NotImplementable {
        contract: "general",
        samples,
        reason: "the flat wage serves the company better than any pay that was found".to_owned(),
    };
    let flat = first_best.flat_loss();
    let precision = super::SHARP_EFFORT;
    let found =
        effort_search::least_gap(first_best, flat, STEPS, precision, cost)?.ok_or_else(none)?;
    // Where participation or limited liability just stops to bind the prices are not unique; an
    // effort beside it has its own, at a cost that differs by as little.
    let beside = |nudge: &f64| -> Option<SecondBest> {
        let change = found.point.change + nudge;
        let point = match nudge {
            0.0 => found.point,
            _ => Some(first_best.at(change)).filter(|p| 0.0 < p.effort && p.effort < 1.0)?,
        };
        // The search may have left no work: one effort has its own.
        let work = std::cell::Cell::new(EFFORT_WORK);
        let pay = listed::cheapest(&table, &point, &mut Vec::new(), &work).ok()??;
        sharpened(first_best, samples, &point, pay)
    };
    if let Some(contract) = NUDGES.iter().find_map(beside) {
        return Ok(contract);
    }
    // Prices that Newton's method does not reach from here: start it from those of an effort beside
    // it, or from none.
    replied(model, &mut pricer.borrow_mut(), &found.point)
        .map_or_else(|| by_prices(first_best, samples, LAST_WORK), Ok)
}

/// The best pay for one effort, under which no other effort gains more than a rounding: where one
/// does, tempting efforts are to do worse by as much. `None` where that costs more than the error
/// of an estimate.
fn replied(model: &Model, pricer: &mut Pricer<'_>, point: &EffortPoint) -> Option<SecondBest> {
    const ROUNDS: usize = 3;
    const DEARER: f64 = 1e-8;
    let (mut margin, mut most) = (0.0, f64::INFINITY);
    for _ in 0..ROUNDS {
        let (contract, _) = pricer.best_pay(point, margin)?;
        if contract.gap.total() > most {
            return None;
        }
        most = most.min(contract.gap.total() * (1.0 + DEARER));
        let deviation = best_reply::best_deviation(model, &contract).ok()?;
        if deviation.gain <= best_reply::tolerance(&contract) {
            return Some(contract);
        }
        margin += 2.0 * deviation.gain;
    }
    None
}

/// The pay of the interior point method with prices right to a rounding and every tempting effort
/// where the annotator's payoff really peaks, so that no deviation gains more than a rounding.
/// `None` where Newton's method does not get there.
fn sharpened(
    first_best: &FirstBest<'_>,
    samples: u64,
    point: &EffortPoint,
    mut pay: listed::ListedPay,
) -> Option<SecondBest> {
    /// Tempting efforts this close, and within a factor of 2, stand for one peak of the annotator's
    /// payoff.
    const ONE_PEAK: f64 = 0.02;
    let model = first_best.model();
    let work = std::cell::Cell::new(SHARPENING_WORK);
    for _ in 0..DEVIATION_ROUNDS {
        let Some(solved) = dual::polish(model, samples, point, &pay, &work) else {
            // Two tempting efforts on one peak leave the system without a unique solution.
            let least = (0..pay.deviations.len()).min_by(|a, b| {
                let price = |at: &usize| pay.deviations[*at].price;
                price(a).total_cmp(&price(b))
            })?;
            pay.deviations.remove(least);
            continue;
        };
        let contract = contract_of(samples, *point, &solved);
        let deviation = best_reply::best_deviation(model, &contract).ok()?;
        if deviation.gain <= best_reply::tolerance(&contract) {
            return Some(contract);
        }
        pay.participation_shift = solved.participation_shift;
        pay.incentive_price = solved.incentive_price;
        pay.deviations = solved.deviations;
        let same = |other: &DeviationPrice| {
            let (low, high) = (
                other.effort.min(deviation.effort),
                other.effort.max(deviation.effort),
            );
            high - low < ONE_PEAK && high <= 2.0 * low
        };
        let price = pay.deviations.iter().filter(|other| same(other));
        let price = price.map(|other| other.price).sum();
        pay.deviations.retain(|other| !same(other));
        pay.deviations.push(DeviationPrice {
            effort: deviation.effort,
            price,
        });
    }
    None
}

/// A solution of the dual as a contract.
fn contract_of(samples: u64, point: EffortPoint, solved: &dual::Implementation) -> SecondBest {
    SecondBest {
        samples,
        point,
        gap: solved.gap(point.loss),
        terms: Terms::General(GeneralTerms {
            participation_shift: solved.participation_shift,
            incentive_price: solved.incentive_price,
            deviations: solved.deviations.clone(),
            duality_gap: solved.duality_gap,
        }),
    }
}

/// Counts that a search by prices sums over before it gives up: a second or two.
const WORK: usize = 3_000_000;

/// The same where the search with every count listed has found no prices that are right to a
/// rounding: where this one does it soon does.
const LAST_WORK: usize = 300_000;

/// The best pay by prices: local incentives first, then tempting efforts one by one.
fn by_prices(
    first_best: &FirstBest<'_>,
    samples: u64,
    work: usize,
) -> Result<SecondBest, ContractError> {
    let model = first_best.model();
    let mut deviations: Vec<f64> = Vec::new();
    let work = std::cell::Cell::new(work);
    for _ in 0..PRICE_ROUNDS {
        let cost = |point: &EffortPoint| {
            dual::implement_within(model, samples, point, &deviations, &work)
                .map(|solved| solved.cost())
        };
        // A look into every valley is for the local incentives; once deviations have prices it
        // costs too much.
        let change = super::best_change(
            first_best,
            samples,
            "general",
            super::SHARP_EFFORT,
            deviations.is_empty(),
            cost,
        )?;
        let point = first_best.at(change);
        let solved = dual::implement(model, samples, &point, &deviations)?;
        let contract = contract_of(samples, point, &solved);
        let deviation = best_reply::best_deviation(model, &contract)?;
        if deviation.gain <= best_reply::tolerance(&contract) {
            return Ok(contract);
        }
        deviations.push(deviation.effort);
    }
    Err(ContractError::NotImplementable {
        contract: "general",
        samples,
        reason: format!("{PRICE_ROUNDS} tempting deviations were excluded and another remains"),
    })
}
