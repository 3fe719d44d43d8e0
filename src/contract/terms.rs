//! What a contract says, and what it leads to.

use super::binary::BonusRule;
use super::effort_point::EffortPoint;
use super::gap::GapParts;
use super::general::prices::Prices;
use super::general::terms::GeneralTerms;
use crate::model::Model;
use serde::Serialize;

/// A contract with the effort it implements and its gap to the first best.
#[derive(Debug, Clone, PartialEq)]
pub struct SecondBest {
    /// n.
    pub samples: u64,
    /// The implemented effort and what it costs.
    pub point: EffortPoint,
    /// Premium, rent and first-best loss.
    pub gap: GapParts,
    /// The pay.
    pub terms: Terms,
}

impl SecondBest {
    /// Whether this is the flat wage, which implements no effort.
    pub fn is_flat(&self) -> bool {
        self.point.effort == 0.0
    }

    /// E\[w] = h(U0 + c(η)) + premium + rent.
    pub fn expected_pay(&self, model: &Model) -> f64 {
        let certain = model.utility().wage(self.point.required_utility);
        certain + self.gap.premium + self.gap.rent
    }

    /// V(η) − E\[w].
    pub fn payoff(&self, model: &Model) -> f64 {
        model.value().value(self.point.effort) - self.expected_pay(model)
    }
}

/// The pay of a contract.
#[derive(Debug, Clone, PartialEq)]
pub enum Terms {
    /// Base wage and bonus.
    Binary(BinaryTerms),
    /// Base wage and several bonuses.
    Tiered(TieredTerms),
    /// Linear pay with a floor.
    Linear(LinearTerms),
    /// The optimal pay.
    General(GeneralTerms),
}

/// A base wage, and a bonus where the [`BonusRule`] says so.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct BinaryTerms {
    /// When the bonus is paid.
    #[serde(flatten)]
    pub rule: BonusRule,
    /// Utility of the base wage.
    #[serde(skip)]
    pub base_utility: f64,
    /// Utility the bonus adds.
    #[serde(skip)]
    pub bonus_utility: f64,
    /// Base wage, in money.
    pub base_wage: f64,
    /// Bonus, in money.
    pub bonus: f64,
    /// P(bonus) at the implemented effort.
    pub bonus_probability: f64,
}

/// A base wage, and bonuses that add up: the j-th is paid where its rule says so, on top of those
/// before it. Rules become stricter from tier to tier. Where rules draw by chance they share one
/// draw, so that a later bonus never comes without the ones before it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TieredTerms {
    /// Utility of the base wage.
    #[serde(skip)]
    pub base_utility: f64,
    /// Base wage, in money.
    pub base_wage: f64,
    /// From the most lenient to the strictest.
    pub tiers: Vec<Tier>,
}

/// One bonus of [`TieredTerms`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Tier {
    /// When it is paid.
    #[serde(flatten)]
    pub rule: BonusRule,
    /// Utility it adds to the tier before.
    #[serde(skip)]
    pub bonus_utility: f64,
    /// Money it adds to the tier before.
    pub bonus: f64,
    /// P(paid) at the implemented effort.
    #[serde(rename = "bonus_probability")]
    pub probability: f64,
}

/// w(S) = max(w_min, intercept + slope·S/n).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LinearTerms {
    /// α, in money.
    pub intercept: f64,
    /// β, in money per unit share of agreement.
    pub slope: f64,
    /// w_min.
    #[serde(rename = "minimum_wage")]
    pub floor: f64,
}

/// A contract as a schedule: the utility of pay at each count.
#[derive(Debug, Clone, Copy)]
pub struct Schedule<'a> {
    model: &'a Model,
    contract: &'a SecondBest,
}

impl SecondBest {
    /// The pay as a function of the count.
    pub fn schedule<'a>(&'a self, model: &'a Model) -> Schedule<'a> {
        Schedule {
            model,
            contract: self,
        }
    }
}

impl Schedule<'_> {
    /// u(w(s)) at a real-valued count 0 ≤ s ≤ n. A randomised bonus enters by its expectation.
    pub fn utility(&self, count: f64) -> f64 {
        let utility = self.model.utility();
        match &self.contract.terms {
            Terms::Binary(terms) => {
                terms.base_utility + terms.bonus_utility * share_paid(&terms.rule, count)
            }
            Terms::Tiered(terms) => {
                let paid = |tier: &Tier| tier.bonus_utility * share_paid(&tier.rule, count);
                terms.base_utility + terms.tiers.iter().map(paid).sum::<f64>()
            }
            Terms::Linear(_) => utility.utility(self.wage(count)),
            Terms::General(terms) => {
                let point = &self.contract.point;
                let mean = point.required_utility;
                let prices = Prices::new(self.model, self.contract.samples, point, terms);
                let change = utility.response(mean, prices.at(prices.standardise(count)));
                (mean + change).max(self.model.minimum_utility())
            }
        }
    }

    /// w(s). Where the bonus is randomised: the expected wage at that count.
    pub fn wage(&self, count: f64) -> f64 {
        match &self.contract.terms {
            Terms::Binary(terms) => terms.base_wage + terms.bonus * share_paid(&terms.rule, count),
            Terms::Tiered(terms) => {
                let paid = |tier: &Tier| tier.bonus * share_paid(&tier.rule, count);
                terms.base_wage + terms.tiers.iter().map(paid).sum::<f64>()
            }
            Terms::Linear(terms) => {
                let share = count / self.contract.samples as f64;
                (terms.intercept + terms.slope * share).max(terms.floor)
            }
            Terms::General(_) => self.model.utility().wage(self.utility(count)),
        }
    }
}

/// Probability of the bonus at a count.
fn share_paid(rule: &BonusRule, count: f64) -> f64 {
    if count >= rule.threshold() as f64 {
        1.0
    } else if count >= rule.threshold() as f64 - 1.0 {
        rule.randomisation()
    } else {
        0.0
    }
}
