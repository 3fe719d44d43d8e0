//! The best line by Newton's method on the two equations of the line, over efforts and, where
//! limited liability binds, over rents.

use super::line::{Pay, line_with};
use crate::contract::effort_point::EffortPoint;
use crate::contract::first_best::FirstBest;
use crate::contract::gap::GapParts;
use crate::contract::outcomes::DENSE;
use crate::contract::{
    ContractError, KINK_EFFORT, KINKS_MATTER, LinearTerms, SHARP_EFFORT, SecondBest, Terms,
    best_change, best_reply,
};
use crate::model::Model;
use crate::numerics::roots::minimise;

/// Largest p·u′ of a count: pay of order 1 is right to some 1e-15, which this makes 1e-12 of
/// utility at the most.
const STEEPEST: f64 = 300.0;

/// Residual beyond which a line is not taken for the best one.
const ROUGH: f64 = 1e-13;

/// Efforts tried, as shares of the best one beside it, where another effort does better under its
/// line.
const NUDGES: [f64; 6] = [-1e-6, 1e-6, -1e-4, 1e-4, -1e-2, 1e-2];

/// Counts a standard deviation while rents are searched: at a hundred thousand samples and more a
/// search over efforts and rents with all of them would take half a minute. The line at the effort
/// and the rent that come out has them all; where these lie is off by the error of a sum, some
/// 1e-4, of which the gap keeps the square.
const COARSE_COUNTS: f64 = 32.0;

/// Rents tried before the least cost between two of them is sought.
const RENTS: u32 = 8;

/// What finds pay for an effort, with so many counts a standard deviation.
type Implementer = fn(&Model, u64, &EffortPoint, f64) -> Result<Pay, ContractError>;

/// The best line by Newton's method on the equations of the line, given the best one under which
/// participation binds.
pub(super) fn smooth(
    first_best: &FirstBest<'_>,
    samples: u64,
    binding: Result<(EffortPoint, Pay), ContractError>,
) -> Result<SecondBest, ContractError> {
    let total = |found: &(EffortPoint, Pay)| found.0.loss + found.1.cost();
    let line = match binding {
        Ok(binding) if binding.1.price_of_rent >= 0.0 && samples >= KINKS_MATTER => binding,
        // Limited liability cuts deep, and the cost of an effort may have several valleys.
        binding => match (
            binding,
            best_effort(first_best, samples, cheapest, true, COARSE_COUNTS),
        ) {
            (Ok(a), Ok(b)) if total(&a) <= total(&b) => a,
            (a, b) => b.or(a)?,
        },
    };
    replied(first_best, samples, line)
}

/// The best line under which participation binds.
pub(super) fn binding(
    first_best: &FirstBest<'_>,
    samples: u64,
) -> Result<(EffortPoint, Pay), ContractError> {
    // Where the first-best effort has no line many efforts are tried.
    let dense = match implement(first_best.model(), samples, &first_best.at(0.0), DENSE) {
        Ok(_) => DENSE,
        Err(_) => COARSE_COUNTS,
    };
    best_effort(first_best, samples, implement, false, dense)
}

/// The effort whose line is best, `pay` finding that of each with so many counts a standard
/// deviation, and the line with all of them.
fn best_effort(
    first_best: &FirstBest<'_>,
    samples: u64,
    pay: Implementer,
    every_valley: bool,
    dense: f64,
) -> Result<(EffortPoint, Pay), ContractError> {
    let model = first_best.model();
    let precision = if samples < KINKS_MATTER {
        KINK_EFFORT
    } else {
        SHARP_EFFORT
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
        pay(model, samples, point, dense)
            .and_then(fine)
            .map(|pay| pay.cost())
    };
    let change = best_change(first_best, samples, "linear", precision, every_valley, cost)?;
    let point = first_best.at(change);
    let pay = pay(model, samples, &point, DENSE).and_then(fine)?;
    Ok((point, pay))
}

/// The line as a contract, where the effort, or one next to it, is the best reply.
pub(super) fn replied(
    first_best: &FirstBest<'_>,
    samples: u64,
    (point, pay): (EffortPoint, Pay),
) -> Result<SecondBest, ContractError> {
    let model = first_best.model();
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
        let pay = cheapest(model, samples, &point, DENSE).ok()?;
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
fn implement(
    model: &Model,
    samples: u64,
    point: &EffortPoint,
    dense: f64,
) -> Result<Pay, ContractError> {
    line_with(dense, model, samples, point, 0.0)
}

/// The cheapest line through limited liability that implements the effort of `point`.
fn cheapest(
    model: &Model,
    samples: u64,
    point: &EffortPoint,
    dense: f64,
) -> Result<Pay, ContractError> {
    let line = |rent: f64| line_with(dense, model, samples, point, rent);
    let binding = line(0.0);
    if binding.as_ref().is_ok_and(|pay| pay.price_of_rent >= 0.0) {
        return binding;
    }
    // A line that stays above the floor at every count leaves about the rent of linear utility,
    // c′·q/q′ − c − (U0 − u(w_min)); beyond, rents only cost.
    let free = point.marginal_cost * point.agreement / point.agreement_slope;
    let most = (free - (point.required_utility - model.minimum_utility())).max(point.cost);
    let cost = |rent: f64| line(rent).map_or(f64::MAX, |pay| pay.cost());
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
    let left = line(found.at);
    match (binding, left) {
        (Ok(binding), Ok(left)) if binding.cost() <= left.cost() => Ok(binding),
        (binding, left) => left.or(binding),
    }
}
