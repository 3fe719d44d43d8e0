//! Pay at given prices of deviations, for many prices of participation.

use super::super::log_gap::ln_sum;
use super::table::{TINY, Table};
use crate::contract::discrete::terms::DiscretePrices;
use crate::numerics::expectation;

/// The prices of some deviations, prepared for trying many prices of participation.
pub(super) struct Trial<'t> {
    table: &'t Table<'t, 't>,
    ln_unit: f64,
    pub(super) unit: f64,
    /// Σ r_i.
    pub(super) total: f64,
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
    pub(super) fn new(table: &'t Table<'_, '_>, prices: &DiscretePrices) -> Self {
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
    pub(super) fn mean(&self, participation: f64) -> f64 {
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
    pub(super) fn mean_of(&self, participation: f64, other: usize) -> f64 {
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

impl Table<'_, '_> {
    /// ln of h′(ū)·E_j\[x] where participation is slack, −∞ where it binds. (Premium D_h(ū, x) and
    /// this add up to E\[w] − h(ū).)
    pub(super) fn ln_rent(&self, prices: &DiscretePrices) -> f64 {
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
    pub(super) fn temptation(&self, prices: &DiscretePrices, other: usize) -> f64 {
        let trial = Trial::new(self, prices);
        let here = trial.unit * trial.mean(prices.participation);
        self.extra_cost(other) + trial.mean_of(prices.participation, other) - here
    }
}
