//! What a re-checked sample costs.

use super::DesignError;

/// Money per monitored sample.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct SampleCost(f64);

impl SampleCost {
    /// Refuses what is not a finite amount above 0.
    pub fn new(money: f64) -> Result<Self, DesignError> {
        if money > 0.0 && money.is_finite() {
            Ok(Self(money))
        } else {
            Err(DesignError::SampleCost { written: money })
        }
    }

    /// m.
    pub fn money(self) -> f64 {
        self.0
    }
}
