//! Linear contracts w = max(w_min, α + β·S/n) (T6): n·Δ_n → ½·h″(ū)·c′²/I.
//!
//! For an effort η with ū = U0 + c(η) and w̄ = h(ū), write the pay as w̄ + ω, ω = max(w_min − w̄, π
//! + σ·y), y the standardised count. Two equations fix (π, σ):
//! - participation E\[u(w̄+ω)] = ū, which with u(w̄+ω) = ū + u′(w̄)·ω − shortfall(ω) reads E\[ω] =
//!   E\[shortfall]/u′(w̄); that common value *is* the risk premium, so the premium is an
//!   expectation of non-negative terms;
//! - incentives E\[u(w̄+ω)·score] = c′, score = √(nI)·y.
//!
//! With few samples and an outside option near u(w_min) it can be cheaper to leave the annotator a
//! rent ρ (ū + ρ in place of ū in participation): limited liability then cuts less of the line. ρ >
//! 0 is searched where no line does without it or its price at the best of these says so; that is a
//! local look, and a better line with a large rent may be missed.
//!
//! The effort minimises premium + rent + first-best loss. It is a global best reply wherever the
//! check of [`best_reply`](super::best_reply) says so.

mod late;
mod line;
mod listed;
mod smooth;

pub(crate) use line::line_up_to;
use listed::Lines;
use smooth::{binding, replied, smooth};

use super::effort_point::EffortPoint;
use super::effort_search;
use super::first_best::FirstBest;
use super::reply_table::ReplyTable;
use super::{
    ContractError, KINK_EFFORT, KINKS_MATTER, LinearTerms, MAX_SAMPLES, SecondBest, Terms,
};
use crate::model::Model;
use crate::numerics::roots::find_root;

/// Precision of an effort, as a share of its bracket, in the second search: a relative 1e-10 of the
/// gap.
const COARSE_EFFORT: f64 = 1e-5;

/// Up to so many samples lines are searched by their rents and by their kinks; beyond, thousands of
/// counts make a search over rents last some seconds.
const RENTS_UP_TO: u64 = 20_000;

/// Gaps that agree to this are the same.
const SAME: f64 = 1e-9;

/// The best linear contract found on `samples` monitored samples.
///
/// Newton's method in (π, σ) first; with few samples, or where that finds no line, lines with
/// every count listed as well (`listed`), and where many samples say little lines whose pay begins
/// late (`late`).
pub fn solve(first_best: &FirstBest<'_>, samples: u64) -> Result<SecondBest, ContractError> {
    if !(1..=MAX_SAMPLES).contains(&samples) {
        return Err(ContractError::Samples { samples });
    }
    if samples > super::LISTED_SAMPLES {
        return with_many(first_best, samples);
    }
    let smooth = smooth(first_best, samples, binding(first_best, samples));
    // A line that leaves no rent need not begin to pay late.
    let no_rent = smooth.as_ref().is_ok_and(|found| found.gap.rent == 0.0);
    let found = by_counts(first_best, samples, smooth);
    if samples <= KINKS_MATTER || no_rent {
        return found;
    }
    cheaper(found, late::cheapest(first_best, samples))
}

/// The same with too many samples to list.
fn with_many(first_best: &FirstBest<'_>, samples: u64) -> Result<SecondBest, ContractError> {
    let binding = binding(first_best, samples);
    let rents_cost = binding
        .as_ref()
        .is_ok_and(|(_, pay)| pay.price_of_rent >= 0.0);
    let found = binding
        .clone()
        .and_then(|line| replied(first_best, samples, line));
    if rents_cost && found.is_ok() {
        return found;
    }
    // Lines that leave a rent may also be searched by their kink. Where counts are many that takes
    // less, and ends with lines that are as good.
    let late = late::cheapest(first_best, samples);
    if late.is_some() && samples > RENTS_UP_TO {
        return cheaper(found, late);
    }
    cheaper(smooth(first_best, samples, binding), late)
}

/// The late line, where it is cheaper than what else was found.
fn cheaper(
    found: Result<SecondBest, ContractError>,
    late: Option<SecondBest>,
) -> Result<SecondBest, ContractError> {
    match (found, late) {
        (Ok(other), Some(late)) if late.gap.total() < other.gap.total() * (1.0 - SAME) => Ok(late),
        (Err(_), Some(late)) => Ok(late),
        (found, _) => found,
    }
}

/// The same with what Newton's method found known.
fn by_counts(
    first_best: &FirstBest<'_>,
    samples: u64,
    smooth: Result<SecondBest, ContractError>,
) -> Result<SecondBest, ContractError> {
    let listed_up_to = if smooth.is_ok() {
        KINKS_MATTER
    } else {
        super::LISTED_SAMPLES
    };
    if samples > listed_up_to {
        return smooth;
    }
    // What is known already leaves few efforts to look at, and need not be found to every digit.
    let (bound, precision) = match &smooth {
        Ok(smooth) => (smooth.gap.total(), COARSE_EFFORT),
        Err(_) => (f64::INFINITY, 1e-2 * COARSE_EFFORT),
    };
    let table = ReplyTable::new(first_best.model(), samples)?;
    let Ok(Some(rough)) = listed(first_best, &table, bound, precision, None) else {
        return smooth;
    };
    // The terms of the smooth search are right to a few roundings more.
    match smooth {
        Ok(smooth) if rough.gap.total() >= smooth.gap.total() * (1.0 - SAME) => Ok(smooth),
        _ => {
            let (near, bound) = (Some(&rough.point), rough.gap.total());
            let fine = listed(first_best, &table, bound, KINK_EFFORT, near);
            Ok(fine.ok().flatten().unwrap_or(rough))
        }
    }
}

/// The line w = max(w_min, α + β·S/n) as a contract for the annotator's best reply next to
/// `effort`; `None` where there is none so near.
pub(crate) fn as_contract(
    first_best: &FirstBest<'_>,
    samples: u64,
    line: [f64; 2],
    effort: f64,
) -> Option<SecondBest> {
    /// How far the best reply is looked for, as shares of the effort.
    const REACHES: [f64; 4] = [1e-8, 1e-6, 1e-4, 1e-2];
    let model = first_best.model();
    let table = ReplyTable::new(model, samples).ok()?;
    let at = |effort: f64| first_best.at(effort - first_best.effort());
    let rise = |effort: f64| {
        let lines = Lines::new(&table, &at(effort));
        lines.map_or(f64::NAN, |lines| lines.rise(line))
    };
    let reply = if effort >= 1.0 {
        Some(1.0)
    } else {
        REACHES.iter().find_map(|share| {
            let (low, high) = (effort * (1.0 - share), (effort * (1.0 + share)).min(1.0));
            find_root(rise, low, high, 0.0).ok()
        })
    };
    let point = at(reply?);
    let lines = Lines::new(&table, &point).ok()?;
    let (gap, terms) = lines.contract(&lines.of(line));
    Some(SecondBest {
        samples,
        point,
        gap,
        terms: Terms::Linear(terms),
    })
}

/// A bonus as linear pay, where it is that: on one sample, and for agreement on every sample on top
/// of the minimum wage.
pub(crate) fn from_bonus(model: &Model, bonus: SecondBest) -> Option<SecondBest> {
    let Terms::Binary(terms) = &bonus.terms else {
        return None;
    };
    let at_floor = terms.base_utility == model.minimum_utility();
    let every = terms.rule.threshold() == bonus.samples && terms.rule.randomisation() == 0.0;
    if !(every && (at_floor || bonus.samples == 1)) {
        return None;
    }
    let samples = bonus.samples as f64;
    let terms = Terms::Linear(LinearTerms {
        intercept: terms.base_wage - terms.bonus * (samples - 1.0),
        slope: terms.bonus * samples,
        floor: model.minimum_wage(),
    });
    Some(SecondBest { terms, ..bonus })
}

/// The best line with every count listed; next to an effort known already, or over all of them.
fn listed(
    first_best: &FirstBest<'_>,
    table: &ReplyTable<'_>,
    bound: f64,
    precision: f64,
    known: Option<&EffortPoint>,
) -> Result<Option<SecondBest>, ContractError> {
    const STEPS: u32 = 16;
    /// How far a coarse search may be off, as a share of the range.
    const REACH: f64 = 100.0 * COARSE_EFFORT;
    let cost = |point: &EffortPoint| Some(Lines::new(table, point).ok()?.cheapest()?.cost());
    let bound = bound.min(first_best.flat_loss());
    let found = match known {
        None => effort_search::least_gap(first_best, bound, STEPS, precision, cost)?,
        Some(near) => effort_search::sharpened(first_best, near, bound, REACH, precision, cost)?,
    };
    let Some(found) = found else {
        return Ok(None);
    };
    let lines = Lines::new(table, &found.point)?;
    Ok(lines.cheapest().map(|line| {
        let (gap, terms) = lines.contract(&line);
        SecondBest {
            samples: table.samples(),
            point: found.point,
            gap,
            terms: Terms::Linear(terms),
        }
    }))
}
