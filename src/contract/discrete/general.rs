//! Any pay on a list of efforts, from the prices of its dual.
//!
//! The cheapest utilities v(s) = ū + x(s) that implement e_j satisfy
//!
//! h′(v(s)) = h′(ū) + ν·[σ + Σ_i r_i·(1 − L_i(s))], cut at u(w_min),
//!
//! L_i the likelihood ratio of effort e_i against e_j, ν·r_i ≥ 0 the price of the deviation to e_i, and h′(ū) + ν·σ ≥ 0
//! that of participation. Two kinds of equations fix the prices: E_j\[x] = 0 (σ; participation may be slack only where
//! its price is 0), and −E_i\[x] = c_j − c_i where r_i > 0. Prices are of the order of the gap, so ν is carried as a
//! logarithm and both equations are read in units of it: the counts typical of e_j get x = ν·[…]/h″, far below a double,
//! the counts typical of e_i get x of order 1 with a probability of order ν.
//!
//! The prices are found by coordinate ascent of the concave dual: the most violated or mispriced deviation is set right
//! with the others held, participation being solved inside. With one binding deviation, the usual case, that is one root.
//! Error: both equations are met to 1e-10 of their right-hand sides, and the premium is stationary in the prices.

use super::log_gap::{LogGap, ln_sum};
use super::{DiscreteContract, DiscreteProblem, DiscreteTerms};
use crate::contract::first_best::EffortPoint;
use crate::contract::{ContractError, MAX_OUTCOMES};
use crate::numerics::roots::find_root;
use crate::numerics::{Binomial, expectation};

/// Counts farther than this many standard deviations from every effort's mean are left out: e^−450 of the probabilities
/// between which prices are found.
const REACH: f64 = 30.0;

/// Largest violation of an incentive constraint that counts as none, as a share of c_j − c_i.
const RESIDUAL: f64 = 1e-10;

/// Rounds of coordinate ascent; one or two where one deviation binds.
const ROUNDS: usize = 400;

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

/// The prices of some deviations, prepared for trying many prices of participation.
struct Trial<'t> {
    table: &'t Table<'t, 't>,
    ln_unit: f64,
    unit: f64,
    /// Σ r_i.
    total: f64,
    curvature: f64,
    /// ln Σ r_i·L_i(s), and Σ r_i·L_i(s), +∞ where that is beyond a double.
    ln_ratio: Vec<f64>,
    ratio: Vec<f64>,
    /// P_j(s), Σ r_i·P_i(s) and P_j(s)/ν.
    here: Vec<f64>,
    priced: Vec<f64>,
    weight: Vec<f64>,
}

impl<'t> Trial<'t> {
    fn new(table: &'t Table<'_, '_>, prices: &DiscretePrices) -> Self {
        let ln_ratio: Vec<f64> = (0..table.ln_here.len())
            .map(|s| {
                prices
                    .deviations
                    .iter()
                    .map(|(i, r)| libm::log(*r) + table.ln_there[*i][s] - table.ln_here[s])
                    .fold(f64::NEG_INFINITY, ln_sum)
            })
            .collect();
        let pairs = || table.ln_here.iter().zip(&ln_ratio);
        Self {
            table,
            ln_unit: prices.ln_unit,
            unit: libm::exp(prices.ln_unit),
            total: prices.deviations.iter().map(|(_, r)| r).sum(),
            curvature: table
                .problem
                .model()
                .utility()
                .wage_curvature(table.required()),
            ratio: ln_ratio.iter().map(|ln| libm::exp(*ln)).collect(),
            here: table.ln_here.iter().map(|ln| libm::exp(*ln)).collect(),
            priced: pairs().map(|(p, ratio)| libm::exp(p + ratio)).collect(),
            weight: pairs()
                .map(|(p, _)| libm::exp(p - prices.ln_unit))
                .collect(),
            ln_ratio,
        }
    }

    /// The price at count s.
    fn price(&self, participation: f64, s: usize) -> f64 {
        let relative = participation + self.total - self.ratio[s];
        if relative == f64::NEG_INFINITY {
            -libm::exp(self.ln_unit + self.ln_ratio[s])
        } else if self.unit >= f64::MIN_POSITIVE {
            self.unit * relative
        } else {
            libm::exp(self.ln_unit + libm::log(relative.abs())).copysign(relative)
        }
    }

    /// E_j\[x]/ν. Where a price is tiny, x is linear in it and the unit cancels.
    fn mean(&self, participation: f64) -> f64 {
        let flat = participation + self.total;
        expectation::sum((0..self.here.len()).map(|s| {
            let price = self.price(participation, s);
            if price.abs() < TINY {
                (self.here[s] * flat - self.priced[s]) / self.curvature
            } else if self.weight[s] == 0.0 {
                0.0
            } else {
                self.weight[s] * self.table.respond(price)
            }
        }))
    }

    /// E_i\[x].
    fn mean_of(&self, participation: f64, other: usize) -> f64 {
        let there = &self.table.there[other];
        expectation::sum((0..there.len()).map(|s| {
            if there[s] == 0.0 {
                0.0
            } else {
                there[s] * self.table.respond(self.price(participation, s))
            }
        }))
    }
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

    /// ln of h′(ū)·E_j\[x] where participation is slack, −∞ where it binds. (Premium D_h(ū, x) and this add up to
    /// E\[w] − h(ū).)
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

    /// By how much the deviation to `other` falls short of being held back: (c_j − c_i) + E_i\[x] − E_j\[x].
    fn temptation(&self, prices: &DiscretePrices, other: usize) -> f64 {
        let trial = Trial::new(self, prices);
        let here = trial.unit * trial.mean(prices.participation);
        self.extra_cost(other) + trial.mean_of(prices.participation, other) - here
    }

    /// Sets σ so that participation binds, or its price to 0 where it is slack even so.
    fn participate(&self, prices: &mut DiscretePrices) -> Result<(), ContractError> {
        let utility = self.problem.model().utility();
        // σ ≥ −h′(ū)/ν; where ν is tiny that is no bound.
        let ln_marginal = libm::log(utility.marginal_wage(self.required()));
        let least = -libm::exp((ln_marginal - prices.ln_unit).min(600.0));
        let trial = Trial::new(self, prices);
        let mean = |sigma: f64| trial.mean(sigma);
        let total = trial.total;
        // At σ = −Σ r_i no count is paid above ū; doubling from there finds where enough are.
        let mut low = (-total).max(least);
        if mean(low) > 0.0 {
            // Only counts where an upper deviation is priced, or slack participation, lead here.
            if low == least || mean(least) > 0.0 {
                prices.participation = least;
                return Ok(());
            }
            low = least;
        }
        let mut step = total.max(f64::MIN_POSITIVE);
        let mut high = low + step;
        for _ in 0..1100 {
            if mean(high) >= 0.0 {
                break;
            }
            low = high;
            step *= 2.0;
            high += step;
        }
        prices.participation = find_root(mean, low, high, 0.0)?;
        Ok(())
    }

    /// −ln L_i at the mean of e_i: prices of this order put the step of the pay there.
    fn ln_price_guess(&self, other: usize) -> f64 {
        let mean = self.samples as f64 * self.problem.points()[other].agreement;
        let last = self.ln_here.len() - 1;
        let s = (mean.round() as u64).saturating_sub(self.first) as usize;
        let s = s.min(last);
        self.ln_here[s] - self.ln_there[other][s]
    }

    fn solve(&self) -> Result<Option<DiscretePrices>, ContractError> {
        let mut prices = DiscretePrices {
            ln_unit: 0.0,
            participation: 0.0,
            deviations: Vec::new(),
            residual: 0.0,
        };
        let others: Vec<usize> = (0..self.ln_there.len())
            .filter(|i| *i != self.index)
            .collect();
        for _ in 0..ROUNDS {
            // The worst offence: tempted though not held back, or priced though slack.
            let mut worst = (None, RESIDUAL);
            for other in &others {
                let scale = self.extra_cost(*other).abs();
                let priced = prices.deviations.iter().any(|(i, _)| i == other);
                let temptation = self.temptation(&prices, *other) / scale;
                let offence = if priced { temptation.abs() } else { temptation };
                if offence > worst.1 {
                    worst = (Some(*other), offence);
                }
            }
            prices.residual = worst.1;
            match worst.0 {
                None => return Ok((!prices.deviations.is_empty()).then_some(prices)),
                Some(other) => match self.price(&prices, other)? {
                    Some(better) => prices = better,
                    None => return Ok(None),
                },
            }
        }
        Err(ContractError::NotConverged {
            what: "the general contract on a list of efforts",
            samples: self.samples,
            residual: prices.residual,
            iterations: ROUNDS,
        })
    }

    /// Sets the price of one deviation so that it is just held back, or to 0 where it is held back anyway.
    fn price(
        &self,
        prices: &DiscretePrices,
        other: usize,
    ) -> Result<Option<DiscretePrices>, ContractError> {
        let rest: Vec<(usize, f64)> = prices
            .deviations
            .iter()
            .copied()
            .filter(|(i, _)| *i != other)
            .collect();
        let at = |ln_price: f64| -> Result<DiscretePrices, ContractError> {
            // The unit is the largest price, the others are shares of it.
            let ln_rest = rest.iter().map(|(_, r)| libm::log(*r) + prices.ln_unit);
            let ln_unit = ln_rest.fold(ln_price, f64::max);
            let share = |r: f64| r * libm::exp(prices.ln_unit - ln_unit);
            let mut deviations: Vec<(usize, f64)> =
                rest.iter().map(|(i, r)| (*i, share(*r))).collect();
            if ln_price > f64::NEG_INFINITY {
                deviations.push((other, libm::exp(ln_price - ln_unit)));
            }
            deviations.retain(|(_, r)| *r > 0.0);
            let mut trial = DiscretePrices {
                ln_unit,
                participation: 0.0,
                deviations,
                residual: prices.residual,
            };
            self.participate(&mut trial)?;
            Ok(trial)
        };
        if !rest.is_empty() {
            let without = at(f64::NEG_INFINITY)?;
            if self.temptation(&without, other) <= 0.0 {
                return Ok(Some(without));
            }
        }
        let mut failure = None;
        let mut temptation = |ln_price: f64| match at(ln_price) {
            Ok(trial) => self.temptation(&trial, other),
            Err(error) => {
                failure = Some(error);
                f64::NAN
            }
        };
        // Where the pay steps down lies the count at which e_i fails often enough, and the price of order 1/L_i there:
        // first guess the mean of e_i, then out from it in growing steps.
        let first = self.ln_price_guess(other);
        let (mut low, mut high) = (first - 1.0, first + 1.0);
        let mut step = 2.0;
        while temptation(high) > 0.0 {
            (low, high) = (high, high + step);
            step *= 1.5;
            if high > 200.0 {
                return Ok(None);
            }
        }
        step = 2.0;
        while temptation(low) < 0.0 {
            (low, high) = (low - step, low);
            step *= 1.5;
            if low < first - 2000.0 {
                return Ok(None);
            }
        }
        let found = find_root(temptation, low, high, 0.0);
        match failure {
            Some(error) => Err(error),
            None => at(found?).map(Some),
        }
    }
}
