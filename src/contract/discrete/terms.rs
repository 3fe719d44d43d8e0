//! What a contract on a list of efforts says, and what it leads to.

use super::log_gap::LogGap;
use crate::contract::effort_point::EffortPoint;
use crate::contract::{BinaryTerms, LinearTerms, TieredTerms};
use crate::model::Model;

/// A contract with the effort of the list that it implements and its gap to the first best of the
/// list.
#[derive(Debug, Clone, PartialEq)]
pub struct DiscreteContract {
    /// n.
    pub samples: u64,
    /// Which effort of the list it implements.
    pub index: usize,
    /// That effort and what it costs; `loss` is the loss against the first best of the list.
    pub point: EffortPoint,
    /// ln of premium, rent and first-best loss.
    pub gap: LogGap,
    /// The pay.
    pub terms: DiscreteTerms,
}

/// The pay of a [`DiscreteContract`].
#[derive(Debug, Clone, PartialEq)]
pub enum DiscreteTerms {
    /// A flat wage, which implements the lowest effort: the best there is where n is too small for
    /// a bonus.
    Flat {
        /// The wage h(U0 + c(lowest effort)).
        wage: f64,
    },
    /// Base wage and bonus.
    Binary(BinaryTerms),
    /// Base wage and several bonuses.
    Tiered(TieredTerms),
    /// Linear pay with a floor.
    Linear(LinearTerms),
    /// Any pay.
    General(DiscretePrices),
}

impl DiscreteContract {
    /// E\[w].
    pub fn expected_pay(&self, model: &Model) -> f64 {
        let certain = model.utility().wage(self.point.required_utility);
        certain + libm::exp(self.gap.ln_premium) + libm::exp(self.gap.ln_rent)
    }

    /// V(η) − E\[w].
    pub fn payoff(&self, model: &Model) -> f64 {
        model.value().value(self.point.effort) - self.expected_pay(model)
    }
}

/// The prices of the optimal pay.
#[derive(Debug, Clone, PartialEq)]
pub struct DiscretePrices {
    /// ln ν, the unit of the prices.
    pub ln_unit: f64,
    /// σ: price of participation above h′(ū), in units of ν.
    pub participation: f64,
    /// Binding deviations: index of the effort and r_i.
    pub deviations: Vec<(usize, f64)>,
    /// Largest violation or slack of the equations, as a share of their right-hand sides.
    pub residual: f64,
}
