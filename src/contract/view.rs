//! What documents show of a first best and of pay.

use super::{BinaryTerms, LinearTerms, TieredTerms};
use super::{DeviationPrice, FirstBest, SecondBest, Terms};
use crate::contract::discrete::DiscreteTerms;
use crate::model::Model;
use serde::Serialize;

/// A first best.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct FirstBestView {
    /// η*.
    pub effort: f64,
    /// The company's payoff.
    pub payoff: f64,
    /// The certain wage that buys it.
    pub wage: f64,
}

impl From<&FirstBest<'_>> for FirstBestView {
    fn from(first_best: &FirstBest<'_>) -> Self {
        Self {
            effort: first_best.effort(),
            payoff: first_best.payoff(),
            wage: first_best.wage(),
        }
    }
}

/// The pay of a contract by its class.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum TermsView<'a> {
    /// The same at every count.
    Flat {
        /// The wage.
        flat_wage: f64,
    },
    /// Base wage and bonus.
    Binary(BinaryTerms),
    /// Base wage and several bonuses.
    Tiered(&'a TieredTerms),
    /// Linear pay with a floor.
    Linear(LinearTerms),
    /// The prices of the optimal pay (T7).
    General {
        /// λ.
        participation_price: f64,
        /// μ.
        incentive_price: f64,
        /// ν of each effort that tempts.
        deviation_prices: &'a [DeviationPrice],
        /// Relative distance of primal and dual value.
        duality_gap: f64,
    },
    /// The prices of the optimal pay on a list of efforts (T8), in units of e^`log_unit`.
    Listed {
        /// ln ν.
        log_unit: f64,
        /// Price of participation.
        participation_price: f64,
        /// Price of each effort that tempts.
        deviation_prices: Vec<ListedPrice>,
        /// w_min.
        minimum_wage: f64,
        /// Largest relative error of the equations.
        residual: f64,
    },
}

/// The price of an effort of a list.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ListedPrice {
    effort_index: usize,
    price: f64,
}

impl<'a> TermsView<'a> {
    /// The pay of a contract on all efforts.
    #[must_use]
    pub fn of(solved: &'a SecondBest, model: &Model) -> Self {
        match &solved.terms {
            Terms::Binary(terms) => Self::Binary(*terms),
            Terms::Tiered(terms) => Self::Tiered(terms),
            Terms::Linear(terms) => Self::Linear(*terms),
            Terms::General(terms) => {
                let point = &solved.point;
                let marginal = model.utility().marginal_wage(point.required_utility);
                let standard = (solved.samples as f64 * point.information).sqrt();
                Self::General {
                    participation_price: marginal + terms.participation_shift,
                    // At no effort one label may tell nothing, and a price of nothing stays
                    // nothing.
                    incentive_price: match terms.incentive_price {
                        0.0 => 0.0,
                        price => price / standard,
                    },
                    deviation_prices: &terms.deviations,
                    duality_gap: terms.duality_gap,
                }
            }
        }
    }

    /// The pay of a contract on a list of efforts.
    #[must_use]
    pub fn listed(terms: &'a DiscreteTerms, model: &Model) -> Self {
        match terms {
            DiscreteTerms::Flat { wage } => Self::Flat { flat_wage: *wage },
            DiscreteTerms::Binary(terms) => Self::Binary(*terms),
            DiscreteTerms::Tiered(terms) => Self::Tiered(terms),
            DiscreteTerms::Linear(terms) => Self::Linear(*terms),
            DiscreteTerms::General(prices) => Self::Listed {
                log_unit: prices.ln_unit,
                participation_price: prices.participation,
                deviation_prices: prices
                    .deviations
                    .iter()
                    .map(|(effort_index, price)| ListedPrice {
                        effort_index: *effort_index,
                        price: *price,
                    })
                    .collect(),
                minimum_wage: model.minimum_wage(),
                residual: prices.residual,
            },
        }
    }
}
