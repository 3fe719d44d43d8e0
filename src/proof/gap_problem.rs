//! The contract problems whose premium at a given effort Coq checks: their data in rationals, the
//! model they make, and what the float solver suggests for a certificate.

use super::decimal::rational;
use crate::contract::general::dual::{self, Implementation};
use crate::contract::{ContractError, EffortPoint};
use crate::model::cost::PowerCost;
use crate::model::monitoring::Expert;
use crate::model::utility::{Power, Utility};
use crate::model::value::LinearValue;
use crate::model::{EffortCost, Model, Parts};
use dashu_int::IBig;
use dashu_ratio::RBig;

/// A contract problem all of whose data are rational.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GapProblem {
    /// Name of the file.
    pub name: &'static str,
    /// k of the utility w^{1/k}, at least 2.
    pub power: u32,
    /// Signals monitored.
    pub samples: u64,
    /// κ of the comparison with an expert.
    pub kappa: f64,
    /// a of the cost aη².
    pub scale: f64,
    /// U0.
    pub outside: f64,
    /// η.
    pub effort: f64,
}

/// Why there is no certificate.
#[derive(Debug, thiserror::Error)]
pub enum GapProofError {
    /// The estimate failed.
    #[error("{name}: {source}")]
    Estimate {
        /// The problem.
        name: &'static str,
        /// What the solver said.
        source: ContractError,
    },
    /// The numbers do not make an economy.
    #[error("{name}: {what}")]
    Problem {
        /// The problem.
        name: &'static str,
        /// What is wrong, and what would be right.
        what: &'static str,
    },
}

/// The data in rationals.
pub(super) struct Data {
    pub base: RBig,
    pub slope: RBig,
    pub scale: RBig,
    pub outside: RBig,
    pub effort: RBig,
    /// q(η).
    pub right: RBig,
    /// U0 + c(η).
    pub needed: RBig,
    /// c′(η).
    pub marginal: RBig,
}

impl GapProblem {
    /// The data in rationals; `None` where a number is not finite.
    pub(super) fn data(&self) -> Option<Data> {
        let base = rational(0.5)?;
        let slope = rational(self.kappa)? * &base;
        let (scale, outside) = (rational(self.scale)?, rational(self.outside)?);
        let effort = rational(self.effort)?;
        Some(Data {
            right: &base + &slope * &effort,
            needed: &outside + &scale * &effort * &effort,
            marginal: &scale * &effort * IBig::from(2),
            base,
            slope,
            scale,
            outside,
            effort,
        })
    }

    pub(super) fn wrong(&self, what: &'static str) -> GapProofError {
        GapProofError::Problem {
            name: self.name,
            what,
        }
    }

    fn solved(&self, model: &Model) -> Result<Implementation, GapProofError> {
        let solved = dual::implement(
            model,
            self.samples,
            &EffortPoint::of(model, self.effort),
            &[],
        );
        solved.map_err(|source| GapProofError::Estimate {
            name: self.name,
            source,
        })
    }

    /// The least pay above the first best as the float solver has it.
    ///
    /// # Errors
    /// Data that make no model, a solver that fails.
    pub fn estimate(&self) -> Result<f64, GapProofError> {
        Ok(self.solved(&self.model()?)?.cost())
    }

    /// λ and μ as the float solver gives them.
    pub(super) fn prices(&self, model: &Model) -> Result<(f64, f64), GapProofError> {
        let point = EffortPoint::of(model, self.effort);
        let solved = self.solved(model)?;
        let q = point.agreement;
        let deviation = (self.samples as f64 * q * (1.0 - q)).sqrt();
        let lambda =
            model.utility().marginal_wage(point.required_utility) + solved.participation_shift;
        Ok((lambda, solved.incentive_price / deviation))
    }

    /// The model whose first best asks for this effort.
    ///
    /// # Errors
    /// Data that make no model.
    pub fn model(&self) -> Result<Model, GapProofError> {
        let data = || self.wrong("k, kappa or the scale of the cost is outside its range");
        let utility = Power::new(1.0 / f64::from(self.power)).ok_or_else(data)?;
        let cost = PowerCost::new(self.scale, 2.0).ok_or_else(data)?;
        let needed = self.outside + cost.cost(self.effort);
        let slope = utility.marginal_wage(needed) * cost.marginal(self.effort);
        Model::new(Parts {
            utility: Box::new(utility),
            minimum_wage: 0.0,
            cost: Box::new(cost),
            monitoring: Box::new(Expert::new(self.kappa).ok_or_else(data)?),
            value: Box::new(LinearValue::new(slope).ok_or_else(data)?),
            reservation: self.outside,
        })
        .map_err(|_| self.wrong("the data satisfy no model's assumptions"))
    }
}
