//! Posted terms as documents show them.

use super::Posted;
use crate::contract::binary::BonusRule;
use serde::Serialize;

/// One of several bonuses.
#[derive(Serialize)]
pub(super) struct ShownTier {
    #[serde(flatten)]
    rule: BonusRule,
    bonus: f64,
}

/// The terms by name; which pay it is shows in the names.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Shown {
    Flat {
        wage: f64,
    },
    Bonus {
        samples: u64,
        #[serde(flatten)]
        rule: BonusRule,
        base_wage: f64,
        bonus: f64,
    },
    Tiered {
        samples: u64,
        base_wage: f64,
        tiers: Vec<ShownTier>,
    },
    Linear {
        samples: u64,
        intercept: f64,
        slope: f64,
        minimum_wage: f64,
    },
}

impl From<Posted> for Shown {
    fn from(posted: Posted) -> Self {
        let samples = posted.samples();
        match posted {
            Posted::Flat { wage } => Self::Flat { wage },
            Posted::Bonus { rule, base, bonus } => Self::Bonus {
                samples,
                rule,
                base_wage: base,
                bonus,
            },
            Posted::Tiered { base, tiers } => Self::Tiered {
                samples,
                base_wage: base,
                tiers: tiers
                    .iter()
                    .map(|(rule, bonus)| ShownTier { rule, bonus })
                    .collect(),
            },
            Posted::Linear {
                samples,
                intercept,
                slope,
                floor,
            } => Self::Linear {
                samples,
                intercept,
                slope,
                minimum_wage: floor,
            },
        }
    }
}
