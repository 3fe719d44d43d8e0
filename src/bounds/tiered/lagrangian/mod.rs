//! What a box of offers costs at least, by prices for what a contract has to do.
//!
//! A contract pays ū + d_j in group j of the count (ū = U0 + c(η) the utility that participation
//! asks for), with probabilities P_j at η and P_j^e at a deviation e, and G_j = dP_j/dη. It
//! satisfies
//!
//! Σ P_j d_j ≥ 0,  Σ G_j d_j = c′(η) (≥ at full effort),  Σ (P_j − P_j^e) d_j ≥ c(η) − c(e),
//!
//! and d_j ≥ u_min − ū. With prices μ (≥ 0 at full effort), ν_e ≥ 0 and λ ≥ −h′(ū) its gap is at
//! least
//!
//! loss(η) + μ·c′ + Σ_e ν_e·(c(η) − c(e)) + Σ_j φ(P_j, X_j),
//!
//! X_j = λP_j + μG_j + Σ_e ν_e(P_j − P_j^e), φ(P, X) = min over d ≥ u_min − ū of P·D_h(ū, d) − X·d:
//! weak duality, group by group. Which deviations e are priced is free, so are the prices: they
//! only decide how sharp the bound is.
//!
//! φ rises in P, is concave in X with its largest value 0 at X = 0, and is P·φ(1, X/P) where X/P is
//! the mean over the group of the price λ + μ·score + Σ ν_e(1 − likelihood ratio), which for μ ≥ 0
//! rises with the count: so a group that may be empty still costs no less than that price at its
//! ends.

mod first_order;
pub mod level;
mod mean_price;

use super::offers::Offers;
use super::tails::{Range, Tail, Tails};
use crate::numerics::Interval;
use level::Level;

/// Prices of participation, incentive and deviations.
#[derive(Debug, Clone, Default)]
pub struct Prices {
    /// λ.
    pub participation: f64,
    /// μ.
    pub incentive: f64,
    /// Efforts e with their ν.
    pub deviations: Vec<(f64, f64)>,
}

impl Prices {
    /// Half way between two.
    pub fn mean(&self, other: &Self) -> Self {
        let halves = self.deviations.iter().chain(&other.deviations);
        Self {
            participation: 0.5 * (self.participation + other.participation),
            incentive: 0.5 * (self.incentive + other.incentive),
            deviations: halves
                .map(|(effort, price)| (*effort, 0.5 * price))
                .collect(),
        }
    }
}

/// Groups of a box: what their pay is worth.
pub struct Groups {
    /// P_j.
    probability: Vec<Interval>,
    /// X_j.
    price: Vec<Interval>,
    /// X_j/P_j, the mean price over the group's counts.
    per_chance: Vec<Interval>,
}

/// Bounds of boxes of offers on one number of samples.
pub struct Lagrangian<'t, 'e, 'm> {
    tails: &'t Tails<'e, 'm>,
}

impl<'t, 'e, 'm> Lagrangian<'t, 'e, 'm> {
    /// With these tails.
    pub fn new(tails: &'t Tails<'e, 'm>) -> Self {
        Self { tails }
    }

    /// μ·c′ + Σ ν_e·(c(η) − c(e)), and whether the prices are allowed.
    fn asked(&self, level: &Level<'_, '_>, efforts: Interval, prices: &Prices) -> Option<Interval> {
        let economy = self.tails.economy();
        // Full effort asks for an incentive of at least c′, lower efforts for just that.
        let allowed = (prices.incentive >= 0.0 || efforts.upper() < 1.0)
            && -prices.participation <= level.money.lower()
            // Upwards deviations would spoil that the price rises with the count.
            && prices
                .deviations
                .iter()
                .all(|(effort, price)| *price >= 0.0 && *effort < efforts.lower());
        if !allowed {
            return None;
        }
        let mut sum = Interval::point(prices.incentive) * economy.cost(1, efforts)?;
        let cost = economy.cost(0, efforts)?;
        for (effort, price) in &prices.deviations {
            let saved = cost - economy.cost(0, Interval::point(*effort))?;
            sum = sum + Interval::point(*price) * saved;
        }
        Some(sum)
    }

    /// What the groups of a box are worth.
    pub fn groups(&self, offers: &Offers, prices: &Prices) -> Option<Groups> {
        let economy = self.tails.economy();
        let rate = economy.agreement(1, offers.efforts)?;
        let ends = |tails: Vec<Tail>| {
            let mut all = vec![Tail::ALWAYS];
            all.extend(tails);
            all.push(Tail::NEVER);
            all
        };
        let own = offers
            .thresholds
            .iter()
            .map(|range| self.tails.over(*range, offers.efforts))
            .collect::<Option<Vec<_>>>()?;
        let own = ends(own);
        let probability: Vec<Interval> = own.windows(2).map(|t| t[0].less(t[1])).collect();
        let lambda = Interval::point(prices.participation);
        let mu = Interval::point(prices.incentive) * rate;
        let mut price: Vec<Interval> = own
            .windows(2)
            .zip(&probability)
            .map(|(t, p)| lambda * *p + mu * (t[0].slope - t[1].slope))
            .collect();
        for (effort, nu) in &prices.deviations {
            let there = offers
                .thresholds
                .iter()
                .map(|range| self.tails.over_thresholds(*range, *effort))
                .collect::<Option<Vec<_>>>()?;
            let there = ends(there);
            for (j, x) in price.iter_mut().enumerate() {
                let more = probability[j] - there[j].less(there[j + 1]);
                *x = *x + Interval::point(*nu) * more;
            }
        }
        let mut per_chance = Vec::with_capacity(price.len());
        for (j, (p, x)) in probability.iter().zip(&mut price).enumerate() {
            let mut mean = self.mean_price(offers, j, prices)?;
            if p.lower() > 0.0 {
                mean = mean.intersection(*x / *p).unwrap_or(mean);
            }
            *x = x.intersection(*p * mean).unwrap_or(*x);
            per_chance.push(mean);
        }
        Some(Groups {
            probability,
            price,
            per_chance,
        })
    }

    /// A bound for every offer of the box, by the ranges of all that it is made of.
    pub fn over_ranges(&self, offers: &Offers, prices: &Prices) -> Option<f64> {
        self.over_groups(offers, prices, &self.groups(offers, prices)?)
    }

    /// The same where what the groups are worth is known.
    pub fn over_groups(&self, offers: &Offers, prices: &Prices, groups: &Groups) -> Option<f64> {
        let economy = self.tails.economy();
        let level = Level::new(economy, offers.efforts)?;
        let asked = self.asked(&level, offers.efforts, prices)?;
        let loss = economy.least_loss(offers.efforts);
        let mut total = Interval::point(asked.lower()) + Interval::point(loss);
        let n = self.tails.samples();
        for (j, (p, x)) in groups.probability.iter().zip(&groups.price).enumerate() {
            let counts = Range {
                low: if j > 0 {
                    offers.thresholds[j - 1].low
                } else {
                    0
                },
                high: offers.thresholds.get(j).map_or(n, |range| range.high - 1),
            };
            // The price at the end of the group, or, where it need not rise, over all of it.
            let end = |sign: f64| -> f64 {
                let count = if sign > 0.0 { counts.high } else { counts.low };
                let at = if prices.incentive >= 0.0 {
                    Range {
                        low: count,
                        high: count,
                    }
                } else {
                    counts
                };
                let Some(price) = self.price_at(at, offers.efforts, prices) else {
                    return f64::NEG_INFINITY;
                };
                let price = if sign > 0.0 {
                    price.upper()
                } else {
                    price.lower()
                };
                if !price.is_finite() {
                    return f64::NEG_INFINITY;
                }
                if price * sign <= 0.0 {
                    return 0.0;
                }
                (Interval::point(p.upper()) * Interval::point(level.pay(1.0, price))).lower()
            };
            let mean = groups.per_chance[j];
            let of_mean = |price: f64| {
                let least = Interval::point(p.upper()) * Interval::point(level.pay(1.0, price));
                if least.lower().is_nan() {
                    f64::NEG_INFINITY
                } else {
                    least.lower()
                }
            };
            let negative = if x.lower() < 0.0 {
                let each = level.pay(p.lower(), x.lower()).max(end(-1.0));
                each.max(of_mean(mean.lower().min(0.0)))
            } else {
                0.0
            };
            let positive = if x.upper() > 0.0 {
                let each = level.pay(p.lower(), x.upper()).max(end(1.0));
                each.max(of_mean(mean.upper().max(0.0)))
            } else {
                0.0
            };
            let least = negative.min(positive);
            if least == f64::NEG_INFINITY {
                return None;
            }
            // Where X keeps its sign the other end is the larger value: φ is concave with its top
            // at 0, so what is left is the end away from 0.
            total = total + Interval::point(least);
        }
        Some(total.lower()).filter(|bound| bound.is_finite())
    }
}
