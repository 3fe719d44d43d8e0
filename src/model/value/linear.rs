//! V(η) = λ·η.

use super::{Family, Value};
use crate::numerics::Interval;

/// V(η) = slope·η.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LinearValue {
    slope: f64,
}

pub(super) const FAMILY: Family = Family {
    name: "linear",
    keys: &["slope"],
    read: |section| {
        let slope = section.number_where("slope", "slope > 0", |slope| slope > 0.0)?;
        Ok(Box::new(LinearValue { slope }))
    },
};

impl LinearValue {
    /// The value with a slope λ > 0; `None` otherwise.
    pub fn new(slope: f64) -> Option<Self> {
        (slope > 0.0 && slope.is_finite()).then_some(Self { slope })
    }
}

impl Value for LinearValue {
    fn family(&self) -> &'static str {
        FAMILY.name
    }
    fn parameters(&self) -> Vec<(&'static str, f64)> {
        vec![("slope", self.slope)]
    }
    fn value(&self, effort: f64) -> f64 {
        self.slope * effort
    }
    fn marginal(&self, _effort: f64) -> f64 {
        self.slope
    }
    fn shortfall(&self, _effort: f64, _change: f64) -> f64 {
        0.0
    }
    fn enclosed(&self, order: u32, effort: Interval) -> Option<Interval> {
        let slope = Interval::point(self.slope);
        Some(match order {
            0 => slope * effort,
            1 => slope,
            _ => Interval::ZERO,
        })
    }
    fn enclosed_over(&self, parameters: &[Interval], effort: Interval) -> Option<Interval> {
        let &[slope] = parameters else {
            return None;
        };
        Some(slope * effort)
    }
}
