//! u(w) = (1 − e^(−r·w))/r, r > 0: constant absolute risk aversion.

use super::enclosed::EnclosedUtility;
use super::{Family, Utility};
use crate::numerics::Interval;
use crate::numerics::special::{exp_m1_minus_x, ln_1p_minus_x};

/// u(w) = (1 − e^(−r·w))/r; h(v) = −ln(1 − r·v)/r on v < 1/r.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cara {
    risk_aversion: f64,
}

pub(super) const FAMILY: Family = Family {
    name: "cara",
    keys: &["risk_aversion"],
    read: |section| {
        let risk_aversion =
            section.number_where("risk_aversion", "risk_aversion > 0", |r| r > 0.0)?;
        Ok(Box::new(Cara { risk_aversion }))
    },
};

impl Cara {
    /// The family at a risk aversion r > 0; `None` otherwise.
    pub fn new(risk_aversion: f64) -> Option<Self> {
        (risk_aversion > 0.0 && risk_aversion.is_finite()).then_some(Self { risk_aversion })
    }
}

impl Utility for Cara {
    fn family(&self) -> &'static str {
        FAMILY.name
    }
    fn parameters(&self) -> Vec<(&'static str, f64)> {
        vec![("risk_aversion", self.risk_aversion)]
    }
    fn lowest_wage(&self) -> f64 {
        f64::MIN
    }
    fn supremum(&self) -> f64 {
        1.0 / self.risk_aversion
    }
    fn utility(&self, wage: f64) -> f64 {
        -libm::expm1(-self.risk_aversion * wage) / self.risk_aversion
    }
    fn marginal(&self, wage: f64) -> f64 {
        libm::exp(-self.risk_aversion * wage)
    }
    fn shortfall(&self, wage: f64, change: f64) -> f64 {
        self.marginal(wage) * exp_m1_minus_x(-self.risk_aversion * change) / self.risk_aversion
    }
    fn wage(&self, utility: f64) -> f64 {
        -libm::log1p(-self.risk_aversion * utility) / self.risk_aversion
    }
    fn marginal_wage(&self, utility: f64) -> f64 {
        1.0 / (1.0 - self.risk_aversion * utility)
    }
    fn wage_curvature(&self, utility: f64) -> f64 {
        let marginal = self.marginal_wage(utility);
        self.risk_aversion * marginal * marginal
    }
    fn least_curvature(&self, lowest: f64) -> f64 {
        self.wage_curvature(lowest)
    }
    fn wage_bregman(&self, utility: f64, change: f64) -> f64 {
        // With s = r·d·h′(v): h(v+d) = h(v) − ln(1−s)/r, so D = −[ln(1−s) + s]/r.
        let s = self.risk_aversion * change * self.marginal_wage(utility);
        if s >= 1.0 {
            return f64::INFINITY;
        }
        -ln_1p_minus_x(-s) / self.risk_aversion
    }
    fn response(&self, utility: f64, price: f64) -> f64 {
        let marginal = self.marginal_wage(utility);
        let target = marginal + price;
        if target <= 0.0 {
            return f64::NEG_INFINITY;
        }
        price / (marginal * target * self.risk_aversion)
    }
    fn enclosed(&self) -> Option<&dyn EnclosedUtility> {
        Some(self)
    }
}

impl EnclosedUtility for Cara {
    fn utility_coefficient(&self, order: u32, wage: Interval) -> Option<Interval> {
        let r = Interval::point(self.risk_aversion);
        let decay = (-(r * wage)).exp();
        if order == 0 {
            // 1 − e^(−x) = x − (e^(−x) − 1 + x).
            let x = r * wage;
            return Some((x - (-x).exp_excess()) / r);
        }
        // (−1)^(j+1)·r^(j−1)·e^(−rw)/j!
        Some((1..order).fold(decay, |value, i| {
            -(value * r / Interval::point(f64::from(i + 1)))
        }))
    }
    fn utility_over(&self, parameters: &[Interval], wage: Interval) -> Option<Interval> {
        let &[r] = parameters else {
            return None;
        };
        // ∂u/∂r = ((1 + rw)·e^(−rw) − 1)/r² ≤ 0 for every w, as 1 + x ≤ e^x: ends enclose.
        let at = |r: f64| {
            let r = Interval::point(r);
            let x = r * wage;
            (x - (-x).exp_excess()) / r
        };
        Some(at(r.lower()).hull(at(r.upper())))
    }
    fn wage_derivative(&self, order: u32, utility: Interval) -> Option<Interval> {
        let r = Interval::point(self.risk_aversion);
        let left = Interval::ONE - r * utility;
        if !(left.lower() > 0.0) {
            return None;
        }
        Some(match order {
            0 => -((-(r * utility)).ln_1p()? / r),
            // (j−1)!·r^(j−1)/(1−rv)^j
            _ => (1..order).fold(Interval::ONE / left, |value, i| {
                value * r * Interval::point(f64::from(i)) / left
            }),
        })
    }
    fn wage_bregman(&self, utility: Interval, change: Interval) -> Option<Interval> {
        let r = Interval::point(self.risk_aversion);
        let s = r * change * self.wage_derivative(1, utility)?;
        Some((-s).excess_over_ln_1p()? / r)
    }
    fn conjugate_scale(&self, _utility: Interval) -> Option<Interval> {
        Some(Interval::ONE / Interval::point(self.risk_aversion))
    }
    fn conjugate_coefficient(&self, order: u32, price: Interval) -> Option<Interval> {
        // B(t) = t − ln(1+t).
        let one_more = Interval::ONE + price;
        if !(one_more.lower() > 0.0) {
            return None;
        }
        match order {
            0 => price.excess_over_ln_1p(),
            // t/(1+t) = 1 − 1/(1+t) rises, so its ends give it.
            1 => monotone(price, |t| t / (Interval::ONE + t)),
            _ => {
                let magnitude = (0..order).fold(Interval::ONE, |value, _| value / one_more);
                let coefficient = magnitude / Interval::point(f64::from(order));
                Some(if order.is_multiple_of(2) {
                    coefficient
                } else {
                    -coefficient
                })
            }
        }
    }
}

/// Encloses an increasing function over an interval from its values at both ends.
fn monotone(over: Interval, at: impl Fn(Interval) -> Interval) -> Option<Interval> {
    let ends = (
        at(Interval::point(over.lower())),
        at(Interval::point(over.upper())),
    );
    Interval::new(ends.0.lower(), ends.1.upper())
}
