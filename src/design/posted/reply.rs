//! What an annotator does under posted pay, and what the company gets: estimates in double
//! precision.

use super::Posted;
use crate::contract::ContractError;
use crate::contract::binary::BonusRule;
use crate::contract::outcomes::Outcomes;
use crate::model::Model;
use crate::numerics::{find_root, minimise};
use serde::Serialize;

/// Efforts of the even grid: utility under linear pay bends once or twice over all efforts.
const GRID: u32 = 40;

/// Efforts around the one at which the threshold or the kink is expected, in standard deviations of
/// the count.
const NEAR: [f64; 15] = [
    -6.0, -4.0, -3.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0,
];

/// More samples than these put the floor of linear pay within 1e-4 of one agreement share.
const SHARP: u64 = 100_000_000;

/// The annotator's best effort with what it brings both sides.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Reply {
    /// Effort.
    pub effort: f64,
    /// E\[u(w)] − c.
    pub utility: f64,
    /// E\[w].
    #[serde(rename = "expected_pay")]
    pub pay: f64,
    /// V − E\[w].
    pub payoff: f64,
}

/// Flat pay or bonuses as the annotator sees them: the least pay, and what each bonus adds to it.
#[derive(Debug, Clone)]
struct Steps {
    wage: f64,
    worth: f64,
    bonuses: Vec<Step>,
}

/// One bonus, with what it adds to utility.
#[derive(Debug, Clone, Copy)]
struct Step {
    rule: BonusRule,
    money: f64,
    worth: f64,
}

impl Steps {
    /// `None` for pay that is linear in the count.
    fn of(model: &Model, posted: &Posted) -> Option<Self> {
        match *posted {
            Posted::Flat { wage: base }
            | Posted::Bonus { base, .. }
            | Posted::Tiered { base, .. } => Some(Self::from_base(model, base, posted)),
            Posted::Linear { .. } => None,
        }
    }

    fn from_base(model: &Model, base: f64, posted: &Posted) -> Self {
        let worth = model.utility().utility(base);
        let (mut wage, mut below) = (base, worth);
        let step = |(rule, money): (BonusRule, f64)| {
            wage += money;
            let here = model.utility().utility(wage);
            let worth = here - below;
            below = here;
            Step { rule, money, worth }
        };
        Self {
            wage: base,
            worth,
            bonuses: posted.bonuses().into_iter().map(step).collect(),
        }
    }

    /// Expected utility of pay and expected pay.
    fn expected(&self, model: &Model, effort: f64) -> Result<(f64, f64), ContractError> {
        let q = agreement(model, effort);
        let mut all = (self.worth, self.wage);
        for step in &self.bonuses {
            let pass = step.rule.passing(q)?.pass;
            all.0 += pass * step.worth;
            all.1 += pass * step.money;
        }
        Ok(all)
    }

    /// d/de of the annotator's utility, Σ_j Δu_j·P(S ≥ k_j)′·q′ − c′.
    fn slope(&self, model: &Model, effort: f64) -> Result<f64, ContractError> {
        let q = agreement(model, effort);
        let mut rise = 0.0;
        for step in &self.bonuses {
            rise += step.worth * libm::exp(step.rule.ln_slope(q)?);
        }
        Ok(rise * model.monitoring().slope(effort) - model.cost().marginal(effort))
    }
}

/// Expected utility of pay and expected pay at an effort.
pub fn expected(model: &Model, posted: &Posted, effort: f64) -> Result<(f64, f64), ContractError> {
    match *posted {
        Posted::Flat { wage: base } | Posted::Bonus { base, .. } | Posted::Tiered { base, .. } => {
            Steps::from_base(model, base, posted).expected(model, effort)
        }
        Posted::Linear {
            samples,
            intercept,
            slope,
            floor,
        } => {
            let utility = model.utility();
            let q = agreement(model, effort);
            let n = samples as f64;
            let deviation = (n * q * (1.0 - q)).sqrt();
            let kink = (n * (floor - intercept) / slope - n * q) / deviation;
            let outcomes = Outcomes::new(samples, q, Some(kink))?;
            let wage = |y: f64| (intercept + slope * (q + y * deviation / n)).max(floor);
            Ok((
                outcomes.expect(|y| utility.utility(wage(y))),
                outcomes.expect(wage),
            ))
        }
    }
}

/// The annotator's utility E\[u(w)] − c at an effort.
pub fn utility(model: &Model, posted: &Posted, effort: f64) -> Result<f64, ContractError> {
    Ok(expected(model, posted, effort)?.0 - model.cost().cost(effort))
}

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
    /// P(bonus) at each effort, for each bonus.
    pass: Option<Vec<Vec<f64>>>,
}

impl Looks {
    /// Where to look for replies to these terms.
    pub fn of(model: &Model, posted: &Posted) -> Result<Self, ContractError> {
        let efforts = efforts(model, posted);
        let bonuses = posted.bonuses();
        let passes = |(rule, _): &(BonusRule, f64)| -> Result<Vec<f64>, ContractError> {
            let at = |effort: &f64| Ok(rule.passing(agreement(model, *effort))?.pass);
            efforts.iter().map(at).collect()
        };
        let pass = if bonuses.is_empty() {
            None
        } else {
            Some(bonuses.iter().map(passes).collect::<Result<_, _>>()?)
        };
        Ok(Self {
            cost: efforts.iter().map(|e| model.cost().cost(*e)).collect(),
            efforts,
            pass,
        })
    }

    fn values(
        &self,
        model: &Model,
        posted: &Posted,
        steps: Option<&Steps>,
    ) -> Result<Vec<f64>, ContractError> {
        let same = |steps: &&Steps| {
            let pass = self.pass.as_ref();
            pass.is_some_and(|pass| pass.len() == steps.bonuses.len())
        };
        let (Some(pass), Some(steps)) = (&self.pass, steps.filter(same)) else {
            let utility = |effort: &f64| utility(model, posted, *effort);
            return self.efforts.iter().map(utility).collect();
        };
        let mut values = vec![steps.worth; self.efforts.len()];
        for (pass, step) in pass.iter().zip(&steps.bonuses) {
            for (value, pass) in values.iter_mut().zip(pass) {
                *value += pass * step.worth;
            }
        }
        for (value, cost) in values.iter_mut().zip(&self.cost) {
            *value -= cost;
        }
        Ok(values)
    }

    /// The annotator's best reply: the best of the efforts looked at, refined between its
    /// neighbours.
    pub fn best_reply(&self, model: &Model, posted: &Posted) -> Result<Reply, ContractError> {
        let efforts = &self.efforts;
        let steps = Steps::of(model, posted);
        let values = self.values(model, posted, steps.as_ref())?;
        let paid = |effort: f64| match &steps {
            Some(steps) => steps.expected(model, effort),
            None => expected(model, posted, effort),
        };
        // Effort, utility, and pay where it is known.
        let mut best = (0.0, f64::NEG_INFINITY, None);
        for (place, value) in values.iter().enumerate() {
            let (before, after) = (place.saturating_sub(1), (place + 1).min(values.len() - 1));
            // Only tops of the grid can hide the best effort.
            if *value < values[before] || *value < values[after] {
                continue;
            }
            if *value > best.1 {
                best = (efforts[place], *value, None);
            }
            let around = [before, place, after].map(|place| efforts[place]);
            if let Some(effort) = top(model, posted, steps.as_ref(), around)? {
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
}

/// The local best effort around the middle one of three, which is no worse than the others; `None`
/// where it is the middle one, an end of all efforts.
///
/// Under bonuses it is where utility stops rising: that takes the chance of one count, where utility
/// itself takes those of all counts beyond a threshold.
fn top(
    model: &Model,
    posted: &Posted,
    steps: Option<&Steps>,
    [before, middle, after]: [f64; 3],
) -> Result<Option<f64>, ContractError> {
    if let Some(steps) = steps {
        let slope = |effort: f64| steps.slope(model, effort).unwrap_or(f64::NAN);
        let rise = slope(middle);
        let [low, high] = if rise > 0.0 {
            [middle, after]
        } else {
            [before, middle]
        };
        if low == high && !rise.is_nan() {
            return Ok(None);
        }
        if slope(low) > 0.0 && slope(high) < 0.0 {
            return Ok(Some(find_root(slope, low, high, 1e-12)?));
        }
    }
    let loss = |effort| utility(model, posted, effort).map_or(f64::MAX, |value| -value);
    Ok(Some(minimise(loss, before, after, 1e-9)?.at))
}

/// The annotator's best reply to terms.
pub fn best_reply(model: &Model, posted: &Posted) -> Result<Reply, ContractError> {
    Looks::of(model, posted)?.best_reply(model, posted)
}

/// q, below 1.
fn agreement(model: &Model, effort: f64) -> f64 {
    model.monitoring().agreement(effort).min(1.0 - f64::EPSILON)
}
