//! A contract as it is posted: terms in rounded money, and what is proved about them.
//!
//! The best contract of a class has terms with endless digits, at which some deviation is just as
//! good as the effort meant. What an annotator signs has a few digits. [`Posted`] holds such terms,
//! all of them numbers one can pay; what they lead to is computed for these very numbers, and
//! [`proof`] proves it.

pub mod coarse;
pub mod looks;
pub mod proof;
pub mod reply;
pub mod round;
mod shown;
pub mod units;
mod worth;

pub use proof::Proved;
pub use round::{Posting, post};

use crate::contract::binary::BonusRule;
use crate::contract::{SecondBest, Terms};
use crate::model::Model;
use serde::Serialize;
use shown::{Shown, ShownTier};

/// Pay in money as posted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(into = "Shown")]
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
    /// A base wage, and a bonus for each threshold reached on top of the tier below.
    Tiered {
        /// Base wage.
        base: f64,
        /// The thresholds with their bonuses.
        tiers: Tiers,
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

/// Thresholds with what each pays on top of the one below, ascending.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tiers {
    all: [(BonusRule, f64); Tiers::MOST],
    count: usize,
}

impl Tiers {
    /// As many tiers as terms may have to be posted: more, nobody reads.
    pub const MOST: usize = 4;

    /// From one to [`MOST`](Self::MOST) tiers on the same number of samples with thresholds
    /// ascending; `None` otherwise.
    pub fn new(tiers: &[(BonusRule, f64)]) -> Option<Self> {
        let first = *tiers.first()?;
        let ascending = tiers.windows(2).all(|pair| {
            pair[0].0.threshold() < pair[1].0.threshold()
                && pair[0].0.samples() == pair[1].0.samples()
        });
        if tiers.len() > Self::MOST || !ascending {
            return None;
        }
        let mut all = [first; Self::MOST];
        for (place, tier) in all.iter_mut().zip(tiers) {
            *place = *tier;
        }
        Some(Self {
            all,
            count: tiers.len(),
        })
    }

    /// The tiers.
    pub fn iter(&self) -> impl Iterator<Item = (BonusRule, f64)> + '_ {
        self.all[..self.count].iter().copied()
    }

    /// n.
    pub fn samples(&self) -> u64 {
        self.all[0].0.samples()
    }

    /// The same thresholds with other bonuses.
    #[must_use]
    pub fn map(self, bonus: impl Fn(f64) -> f64) -> Self {
        Self {
            all: self.all.map(|(rule, amount)| (rule, bonus(amount))),
            count: self.count,
        }
    }
}

impl Posted {
    /// The terms of a contract with all their digits; `None` for pay of any shape and more bonuses
    /// than are posted.
    pub fn exactly(contract: &SecondBest, minimum: f64) -> Option<Self> {
        Some(match &contract.terms {
            Terms::Binary(terms) => Self::Bonus {
                rule: terms.rule,
                base: terms.base_wage.max(minimum),
                bonus: terms.bonus,
            },
            Terms::Tiered(terms) => {
                let each = terms.tiers.iter().map(|tier| (tier.rule, tier.bonus));
                Self::Tiered {
                    base: terms.base_wage.max(minimum),
                    tiers: Tiers::new(&each.collect::<Vec<_>>())?,
                }
            }
            Terms::Linear(terms) => Self::Linear {
                samples: contract.samples,
                intercept: terms.intercept,
                slope: terms.slope,
                floor: terms.floor.max(minimum),
            },
            Terms::General(_) => return None,
        })
    }

    /// n; 0 for flat pay.
    pub fn samples(&self) -> u64 {
        match self {
            Self::Flat { .. } => 0,
            Self::Bonus { rule, .. } => rule.samples(),
            Self::Tiered { tiers, .. } => tiers.samples(),
            Self::Linear { samples, .. } => *samples,
        }
    }

    /// `flat`, `binary`, `tiered` or `linear`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Flat { .. } => "flat",
            Self::Bonus { .. } => "binary",
            Self::Tiered { .. } => "tiered",
            Self::Linear { .. } => "linear",
        }
    }

    /// The bonuses, the lowest threshold first; none where pay has no thresholds.
    pub fn bonuses(&self) -> Vec<(BonusRule, f64)> {
        match self {
            Self::Bonus { rule, bonus, .. } => vec![(*rule, *bonus)],
            Self::Tiered { tiers, .. } => tiers.iter().collect(),
            Self::Flat { .. } | Self::Linear { .. } => Vec::new(),
        }
    }

    /// The same base with as many other bonuses; `None` where these are no terms of the same kind.
    #[must_use]
    pub fn with_bonuses(&self, bonuses: &[(BonusRule, f64)]) -> Option<Self> {
        match (*self, bonuses) {
            (Self::Bonus { base, .. }, &[(rule, bonus)]) => Some(Self::Bonus { rule, base, bonus }),
            (Self::Tiered { base, .. }, _) => {
                Tiers::new(bonuses).map(|tiers| Self::Tiered { base, tiers })
            }
            _ => None,
        }
    }

    /// The same terms with another base, wage or intercept.
    #[must_use]
    pub fn with_base(self, money: f64) -> Self {
        match self {
            Self::Flat { .. } => Self::Flat { wage: money },
            Self::Bonus { rule, bonus, .. } => Self::Bonus {
                rule,
                base: money,
                bonus,
            },
            Self::Tiered { tiers, .. } => Self::Tiered { base: money, tiers },
            Self::Linear {
                samples,
                slope,
                floor,
                ..
            } => Self::Linear {
                samples,
                intercept: money,
                slope,
                floor,
            },
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
            Self::Tiered { base, tiers } => Self::Tiered {
                base: level(base),
                tiers: tiers.map(incentive),
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
            // Bonuses below 0 are unlawful in any case.
            Self::Tiered { base, .. } => *base,
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
            Self::Tiered { tiers, .. } => tiers.iter().all(|(_, bonus)| bonus >= 0.0),
            Self::Linear { slope, .. } => *slope >= 0.0,
        };
        rises && self.least_pay() >= model.minimum_wage()
    }
}

impl From<Posted> for Shown {
    fn from(posted: Posted) -> Self {
        let samples = posted.samples();
        match posted {
            Posted::Flat { wage } => Shown::Flat { wage },
            Posted::Bonus { rule, base, bonus } => Shown::Bonus {
                samples,
                rule,
                base_wage: base,
                bonus,
            },
            Posted::Tiered { base, tiers } => Shown::Tiered {
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
            } => Shown::Linear {
                samples,
                intercept,
                slope,
                minimum_wage: floor,
            },
        }
    }
}
