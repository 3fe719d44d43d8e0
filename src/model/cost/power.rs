//! c(η) = a·η^k with a > 0 and k > 1.

use super::{EffortCost, Family};
use crate::numerics::Interval;
use crate::numerics::special::{pow_1p_m1_minus_kt, power};

/// c(η) = scale·η^exponent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PowerCost {
    scale: f64,
    exponent: f64,
}

pub(super) const FAMILY: Family = Family {
    name: "power",
    keys: &["scale", "exponent"],
    read: |section| {
        let scale = section.number_where("scale", "scale > 0", |a| a > 0.0)?;
        let exponent = section.number_where(
            "exponent",
            "exponent > 1 (the cost must be strictly convex)",
            |k| k > 1.0,
        )?;
        Ok(Box::new(PowerCost { scale, exponent }))
    },
};

impl PowerCost {
    /// The cost with a scale a > 0 and an exponent k > 1; `None` otherwise.
    pub fn new(scale: f64, exponent: f64) -> Option<Self> {
        let valid = scale > 0.0 && scale.is_finite() && exponent > 1.0 && exponent.is_finite();
        valid.then_some(Self { scale, exponent })
    }
}

impl EffortCost for PowerCost {
    fn family(&self) -> &'static str {
        FAMILY.name
    }
    fn parameters(&self) -> Vec<(&'static str, f64)> {
        vec![("scale", self.scale), ("exponent", self.exponent)]
    }
    fn cost(&self, effort: f64) -> f64 {
        self.scale * power(effort, self.exponent)
    }
    fn marginal(&self, effort: f64) -> f64 {
        self.scale * self.exponent * power(effort, self.exponent - 1.0)
    }
    fn curvature(&self, effort: f64) -> f64 {
        self.scale * self.exponent * (self.exponent - 1.0) * power(effort, self.exponent - 2.0)
    }
    fn bregman(&self, effort: f64, change: f64) -> f64 {
        if effort == 0.0 {
            return self.cost(change);
        }
        self.cost(effort) * pow_1p_m1_minus_kt(change / effort, self.exponent)
    }
    fn power(&self) -> Option<f64> {
        Some(self.exponent)
    }
    fn enclosed(&self, order: u32, effort: Interval) -> Option<Interval> {
        let (scale, exponent) = (Interval::point(self.scale), Interval::point(self.exponent));
        derivative(scale, exponent, order, effort)
    }
    fn enclosed_over(
        &self,
        parameters: &[Interval],
        order: u32,
        effort: Interval,
    ) -> Option<Interval> {
        let &[scale, exponent] = parameters else {
            return None;
        };
        derivative(scale, exponent, order, effort)
    }
}

fn derivative(
    scale: Interval,
    exponent: Interval,
    order: u32,
    effort: Interval,
) -> Option<Interval> {
    let mut factor = scale;
    for i in 0..order {
        factor = factor * (exponent - Interval::point(f64::from(i)));
    }
    let rest = exponent - Interval::point(f64::from(order));
    Some(factor * effort.pow_between(rest)?)
}
