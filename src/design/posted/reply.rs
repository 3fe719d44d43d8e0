//! What an annotator does under posted pay, and what the company gets: estimates in double precision.

use super::Posted;
use crate::contract::ContractError;
use crate::contract::outcomes::Outcomes;
use crate::model::Model;
use crate::numerics::minimise;

/// Efforts of the even grid: utility under linear pay bends once or twice over all efforts.
const GRID: u32 = 40;

/// Efforts around the one at which the threshold or the kink is expected, in standard deviations of the count.
const NEAR: [f64; 15] = [
    -6.0, -4.0, -3.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0,
];

/// The annotator's best effort with what it brings both sides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reply {
    /// Effort.
    pub effort: f64,
    /// E\[u(w)] − c.
    pub utility: f64,
    /// E\[w].
    pub pay: f64,
    /// V − E\[w].
    pub payoff: f64,
}

/// Expected utility of pay and expected pay at an effort.
pub fn expected(model: &Model, posted: &Posted, effort: f64) -> Result<(f64, f64), ContractError> {
    let utility = model.utility();
    let q = model.monitoring().agreement(effort).min(1.0 - f64::EPSILON);
    Ok(match posted {
        Posted::Flat { wage } => (utility.utility(*wage), *wage),
        Posted::Bonus { rule, base, bonus } => {
            let pass = rule.passing(q)?.pass;
            let low = utility.utility(*base);
            let extra = utility.utility(base + bonus) - low;
            (low + pass * extra, base + pass * bonus)
        }
        Posted::Linear {
            samples,
            intercept,
            slope,
            floor,
        } => {
            let n = *samples as f64;
            let deviation = (n * q * (1.0 - q)).sqrt();
            let kink = (n * (floor - intercept) / slope - n * q) / deviation;
            let outcomes = Outcomes::new(*samples, q, Some(kink))?;
            let wage = |y: f64| (intercept + slope * (q + y * deviation / n)).max(*floor);
            (
                outcomes.expect(|y| utility.utility(wage(y))),
                outcomes.expect(wage),
            )
        }
    })
}

/// The annotator's utility E\[u(w)] − c at an effort.
pub fn utility(model: &Model, posted: &Posted, effort: f64) -> Result<f64, ContractError> {
    Ok(expected(model, posted, effort)?.0 - model.cost().cost(effort))
}

/// Efforts worth a look: an even grid, and close together where pay changes within a standard deviation of the count.
pub fn efforts(model: &Model, posted: &Posted) -> Vec<f64> {
    let mut efforts: Vec<f64> = (0..=GRID).map(|j| f64::from(j) / f64::from(GRID)).collect();
    let centre = match posted {
        Posted::Flat { .. } => None,
        Posted::Bonus { rule, .. } => Some(rule.position() / rule.samples() as f64),
        Posted::Linear {
            intercept,
            slope,
            floor,
            ..
        } => Some((floor - intercept) / slope),
    };
    if let Some(q) = centre.filter(|q| *q > 0.0 && *q < 1.0) {
        let deviation = (q * (1.0 - q) / posted.samples() as f64).sqrt();
        let effort_of = |q: f64| {
            let excess = |effort: f64| model.monitoring().agreement(effort) - q;
            (excess(0.0) < 0.0 && excess(1.0) > 0.0)
                .then(|| crate::numerics::find_root(excess, 0.0, 1.0, 1e-12).ok())
                .flatten()
        };
        efforts.extend(NEAR.iter().filter_map(|z| effort_of(q + z * deviation)));
    }
    efforts.sort_by(f64::total_cmp);
    efforts.dedup();
    efforts
}

/// The annotator's best reply: the best of the efforts looked at, refined between its neighbours.
pub fn best_reply(model: &Model, posted: &Posted) -> Result<Reply, ContractError> {
    let efforts = efforts(model, posted);
    let values = efforts
        .iter()
        .map(|effort| utility(model, posted, *effort))
        .collect::<Result<Vec<f64>, _>>()?;
    let mut best = (0.0, f64::NEG_INFINITY);
    for (place, value) in values.iter().enumerate() {
        let (before, after) = (place.saturating_sub(1), (place + 1).min(values.len() - 1));
        // Only tops of the grid can hide the best effort.
        if *value < values[before] || *value < values[after] {
            continue;
        }
        if *value > best.1 {
            best = (efforts[place], *value);
        }
        let refined = minimise(
            |effort| utility(model, posted, effort).map_or(f64::MAX, |value| -value),
            efforts[before],
            efforts[after],
            1e-9,
        )?;
        if -refined.value > best.1 {
            best = (refined.at, -refined.value);
        }
    }
    let (effort, utility) = best;
    let pay = expected(model, posted, effort)?.1;
    Ok(Reply {
        effort,
        utility,
        pay,
        payoff: model.value().value(effort) - pay,
    })
}
