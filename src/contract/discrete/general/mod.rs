//! Any pay on a list of efforts, from the prices of its dual.
//!
//! The cheapest utilities v(s) = ū + x(s) that implement e_j satisfy
//!
//! h′(v(s)) = h′(ū) + ν·[σ + Σ_i r_i·(1 − L_i(s))], cut at u(w_min),
//!
//! L_i the likelihood ratio of effort e_i against e_j, ν·r_i ≥ 0 the price of the deviation to e_i,
//! and h′(ū) + ν·σ ≥ 0 that of participation. Two kinds of equations fix the prices: E_j\[x] = 0
//! (σ; participation may be slack only where its price is 0), and −E_i\[x] = c_j − c_i where r_i >
//! 0. Prices are of the order of the gap, so ν is carried as a logarithm and both equations are
//! read in units of it: the counts typical of e_j get x = ν·[…]/h″, far below a double, the counts
//! typical of e_i get x of order 1 with a probability of order ν.
//!
//! The prices are found by coordinate ascent of the concave dual: the most violated or mispriced
//! deviation is set right with the others held, participation being solved inside. With one binding
//! deviation, the usual case, that is one root. Error: both equations are met to 1e-10 of their
//! right-hand sides, and the premium is stationary in the prices.

mod ascent;
mod trial;

use super::log_gap::{LogGap, ln_sum};
use super::{DiscreteContract, DiscreteProblem, DiscreteTerms};
use crate::contract::effort_point::EffortPoint;
use crate::contract::{ContractError, MAX_OUTCOMES};
use crate::numerics::Binomial;
use trial::Trial;

/// Counts farther than this many standard deviations from every effort's mean are left out: e^−450
/// of the probabilities between which prices are found.
const REACH: f64 = 30.0;

/// Below this a price is linear in its effect to every digit: x = price/h″.
const TINY: f64 = 1e-150;

/// The prices of the optimal pay.
#[derive(Debug, Clone, PartialEq)]
pub struct DiscretePrices {
    /// ln ν, the unit of the prices.
    pub ln_unit: f64,
    /// σ: price of participation above h′(ū), in units of ν.
    pub participation: f64,
    /// Binding deviations: index of the effort and r_i.
    pub deviations: Vec<(usize, f64)>,
    /// Largest violation or slack of the equations, as a share of their right-hand sides.
    pub residual: f64,
}

/// The best pay that implements effort `index`; `None` where the prices find no such pay.
pub fn implement(
    problem: &DiscreteProblem<'_>,
    samples: u64,
    index: usize,
) -> Result<Option<DiscreteContract>, ContractError> {
    let table = Table::new(problem, samples, index)?;
    let Some(prices) = table.solve()? else {
        return Ok(None);
    };
    Ok(Some(DiscreteContract {
        samples,
        index,
        point: problem.points()[index],
        gap: LogGap {
            ln_premium: table.ln_premium(&prices),
            ln_rent: table.ln_rent(&prices),
            ln_loss: libm::log(problem.points()[index].loss),
        },
        terms: DiscreteTerms::General(prices),
    }))
}

/// The utilities x(s) = v(s) − ū that a contract of this kind pays, with the count of the first.
pub fn schedule(
    problem: &DiscreteProblem<'_>,
    contract: &DiscreteContract,
) -> Result<Option<(u64, Vec<f64>)>, ContractError> {
    let DiscreteTerms::General(prices) = &contract.terms else {
        return Ok(None);
    };
    let table = Table::new(problem, contract.samples, contract.index)?;
    let x = (0..table.ln_here.len())
        .map(|s| table.change(table.ln_price(prices, s)))
        .collect();
    Ok(Some((table.first, x)))
}

/// Probabilities of the counts that matter under the efforts that matter.
struct Table<'a, 'm> {
    problem: &'a DiscreteProblem<'m>,
    index: usize,
    samples: u64,
    first: u64,
    ln_here: Vec<f64>,
    /// ln P_i(s), by effort.
    ln_there: Vec<Vec<f64>>,
    /// P_i(s), by effort.
    there: Vec<Vec<f64>>,
    floor: f64,
}

/// A signed number in logarithms.
#[derive(Debug, Clone, Copy)]
struct Signed {
    ln_size: f64,
    negative: bool,
}

impl<'a, 'm> Table<'a, 'm> {
    fn new(
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

    fn required(&self) -> f64 {
        self.problem.points()[self.index].required_utility
    }

    /// c_j − c_i.
    fn extra_cost(&self, other: usize) -> f64 {
        self.problem.cost_change(other, self.index)
    }

    /// The price at count s as a signed logarithm: ln ν + ln|σ + Σ r_i(1 − L_i(s))|.
    fn ln_price(&self, prices: &DiscretePrices, s: usize) -> Signed {
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
    fn change(&self, price: Signed) -> f64 {
        let size = libm::exp(price.ln_size);
        self.respond(if price.negative { -size } else { size })
    }

    /// x at a price.
    fn respond(&self, price: f64) -> f64 {
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
    fn ln_premium(&self, prices: &DiscretePrices) -> f64 {
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

    /// ln of h′(ū)·E_j\[x] where participation is slack, −∞ where it binds. (Premium D_h(ū, x) and
    /// this add up to E\[w] − h(ū).)
    fn ln_rent(&self, prices: &DiscretePrices) -> f64 {
        let marginal = self
            .problem
            .model()
            .utility()
            .marginal_wage(self.required());
        let slack = libm::exp(prices.ln_unit) * prices.participation <= -marginal;
        let mean = Trial::new(self, prices).mean(prices.participation);
        if slack && mean > 0.0 {
            prices.ln_unit + libm::log(mean) + libm::log(marginal)
        } else {
            f64::NEG_INFINITY
        }
    }

    /// By how much the deviation to `other` falls short of being held back: (c_j − c_i) + E_i\[x] −
    /// E_j\[x].
    fn temptation(&self, prices: &DiscretePrices, other: usize) -> f64 {
        let trial = Trial::new(self, prices);
        let here = trial.unit * trial.mean(prices.participation);
        self.extra_cost(other) + trial.mean_of(prices.participation, other) - here
    }
}
