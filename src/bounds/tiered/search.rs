//! Branch and bound over efforts and thresholds: the box with the least bound is halved until every
//! box is above the target, or the budget is spent.

use super::lagrangian::{Lagrangian, Prices};
use super::offers::{Offers, Units};
use super::prices::Pricing;
use super::tails::{Range, Tails};
use crate::bounds::EnclosedModel;
use crate::contract::{FirstBest, SecondBest, Terms, Threshold, tiered};
use crate::numerics::{Bounded, Interval, LeastFirst};
use std::cell::LazyCell;
use std::cmp::Ordering;

/// Deviations that are priced besides no effort and what tempts under the estimate, in standard
/// deviations of the count below the estimate's effort.
const DISTANCES: [f64; 9] = [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.5, 9.0];

/// A box with its bound, told from others by when it was made.
struct Open {
    bound: f64,
    order: u64,
    offers: Offers,
    weights: Vec<f64>,
}

impl Bounded for Open {
    fn bound(&self) -> f64 {
        self.bound
    }
    fn order(&self, other: &Self) -> Ordering {
        self.order.cmp(&other.order)
    }
}

/// The search below the gaps of contracts with up to as many bonuses as the estimate's class has.
struct Search<'t, 'e, 'm> {
    lagrangian: Lagrangian<'t, 'e, 'm>,
    pricing: Pricing<'m>,
    units: Units,
    /// Prices that are good for all thresholds together, by effort.
    everywhere: &'t dyn Fn(f64) -> Option<Prices>,
    /// Whether there are such prices.
    has_everywhere: bool,
    /// Those of the estimate, and its thresholds.
    known: Option<(Prices, Vec<u64>)>,
    target: f64,
}

/// A gap that no contract with up to `tiers` bonuses and one of these efforts falls short of, at
/// most `target`, which is aimed at; `boxes` is the budget. The estimate only says where to look,
/// and so do the prices, by effort, that may be good for all thresholds.
pub fn least_gap(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    estimate: &SecondBest,
    (tiers, threshold): (u32, Threshold),
    (efforts, everywhere): (Interval, &dyn Fn(f64) -> Option<Prices>),
    (target, boxes): (f64, usize),
) -> Option<f64> {
    let samples = estimate.samples;
    let point = first_best.at(0.0);
    let n = samples as f64;
    let deviation = (n * point.agreement * (1.0 - point.agreement)).sqrt();
    let units = Units {
        effort: 1.0 / (n * point.information).sqrt(),
        mean: n * point.agreement,
        deviation,
        far: (2.0 * libm::log(n.max(2.0))).sqrt() + 5.0,
        threshold,
    };
    let own = estimate.point.effort;
    let mut deviations = vec![0.0];
    deviations.extend(tiered::temptations(first_best, estimate));
    deviations.extend(DISTANCES.iter().map(|far| own - far * units.effort));
    deviations.retain(|effort| (0.0..1.0).contains(effort) && *effort < own);
    deviations.sort_by(f64::total_cmp);
    deviations.dedup();
    let pricing = Pricing::new(
        economy.model(),
        samples,
        target.max(f64::MIN_POSITIVE),
        deviations,
    );
    let known = match &estimate.terms {
        Terms::Tiered(terms) if terms.tiers.len() == tiers as usize => {
            let at: Vec<u64> = terms.tiers.iter().map(|t| t.rule.threshold()).collect();
            let prices = pricing.at(Interval::point(own), &at);
            prices.map(|prices| (prices, at))
        }
        _ => None,
    };
    let tails = Tails::new(economy, samples);
    let search = Search {
        lagrangian: Lagrangian::new(&tails),
        pricing,
        units,
        everywhere,
        has_everywhere: everywhere(efforts.midpoint()).is_some(),
        known,
        target,
    };
    let all = Range {
        low: 1,
        high: samples,
    };
    search.run(
        Offers {
            efforts,
            thresholds: vec![all; tiers as usize],
        },
        boxes,
    )
}

/// Efforts that lose less than the target, up to full effort; `None` where no effort at all may.
pub fn efforts_below(economy: &EnclosedModel<'_>, target: f64) -> Option<Interval> {
    economy.efforts_below(target).or_else(|| {
        // Full effort, or what is next to it, may be worth it.
        Interval::new(economy.least_effort_below(target)?, 1.0)
    })
}

impl Search<'_, '_, '_> {
    fn run(&self, all: Offers, boxes: usize) -> Option<f64> {
        let mut open = LeastFirst::from_iter([Open {
            bound: f64::NEG_INFINITY,
            order: 0,
            offers: all,
            weights: Vec::new(),
        }]);
        let mut used = 0;
        while let Some(least) = open.pop() {
            if least.bound >= self.target {
                return Some(self.target);
            }
            let halves = least.offers.halves(&self.units, &least.weights);
            let halves = halves.filter(|_| !least.offers.is_next_to_a_point(&self.units));
            let (Some(halves), true) = (halves, used + 2 <= boxes) else {
                return Some(least.bound).filter(|bound| bound.is_finite());
            };
            for offers in halves {
                used += 1;
                if !offers.has_an_order() {
                    continue;
                }
                let (bound, weights) = self.bound(&offers);
                let bound = bound.max(least.bound);
                if bound >= self.target {
                    continue;
                }
                open.push(Open {
                    bound,
                    order: used as u64,
                    offers,
                    weights,
                });
            }
        }
        Some(self.target)
    }

    /// The bound of a box, and how much each side takes of it.
    fn bound(&self, offers: &Offers) -> (f64, Vec<f64>) {
        let centre = offers.centre(&self.units);
        let mut best = f64::NEG_INFINITY;
        let mut weights = Vec::new();
        // Prices of the box itself where those of the estimate are not enough. The bound is concave
        // in the prices: half way it is at least the mean of both.
        let local = LazyCell::new(|| self.pricing.at(offers.efforts, &centre.1));
        let everywhere = || (self.everywhere)(centre.0);
        let own = || local.clone();
        let known = || {
            let (known, at) = self.known.as_ref()?;
            let near = |(a, b): (&u64, &u64)| a.abs_diff(*b) as f64 <= self.units.deviation;
            let here = !self.has_everywhere || at.iter().zip(&centre.1).all(near);
            here.then(|| known.clone())
        };
        // Where some prices are good everywhere those half way gain less than they take.
        let between = || {
            let (known, _) = self.known.as_ref().filter(|_| !self.has_everywhere)?;
            Some(known.mean(local.as_ref()?))
        };
        let all: [&dyn Fn() -> Option<Prices>; 4] = [&everywhere, &known, &own, &between];
        for prices in all.iter().filter_map(|prices| prices()) {
            let prices = &prices;
            let Some(groups) = self.lagrangian.groups(offers, prices) else {
                continue;
            };
            if let Some(bound) = self.lagrangian.over_groups(offers, prices, &groups)
                && bound > best
            {
                best = bound;
            }
            if best >= self.target {
                break;
            }
            let corners = match self.units.threshold {
                Threshold::Randomised if offers.is_cell() => offers.corners(),
                _ => Vec::new(),
            };
            // Between neighbouring thresholds the bound is concave in the mixture.
            let found = if corners.is_empty() {
                let about = (centre.0, centre.1.as_slice());
                self.lagrangian.about(offers, about, prices, &groups)
            } else {
                // The least of all corners; nothing is known where one has no bound.
                let each: Option<Vec<_>> = corners
                    .iter()
                    .map(|corner| {
                        let alone = offers.at(corner);
                        let groups = self.lagrangian.groups(&alone, prices)?;
                        let about = (centre.0, corner.as_slice());
                        self.lagrangian.about(&alone, about, prices, &groups)
                    })
                    .collect();
                each.and_then(|each| each.into_iter().min_by(|a, b| a.0.total_cmp(&b.0)))
            };
            if let Some((bound, taken)) = found
                && bound > best
            {
                best = bound;
                weights = self.by_width(offers, &taken);
            }
            if best >= self.target {
                break;
            }
        }
        (best, weights)
    }

    /// What a side takes for each unit of its width.
    fn by_width(&self, offers: &Offers, taken: &[f64]) -> Vec<f64> {
        let mut widths = vec![offers.efforts.width() / self.units.effort];
        widths.extend(
            offers
                .thresholds
                .iter()
                .map(|r| (r.high - r.low) as f64 / self.units.deviation),
        );
        let weight = |(taken, width): (&f64, &f64)| {
            if *width > 0.0 {
                (taken / width).max(0.0)
            } else {
                0.0
            }
        };
        let weights: Vec<f64> = taken.iter().zip(&widths).map(weight).collect();
        let most = weights.iter().copied().fold(0.0, f64::max);
        // A side that takes nothing now may do so in its halves.
        weights.iter().map(|w| w.max(0.05 * most)).collect()
    }
}
