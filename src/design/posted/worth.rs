//! What posted pay is worth to an annotator at an effort, and what it costs: estimates in double
//! precision.

use super::Posted;
use crate::contract::ContractError;
use crate::contract::binary::BonusRule;
use crate::contract::outcomes::Outcomes;
use crate::model::Model;
use serde::Serialize;

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
pub(super) struct Steps {
    wage: f64,
    pub(super) worth: f64,
    pub(super) bonuses: Vec<Step>,
}

/// One bonus, with what it adds to utility.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    rule: BonusRule,
    money: f64,
    pub(super) worth: f64,
}

impl Steps {
    /// `None` for pay that is linear in the count.
    pub(super) fn of(model: &Model, posted: &Posted) -> Option<Self> {
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
    pub(super) fn expected(&self, model: &Model, effort: f64) -> Result<(f64, f64), ContractError> {
        let q = agreement(model, effort);
        let mut all = (self.worth, self.wage);
        for step in &self.bonuses {
            let pass = step.rule.pass(q)?;
            all.0 += pass * step.worth;
            all.1 += pass * step.money;
        }
        Ok(all)
    }

    /// d/de of the annotator's utility, Σ_j Δu_j·P(S ≥ k_j)′·q′ − c′.
    pub(super) fn slope(&self, model: &Model, effort: f64) -> Result<f64, ContractError> {
        let mut sum = 0.0;
        for step in &self.bonuses {
            sum += step.worth * rise(model, step.rule, effort)?;
        }
        Ok(sum - model.cost().marginal(effort))
    }
}

/// d/de of the chance of a bonus.
pub(super) fn rise(model: &Model, rule: BonusRule, effort: f64) -> Result<f64, ContractError> {
    let by_agreement = libm::exp(rule.ln_slope(agreement(model, effort))?);
    Ok(by_agreement * model.monitoring().slope(effort))
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

/// q, below 1.
pub(super) fn agreement(model: &Model, effort: f64) -> f64 {
    model.monitoring().agreement(effort).min(1.0 - f64::EPSILON)
}
