//! A contract as it is posted: terms in rounded money, and what is proved about them.
//!
//! The best contract of a class has terms with endless digits, at which some deviation is just as
//! good as the effort meant. What an annotator signs has a few digits. [`Posted`] holds such terms,
//! all of them numbers one can pay; what they lead to is computed for these very numbers, and
//! [`proof`] proves it.

pub mod proof;
pub mod reply;
pub mod round;

pub use proof::Proved;
pub use round::{Posting, post};

use crate::contract::binary::BonusRule;
use crate::model::Model;

/// Pay in money as posted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Posted {
    /// The same whatever the count.
    Flat {
        /// The wage.
        wage: f64,
    },
    /// A base wage, and a bonus on top where the rule says so.
    Bonus {
        /// When the bonus is paid.
        rule: BonusRule,
        /// Base wage.
        base: f64,
        /// Bonus.
        bonus: f64,
    },
    /// w = max(floor, intercept + slope·S/n).
    Linear {
        /// n.
        samples: u64,
        /// Intercept.
        intercept: f64,
        /// Money for all samples agreeing, above the intercept.
        slope: f64,
        /// The least pay.
        floor: f64,
    },
}

impl Posted {
    /// n; 0 for flat pay.
    pub fn samples(&self) -> u64 {
        match self {
            Self::Flat { .. } => 0,
            Self::Bonus { rule, .. } => rule.samples(),
            Self::Linear { samples, .. } => *samples,
        }
    }

    /// `flat`, `binary` or `linear`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Flat { .. } => "flat",
            Self::Bonus { .. } => "binary",
            Self::Linear { .. } => "linear",
        }
    }

    /// The same shape with other amounts: `level` of what is paid whatever the count (base, wage,
    /// intercept, floor), `incentive` of what is paid for agreement (bonus, slope).
    #[must_use]
    pub fn map(self, level: impl Fn(f64) -> f64, incentive: impl Fn(f64) -> f64) -> Self {
        match self {
            Self::Flat { wage } => Self::Flat { wage: level(wage) },
            Self::Bonus { rule, base, bonus } => Self::Bonus {
                rule,
                base: level(base),
                bonus: incentive(bonus),
            },
            Self::Linear {
                samples,
                intercept,
                slope,
                floor,
            } => Self::Linear {
                samples,
                intercept: level(intercept),
                slope: incentive(slope),
                floor: level(floor),
            },
        }
    }

    /// The least pay of all counts.
    pub fn least_pay(&self) -> f64 {
        match self {
            Self::Flat { wage } => *wage,
            Self::Bonus { base, bonus, .. } => base.min(base + bonus),
            Self::Linear {
                intercept, floor, ..
            } => intercept.max(*floor),
        }
    }

    /// Whether no pay is below the model's minimum wage and pay does not fall as the count rises.
    /// Exact: comparisons of the posted numbers.
    pub fn is_lawful(&self, model: &Model) -> bool {
        let rises = match self {
            Self::Flat { .. } => true,
            Self::Bonus { bonus, .. } => *bonus >= 0.0,
            Self::Linear { slope, .. } => *slope >= 0.0,
        };
        rises && self.least_pay() >= model.minimum_wage()
    }
}
