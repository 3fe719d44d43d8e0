//! The limit problem: the same offers with a normal count (T9's refined formula).
//!
//! The count is replaced by a normal one whose mean moves with the effort and whose standard
//! deviation is that of the first best: thresholds become slacks, and what is left of the number of
//! samples are c(η*), c′(η*) and K_lin in standard units. The error is that of the normal law in
//! the guard's tail, of relative order 1/√n·z³ there.

use super::descent::{Found, Free, descend};
use super::grouping::best_grouping;
use super::offer::Offer;
use super::setting::{Law, Setting};
use crate::contract::constants;
use crate::contract::first_best::FirstBest;

/// A solution of the limit problem.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// n·gap/K_lin.
    pub ratio: f64,
    /// Slacks z of the thresholds, from the guard to the strictest spur, in standard deviations
    /// below the expected count.
    pub slacks: Vec<f64>,
    /// How far the effort may fall, in standard deviations of the count, before a further fall
    /// tempts no more: the distances of the deviations that bind, no effort first.
    pub distances: Vec<f64>,
}

/// The best tiers for a normal count; the effort is the first best's where `fixed`. `None` where
/// the descent does not arrive.
#[must_use]
pub fn solve(first_best: &FirstBest<'_>, samples: u64, tiers: usize, fixed: bool) -> Option<Limit> {
    let money = constants::linear(first_best) / samples as f64;
    let setting = Setting::new(first_best, samples, Law::Normal);
    let found = descended(first_best, samples, tiers, fixed)?;
    let point = found.offer.x;
    Some(Limit {
        ratio: found.seen.gap.value / money,
        slacks: found
            .offer
            .thresholds
            .iter()
            .map(|t| point - (t - setting.mean) / setting.deviation)
            .collect(),
        distances: found
            .binding
            .iter()
            .filter(|(_, weight)| *weight > 1e-9)
            .map(|(x, _)| point - x)
            .collect(),
    })
}

/// The best offer for a normal count.
pub(super) fn descended(
    first_best: &FirstBest<'_>,
    samples: u64,
    tiers: usize,
    fixed: bool,
) -> Option<Found> {
    let setting = Setting::new(first_best, samples, Law::Normal);
    let money = constants::linear(first_best) / samples as f64;
    let free = Free {
        effort: !fixed,
        thresholds: true,
        apart: 0,
        within_cells: false,
    };
    let far = (2.0 * libm::log((samples as f64).max(3.0))).sqrt();
    [0.5, 1.5, -0.5, 2.5, 1.0, 0.0]
        .iter()
        .find_map(|less| descend(&setting, &start(&setting, tiers, far - less), free, money))
}

/// Spurs as the best grouping of a normal count has them, a guard `depth` below.
pub(super) fn start(setting: &Setting<'_, '_>, tiers: usize, depth: f64) -> Offer {
    let point = setting.point(0.0);
    let marginal = point.marginal_cost * setting.unit;
    let spurs = best_grouping(tiers);
    let at = |z: f64| setting.mean + z * setting.deviation;
    let top = spurs.boundaries.first().map_or(-0.5, |z| z - 0.5);
    let mut thresholds = vec![at((-depth).min(top))];
    thresholds.extend(spurs.boundaries.iter().map(|z| at(*z)));
    let mut bonuses = vec![point.cost];
    let shares = spurs.means.windows(2).map(|pair| pair[1] - pair[0]);
    let rise: f64 = shares
        .clone()
        .zip(&thresholds[1..])
        .map(|(share, t)| share * setting.slope(*t, 0.0))
        .sum();
    bonuses.extend(shares.map(|share| share * marginal / rise));
    Offer {
        x: 0.0,
        thresholds,
        bonuses,
    }
}
