//! Linear contracts w = max(w_min, α + β·S/n) (T6): n·Δ_n → ½·h″(ū)·c′²/I.
//!
//! For an effort η with ū = U0 + c(η) and w̄ = h(ū), write the pay as w̄ + ω, ω = max(w_min − w̄, π + σ·y), y the
//! standardised count. Two equations fix (π, σ):
//! - participation E\[u(w̄+ω)] = ū, which with u(w̄+ω) = ū + u′(w̄)·ω − shortfall(ω) reads E\[ω] = E\[shortfall]/u′(w̄);
//!   that common value *is* the risk premium, so the premium is an expectation of non-negative terms;
//! - incentives E\[u(w̄+ω)·score] = c′, score = √(nI)·y.
//!
//! With few samples and an outside option near u(w_min) it can be cheaper to leave the annotator a rent ρ (ū + ρ in place of ū
//! in participation): limited liability then cuts less of the line. ρ > 0 is searched where no line does without it or its
//! price at the best of these says so; that is a local look, and a better line with a large rent may be missed.
//!
//! The effort minimises premium + rent + first-best loss. It is a global best reply wherever the check of [`best_reply`]
//! says so.

use super::best_reply;
use super::first_best::{EffortPoint, FirstBest};
use super::gap::GapParts;
use super::outcomes::Outcomes;
use super::{ContractError, LinearTerms, MAX_SAMPLES, SecondBest, Terms};
use crate::model::Model;
use crate::numerics::roots::{find_root, minimise};

/// Newton's method converges quadratically from the small-risk solution; at n = 1 it takes about ten steps.
const ITERATIONS: usize = 100;

/// Residual of both equations, relative to their right-hand sides. The premium depends on the residual of participation
/// to first order only through h′ times a rounding, so this leaves its relative error near 1e-13.
const RESIDUAL: f64 = 1e-14;

/// What is accepted where rounding lets no method do better.
const ACCEPTED: f64 = 1e-11;

/// From here on the cost of an effort has one valley, as limited liability binds at unlikely counts only.
const MANY: u64 = 100;

/// Rents tried before the least cost between two of them is sought.
const RENTS: u32 = 8;

/// Pay implementing one effort.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pay {
    /// π, mean shift of the unfloored line against h(ū), in money.
    pub(super) shift: f64,
    /// σ, pay per standard deviation of the count, in money.
    pub(super) slope: f64,
    /// E\[w] − h(E\[u(w)]).
    premium: f64,
    /// h(ū + ρ) − h(ū), in money.
    rent: f64,
    /// h(ū + ρ), what the line is measured from.
    pub(super) wage: f64,
    /// dE\[w]/dρ per h′: below 0 a higher rent would be cheaper.
    price_of_rent: f64,
}

impl Pay {
    /// E\[w] − h(ū).
    fn cost(&self) -> f64 {
        self.premium + self.rent
    }
}

/// What finds pay for an effort.
type Implementer = fn(&Model, u64, &EffortPoint) -> Result<Pay, ContractError>;

/// The best linear contract on `samples` monitored samples.
pub fn solve(first_best: &FirstBest<'_>, samples: u64) -> Result<SecondBest, ContractError> {
    if !(1..=MAX_SAMPLES).contains(&samples) {
        return Err(ContractError::Samples { samples });
    }
    let model = first_best.model();
    let search = |pay: Implementer, every_valley: bool| {
        let precision = super::SHARP_EFFORT;
        let cost = |point: &EffortPoint| pay(model, samples, point).map(|pay| pay.cost());
        let change = super::best_change_within(
            first_best,
            samples,
            "linear",
            precision,
            every_valley,
            cost,
        )?;
        let point = first_best.at(change);
        pay(model, samples, &point).map(|pay| (point, pay))
    };
    let total = |found: &(EffortPoint, Pay)| found.0.loss + found.1.cost();
    let (point, pay) = match search(implement, false) {
        Ok(binding) if binding.1.price_of_rent >= 0.0 && samples >= MANY => binding,
        // Limited liability cuts deep, and the cost of an effort may have several valleys.
        binding => match (binding, search(cheapest, true)) {
            (Ok(a), Ok(b)) if total(&a) <= total(&b) => a,
            (a, b) => b.or(a)?,
        },
    };
    let n = samples as f64;
    let q = point.agreement;
    // σ·y = β·(S/n − q) with y = (S − nq)/√(nq(1−q)).
    let slope = pay.slope * (n / (q * (1.0 - q))).sqrt();
    let contract = SecondBest {
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
    };
    best_reply::require(model, &contract)?;
    Ok(contract)
}

/// The line through limited liability that implements the effort of `point` with participation binding.
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
    // A line that stays above the floor at every count leaves about the rent of linear utility, c′·q/q′ − c − (U0 − u(w_min));
    // beyond, rents only cost.
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

/// The line that implements the effort of `point` and leaves the annotator a rent, in utility.
pub(super) fn line(
    model: &Model,
    samples: u64,
    point: &EffortPoint,
    rent: f64,
) -> Result<Pay, ContractError> {
    let utility = model.utility();
    let mean = point.required_utility + rent;
    if mean >= utility.supremum() {
        return Err(ContractError::NotImplementable {
            contract: "linear",
            samples,
            reason: "no wage gives so much utility".to_owned(),
        });
    }
    let wage = utility.wage(mean);
    let marginal = utility.marginal(wage);
    let floor = model.minimum_wage() - wage;
    let target = point.marginal_cost / (samples as f64 * point.information).sqrt();

    // The floor matters if the line of small risk meets it within reach of the mean.
    let first_slope = target / marginal;
    let outcomes = Outcomes::new(samples, point.agreement, Some(floor / first_slope))?;
    let pay = |state: &State, shift: f64, slope: f64| {
        let [[a, b], [c, d]] = state.jacobian;
        let [paid, paid_and_up] = state.paid;
        Pay {
            shift,
            slope,
            premium: state.premium,
            rent: utility.wage_change(point.required_utility, rent),
            wage,
            // (dπ, dσ) that raises utility and keeps incentives is (d, −c)/det.
            price_of_rent: (paid * d - paid_and_up * c) / (a * d - b * c),
        }
    };
    let (mut shift, mut slope) = (0.0, first_slope);
    let mut residual = f64::INFINITY;
    for iteration in 0..ITERATIONS {
        let state = evaluate(model, &outcomes, wage, marginal, floor, shift, slope);
        let participation = shift + state.lift - state.premium;
        let incentive = marginal * slope + state.covariance - target;
        let [[a, b], [c, d]] = state.jacobian;
        let determinant = a * d - b * c;
        let scale = state.premium.abs().max(f64::MIN_POSITIVE);
        let last = residual;
        residual = (participation / scale)
            .abs()
            .max((incentive / target).abs());
        // Stop at the tolerance, or where rounding lets Newton's method gain no more.
        let no_gain = iteration > 8 && residual >= 0.5 * last;
        if residual <= RESIDUAL || (no_gain && residual <= ACCEPTED) {
            return Ok(pay(&state, shift, slope));
        }
        if !residual.is_finite() {
            break;
        }
        let mut step = (
            (d * participation - b * incentive) / determinant,
            (a * incentive - c * participation) / determinant,
        );
        // Keep the slope positive: a line that falls in the count cannot implement effort.
        let most = 0.5 * slope;
        if step.1 > most {
            let shrink = most / step.1;
            step = (step.0 * shrink, step.1 * shrink);
        }
        shift -= step.0;
        slope -= step.1;
    }
    // Where a count next to the floor makes u′ large Newton's method may go astray.
    if samples <= MANY {
        let at = |shift: f64, slope: f64| {
            evaluate(model, &outcomes, wage, marginal, floor, shift, slope)
        };
        if let Some((shift, slope)) = bisected(&outcomes, at, floor, marginal, target) {
            let state = at(shift, slope);
            let participation = (shift + state.lift - state.premium) / state.premium;
            let incentive = (marginal * slope + state.covariance - target) / target;
            residual = participation.abs().max(incentive.abs());
            // Where a count is paid the floor to a rounding, with u′ infinite there, no float will do.
            if residual <= ACCEPTED {
                return Ok(pay(&state, shift, slope));
            }
        }
    }
    Err(ContractError::NotConverged {
        what: "the linear contract",
        samples,
        residual,
        iterations: ITERATIONS,
    })
}

/// The same by bisection: for each σ one π makes participation hold, as utility rises with π; along these incentives rise with σ.
fn bisected(
    outcomes: &Outcomes,
    at: impl Fn(f64, f64) -> State,
    floor: f64,
    marginal: f64,
    target: f64,
) -> Option<(f64, f64)> {
    let lowest = outcomes
        .iter()
        .map(|(y, _)| y)
        .fold(f64::INFINITY, f64::min);
    let highest = outcomes.iter().map(|(y, _)| y).fold(0.0, f64::max);
    let shift = |slope: f64| {
        let surplus = |shift: f64| {
            let state = at(shift, slope);
            shift + state.lift - state.premium
        };
        // Nobody is paid more than the floor at one end, nobody less than w̄ at the other.
        find_root(surplus, floor - slope * highest, -slope * lowest, 0.0).ok()
    };
    let shortfall = |slope: f64| {
        shift(slope).map_or(f64::NAN, |shift| {
            marginal * slope + at(shift, slope).covariance - target
        })
    };
    let mut top = target / marginal;
    for _ in 0..12 {
        if shortfall(top) > 0.0 {
            let slope = find_root(shortfall, 0.0, top, 0.0).ok()?;
            return Some((shift(slope)?, slope));
        }
        top *= 2.0;
    }
    None
}

/// What one pair (π, σ) leads to.
struct State {
    /// E\[(floor − line)₊]: what the floor adds to mean pay.
    lift: f64,
    /// E\[shortfall]/u′(w̄).
    premium: f64,
    /// E\[(u(w̄+ω) − ū − u′·(π+σy))·y]: covariance of utility with y beyond the linear part.
    covariance: f64,
    /// Derivatives of (participation, incentive) in (π, σ).
    jacobian: [[f64; 2]; 2],
    /// P(paid above the floor) and E\[y; likewise]: derivatives of mean pay.
    paid: [f64; 2],
}

fn evaluate(
    model: &Model,
    outcomes: &Outcomes,
    wage: f64,
    marginal: f64,
    floor: f64,
    shift: f64,
    slope: f64,
) -> State {
    let utility = model.utility();
    let mut terms: [Vec<f64>; 8] = std::array::from_fn(|_| Vec::with_capacity(outcomes.len()));
    for (y, p) in outcomes.iter() {
        let line = shift + slope * y;
        let floored = line < floor;
        let change = if floored { floor } else { line };
        let shortfall = utility.shortfall(wage, change);
        let lift = if floored { floor - line } else { 0.0 };
        let slope_of_utility = if floored {
            0.0
        } else {
            utility.marginal(wage + change)
        };
        terms[0].push(p * lift);
        terms[1].push(p * shortfall);
        terms[2].push(p * (marginal * lift - shortfall) * y);
        terms[3].push(p * slope_of_utility);
        terms[4].push(p * slope_of_utility * y);
        terms[5].push(p * slope_of_utility * y * y);
        let paid = if floored { 0.0 } else { p };
        terms[6].push(paid);
        terms[7].push(paid * y);
    }
    let [lift, shortfall, covariance, d0, d1, d2, paid, paid_and_up] =
        terms.map(crate::numerics::expectation::sum);
    State {
        lift,
        premium: shortfall / marginal,
        covariance,
        jacobian: [[d0 / marginal, d1 / marginal], [d1, d2]],
        paid: [paid, paid_and_up],
    }
}
