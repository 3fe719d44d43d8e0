//! u(w) = (1 − e^(−r·w))/r, r > 0: constant absolute risk aversion.
//!
//! Utility is bounded by 1/r, and next to it a double tells utilities, and so wages, only roughly:
//! where r·w is 20 the distance 1/r − u = e^(−r·w)/r is 2·10⁻⁹ of u, and seven digits are left of
//! it. What matters is that distance: preferences are the same when all wages move by one amount,
//! which multiplies every distance by a constant. So a model whose outside option lies that high
//! (or far below 0) measures utility from there, u(w) − U0, with 1 − r·U0 computed once without
//! loss.

use super::enclosed::EnclosedUtility;
use super::{Family, Utility};
use crate::numerics::Interval;
use crate::numerics::special::{exp_m1_minus_x, ln_1p_minus_x};

/// u(w) = (1 − e^(−r·w))/r − o; h(v) = −ln(l − r·v)/r on v < l/r, l = 1 − r·o, with the origin of
/// utility o = 0 unless [`measured_from`](Utility::measured_from) says otherwise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cara {
    risk_aversion: f64,
    origin: Origin,
}

/// Where utility is measured from.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Origin {
    /// l = 1 − r·o, to a rounding.
    left: f64,
    /// The same enclosed.
    enclosed: Interval,
    /// h(o) = −ln(l)/r.
    wage: f64,
}

impl Origin {
    /// o = 0.
    const ZERO: Self = Self {
        left: 1.0,
        enclosed: Interval::ONE,
        wage: 0.0,
    };

    /// Shares l within which U0 + c keeps all but three of its bits beside 1/r.
    const NEAR_ONE: std::ops::RangeInclusive<f64> = 0.125..=8.0;

    /// The utility of a wage that pays `outside`, where that lies outside
    /// [`NEAR_ONE`](Self::NEAR_ONE).
    ///
    /// l is computed from the exact product of two doubles. An outside option that is the double
    /// next to u(w_min), and below the real number by no more than that rounding, means u(w_min).
    fn at(r: f64, outside: f64, minimum_wage: f64) -> Option<Self> {
        let product = r * outside;
        let rest = r.mul_add(outside, -product);
        let enclosed = Interval::ONE - Interval::point(product) - Interval::point(rest);
        let left = (1.0 - product) - rest;
        if !(left > 0.0 && left.is_finite() && enclosed.lower() > 0.0)
            || Self::NEAR_ONE.contains(&left)
        {
            return None;
        }
        let wage = -libm::log(left) / r;
        if wage < minimum_wage {
            let enclosed = (-(Interval::point(r) * Interval::point(minimum_wage))).exp();
            return Some(Self {
                left: libm::exp(-r * minimum_wage),
                enclosed,
                wage: minimum_wage,
            });
        }
        Some(Self {
            left,
            enclosed,
            wage,
        })
    }
}

pub(super) const FAMILY: Family = Family {
    name: "cara",
    keys: &["risk_aversion"],
    read: |section| {
        let risk_aversion =
            section.number_where("risk_aversion", "risk_aversion > 0", |r| r > 0.0)?;
        Ok(Box::new(Cara {
            risk_aversion,
            origin: Origin::ZERO,
        }))
    },
};

impl Cara {
    /// The family at a risk aversion r > 0; `None` otherwise.
    pub fn new(risk_aversion: f64) -> Option<Self> {
        (risk_aversion > 0.0 && risk_aversion.is_finite()).then_some(Self {
            risk_aversion,
            origin: Origin::ZERO,
        })
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
        self.origin.left / self.risk_aversion
    }
    fn utility(&self, wage: f64) -> f64 {
        // (l − e^(−rw))/r = l·(1 − e^(−r(w − h(o))))/r.
        let Origin { left, wage: at, .. } = self.origin;
        -left * libm::expm1(-self.risk_aversion * (wage - at)) / self.risk_aversion
    }
    fn marginal(&self, wage: f64) -> f64 {
        libm::exp(-self.risk_aversion * wage)
    }
    fn shortfall(&self, wage: f64, change: f64) -> f64 {
        self.marginal(wage) * exp_m1_minus_x(-self.risk_aversion * change) / self.risk_aversion
    }
    fn wage(&self, utility: f64) -> f64 {
        let Origin { left, wage, .. } = self.origin;
        wage - libm::log1p(-self.risk_aversion * utility / left) / self.risk_aversion
    }
    fn marginal_wage(&self, utility: f64) -> f64 {
        1.0 / (self.origin.left - self.risk_aversion * utility)
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
    fn response_from(&self, _utility: f64, marginal: f64, price: f64) -> f64 {
        let target = marginal + price;
        if target <= 0.0 {
            return f64::NEG_INFINITY;
        }
        price / (marginal * target * self.risk_aversion)
    }
    fn measured_from(&self, outside: f64, minimum_wage: f64) -> Option<Box<dyn Utility>> {
        let origin = Origin::at(self.risk_aversion, outside, minimum_wage)?;
        Some(Box::new(Self { origin, ..*self }))
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
            if self.origin != Origin::ZERO {
                return Some((self.origin.enclosed - decay) / r);
            }
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
        let left = self.origin.enclosed - r * utility;
        if !(left.lower() > 0.0) {
            return None;
        }
        Some(match order {
            0 if self.origin != Origin::ZERO => {
                let whole = self.origin.enclosed;
                -((whole.ln()? + (-(r * utility / whole)).ln_1p()?) / r)
            }
            0 => -((-(r * utility)).ln_1p()? / r),
            // (j−1)!·r^(j−1)/(l − rv)^j
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

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    /// r = 10, U0 = u(2) as a double: 1 − r·U0 = 2.06e-9. Values from mpmath with 40 digits.
    #[test]
    fn next_to_the_supremum_wages_keep_their_digits() {
        let outside = 0.09999999979388464;
        let plain = Cara::new(10.0).unwrap();
        let measured = plain.measured_from(outside, 0.0).unwrap();
        let left = 2.061_153_553_389_871_7e-9;
        assert_relative_eq!(measured.supremum(), left / 10.0, max_relative = 1e-15);
        assert_relative_eq!(
            measured.marginal_wage(0.0),
            1.0 / left,
            max_relative = 1e-15
        );
        let half = 0.5 * measured.supremum();
        let exact = -libm::log(0.5 * left) / 10.0;
        assert_relative_eq!(measured.wage(half), exact, max_relative = 1e-15);
        assert_relative_eq!(measured.utility(exact), half, max_relative = 1e-13);
        let enclosed = measured.enclosed().unwrap();
        for order in 0..=2 {
            let at = enclosed
                .wage_derivative(order, Interval::point(half))
                .unwrap();
            let float = [
                measured.wage(half),
                measured.marginal_wage(half),
                measured.wage_curvature(half),
            ][order as usize];
            assert!(at.width() <= 1e-14 * at.magnitude(), "{order}: {at:?}");
            assert_relative_eq!(at.midpoint(), float, max_relative = 1e-14);
        }
        // Wages of order 1 in units of 1/r need no other origin.
        assert!(plain.measured_from(0.05, 0.0).is_none());
    }

    /// An outside option that is u(w_min) rounded down means u(w_min).
    #[test]
    fn an_outside_option_next_to_the_minimum_is_the_minimum() {
        let plain = Cara::new(10.0).unwrap();
        let minimum = 2.1;
        let outside = plain.utility(minimum).next_down();
        let measured = plain.measured_from(outside, minimum).unwrap();
        assert_eq!(measured.utility(minimum), 0.0);
        assert_eq!(measured.wage(0.0), minimum);
    }
}
