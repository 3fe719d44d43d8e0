//! Posted terms as documents show them.

use crate::contract::binary::BonusRule;
use serde::Serialize;

/// One of several bonuses.
#[derive(Serialize)]
pub(super) struct ShownTier {
    #[serde(flatten)]
    pub(super) rule: BonusRule,
    pub(super) bonus: f64,
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
