//! u(w) = w: the limit case in which risk costs nothing and every premium is zero.

use super::{Family, Utility};

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
    fn response(&self, _utility: f64, price: f64) -> f64 {
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
}
