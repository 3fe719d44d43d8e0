//! Coordinate ascent of the concave dual: one deviation set right at a time, participation solved
//! inside.

use super::table::Table;
use super::trial::Trial;
use crate::contract::ContractError;
use crate::contract::discrete::terms::DiscretePrices;
use crate::numerics::roots::find_root;

/// Largest violation of an incentive constraint that counts as none, as a share of c_j − c_i.
const RESIDUAL: f64 = 1e-10;

/// Rounds of coordinate ascent; one or two where one deviation binds.
const ROUNDS: usize = 400;

impl Table<'_, '_> {
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

    pub(super) fn solve(&self) -> Result<Option<DiscretePrices>, ContractError> {
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

    /// Sets the price of one deviation so that it is just held back, or to 0 where it is held back
    /// anyway.
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
        // Where the pay steps down lies the count at which e_i fails often enough, and the price of
        // order 1/L_i there: first guess the mean of e_i, then out from it in growing steps.
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
