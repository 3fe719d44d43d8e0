//! The law of the counts under every effort of the list, and the pay at prices.

use crate::contract::discrete::log_gap::ln_sum;
use crate::contract::discrete::problem::DiscreteProblem;
use crate::contract::discrete::terms::DiscretePrices;
use crate::contract::effort_point::EffortPoint;
use crate::contract::{ContractError, MAX_OUTCOMES};
use crate::numerics::Binomial;

/// Counts farther than this many standard deviations from every effort's mean are left out: e^−450
/// of the probabilities between which prices are found.
const REACH: f64 = 30.0;

/// Below this a price is linear in its effect to every digit: x = price/h″.
pub(super) const TINY: f64 = 1e-150;

/// Probabilities of the counts that matter under the efforts that matter.
pub(super) struct Table<'a, 'm> {
    pub(super) problem: &'a DiscreteProblem<'m>,
    pub(super) index: usize,
    pub(super) samples: u64,
    pub(super) first: u64,
    pub(super) ln_here: Vec<f64>,
    /// ln P_i(s), by effort.
    pub(super) ln_there: Vec<Vec<f64>>,
    /// P_i(s), by effort.
    pub(super) there: Vec<Vec<f64>>,
    floor: f64,
}

/// A signed number in logarithms.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signed {
    ln_size: f64,
    negative: bool,
}

impl<'a, 'm> Table<'a, 'm> {
    pub(super) fn new(
        problem: &'a DiscreteProblem<'m>,
        samples: u64,
        index: usize,
    ) -> Result<Self, ContractError> {
        let n = samples as f64;
        let points = problem.points();
        let edge = |point: &EffortPoint, side: f64| {
            let q = point.agreement;
            n * q + side * REACH * (n * q * (1.0 - q)).sqrt()
        };
        let first = points.iter().map(|p| edge(p, -1.0)).fold(n, f64::min);
        let last = points.iter().map(|p| edge(p, 1.0)).fold(0.0, f64::max);
        let (first, last) = (first.max(0.0) as u64, last.min(n) as u64);
        let outcomes = (last - first + 1).saturating_mul(points.len() as u64);
        if outcomes > MAX_OUTCOMES {
            return Err(ContractError::TooManyOutcomes { outcomes, samples });
        }
        let ln_there = points
            .iter()
            .map(|point| {
                let law = Binomial::new(samples, point.agreement)?;
                Ok((first..=last).map(|s| law.ln_pmf(s)).collect())
            })
            .collect::<Result<Vec<Vec<f64>>, ContractError>>()?;
        let model = problem.model();
        Ok(Self {
            problem,
            index,
            samples,
            first,
            ln_here: ln_there[index].clone(),
            there: ln_there
                .iter()
                .map(|law| law.iter().map(|ln| libm::exp(*ln)).collect())
                .collect(),
            ln_there,
            floor: model.minimum_utility() - points[index].required_utility,
        })
    }

    pub(super) fn required(&self) -> f64 {
        self.problem.points()[self.index].required_utility
    }

    /// c_j − c_i.
    pub(super) fn extra_cost(&self, other: usize) -> f64 {
        self.problem.cost_change(other, self.index)
    }

    /// The price at count s as a signed logarithm: ln ν + ln|σ + Σ r_i(1 − L_i(s))|.
    pub(super) fn ln_price(&self, prices: &DiscretePrices, s: usize) -> Signed {
        let mut flat = prices.participation;
        let mut ln_ratios = f64::NEG_INFINITY;
        for (other, price) in &prices.deviations {
            flat += price;
            let ln_ratio = self.ln_there[*other][s] - self.ln_here[s];
            ln_ratios = ln_sum(ln_ratios, libm::log(*price) + ln_ratio);
        }
        let (ln_size, negative) = if ln_ratios < 700.0 {
            let sum = flat - libm::exp(ln_ratios);
            (libm::log(sum.abs()), sum < 0.0)
        } else {
            (ln_ratios, true)
        };
        Signed {
            ln_size: prices.ln_unit + ln_size,
            negative,
        }
    }

    /// x at a price in logarithms.
    pub(super) fn change(&self, price: Signed) -> f64 {
        let size = libm::exp(price.ln_size);
        self.respond(if price.negative { -size } else { size })
    }

    /// x at a price.
    pub(super) fn respond(&self, price: f64) -> f64 {
        let utility = self.problem.model().utility();
        if price.abs() < TINY {
            return price / utility.wage_curvature(self.required());
        }
        if price == f64::NEG_INFINITY {
            return self.floor;
        }
        utility.response(self.required(), price).max(self.floor)
    }

    /// ln E_j\[D_h(ū, x)].
    pub(super) fn ln_premium(&self, prices: &DiscretePrices) -> f64 {
        let utility = self.problem.model().utility();
        let required = self.required();
        let ln_curvature = libm::log(utility.wage_curvature(required));
        let mut ln_premium = f64::NEG_INFINITY;
        for (s, ln_p) in self.ln_here.iter().enumerate() {
            let price = self.ln_price(prices, s);
            let ln_distance = if price.ln_size < libm::log(TINY) {
                // x = y/h″ and D_h = ½·h″·x², in logarithms since both may be below a double.
                2.0 * price.ln_size - ln_curvature - std::f64::consts::LN_2
            } else {
                libm::log(utility.wage_bregman(required, self.change(price)))
            };
            ln_premium = ln_sum(ln_premium, ln_p + ln_distance);
        }
        ln_premium
    }
}
