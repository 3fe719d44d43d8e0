//! Pay of any shape where every count is listed: a convex program for one effort.
//!
//! With d = v − ū in units S (what incentives ask for, c′/√(nI)) and pay in units h′(ū)·S,
//!
//! min Σ p·φ(x), φ(x) = [D_h(ū, Sx)]/(h′(ū)·S) + x, subject to
//! - Σ p·x ≥ 0 (participation) and Σ (dp/dη)·x = c′/S (≥ at full effort),
//! - Σ (p − p(e))·x ≥ (c(η) − c(e))/S for efforts e that tempt, added until none is left,
//! - x ≥ (u(w_min) − ū)/S (limited liability).
//!
//! A primal–dual interior point method (S. Boyd, L. Vandenberghe, *Convex Optimization*, 11.7)
//! solves it from any start, where Newton's method on the dual alone may stall: with few counts
//! most of them sit at the minimum wage. Its multipliers are the prices of T7.

mod ascent;
mod interior;

use crate::contract::ContractError;
use crate::contract::effort_point::EffortPoint;
use crate::contract::gap::GapParts;
use crate::contract::general::terms::{DeviationPrice, GeneralTerms};
use crate::contract::reply_table::{CountLaw, ReplyTable, dot};
use crate::model::Model;
pub(super) use interior::solve_scaled;
use interior::{Program, Row};
use std::cell::Cell;

/// Rounds of adding tempting efforts.
const ROUNDS: usize = 30;

/// Tempting efforts added a round.
const AT_ONCE: usize = 3;

/// Tempting efforts this close, as a share of the larger, stand for the same local maximum of the
/// annotator's payoff. No effort and a little of it are two: where agreement is all but impossible
/// without effort both may bind.
const CLOSE: f64 = 2e-3;

/// Tempting efforts of an effort before that are so close to this one, as a share of it, all but
/// repeat its local incentives.
const OWN: f64 = 2e-4;

/// A gain below this share of the cost of effort and the utility at stake is a rounding of the
/// interior point method.
const GAIN: f64 = 2e-10;

/// What rows may be missed by, in units in which the utility asked for is of order 1, where the
/// dual alone was solved.
const MET: f64 = 1e-7;

/// By what share of h′ a price lies below that of the floor where pay is the floor without a look.
pub(super) const FLOORED: f64 = 1e-9;

/// Pay implementing one effort.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedPay {
    /// E\[w] − h(ū).
    pub cost: f64,
    /// λ − h′(ū).
    pub participation_shift: f64,
    /// The price of incentives per standard deviation of the count.
    pub incentive_price: f64,
    /// Binding deviations.
    pub deviations: Vec<DeviationPrice>,
    /// Whether participation binds.
    pub participation_binds: bool,
    /// u(w(s)) − ū.
    pub changes: Vec<f64>,
}

impl ListedPay {
    /// Prices alone, as an estimate has them.
    pub fn priced(model: &Model, point: &EffortPoint, terms: &GeneralTerms) -> Self {
        let marginal = model.utility().marginal_wage(point.required_utility);
        Self {
            cost: 0.0,
            participation_shift: terms.participation_shift,
            incentive_price: terms.incentive_price,
            deviations: terms.deviations.clone(),
            participation_binds: marginal + terms.participation_shift > 0.0,
            changes: Vec::new(),
        }
    }

    /// Premium, rent and first-best loss.
    pub fn gap(&self, model: &Model, point: &EffortPoint, probabilities: &[f64]) -> GapParts {
        let excess: f64 = dot(&self.changes, probabilities);
        let excess = if self.participation_binds {
            0.0
        } else {
            excess.max(0.0)
        };
        let rent = model.utility().wage_change(point.required_utility, excess);
        GapParts {
            premium: (self.cost - rent).max(0.0),
            rent,
            effort_loss: point.loss,
        }
    }
}

/// The cheapest pay for the effort of `point`, `None` where there is none. `tempting` holds efforts
/// to start from and is left with those that bind.
pub fn cheapest(
    table: &ReplyTable<'_>,
    point: &EffortPoint,
    tempting: &mut Vec<f64>,
    work: &Cell<usize>,
) -> Result<Option<ListedPay>, ContractError> {
    cheapest_with(table, point, tempting, work, 0.0)
}

/// The same where every tempting effort is to do worse by `margin` in utility, and at full effort,
/// where all constraints are inequalities, the others are met with that to spare too.
pub fn cheapest_with(
    table: &ReplyTable<'_>,
    point: &EffortPoint,
    tempting: &mut Vec<f64>,
    work: &Cell<usize>,
    margin: f64,
) -> Result<Option<ListedPay>, ContractError> {
    search(table, point, tempting, work, margin, None, &[])
}

/// The cheapest pay that is the same within each group of counts, `starts` being the counts at
/// which another group begins: the same program with the law of the group for that of the count. A
/// group is an observation like any other. Tempting efforts do worse by `margin`.
pub fn cheapest_grouped(
    table: &ReplyTable<'_>,
    point: &EffortPoint,
    tempting: &mut Vec<f64>,
    (work, margin): (&Cell<usize>, f64),
    starts: &[u64],
) -> Result<Option<ListedPay>, ContractError> {
    search(table, point, tempting, work, margin, None, starts)
}

/// What falls on each group of counts; every count is a group where no start is given.
fn grouped(list: &[f64], starts: &[u64]) -> Vec<f64> {
    if starts.is_empty() {
        return list.to_vec();
    }
    let ends = starts.iter().map(|start| *start as usize);
    let ends = ends.chain([list.len()]);
    let mut from = 0;
    ends.map(|end| {
        let part = list.get(from..end).map_or(0.0, |part| part.iter().sum());
        from = end;
        part
    })
    .collect()
}

/// What each count gets of what its group gets.
fn spread_out(list: Vec<f64>, starts: &[u64], counts: usize) -> Vec<f64> {
    if starts.is_empty() {
        return list;
    }
    (0..counts as u64)
        .map(|count| list[starts.partition_point(|start| *start <= count)])
        .collect()
}

/// Prices for the effort of `point` that are worth a bound, if not always the best: those of the
/// last round where the search does not end. Pay may miss its constraints, and efforts closer than
/// `apart` have no price: theirs grows as the square of how close they are, and a bound over
/// efforts further apart would be lost in it.
pub fn priced(
    table: &ReplyTable<'_>,
    point: &EffortPoint,
    tempting: &mut Vec<f64>,
    work: &Cell<usize>,
    apart: f64,
) -> Result<Option<ListedPay>, ContractError> {
    search(table, point, tempting, work, 0.0, Some(apart), &[])
}

fn search(
    table: &ReplyTable<'_>,
    point: &EffortPoint,
    tempting: &mut Vec<f64>,
    work: &Cell<usize>,
    margin: f64,
    rough: Option<f64>,
    starts: &[u64],
) -> Result<Option<ListedPay>, ContractError> {
    let law = table.at(point)?;
    let mut last = None;
    let mut efforts: Vec<f64> = std::mem::take(tempting);
    let apart = rough.unwrap_or(0.0).max(OWN * point.effort);
    efforts.retain(|effort| (effort - point.effort).abs() > apart);
    let within = (margin, rough.is_some(), starts);
    for _ in 0..ROUNDS {
        let Some(pay) = solve(table, point, &law, &efforts, work, within)? else {
            return Ok(last);
        };
        let utilities: Vec<f64> = pay
            .changes
            .iter()
            .map(|d| point.required_utility + d)
            .collect();
        let spread = pay
            .changes
            .iter()
            .zip(&law.probabilities)
            .map(|(d, p)| p * d.abs());
        let tolerance = GAIN * (point.cost + spread.sum::<f64>());
        let mut found = table.deviations(&utilities, point, tolerance);
        if let Some(apart) = rough {
            found.retain(|(effort, _)| (effort - point.effort).abs() > apart);
        }
        if found.is_empty() {
            tempting.extend(pay.deviations.iter().map(|binding| binding.effort));
            return Ok(Some(pay));
        }
        for (effort, _) in found.iter().take(AT_ONCE) {
            // An effort next to it, from a round before, now tempts less.
            efforts.retain(|other| (other - effort).abs() > CLOSE * other.max(*effort));
            efforts.push(*effort);
        }
        if rough.is_some() {
            last = Some(pay);
        }
    }
    Ok(last)
}

fn solve(
    table: &ReplyTable<'_>,
    point: &EffortPoint,
    law: &CountLaw,
    tempting: &[f64],
    work: &Cell<usize>,
    (margin, rough, starts): (f64, bool, &[u64]),
) -> Result<Option<ListedPay>, ContractError> {
    let model = table.model();
    let utility = model.utility();
    let mean = point.required_utility;
    let marginal = utility.marginal_wage(mean);
    let deviation = (table.samples() as f64 * point.information).sqrt();
    let unit = point.marginal_cost / deviation;
    if !(marginal > 0.0 && unit > 0.0 && unit.is_finite()) {
        return Ok(None);
    }
    let counts = law.probabilities.len();
    let p = &grouped(&law.probabilities, starts);
    let margin = margin / unit;
    let at_end = if point.effort < 1.0 { 0.0 } else { margin };
    let mut rows = vec![Row::at_least(p.clone(), at_end)];
    for effort in tempting {
        let other = grouped(&table.probabilities(*effort)?, starts);
        let weights = p
            .iter()
            .zip(&other)
            .map(|(here, there)| here - there)
            .collect();
        let saved = point.cost - model.cost().cost(*effort);
        rows.push(Row::at_least(weights, saved / unit + margin));
    }
    let slopes = grouped(&law.slopes, starts);
    let slopes = slopes.iter().map(|slope| slope / deviation).collect();
    // Full effort is an end of the range: incentives may be larger than its marginal cost.
    rows.push(if point.effort < 1.0 {
        Row::equal(slopes, 1.0)
    } else {
        Row::at_least(slopes, 1.0 + at_end)
    });
    let floor = utility.marginal_wage(model.minimum_utility()) / marginal;
    let program = Program {
        probabilities: p,
        rows: &rows,
        lowest: (model.minimum_utility() - mean) / unit,
        highest: (utility.supremum() - mean) / unit,
        slope: &|x| utility.marginal_wage(mean + unit * x) / marginal,
        curvature: &|x| unit * utility.wage_curvature(mean + unit * x) / marginal,
        respond: &|price| utility.response_from(mean, marginal, marginal * (price - 1.0)) / unit,
        floored: floor - FLOORED * (floor + 1.0),
        work,
    };
    let accepted = if rough { f64::INFINITY } else { MET };
    let Some(solution) = program.solve().or_else(|| program.ascend(accepted)) else {
        return Ok(None);
    };
    let wage = utility.wage(mean);
    let changes: Vec<f64> = solution.x.iter().map(|x| unit * x).collect();
    let bregman: f64 = changes
        .iter()
        .zip(p)
        .map(|(change, p)| p * utility.wage_bregman_from(mean, wage, *change))
        .sum();
    let excess: f64 = changes.iter().zip(p).map(|(change, p)| p * change).sum();
    let price = |row: usize| marginal * solution.prices[row];
    let binds = |row: usize| solution.prices[row] > solution.slacks[row];
    let last = rows.len() - 1;
    Ok(Some(ListedPay {
        cost: bregman + marginal * excess.max(0.0),
        participation_binds: binds(0),
        participation_shift: if binds(0) {
            price(0) - marginal
        } else {
            -marginal
        },
        incentive_price: if point.effort < 1.0 || binds(last) {
            price(last)
        } else {
            0.0
        },
        deviations: tempting
            .iter()
            .enumerate()
            .filter(|(j, _)| binds(j + 1))
            .map(|(j, effort)| DeviationPrice {
                effort: *effort,
                price: price(j + 1),
            })
            .collect(),
        changes: spread_out(changes, starts, counts),
    }))
}
