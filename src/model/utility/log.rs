//! u(w) = ln(1 + w/a), a > 0.

use super::{Family, Utility};
use crate::numerics::special::{exp_m1_minus_x, ln_1p_minus_x};

/// u(w) = ln(1 + w/a) on w > −a; h(v) = a·(e^v − 1). The family for which the linear contract is the optimal one (T7).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Log {
    scale: f64,
}

pub(super) const FAMILY: Family = Family {
    name: "log",
    keys: &["scale"],
    read: |section| {
        let scale = section.number_where("scale", "scale > 0", |a| a > 0.0)?;
        Ok(Box::new(Log { scale }))
    },
};

impl Log {
    /// The family at a scale a > 0; `None` otherwise.
    pub fn new(scale: f64) -> Option<Self> {
        (scale > 0.0 && scale.is_finite()).then_some(Self { scale })
    }
}

impl Utility for Log {
    fn family(&self) -> &'static str {
        FAMILY.name
    }
    fn parameters(&self) -> Vec<(&'static str, f64)> {
        vec![("scale", self.scale)]
    }
    fn lowest_wage(&self) -> f64 {
        (-self.scale).next_up()
    }
    fn supremum(&self) -> f64 {
        f64::INFINITY
    }
    fn utility(&self, wage: f64) -> f64 {
        libm::log1p(wage / self.scale)
    }
    fn marginal(&self, wage: f64) -> f64 {
        1.0 / (self.scale + wage)
    }
    fn shortfall(&self, wage: f64, change: f64) -> f64 {
        -ln_1p_minus_x(change / (self.scale + wage))
    }
    fn wage(&self, utility: f64) -> f64 {
        self.scale * libm::expm1(utility)
    }
    fn marginal_wage(&self, utility: f64) -> f64 {
        self.scale * libm::exp(utility)
    }
    fn wage_curvature(&self, utility: f64) -> f64 {
        self.marginal_wage(utility)
    }
    fn least_curvature(&self, lowest: f64) -> f64 {
        self.wage_curvature(lowest)
    }
    fn wage_bregman(&self, utility: f64, change: f64) -> f64 {
        self.marginal_wage(utility) * exp_m1_minus_x(change)
    }
    fn response(&self, utility: f64, price: f64) -> f64 {
        let ratio = price / self.marginal_wage(utility);
        if ratio <= -1.0 {
            return f64::NEG_INFINITY;
        }
        libm::log1p(ratio)
    }
}
