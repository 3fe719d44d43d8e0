//! A model: its parts, and what follows from them at once.

use super::cost::EffortCost;
use super::money::Money;
use super::monitoring::Monitoring;
use super::unknown::Unknown;
use super::utility::Utility;
use super::value::Value;

/// A validated principal–agent model.
#[derive(Debug)]
pub struct Model {
    pub(super) utility: Box<dyn Utility>,
    pub(super) minimum_wage: f64,
    pub(super) cost: Box<dyn EffortCost>,
    pub(super) monitoring: Box<dyn Monitoring>,
    pub(super) value: Box<dyn Value>,
    pub(super) reservation: f64,
    pub(super) stated_reservation: f64,
    pub(super) unknowns: Vec<Unknown>,
    pub(super) money: Money,
}

/// The parts of a [`Model`] before they are checked against each other.
#[derive(Debug)]
pub struct Parts {
    /// u and h.
    pub utility: Box<dyn Utility>,
    /// w_min, limited liability.
    pub minimum_wage: f64,
    /// c.
    pub cost: Box<dyn EffortCost>,
    /// q.
    pub monitoring: Box<dyn Monitoring>,
    /// V.
    pub value: Box<dyn Value>,
    /// U0.
    pub reservation: f64,
}

impl Model {
    /// Currency and period of the amounts, where the file says them.
    pub fn money(&self) -> &Money {
        &self.money
    }
    /// The annotator's utility of money.
    pub fn utility(&self) -> &dyn Utility {
        self.utility.as_ref()
    }
    /// w_min.
    pub fn minimum_wage(&self) -> f64 {
        self.minimum_wage
    }
    /// u(w_min), the least utility limited liability allows.
    pub fn minimum_utility(&self) -> f64 {
        self.utility.utility(self.minimum_wage)
    }
    /// The annotator's cost of effort.
    pub fn cost(&self) -> &dyn EffortCost {
        self.cost.as_ref()
    }
    /// The monitoring scheme.
    pub fn monitoring(&self) -> &dyn Monitoring {
        self.monitoring.as_ref()
    }
    /// The company's value of effort.
    pub fn value(&self) -> &dyn Value {
        self.value.as_ref()
    }
    /// U0, in the units of [`utility`](Self::utility): 0 where that
    /// [measures from it](Utility::measured_from).
    pub fn reservation(&self) -> f64 {
        self.reservation
    }
    /// U0 as the model file states it.
    pub fn stated_reservation(&self) -> f64 {
        self.stated_reservation
    }
    /// u(w) as the family defines it, from whatever [`utility`](Self::utility) measures.
    pub fn stated_utility(&self, wage: f64) -> f64 {
        (self.stated_reservation - self.reservation) + self.utility.utility(wage)
    }
    /// U0 + c(η): the expected utility of pay at which participation binds.
    pub fn required_utility(&self, effort: f64) -> f64 {
        self.reservation + self.cost.cost(effort)
    }
    /// d/dη of the full-information payoff V(η) − h(U0 + c(η)); strictly decreasing, its root is
    /// the first best.
    pub fn marginal_payoff(&self, effort: f64) -> f64 {
        let required = self.required_utility(effort);
        if required >= self.utility.supremum() {
            return f64::NEG_INFINITY;
        }
        let marginal_cost = self.cost.marginal(effort);
        self.value.marginal(effort) - self.utility.marginal_wage(required) * marginal_cost
    }
    /// (c∘q⁻¹)′ = c′(η)/q′(η), the marginal cost per unit of agreement.
    pub fn marginal_cost_of_agreement(&self, effort: f64) -> f64 {
        self.cost.marginal(effort) / self.monitoring.slope(effort)
    }
}
