//! A bonus that a search comes upon.

use crate::contract::binary::BonusRule;

/// A bonus whose gap is proved from above.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FoundBonus {
    /// The gap, from above.
    pub gap: f64,
    /// When it is paid.
    pub rule: BonusRule,
    /// The effort it implements, below 1.
    pub effort: f64,
}
