//! Bounds to first order about an offer of the box.

use super::super::offers::Offers;
use super::super::tails::Range;
use super::level::Level;
use super::{Groups, Lagrangian, Prices};
use crate::numerics::Interval;

impl Lagrangian<'_, '_, '_> {
    /// A bound for every offer of the box to first order about an offer inside it, and how much of
    /// it each side takes: the effort first, then the thresholds.
    ///
    /// `groups` are those of the box. At fixed thresholds the mean value theorem with the
    /// envelope's derivative; then thresholds move at a fixed effort, and pay that is best after
    /// the move costs at least as much before.
    pub fn about(
        &self,
        offers: &Offers,
        (effort, thresholds): (f64, &[u64]),
        prices: &Prices,
        groups: &Groups,
    ) -> Option<(f64, Vec<f64>)> {
        let here = Interval::point(effort);
        let point = Offers {
            efforts: here,
            ..offers.at(thresholds)
        };
        let value = self.over_ranges(&point, prices)?;
        let mut taken = vec![0.0];
        let mut bound = Interval::point(value);
        if offers.efforts.width() > 0.0 {
            let slope = self.slope(&offers.at(thresholds), prices)?;
            let change = slope * (offers.efforts - here);
            taken[0] = -change.lower();
            bound = bound + change;
        }
        let level = Level::new(self.tails.economy(), offers.efforts)?;
        let pay = self.pay(&level, groups)?;
        let q = self.tails.economy().agreement(0, offers.efforts)?;
        for (j, (range, centre)) in offers.thresholds.iter().zip(thresholds).enumerate() {
            let ((low, low_cost), (high, high_cost)) = (pay[j], pay[j + 1]);
            let slope = self.tails.over(*range, offers.efforts)?.slope;
            // What moving counts of a part of the range from one group to the next changes.
            let moved = |from: u64, to: u64, up: bool| -> Option<f64> {
                if from == to {
                    return Some(0.0);
                }
                let counts = Range {
                    low: from,
                    high: to - 1,
                };
                let price = self.price_at(counts, offers.efforts, prices)?;
                let more = (high_cost - low_cost) - price * (high - low);
                // P(S = k) = g·q/k.
                let chance = slope * q / Interval::point(from as f64);
                let mass = (Interval::point((to - from) as f64) * chance).upper();
                let loses = if up { more.upper() } else { -more.lower() };
                Some((Interval::point(mass) * Interval::point(loses.max(0.0))).upper())
            };
            let loss = moved(*centre, range.high, true)?.max(moved(range.low, *centre, false)?);
            taken.push(loss);
            bound = bound - Interval::point(loss);
        }
        let bound = bound.lower();
        bound.is_finite().then_some((bound, taken))
    }

    /// d_j and D_h(ū, d_j) of each group.
    fn pay(&self, level: &Level<'_, '_>, groups: &Groups) -> Option<Vec<(Interval, Interval)>> {
        let utility = level.economy.utility();
        let each = groups.per_chance.iter();
        each.map(|price| {
            let change = level.change(*price)?;
            Some((change, utility.wage_bregman(level.mean, change)?))
        })
        .collect()
    }

    /// The derivative of the bound by the effort at fixed thresholds.
    fn slope(&self, offers: &Offers, prices: &Prices) -> Option<Interval> {
        let economy = self.tails.economy();
        let utility = economy.utility();
        let efforts = offers.efforts;
        let level = Level::new(economy, efforts)?;
        let groups = self.groups(offers, prices)?;
        let pay = self.pay(&level, &groups)?;
        let marginal = economy.cost(1, efforts)?;
        let mu = Interval::point(prices.incentive);
        let nu: Interval = prices.deviations.iter().map(|d| Interval::point(d.1)).sum();
        let mut total =
            -economy.marginal_payoff(efforts)? + mu * economy.cost(2, efforts)? + nu * marginal;
        let (q, rate, bend) = (
            economy.agreement(0, efforts)?,
            economy.agreement(1, efforts)?,
            economy.agreement(2, efforts)?,
        );
        let rest = Interval::point(self.tails.samples() as f64 - 1.0) * q;
        let constant = Interval::point(prices.participation) + nu;
        // By parts: threshold j moves counts from group j − 1 to group j.
        for (j, range) in offers.thresholds.iter().enumerate() {
            let slope = self.tails.over(*range, efforts)?.slope;
            let k = Interval::new(range.low as f64, range.high as f64)?;
            let score = (k - Interval::ONE - rest) / (q * (Interval::ONE - q));
            let rise = slope * rate;
            let curve = slope * (score * rate.square() + bend);
            let ((low, low_cost), (high, high_cost)) = (pay[j], pay[j + 1]);
            let step = high - low;
            total = total + rise * ((high_cost - low_cost) - constant * step) - mu * curve * step;
        }
        // ū rises with the effort.
        let here = utility.wage_derivative(1, level.mean)?;
        let second = utility.wage_derivative(2, level.mean)?;
        for (j, (change, _)) in pay.iter().enumerate() {
            let there = utility.wage_derivative(1, level.mean + *change)?;
            let p = groups.probability[j];
            let by_level = p * (there - here - second * *change);
            // At the floor d falls as ū rises.
            let pull = (p * (there - here) - groups.price[j]).positive_part();
            let by_floor = if change.lower() <= level.floor.upper() {
                -pull.hull(Interval::ZERO)
            } else {
                Interval::ZERO
            };
            total = total + (by_level + by_floor) * marginal;
        }
        total.is_bounded().then_some(total)
    }
}
