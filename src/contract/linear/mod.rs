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
//! check of [`best_reply`] says so.

mod late;
mod line;
mod listed;

pub(crate) use line::line_up_to;
use line::{Pay, line};
use listed::Lines;

use super::best_reply;
use super::effort_search;
use super::first_best::{EffortPoint, FirstBest};
use super::gap::GapParts;
use super::reply_table::ReplyTable;
use super::{ContractError, KINKS_MATTER, LinearTerms, MAX_SAMPLES, SecondBest, Terms};
use crate::model::Model;
use crate::numerics::roots::{find_root, minimise};

/// Largest p·u′ of a count: pay of order 1 is right to some 1e-15, which this makes 1e-12 of
/// utility at the most.
const STEEPEST: f64 = 300.0;

/// Precision of an effort, as a share of its bracket, in the second search: a relative 1e-10 of the
/// gap.
const COARSE_EFFORT: f64 = 1e-5;

/// Precision of an effort with few samples, as a share of its bracket. Where a count comes to the
/// floor, or participation stops to bind, the gap has a kink, at which an error of the effort is one
/// of the gap.
const KINK_EFFORT: f64 = 1e-13;

/// Gaps that agree to this are the same.
const SAME: f64 = 1e-9;

/// Residual beyond which a line is not taken for the best one.
const ROUGH: f64 = 1e-13;

/// Efforts tried, as shares of the best one beside it, where another effort does better under its
/// line.
const NUDGES: [f64; 6] = [-1e-6, 1e-6, -1e-4, 1e-4, -1e-2, 1e-2];

/// Rents tried before the least cost between two of them is sought.
const RENTS: u32 = 8;

/// What finds pay for an effort.
type Implementer = fn(&Model, u64, &EffortPoint) -> Result<Pay, ContractError>;

/// The best linear contract found on `samples` monitored samples.
///
/// Newton's method in (π, σ) first; with few samples, or where that finds no line, lines with
/// every count listed as well (`listed`), and where many samples say little lines whose pay begins
/// late (`late`).
pub fn solve(first_best: &FirstBest<'_>, samples: u64) -> Result<SecondBest, ContractError> {
    if !(1..=MAX_SAMPLES).contains(&samples) {
        return Err(ContractError::Samples { samples });
    }
    let smooth = smooth(first_best, samples);
    // A line that leaves no rent need not begin to pay late.
    let no_rent = smooth.as_ref().is_ok_and(|found| found.gap.rent == 0.0);
    if samples <= KINKS_MATTER || no_rent {
        return by_counts(first_best, samples, smooth);
    }
    let gap = |found: &SecondBest| found.gap.total();
    let others = by_counts(first_best, samples, smooth);
    match (others, late::cheapest(first_best, samples)) {
        (Ok(other), Some(late)) if gap(&late) < gap(&other) * (1.0 - SAME) => Ok(late),
        (Err(_), Some(late)) => Ok(late),
        (others, _) => others,
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

/// The line w = max(w_min, α + β·S/n) as a contract for the annotator's best reply next to `effort`;
/// `None` where there is none so near.
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

/// The best line by Newton's method on the equations of the line.
fn smooth(first_best: &FirstBest<'_>, samples: u64) -> Result<SecondBest, ContractError> {
    let model = first_best.model();
    let search = |pay: Implementer, every_valley: bool| -> Result<_, ContractError> {
        let precision = if samples < KINKS_MATTER {
            KINK_EFFORT
        } else {
            super::SHARP_EFFORT
        };
        // A count next to the floor may make utility feel every rounding of the terms; on the other
        // side of the floor there is a line as good as that.
        let fine = |pay: Pay| {
            let rough = pay.steepest > STEEPEST || pay.residual > ROUGH;
            if samples < KINKS_MATTER && rough {
                return Err(ContractError::NotConverged {
                    what: "a line next to the minimum wage",
                    samples,
                    residual: pay.residual,
                    iterations: 0,
                });
            }
            Ok(pay)
        };
        let cost = |point: &EffortPoint| {
            pay(model, samples, point)
                .and_then(fine)
                .map(|pay| pay.cost())
        };
        let change =
            super::best_change(first_best, samples, "linear", precision, every_valley, cost)?;
        let point = first_best.at(change);
        let pay = pay(model, samples, &point).and_then(fine)?;
        Ok((point, pay))
    };
    let total = |found: &(EffortPoint, Pay)| found.0.loss + found.1.cost();
    let (point, pay) = match search(implement, false) {
        Ok(binding) if binding.1.price_of_rent >= 0.0 && samples >= KINKS_MATTER => binding,
        // Limited liability cuts deep, and the cost of an effort may have several valleys.
        binding => match (binding, search(cheapest, true)) {
            (Ok(a), Ok(b)) if total(&a) <= total(&b) => a,
            (a, b) => b.or(a)?,
        },
    };
    let found = as_second_best(model, samples, point, &pay);
    let Err(refused) = best_reply::require(model, &found) else {
        return Ok(found);
    };
    // Another effort does better there. One next to it may be its own best reply, at a gap that
    // hardly differs.
    let beside = |share: &f64| {
        let change = point.change + share * point.effort;
        let point = first_best.at(change);
        if !(0.0 < point.effort && point.effort < 1.0) {
            return None;
        }
        let pay = cheapest(model, samples, &point).ok()?;
        let beside = as_second_best(model, samples, point, &pay);
        best_reply::require(model, &beside).ok()?;
        Some(beside)
    };
    NUDGES.iter().find_map(beside).ok_or(refused)
}

/// The pay of an effort as a contract.
fn as_second_best(model: &Model, samples: u64, point: EffortPoint, pay: &Pay) -> SecondBest {
    let (n, q) = (samples as f64, point.agreement);
    // σ·y = β·(S/n − q) with y = (S − nq)/√(nq(1−q)).
    let slope = pay.slope * (n / (q * (1.0 - q))).sqrt();
    SecondBest {
        samples,
        point,
        gap: GapParts {
            premium: pay.premium,
            rent: pay.rent,
            effort_loss: point.loss,
        },
        terms: Terms::Linear(LinearTerms {
            intercept: pay.wage + pay.shift - slope * q,
            slope,
            floor: model.minimum_wage(),
        }),
    }
}

/// The line through limited liability that implements the effort of `point` with participation
/// binding.
pub(super) fn implement(
    model: &Model,
    samples: u64,
    point: &EffortPoint,
) -> Result<Pay, ContractError> {
    line(model, samples, point, 0.0)
}

/// The cheapest line through limited liability that implements the effort of `point`.
fn cheapest(model: &Model, samples: u64, point: &EffortPoint) -> Result<Pay, ContractError> {
    let binding = implement(model, samples, point);
    if binding.as_ref().is_ok_and(|pay| pay.price_of_rent >= 0.0) {
        return binding;
    }
    // A line that stays above the floor at every count leaves about the rent of linear utility,
    // c′·q/q′ − c − (U0 − u(w_min)); beyond, rents only cost.
    let free = point.marginal_cost * point.agreement / point.agreement_slope;
    let most = (free - (point.required_utility - model.minimum_utility())).max(point.cost);
    let cost = |rent: f64| line(model, samples, point, rent).map_or(f64::MAX, |pay| pay.cost());
    let at = |j: u32| most * f64::from(j) / f64::from(RENTS);
    let best = (0..=RENTS)
        .map(|j| (cost(at(j)), j))
        .min_by(|a, b| a.0.total_cmp(&b.0));
    let Some((_, j)) = best.filter(|(cost, _)| *cost < f64::MAX) else {
        return binding;
    };
    // The cost is flat at its minimum: a rent right to 1e-6 of the range gives it to 1e-12.
    let found = minimise(
        cost,
        at(j.saturating_sub(1)),
        at((j + 1).min(RENTS)),
        1e-6 * most,
    )?;
    let left = line(model, samples, point, found.at);
    match (binding, left) {
        (Ok(binding), Ok(left)) if binding.cost() <= left.cost() => Ok(binding),
        (binding, left) => left.or(binding),
    }
}
