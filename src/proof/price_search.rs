//! Prices for [`price`](super::price), in floats: the saddle of benefit less cost, where the
//! multipliers are best for an effort and the effort is best at them.

use super::polynomial::Polynomial;
use super::price_economy::{CostPower, PriceEconomy};
use super::scheme::Scheme;
use dashu_ratio::RBig;

/// Halvings of [0, 1]: to the last bit of an effort.
const HALVINGS: usize = 60;

/// Rounds of the two first-order conditions; each gains a factor of order n.
const ROUNDS: usize = 80;

/// An economy at one number of signals.
#[derive(Debug)]
pub(super) struct Search<'a> {
    economy: &'a PriceEconomy,
    samples: f64,
    kappa: f64,
    scale: f64,
    exponent: f64,
    worth: f64,
    curve: f64,
    outside: f64,
    /// Moments of (S − nq)/n, and their slopes in q.
    moments: Vec<(Vec<f64>, Vec<f64>)>,
}

fn at(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, a| sum * x + a)
}

impl<'a> Search<'a> {
    /// `None` where the numbers do not fit floats.
    pub(super) fn new(
        economy: &'a PriceEconomy,
        samples: u64,
        moments: &[Polynomial],
        terms: usize,
    ) -> Option<Self> {
        let float = |x: &RBig| Some(x.to_f64().value()).filter(|x| x.is_finite());
        let mut unit = RBig::ONE;
        let mut scaled = Vec::new();
        for moment in moments.iter().take(terms + 3) {
            let floats = |it: &Polynomial| {
                let all = it.coefficients().iter().map(|a| float(&(a / &unit)));
                all.collect::<Option<Vec<f64>>>()
            };
            scaled.push((floats(moment)?, floats(&moment.slope())?));
            unit *= RBig::from(samples);
        }
        Some(Search {
            economy,
            samples: samples as f64,
            kappa: float(&economy.kappa)?,
            scale: float(&economy.scale)?,
            exponent: match economy.exponent {
                CostPower::Whole(k) => k as f64,
                CostPower::Half(k) => k as f64 / 2.0,
            },
            worth: float(&economy.worth)?,
            curve: float(&economy.curve)?,
            outside: float(&economy.outside)?,
            moments: scaled,
        })
    }

    fn cost(&self, effort: f64) -> f64 {
        self.scale * libm::pow(effort, self.exponent)
    }

    fn marginal_cost(&self, effort: f64) -> f64 {
        self.scale * self.exponent * libm::pow(effort, self.exponent - 1.0)
    }

    /// q and q′.
    fn agreement(&self, effort: f64) -> (f64, f64) {
        match self.economy.scheme {
            Scheme::Expert => (0.5 + self.kappa * effort / 2.0, self.kappa / 2.0),
            Scheme::TwoLooks => (
                0.5 + self.kappa * effort * effort / 2.0,
                self.kappa * effort,
            ),
        }
    }

    /// c′/q′ and its slope.
    fn target(&self, effort: f64) -> (f64, f64) {
        let (power, factor) = match self.economy.scheme {
            Scheme::Expert => (self.exponent - 1.0, 2.0),
            Scheme::TwoLooks => (self.exponent - 2.0, 1.0),
        };
        let factor = factor * self.scale * self.exponent / self.kappa;
        (
            factor * libm::pow(effort, power),
            factor * power * libm::pow(effort, power - 1.0),
        )
    }

    /// Where effort seen is worth most, to its last bits.
    fn first_best(&self) -> f64 {
        descend(|effort| {
            let utility = self.outside + self.cost(effort);
            self.worth
                - self.curve * effort
                - self.economy.family.marginal_wage(utility) * self.marginal_cost(effort)
        })
    }

    /// The same effort, or its root where polynomials are in the root.
    pub(super) fn best(&self) -> f64 {
        match self.economy.exponent {
            CostPower::Whole(_) => self.first_best(),
            CostPower::Half(_) => self.first_best().sqrt(),
        }
    }

    /// λ and σn of the limit.
    pub(super) fn start(&self) -> (f64, f64) {
        let effort = self.first_best();
        let utility = self.outside + self.cost(effort);
        let family = &self.economy.family;
        (
            family.marginal_wage(utility),
            family.steepness(utility) * self.target(effort).0,
        )
    }

    /// λ and σn at the saddle; `None` where they are lost.
    pub(super) fn prices(&self, shape: &[RBig]) -> Option<(f64, f64)> {
        let twice: Vec<f64> = shape
            .iter()
            .enumerate()
            .map(|(i, a)| a.to_f64().value() / ((i + 1) * (i + 2)) as f64)
            .collect();
        let effort = descend(|effort| {
            let (price, spread, utility) = self.at_effort(effort, &twice);
            let (q, slope) = self.agreement(effort);
            let (target, target_slope) = self.target(effort);
            let needed = target_slope * q * (1.0 - q) + target * slope * (1.0 - 2.0 * q);
            let saved: f64 = self.sum(&twice, spread, |moment| at(&moment.1, q) * slope);
            self.worth
                - self.curve * effort
                - price * self.marginal_cost(effort)
                - price * spread * needed / self.samples
                + self.economy.family.bend(price, utility).0 * saved
        });
        let (price, spread, _) = self.at_effort(effort, &twice);
        (price.is_finite() && spread.is_finite() && spread > 0.0).then_some((price, spread))
    }

    /// `Σ R_i/((i+1)(i+2))·(σn)^(i+2)·moment`.
    fn sum(
        &self,
        twice: &[f64],
        spread: f64,
        moment: impl Fn(&(Vec<f64>, Vec<f64>)) -> f64,
    ) -> f64 {
        let terms = twice.iter().zip(self.moments.iter().skip(2)).enumerate();
        terms
            .map(|(i, (a, it))| a * libm::pow(spread, (i + 2) as f64) * moment(it))
            .sum()
    }

    /// λ, σn and the utility that λ answers to, best for an effort.
    fn at_effort(&self, effort: f64, twice: &[f64]) -> (f64, f64, f64) {
        let family = &self.economy.family;
        let utility = self.outside + self.cost(effort);
        let (q, _) = self.agreement(effort);
        let needed = self.target(effort).0 * q * (1.0 - q) / self.samples;
        let mut answer = utility;
        let mut price = family.marginal_wage(answer);
        let mut spread = family.steepness(answer) * self.target(effort).0;
        for _ in 0..ROUNDS {
            let (bend, bend_slope) = family.bend(price, answer);
            // λ·needed = c·Σ R_i/(i+1)·σn^(i+1)·moment, solved for the first factor σn.
            let slope: f64 = twice
                .iter()
                .zip(self.moments.iter().skip(2))
                .enumerate()
                .map(|(i, (a, it))| a * (i + 2) as f64 * libm::pow(spread, i as f64) * at(&it.0, q))
                .sum();
            spread = price * needed / (bend * slope);
            let saved = self.sum(twice, spread, |moment| at(&moment.0, q));
            answer = utility + spread * needed - bend_slope * saved;
            price = family.marginal_wage(answer);
        }
        (price, spread, answer)
    }
}

/// Where a falling function changes sign in [0, 1], by halving.
fn descend(slope: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        if slope(middle) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}
