//! The line of pay that implements an effort: Newton's method in (π, σ), and bisection where that
//! goes astray.

use crate::contract::ContractError;
use crate::contract::effort_point::EffortPoint;
use crate::contract::outcomes::{DENSE, Outcomes};
use crate::model::Model;
use crate::numerics::roots::find_root;

/// Newton's method converges quadratically from the small-risk solution; at n = 1 it takes about
/// ten steps.
const ITERATIONS: usize = 100;

/// With so many counts a step is dear, and Newton's method converges in a dozen steps or not at
/// all: it is given up after so many steps without gain.
const MANY: usize = 2_000;
const WITHOUT_GAIN: usize = 8;

/// Residual of both equations, relative to their right-hand sides. The premium depends on the
/// residual of participation to first order only through h′ times a rounding, so this leaves its
/// relative error near 1e-13.
const RESIDUAL: f64 = 1e-14;

/// What is accepted where rounding lets no method do better.
const ACCEPTED: f64 = 1e-11;

/// Pay implementing one effort.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pay {
    /// π, mean shift of the unfloored line against h(ū), in money.
    pub shift: f64,
    /// σ, pay per standard deviation of the count, in money.
    pub slope: f64,
    /// E\[w] − h(E\[u(w)]).
    pub premium: f64,
    /// h(ū + ρ) − h(ū), in money.
    pub rent: f64,
    /// h(ū + ρ), what the line is measured from.
    pub wage: f64,
    /// dE\[w]/dρ per h′: below 0 a higher rent would be cheaper.
    pub price_of_rent: f64,
    /// The largest p·u′ of a count: what a rounding of its pay does to utility.
    pub steepest: f64,
    /// What is left of both equations, relative to their right-hand sides.
    pub residual: f64,
}

impl Pay {
    /// E\[w] − h(ū).
    pub fn cost(&self) -> f64 {
        self.premium + self.rent
    }
}

/// The line that implements the effort of `point` and leaves the annotator a rent, in utility, with
/// so many counts a standard deviation where all are too many.
pub fn line_with(
    dense: f64,
    model: &Model,
    samples: u64,
    point: &EffortPoint,
    rent: f64,
) -> Result<Pay, ContractError> {
    // Where Newton's method goes astray, lines are listed instead: bisection costs thousands of
    // sums over the counts.
    found(0, dense, model, samples, point, rent)
}

/// The same with bisection where there are up to so many samples.
pub fn line_up_to(
    bisected_up_to: u64,
    model: &Model,
    samples: u64,
    point: &EffortPoint,
    rent: f64,
) -> Result<Pay, ContractError> {
    found(bisected_up_to, DENSE, model, samples, point, rent)
}

fn found(
    bisected_up_to: u64,
    dense: f64,
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
    let kink = Some(floor / first_slope);
    let outcomes = Outcomes::with(samples, point.agreement, kink, dense)?;
    let pay = |state: &State, shift: f64, slope: f64, residual: f64| {
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
            steepest: state.steepest,
            residual,
        }
    };
    let (mut shift, mut slope) = (0.0, first_slope);
    let mut residual = f64::INFINITY;
    let (mut least, mut without_gain) = (f64::INFINITY, 0);
    for iteration in 0..ITERATIONS {
        let state = evaluate(model, &outcomes, wage, marginal, floor, shift, slope);
        let participation = state.participation(shift);
        let incentive = state.incentive(marginal * slope, target);
        let [[a, b], [c, d]] = state.jacobian;
        let determinant = a * d - b * c;
        let last = residual;
        residual = state.residual(shift, marginal * slope, target);
        // Stop at the tolerance, or where rounding lets Newton's method gain no more.
        let no_gain = iteration > 8 && residual >= 0.5 * last;
        if residual <= RESIDUAL || (no_gain && residual <= ACCEPTED) {
            return Ok(pay(&state, shift, slope, residual));
        }
        without_gain = if residual < least {
            0
        } else {
            without_gain + 1
        };
        least = least.min(residual);
        let hopeless = outcomes.len() >= MANY && without_gain >= WITHOUT_GAIN && least > ACCEPTED;
        if !residual.is_finite() || hopeless {
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
    if samples <= bisected_up_to {
        let at = |shift: f64, slope: f64| {
            evaluate(model, &outcomes, wage, marginal, floor, shift, slope)
        };
        if let Some((shift, slope)) = bisected(&outcomes, at, floor, marginal, target) {
            let state = at(shift, slope);
            residual = state.residual(shift, marginal * slope, target);
            // Where a count is paid the floor to a rounding, with u′ infinite there, no float will
            // do.
            if residual <= ACCEPTED {
                return Ok(pay(&state, shift, slope, residual));
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

/// The same by bisection: for each σ one π makes participation hold, as utility rises with π; along
/// these incentives rise with σ.
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
        let surplus = |shift: f64| at(shift, slope).participation(shift);
        // Nobody is paid more than the floor at one end, nobody less than w̄ at the other.
        find_root(surplus, floor - slope * highest, -slope * lowest, 0.0).ok()
    };
    let shortfall = |slope: f64| {
        shift(slope).map_or(f64::NAN, |shift| {
            at(shift, slope).incentive(marginal * slope, target)
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
    /// max p·u′.
    steepest: f64,
}

impl State {
    /// E\[ω] − E\[shortfall]/u′(w̄).
    fn participation(&self, shift: f64) -> f64 {
        shift + self.lift - self.premium
    }

    /// E\[u·y] less what incentives ask for, given u′(w̄)·σ.
    fn incentive(&self, straight: f64, target: f64) -> f64 {
        straight + self.covariance - target
    }

    /// Both relative to their right-hand sides, the larger.
    fn residual(&self, shift: f64, straight: f64, target: f64) -> f64 {
        let scale = self.premium.abs().max(f64::MIN_POSITIVE);
        let participation = self.participation(shift) / scale;
        let incentive = self.incentive(straight, target) / target;
        participation.abs().max(incentive.abs())
    }
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
    // The same at every count that is paid the floor.
    let needed = utility.utility(wage);
    let at_floor = utility.shortfall_from(wage, needed, floor);
    let mut terms: [Vec<f64>; 8] = std::array::from_fn(|_| Vec::with_capacity(outcomes.len()));
    for (y, p) in outcomes.iter() {
        let line = shift + slope * y;
        let floored = line < floor;
        let change = if floored { floor } else { line };
        let shortfall = if floored {
            at_floor
        } else {
            utility.shortfall_from(wage, needed, change)
        };
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
    let steepest = terms[3].iter().copied().fold(0.0, f64::max);
    let [lift, shortfall, covariance, d0, d1, d2, paid, paid_and_up] =
        terms.map(crate::numerics::expectation::sum);
    State {
        lift,
        premium: shortfall / marginal,
        covariance,
        jacobian: [[d0 / marginal, d1 / marginal], [d1, d2]],
        paid: [paid, paid_and_up],
        steepest,
    }
}
