//! The economics as data: an annotator, a company, and what the company can see.
//!
//! - annotator: E\[u(w)] − c(η), outside option U0, wages at least w_min ([`utility`], [`cost`]);
//! - company: V(η) − E\[w] ([`value`]);
//! - monitoring: S ~ Binomial(n, q(η)) agreements in n samples ([`monitoring`]).
//!
//! A [`Model`] has been checked: it can only be built through [`Model::new`] or [`Model::read`],
//! which refuse parts that break an assumption of the theory ([`Assumption`]), each with its own
//! message. No solver lives here.
//!
//! Source of the model: Liu, Wang, Ma, Li, *How Humans Help LLMs: Assessing and Incentivizing Human
//! Preference Annotators*, arXiv:2502.06387, sections 2 and 4.

pub mod cost;
pub mod monitoring;
pub mod utility;
pub mod value;

mod assumptions;
pub mod family;
pub mod file;
mod unknown;

pub use assumptions::Assumption;
pub use cost::EffortCost;
pub use file::Money;
pub use monitoring::Monitoring;
pub use unknown::{Unknown, numbers};
pub use utility::{EnclosedUtility, Utility};
pub use value::Value;

/// A validated principal–agent model.
#[derive(Debug)]
pub struct Model {
    utility: Box<dyn Utility>,
    minimum_wage: f64,
    cost: Box<dyn EffortCost>,
    monitoring: Box<dyn Monitoring>,
    value: Box<dyn Value>,
    reservation: f64,
    stated_reservation: f64,
    unknowns: Vec<Unknown>,
    money: Money,
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
    /// Puts a model together if it satisfies every [`Assumption`]; the first violated one is the
    /// error.
    pub fn new(parts: Parts) -> Result<Self, Assumption> {
        let Parts {
            utility,
            minimum_wage,
            cost,
            monitoring,
            value,
            reservation,
        } = parts;
        let mut model = Self {
            utility,
            minimum_wage,
            cost,
            monitoring,
            value,
            reservation,
            stated_reservation: reservation,
            unknowns: Vec::new(),
            money: Money::default(),
        };
        assumptions::check_outside_option(&model)?;
        if let Some(measured) = model.utility.measured_from(reservation, minimum_wage) {
            model.utility = measured;
            model.reservation = 0.0;
        }
        assumptions::check(&model)?;
        Ok(model)
    }

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
