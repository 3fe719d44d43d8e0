//! Pay by the number of agreements, in exact decimals.

use super::error::TermsError;
use super::money::Money;
use crate::contract::binary::BonusRule;
use crate::design::posted::Posted;
use serde::{Deserialize, Serialize};

/// Pay by the number of agreements.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub enum PayRule {
    /// A base, and a bonus on top for each threshold that is reached.
    Bonus {
        /// Paid in any case.
        base: Money,
        /// Thresholds ascending.
        tiers: Vec<Tier>,
    },
    /// max(floor, intercept + slope·agreed/samples), rounded up to a whole unit.
    Linear {
        /// May be below 0.
        intercept: Money,
        /// For all agreeing.
        slope: Money,
        /// The least pay.
        floor: Money,
    },
}

/// A bonus for reaching a threshold, on top of the tier below.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Least number of agreements.
    pub threshold: u64,
    /// Paid on top.
    pub bonus: Money,
}

impl PayRule {
    /// Posted terms as decimals with `places` decimals.
    ///
    /// # Errors
    /// A bonus by chance, or amounts that decimals cannot hold.
    pub fn of(posted: &Posted, places: u32) -> Result<Self, TermsError> {
        let money = |value: f64| Money::nearest(value, places).ok_or(TermsError::Amount { value });
        Ok(match posted {
            Posted::Flat { wage } => Self::Bonus {
                base: money(*wage)?,
                tiers: Vec::new(),
            },
            Posted::Bonus { rule, base, bonus } => {
                if rule.randomisation() > 0.0 {
                    return Err(TermsError::Chance);
                }
                Self::Bonus {
                    base: money(*base)?,
                    tiers: vec![Tier {
                        threshold: rule.threshold(),
                        bonus: money(*bonus)?,
                    }],
                }
            }
            Posted::Tiered { base, tiers } => {
                if tiers.iter().any(|(rule, _)| rule.randomisation() > 0.0) {
                    return Err(TermsError::Chance);
                }
                let tier = |(rule, bonus): (BonusRule, f64)| {
                    Ok(Tier {
                        threshold: rule.threshold(),
                        bonus: money(bonus)?,
                    })
                };
                Self::Bonus {
                    base: money(*base)?,
                    tiers: tiers.iter().map(tier).collect::<Result<_, TermsError>>()?,
                }
            }
            Posted::Linear {
                intercept,
                slope,
                floor,
                ..
            } => Self::Linear {
                intercept: money(*intercept)?,
                slope: money(*slope)?,
                floor: money(*floor)?,
            },
        })
    }

    /// What is due for so many agreements among `samples`, and how many tiers were reached; `None`
    /// where the sum is too large to hold.
    pub fn due(&self, samples: u64, agreed: u64, unit: Money) -> Option<(Money, usize)> {
        match self {
            Self::Bonus { base, tiers } => {
                let reached = tiers.iter().take_while(|tier| agreed >= tier.threshold);
                let mut due = *base;
                let mut count = 0;
                for tier in reached {
                    due = due.plus(tier.bonus)?;
                    count += 1;
                }
                Some((due, count))
            }
            Self::Linear {
                intercept,
                slope,
                floor,
            } => {
                let line = intercept.plus_share(*slope, agreed, samples, unit)?;
                Some((line.at_least(*floor)?, 0))
            }
        }
    }

    /// What is wrong with the rule on so many samples.
    pub(super) fn problem(&self, samples: u64) -> Option<String> {
        match self {
            Self::Bonus { base, tiers } => {
                let mut last = 0;
                for tier in tiers {
                    if tier.threshold <= last || tier.threshold > samples {
                        return Some(format!(
                            "the threshold {} of the terms for {samples} checked labels is out of order or range",
                            tier.threshold
                        ));
                    }
                    last = tier.threshold;
                }
                let falls = tiers.iter().any(|tier| tier.bonus.is_negative());
                (falls || base.is_negative()).then(|| "an amount is below 0".to_owned())
            }
            Self::Linear { slope, floor, .. } => (slope.is_negative() || floor.is_negative())
                .then(|| "an amount is below 0".to_owned()),
        }
    }
}
