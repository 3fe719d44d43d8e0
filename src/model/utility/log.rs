//! u(w) = ln(1 + w/a), a > 0.

use super::enclosed::EnclosedUtility;
use super::{Family, Utility};
use crate::numerics::Interval;
use crate::numerics::special::{exp_m1_minus_x, ln_1p_minus_x};

/// u(w) = ln(1 + w/a) on w > −a; h(v) = a·(e^v − 1). The family for which the linear contract is
/// the optimal one (T7).
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
    fn response_from(&self, _utility: f64, marginal: f64, price: f64) -> f64 {
        let ratio = price / marginal;
        if ratio <= -1.0 {
            return f64::NEG_INFINITY;
        }
        libm::log1p(ratio)
    }
    fn enclosed(&self) -> Option<&dyn EnclosedUtility> {
        Some(self)
    }
}

impl EnclosedUtility for Log {
    fn utility_coefficient(&self, order: u32, wage: Interval) -> Option<Interval> {
        let ratio = wage / Interval::point(self.scale);
        let left = Interval::ONE + ratio;
        if !(left.lower() > 0.0) {
            return None;
        }
        if order == 0 {
            return ratio.ln_1p();
        }
        let sum = Interval::point(self.scale) + wage;
        let magnitude = (0..order).fold(Interval::ONE, |value, _| value / sum);
        let coefficient = magnitude / Interval::point(f64::from(order));
        Some(if order.is_multiple_of(2) {
            -coefficient
        } else {
            coefficient
        })
    }
    fn utility_over(&self, parameters: &[Interval], wage: Interval) -> Option<Interval> {
        let &[scale] = parameters else {
            return None;
        };
        (wage / scale).ln_1p()
    }
    fn wage_derivative(&self, order: u32, utility: Interval) -> Option<Interval> {
        let scale = Interval::point(self.scale);
        if order == 0 {
            return Some(scale * (utility.exp_excess() + utility));
        }
        Some(scale * utility.exp())
    }
    fn wage_bregman(&self, utility: Interval, change: Interval) -> Option<Interval> {
        Some(self.wage_derivative(1, utility)? * change.exp_excess())
    }
    fn conjugate_scale(&self, utility: Interval) -> Option<Interval> {
        self.wage_derivative(1, utility)
    }
    fn conjugate_coefficient(&self, order: u32, price: Interval) -> Option<Interval> {
        // B(t) = (1+t)·ln(1+t) − t.
        let one_more = Interval::ONE + price;
        if !(one_more.lower() > 0.0) {
            return None;
        }
        match order {
            0 => price.entropy_excess(),
            1 => price.ln_1p(),
            _ => {
                let magnitude = (1..order).fold(Interval::ONE, |value, _| value / one_more);
                let order_f = f64::from(order);
                let coefficient = magnitude / Interval::point(order_f * (order_f - 1.0));
                Some(if order.is_multiple_of(2) {
                    coefficient
                } else {
                    -coefficient
                })
            }
        }
    }
}
