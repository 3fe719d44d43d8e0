//! What a contract needs to know about one effort.

use crate::model::Model;

/// Everything a contract needs to know about one effort η = η* + δ.
///
/// The change δ is kept beside η because at large n the best effort differs from η* by less than a
/// rounding of η.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EffortPoint {
    /// η.
    pub effort: f64,
    /// δ = η − η*.
    pub change: f64,
    /// U0 + c(η), the expected utility at which participation binds.
    pub required_utility: f64,
    /// c(η).
    pub cost: f64,
    /// c′(η).
    pub marginal_cost: f64,
    /// q(η).
    pub agreement: f64,
    /// q′(η).
    pub agreement_slope: f64,
    /// I(η), Fisher information of one sample.
    pub information: f64,
    /// First-best loss: full-information payoff at η* minus that at η, ≥ 0.
    pub loss: f64,
}

impl EffortPoint {
    /// U0 + c(η) − u(w_min), by how much participation asks for more than limited liability does.
    ///
    /// Not the required utility less the least: a cost below a rounding of U0 would be lost.
    #[must_use]
    pub fn headroom(&self, model: &Model) -> f64 {
        (model.reservation() - model.minimum_utility()) + self.cost
    }

    /// The effort that moves the count of so many samples by one standard deviation,
    /// √(q(1−q)/n)/q′.
    pub(crate) fn standard_effort(&self, samples: u64) -> f64 {
        let q = self.agreement.min(1.0 - f64::EPSILON);
        (q * (1.0 - q) / samples as f64).sqrt() / self.agreement_slope
    }

    /// The quantities of an effort by itself: no change, no loss.
    pub(crate) fn of(model: &Model, effort: f64) -> Self {
        let cost = model.cost().cost(effort);
        Self {
            effort,
            change: 0.0,
            required_utility: model.reservation() + cost,
            cost,
            marginal_cost: model.cost().marginal(effort),
            agreement: model.monitoring().agreement(effort),
            agreement_slope: model.monitoring().slope(effort),
            information: model.monitoring().information(effort),
            loss: 0.0,
        }
    }
}
