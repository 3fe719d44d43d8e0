//! V(η) = λ·η^p with 0 < p ≤ 1: the first careful labels are worth the most.

use super::{Family, Value};
use crate::numerics::Interval;
use crate::numerics::special::{pow_1p_m1_minus_kt, power};

/// V(η) = slope·η^exponent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PowerValue {
    slope: f64,
    exponent: f64,
}

pub(super) const FAMILY: Family = Family {
    name: "power",
    keys: &["slope", "exponent"],
    read: |section| {
        let slope = section.number_where("slope", "slope > 0", |slope| slope > 0.0)?;
        let exponent = section.number_where(
            "exponent",
            "0 < exponent <= 1 (the value must be concave)",
            |p| p > 0.0 && p <= 1.0,
        )?;
        Ok(Box::new(PowerValue { slope, exponent }))
    },
};

impl Value for PowerValue {
    fn family(&self) -> &'static str {
        FAMILY.name
    }
    fn parameters(&self) -> Vec<(&'static str, f64)> {
        vec![("slope", self.slope), ("exponent", self.exponent)]
    }
    fn value(&self, effort: f64) -> f64 {
        self.slope * power(effort, self.exponent)
    }
    fn marginal(&self, effort: f64) -> f64 {
        self.slope * self.exponent * power(effort, self.exponent - 1.0)
    }
    fn shortfall(&self, effort: f64, change: f64) -> f64 {
        -self.value(effort) * pow_1p_m1_minus_kt(change / effort, self.exponent)
    }
    fn enclosed(&self, order: u32, effort: Interval) -> Option<Interval> {
        let exponent = Interval::point(self.exponent);
        let mut factor = Interval::point(self.slope);
        for i in 0..order {
            factor = factor * (exponent - Interval::point(f64::from(i)));
        }
        let rest = exponent - Interval::point(f64::from(order));
        Some(factor * effort.pow_between(rest)?)
    }
    fn enclosed_over(&self, parameters: &[Interval], effort: Interval) -> Option<Interval> {
        let &[slope, exponent] = parameters else {
            return None;
        };
        Some(slope * effort.pow_between(exponent)?)
    }
}
