//! u(w) = w^γ with 0 < γ < 1 (constant relative risk aversion 1 − γ); γ = ½ is the square root of
//! the examples.

use super::enclosed::{EnclosedUtility, binomial_coefficient, power_excess};
use super::{Family, Utility};
use crate::numerics::Interval;
use crate::numerics::special::{pow_1p_m1, pow_1p_m1_minus_kt, power};

/// u(w) = w^γ on w ≥ 0; h(v) = v^k with k = 1/γ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Power {
    gamma: f64,
}

pub(super) const FAMILY: Family = Family {
    name: "power",
    keys: &["gamma"],
    read: |section| {
        let gamma = section.number_where(
            "gamma",
            "0 < gamma < 1 (for gamma = 1 write family = \"risk-neutral\")",
            |gamma| gamma > 0.0 && gamma < 1.0,
        )?;
        Ok(Box::new(Power { gamma }))
    },
};

impl Power {
    /// The family at an exponent 0 < γ < 1; `None` outside.
    pub fn new(gamma: f64) -> Option<Self> {
        (gamma > 0.0 && gamma < 1.0).then_some(Self { gamma })
    }

    fn inverse_exponent(&self) -> f64 {
        1.0 / self.gamma
    }
}

impl Utility for Power {
    fn family(&self) -> &'static str {
        FAMILY.name
    }
    fn parameters(&self) -> Vec<(&'static str, f64)> {
        vec![("gamma", self.gamma)]
    }
    fn lowest_wage(&self) -> f64 {
        0.0
    }
    fn supremum(&self) -> f64 {
        f64::INFINITY
    }
    fn utility(&self, wage: f64) -> f64 {
        power(wage, self.gamma)
    }
    fn marginal(&self, wage: f64) -> f64 {
        self.gamma * power(wage, self.gamma - 1.0)
    }
    fn shortfall(&self, wage: f64, change: f64) -> f64 {
        self.shortfall_from(wage, power(wage, self.gamma), change)
    }
    fn shortfall_from(&self, wage: f64, utility: f64, change: f64) -> f64 {
        -utility * pow_1p_m1_minus_kt(change / wage, self.gamma)
    }
    fn wage(&self, utility: f64) -> f64 {
        power(utility, self.inverse_exponent())
    }
    fn marginal_wage(&self, utility: f64) -> f64 {
        let k = self.inverse_exponent();
        k * power(utility, k - 1.0)
    }
    fn wage_curvature(&self, utility: f64) -> f64 {
        let k = self.inverse_exponent();
        k * (k - 1.0) * power(utility, k - 2.0)
    }
    fn least_curvature(&self, lowest: f64) -> f64 {
        // h″ = k(k−1)·v^(k−2) rises with v where k > 2, is constant at k = 2 and falls to 0 where k
        // < 2.
        let k = self.inverse_exponent();
        if k < 2.0 {
            0.0
        } else if k == 2.0 {
            2.0
        } else {
            self.wage_curvature(lowest)
        }
    }
    fn wage_bregman(&self, utility: f64, change: f64) -> f64 {
        self.wage_bregman_from(utility, self.wage(utility), change)
    }
    fn wage_bregman_from(&self, utility: f64, wage: f64, change: f64) -> f64 {
        if change < -utility {
            return f64::INFINITY;
        }
        if utility == 0.0 {
            return self.wage(change);
        }
        wage * pow_1p_m1_minus_kt(change / utility, self.inverse_exponent())
    }
    fn response_from(&self, utility: f64, marginal: f64, price: f64) -> f64 {
        // h′(v+d) = h′(v)·(1+t)^(k−1), t = d/v, so 1+t = (1 + y/h′(v))^(1/(k−1)).
        let ratio = price / marginal;
        if ratio <= -1.0 {
            return -utility;
        }
        utility * pow_1p_m1(ratio, self.gamma / (1.0 - self.gamma))
    }
    fn enclosed(&self) -> Option<&dyn EnclosedUtility> {
        Some(self)
    }
    fn beyond_doubles(&self, lowest: f64, highest: f64) -> Option<(&'static str, f64, f64)> {
        // ln h″ is concave in k and bends little, and linear in ln v: both ends hold if all do.
        let computes = |gamma: f64| {
            let curvature = |utility: f64| Self { gamma }.wage_curvature(utility);
            [lowest, highest].iter().all(|utility| {
                let curvature = curvature(*utility);
                curvature > 0.0 && curvature.is_finite()
            })
        };
        if computes(self.gamma) || !computes(0.5) {
            return None;
        }
        let (mut fails, mut holds) = (self.gamma, 0.5_f64);
        // By geometric means: the digits of an exponent first.
        for _ in 0..64 {
            let middle = fails.sqrt() * holds.sqrt();
            if computes(middle) {
                holds = middle;
            } else {
                fails = middle;
            }
        }
        Some(("gamma", self.gamma, holds))
    }
}

impl Power {
    /// k = 1/γ, exact for γ = ½.
    fn enclosed_inverse(&self) -> Interval {
        Interval::ONE / Interval::point(self.gamma)
    }
}

impl EnclosedUtility for Power {
    fn utility_coefficient(&self, order: u32, wage: Interval) -> Option<Interval> {
        let power = wage.pow(self.gamma)?;
        if order == 0 {
            return Some(power);
        }
        if !(wage.lower() > 0.0) {
            return None;
        }
        let falling = (0..order).fold(power, |value, _| value / wage);
        Some(binomial_coefficient(Interval::point(self.gamma), order) * falling)
    }
    fn utility_over(&self, parameters: &[Interval], wage: Interval) -> Option<Interval> {
        let &[gamma] = parameters else {
            return None;
        };
        wage.pow_between(gamma)
    }
    fn wage_derivative(&self, order: u32, utility: Interval) -> Option<Interval> {
        let k = self.enclosed_inverse();
        let mut factor = Interval::ONE;
        for i in 0..order {
            factor = factor * (k - Interval::point(f64::from(i)));
        }
        if factor == Interval::ZERO {
            return Some(factor);
        }
        Some(factor * utility.pow_between(k - Interval::point(f64::from(order)))?)
    }
    fn wage_bregman(&self, utility: Interval, change: Interval) -> Option<Interval> {
        let k = self.enclosed_inverse();
        if !(utility.lower() > 0.0) {
            return None;
        }
        let share = change / utility;
        // A share that rounding carries below −1 stands for pay of nothing at all.
        let share = share.intersection(Interval::new(-1.0, f64::INFINITY)?)?;
        let excess = power_excess(share, k)?;
        Some(utility.pow_between(k)? * excess)
    }
    fn conjugate_scale(&self, utility: Interval) -> Option<Interval> {
        // h*(h′(v)) = (k−1)·h(v), and D* is its Bregman distance.
        let k = self.enclosed_inverse();
        Some((k - Interval::ONE) * utility.pow_between(k)?)
    }
    fn conjugate_coefficient(&self, order: u32, price: Interval) -> Option<Interval> {
        // B(t) = (1+t)^κ − 1 − κt with κ = k/(k−1) = 1/(1−γ).
        let kappa = Interval::ONE / (Interval::ONE - Interval::point(self.gamma));
        let one_more = Interval::ONE + price;
        match order {
            0 => power_excess(price, kappa),
            1 => {
                let rest = kappa - Interval::ONE;
                // (1+t)^(κ−1) − 1 = excess + (κ−1)·t keeps its digits.
                let excess = power_excess(price, rest)?;
                Some(kappa * (excess + rest * price))
            }
            _ => Some(
                binomial_coefficient(kappa, order)
                    * one_more.pow_between(kappa - Interval::point(f64::from(order)))?,
            ),
        }
    }
}
