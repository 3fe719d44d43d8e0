//! V(η) = λ·η − ½·μ·η² with 0 ≤ μ ≤ λ, so that V is increasing on [0, 1].

use super::{Family, Value};
use crate::numerics::Interval;

/// V(η) = slope·η − ½·curvature·η².
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QuadraticValue {
    slope: f64,
    curvature: f64,
}

pub(super) const FAMILY: Family = Family {
    name: "quadratic",
    keys: &["slope", "curvature"],
    read: |section| {
        let slope = section.number_where("slope", "slope > 0", |slope| slope > 0.0)?;
        let curvature = section.number_where(
            "curvature",
            "0 <= curvature <= slope (the value must be concave and increasing)",
            |curvature| curvature >= 0.0 && curvature <= slope,
        )?;
        Ok(Box::new(QuadraticValue { slope, curvature }))
    },
};

impl Value for QuadraticValue {
    fn family(&self) -> &'static str {
        FAMILY.name
    }
    fn parameters(&self) -> Vec<(&'static str, f64)> {
        vec![("slope", self.slope), ("curvature", self.curvature)]
    }
    fn value(&self, effort: f64) -> f64 {
        effort * (self.slope - 0.5 * self.curvature * effort)
    }
    fn marginal(&self, effort: f64) -> f64 {
        self.slope - self.curvature * effort
    }
    fn shortfall(&self, _effort: f64, change: f64) -> f64 {
        0.5 * self.curvature * change * change
    }
    fn enclosed(&self, order: u32, effort: Interval) -> Option<Interval> {
        let (slope, curvature) = (Interval::point(self.slope), Interval::point(self.curvature));
        Some(match order {
            0 => slope * effort - Interval::point(0.5) * curvature * effort.square(),
            1 => slope - curvature * effort,
            2 => -curvature,
            _ => Interval::ZERO,
        })
    }
    fn enclosed_over(&self, parameters: &[Interval], effort: Interval) -> Option<Interval> {
        let &[slope, curvature] = parameters else {
            return None;
        };
        Some(effort * (slope - Interval::point(0.5) * curvature * effort))
    }
}
