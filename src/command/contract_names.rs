//! Names of classes of contracts and of thresholds on the command line.

use crate::contract::{Class, Threshold};
use clap::ValueEnum;

/// Names of the classes on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ContractName {
    /// A base wage and a bonus at a threshold.
    Binary,
    /// A base wage and bonuses that add up (--tiers says how many).
    Tiered,
    /// Pay linear in the number of agreements, with a floor.
    Linear,
    /// Any pay.
    General,
}

impl ContractName {
    /// The classes of contracts it names: one for each number of tiers, if it is tiered.
    pub fn classes(self, threshold: ThresholdName, tiers: &[u32]) -> Vec<Class> {
        let threshold = threshold.threshold();
        match self {
            Self::Binary => vec![Class::Binary(threshold)],
            Self::Tiered => tiers
                .iter()
                .map(|tiers| Class::Tiered {
                    tiers: *tiers,
                    threshold,
                })
                .collect(),
            Self::Linear => vec![Class::Linear],
            Self::General => vec![Class::General],
        }
    }
}

/// Names of the threshold rules on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ThresholdName {
    /// Bonus iff S >= k.
    Deterministic,
    /// Bonus iff S >= k, and with some probability at S = k - 1.
    Randomised,
}

impl ThresholdName {
    /// The rule it names.
    pub fn threshold(self) -> Threshold {
        match self {
            Self::Deterministic => Threshold::Deterministic,
            Self::Randomised => Threshold::Randomised,
        }
    }
}
