//! u(w) = w: the limit case in which risk costs nothing and every premium is zero.

use super::enclosed::EnclosedUtility;
use super::{Family, Utility};
use crate::numerics::Interval;

/// u(w) = w. Not strictly concave: it is here as the limit in which the gap vanishes, and the
/// theorems exclude it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RiskNeutral;

pub(super) const FAMILY: Family = Family {
    name: "risk-neutral",
    keys: &[],
    read: |_| Ok(Box::new(RiskNeutral)),
};

impl Utility for RiskNeutral {
    fn family(&self) -> &'static str {
        FAMILY.name
    }
    fn parameters(&self) -> Vec<(&'static str, f64)> {
        Vec::new()
    }
    fn lowest_wage(&self) -> f64 {
        f64::MIN
    }
    fn supremum(&self) -> f64 {
        f64::INFINITY
    }
    fn utility(&self, wage: f64) -> f64 {
        wage
    }
    fn marginal(&self, _wage: f64) -> f64 {
        1.0
    }
    fn shortfall(&self, _wage: f64, _change: f64) -> f64 {
        0.0
    }
    fn wage(&self, utility: f64) -> f64 {
        utility
    }
    fn marginal_wage(&self, _utility: f64) -> f64 {
        1.0
    }
    fn wage_curvature(&self, _utility: f64) -> f64 {
        0.0
    }
    fn least_curvature(&self, _lowest: f64) -> f64 {
        0.0
    }
    fn wage_bregman(&self, _utility: f64, _change: f64) -> f64 {
        0.0
    }
    fn response_from(&self, _utility: f64, _marginal: f64, price: f64) -> f64 {
        // h′ is constant: any price above it asks for unbounded pay, any below for none.
        if price == 0.0 {
            0.0
        } else {
            f64::INFINITY.copysign(price)
        }
    }
    fn strictly_concave(&self) -> bool {
        false
    }
    fn enclosed(&self) -> Option<&dyn EnclosedUtility> {
        Some(self)
    }
}

impl EnclosedUtility for RiskNeutral {
    fn utility_coefficient(&self, order: u32, wage: Interval) -> Option<Interval> {
        Some(identity(order, wage))
    }
    fn utility_over(&self, _parameters: &[Interval], wage: Interval) -> Option<Interval> {
        Some(wage)
    }
    fn wage_derivative(&self, order: u32, utility: Interval) -> Option<Interval> {
        Some(identity(order, utility))
    }
    fn wage_bregman(&self, _utility: Interval, _change: Interval) -> Option<Interval> {
        Some(Interval::ZERO)
    }
    /// The conjugate of 0 is +∞ at every price but 0: no bound comes of it.
    fn conjugate_scale(&self, _utility: Interval) -> Option<Interval> {
        None
    }
    fn conjugate_coefficient(&self, _order: u32, _price: Interval) -> Option<Interval> {
        None
    }
}

/// x, 1, 0, 0, …: Taylor coefficients and derivatives of the identity.
fn identity(order: u32, at: Interval) -> Interval {
    match order {
        0 => at,
        1 => Interval::ONE,
        _ => Interval::ZERO,
    }
}
