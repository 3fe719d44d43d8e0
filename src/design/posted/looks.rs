//! Where a best reply is looked for: efforts on a grid, then where utility stops rising between
//! them.

use super::Posted;
use super::worth::{Reply, Steps, agreement, expected, rise, utility};
use crate::contract::ContractError;
use crate::contract::binary::BonusRule;
use crate::model::Model;
use crate::numerics::{find_root, minimise};

/// Efforts of the even grid: utility under linear pay bends once or twice over all efforts.
const GRID: u32 = 40;

/// Efforts around the one at which the threshold or the kink is expected, in standard deviations of
/// the count.
const NEAR: [f64; 15] = [
    -6.0, -4.0, -3.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0,
];

/// The first bit of care, as a share of the way to the next effort looked at: what is gained within
/// it goes with the square of the way at least, and is nothing.
const FIRST_BIT: f64 = 1e-4;

/// More samples than these put the floor of linear pay within 1e-4 of one agreement share.
const SHARP: u64 = 100_000_000;

/// Efforts worth a look: an even grid, and close together where pay changes within a standard
/// deviation of the count.
pub fn efforts(model: &Model, posted: &Posted) -> Vec<f64> {
    let mut efforts: Vec<f64> = (0..=GRID).map(|j| f64::from(j) / f64::from(GRID)).collect();
    let share = |rule: &BonusRule| rule.position() / rule.samples() as f64;
    let centres = match posted {
        Posted::Flat { .. } => Vec::new(),
        Posted::Bonus { rule, .. } => vec![share(rule)],
        Posted::Tiered { tiers, .. } => tiers.iter().map(|(rule, _)| share(&rule)).collect(),
        Posted::Linear {
            intercept,
            slope,
            floor,
            ..
        } => vec![(floor - intercept) / slope],
    };
    // With very many samples the floor of linear pay is a matter of a few millionths of effort, and
    // none of an even grid's top.
    let sharp = posted.name() == "linear" && posted.samples() > SHARP;
    for q in centres
        .into_iter()
        .filter(|q| *q > 0.0 && *q < 1.0 && !sharp)
    {
        let deviation = (q * (1.0 - q) / posted.samples() as f64).sqrt();
        let effort_of = |q: f64| {
            let excess = |effort: f64| model.monitoring().agreement(effort) - q;
            (excess(0.0) < 0.0 && excess(1.0) > 0.0)
                .then(|| find_root(excess, 0.0, 1.0, 1e-12).ok())
                .flatten()
        };
        efforts.extend(NEAR.iter().filter_map(|z| effort_of(q + z * deviation)));
    }
    efforts.sort_by(f64::total_cmp);
    efforts.dedup();
    efforts
}

/// The efforts a best reply is looked for at, with what does not depend on the amounts paid.
///
/// For bonuses these are the same whatever the base and the bonuses, as long as the rules are; for
/// linear pay they hold for one line.
#[derive(Debug, Clone)]
pub struct Looks {
    efforts: Vec<f64>,
    cost: Vec<f64>,
    /// c′ at each effort.
    marginal: Vec<f64>,
    /// For each bonus.
    chances: Vec<Chances>,
}

/// The chance of one bonus at each effort.
#[derive(Debug, Clone)]
struct Chances {
    pass: Vec<f64>,
    /// d/de of it.
    rise: Vec<f64>,
}

impl Chances {
    fn of(model: &Model, efforts: &[f64], rule: BonusRule) -> Result<Self, ContractError> {
        let pass = |effort: &f64| Ok(rule.pass(agreement(model, *effort))?);
        let rise = |effort: &f64| rise(model, rule, *effort);
        Ok(Self {
            pass: efforts
                .iter()
                .map(pass)
                .collect::<Result<_, ContractError>>()?,
            rise: efforts.iter().map(rise).collect::<Result<_, _>>()?,
        })
    }
}

/// What the annotator has of each effort looked at.
struct Values {
    /// E\[u(w)] − c.
    utility: Vec<f64>,
    /// d/de of it, where that is known without asking again.
    slope: Option<Vec<f64>>,
}

/// An effort with what the annotator has of it, and expected pay where it is known.
type Found = (f64, f64, Option<f64>);

impl Looks {
    /// Where to look for replies to these terms.
    pub fn of(model: &Model, posted: &Posted) -> Result<Self, ContractError> {
        let efforts = efforts(model, posted);
        let chances = posted.bonuses().into_iter();
        let chances = chances.map(|(rule, _)| Chances::of(model, &efforts, rule));
        Ok(Self {
            chances: chances.collect::<Result<_, _>>()?,
            cost: efforts.iter().map(|e| model.cost().cost(*e)).collect(),
            marginal: efforts.iter().map(|e| model.cost().marginal(*e)).collect(),
            efforts,
        })
    }

    fn values(
        &self,
        model: &Model,
        posted: &Posted,
        steps: Option<&Steps>,
    ) -> Result<Values, ContractError> {
        let same = |steps: &&Steps| steps.bonuses.len() == self.chances.len();
        let Some(steps) = steps.filter(same).filter(|_| !self.chances.is_empty()) else {
            let utility = |effort: &f64| utility(model, posted, *effort);
            let utility = self.efforts.iter().map(utility).collect::<Result<_, _>>()?;
            return Ok(Values {
                utility,
                slope: None,
            });
        };
        let sum = |start: f64, part: &dyn Fn(&Chances) -> f64| {
            let bonuses = self.chances.iter().zip(&steps.bonuses);
            bonuses.fold(start, |sum, (chances, step)| {
                sum + part(chances) * step.worth
            })
        };
        let places = 0..self.efforts.len();
        let utility = |i: usize| sum(steps.worth, &|chances| chances.pass[i]) - self.cost[i];
        let slope = |i: usize| sum(0.0, &|chances| chances.rise[i]) - self.marginal[i];
        Ok(Values {
            utility: places.clone().map(utility).collect(),
            slope: Some(places.map(slope).collect()),
        })
    }

    /// The annotator's best reply: the best of the efforts looked at, refined between its
    /// neighbours.
    pub fn best_reply(&self, model: &Model, posted: &Posted) -> Result<Reply, ContractError> {
        let steps = Steps::of(model, posted);
        let values = self.values(model, posted, steps.as_ref())?;
        let paid = |effort: f64| match &steps {
            Some(steps) => steps.expected(model, effort),
            None => expected(model, posted, effort),
        };
        // Only tops of the grid can hide the best effort. The best of them first, which leaves most
        // of the others without a look.
        let utility = &values.utility;
        let last = utility.len() - 1;
        let mut tops: Vec<usize> = (0..=last)
            .filter(|i| utility[*i] >= utility[i.saturating_sub(1)])
            .filter(|i| utility[*i] >= utility[(i + 1).min(last)])
            .collect();
        tops.sort_by(|a, b| utility[*b].total_cmp(&utility[*a]));
        let mut best: Found = (0.0, f64::NEG_INFINITY, None);
        for place in tops {
            if utility[place] > best.1 {
                best = (self.efforts[place], utility[place], None);
            }
            let top = match &steps {
                Some(steps) => self.top_of_bonuses(model, posted, steps, &values, place, best.1)?,
                None => self.top_between(model, posted, place)?,
            };
            if let Some(effort) = top {
                let (worth, pay) = paid(effort)?;
                let utility = worth - model.cost().cost(effort);
                if utility > best.1 {
                    best = (effort, utility, Some(pay));
                }
            }
        }
        let (effort, utility, pay) = best;
        let pay = match pay {
            Some(pay) => pay,
            None => paid(effort)?.1,
        };
        Ok(Reply {
            effort,
            utility,
            pay,
            payoff: model.value().value(effort) - pay,
        })
    }

    /// The local best effort around a top of the grid; `None` where that is the best itself, an end
    /// of all efforts, and where there is nothing better than `known` around it.
    ///
    /// Under bonuses it is where utility stops rising: that takes the chance of one count, where
    /// utility itself takes those of all counts beyond a threshold.
    fn top_of_bonuses(
        &self,
        model: &Model,
        posted: &Posted,
        steps: &Steps,
        values: &Values,
        place: usize,
        known: f64,
    ) -> Result<Option<f64>, ContractError> {
        let slope_at = |i: usize| match &values.slope {
            Some(slopes) => slopes[i],
            None => steps.slope(model, self.efforts[i]).unwrap_or(f64::NAN),
        };
        let rise = slope_at(place);
        // Where neither agreement nor cost changes with the first bit of care, utility may still
        // rise.
        let level = rise == 0.0 && place == 0;
        let [low, high] = if rise > 0.0 || level {
            [place, (place + 1).min(self.efforts.len() - 1)]
        } else {
            [place.saturating_sub(1), place]
        };
        if low == high && !rise.is_nan() {
            return Ok(None);
        }
        // Expected utility of pay and the cost both rise with effort.
        if values.utility[high] + self.cost[high] - self.cost[low] <= known {
            return Ok(None);
        }
        let [mut left, right] = [slope_at(low), slope_at(high)];
        let [mut low, high] = [low, high].map(|i| self.efforts[i]);
        if level {
            low = FIRST_BIT * high;
            left = steps.slope(model, low).unwrap_or(f64::NAN);
            if left <= 0.0 {
                return Ok(None);
            }
        }
        if !(left > 0.0 && right < 0.0) {
            return self.top_between(model, posted, place);
        }
        let slope = |effort: f64| match effort {
            known if known == low => left,
            known if known == high => right,
            _ => steps.slope(model, effort).unwrap_or(f64::NAN),
        };
        Ok(Some(find_root(slope, low, high, 1e-12)?))
    }

    /// The local best effort around a top of the grid by utility alone.
    fn top_between(
        &self,
        model: &Model,
        posted: &Posted,
        place: usize,
    ) -> Result<Option<f64>, ContractError> {
        let next = (place + 1).min(self.efforts.len() - 1);
        let [before, after] = [place.saturating_sub(1), next].map(|i| self.efforts[i]);
        let loss = |effort| utility(model, posted, effort).map_or(f64::MAX, |value| -value);
        Ok(Some(minimise(loss, before, after, 1e-9)?.at))
    }
}
