//! The effort whose contract has the least gap, where the cost of an effort may have several
//! valleys.

use super::ContractError;
use super::effort_point::EffortPoint;
use super::first_best::FirstBest;
use crate::numerics::roots::minimise_kinked;

/// Valleys looked into, from the deepest grid point on.
const VALLEYS: usize = 3;

/// A valley whose grid point lies above so many bounds has its bottom above the bound.
const CLOSE: f64 = 2.0;

/// How many halvings of the range towards no effort the grid follows: the best effort may be small
/// where few samples tell little.
const HALVINGS: i32 = 12;

/// What a search over efforts found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// The effort and its quantities.
    pub point: EffortPoint,
    /// Cost of the contract plus first-best loss.
    pub gap: f64,
}

/// The effort with the least gap below `bound`, from a grid of `steps` efforts and the first-best
/// effort; `None` where no effort has one.
///
/// Only efforts whose first-best loss stays below the bound are looked at. Full effort, an end of
/// the range where incentives are an inequality, is a point of its own. `cost` gives what a
/// contract costs above the certain wage, `None` where there is no contract.
pub fn least_gap(
    first_best: &FirstBest<'_>,
    bound: f64,
    steps: u32,
    precision: f64,
    cost: impl Fn(&EffortPoint) -> Option<f64>,
) -> Result<Option<Found>, ContractError> {
    let total = |point: &EffortPoint| {
        if !(point.effort > 0.0 && point.loss < bound) {
            return f64::MAX;
        }
        cost(point)
            .map(|cost| cost + point.loss)
            .filter(|gap| gap.is_finite())
            .unwrap_or(f64::MAX)
    };
    let (low, high) = first_best.losing_at_most(bound)?;
    let top = 1.0 - first_best.effort();
    let range = high - low;
    let mut changes: Vec<f64> = (1..=steps)
        .map(|j| low + range * f64::from(j) / f64::from(steps))
        .chain((5..=HALVINGS).map(|j| low + range * libm::ldexp(1.0, -j)))
        .chain([0.0])
        .filter(|change| *change < top)
        .collect();
    changes.sort_by(f64::total_cmp);
    changes.dedup();
    let gaps: Vec<f64> = changes
        .iter()
        .map(|change| total(&first_best.at(*change)))
        .collect();
    let mut best: Option<Found> = None;
    let mut consider = |point: EffortPoint, gap: f64| {
        if gap < best.map_or(bound, |found| found.gap) {
            best = Some(Found { point, gap });
        }
    };
    if high >= top {
        let point = first_best.at_full_effort();
        consider(point, total(&point));
    }
    let at = |j: usize| gaps.get(j).copied().unwrap_or(f64::MAX);
    let mut valleys: Vec<usize> = (0..gaps.len())
        .filter(|j| {
            at(*j) < CLOSE * bound && at(*j) <= at(j.wrapping_sub(1)) && at(*j) <= at(j + 1)
        })
        .collect();
    valleys.sort_by(|a, b| at(*a).total_cmp(&at(*b)));
    valleys.truncate(VALLEYS);
    for j in valleys {
        consider(first_best.at(changes[j]), at(j));
        let left = if j == 0 { low } else { changes[j - 1] };
        let right = changes.get(j + 1).copied().unwrap_or(high.min(top));
        if left < right {
            let found = minimise_kinked(
                |change| total(&first_best.at(change)),
                left,
                right,
                precision * (right - left),
            )?;
            consider(first_best.at(found.at), found.value);
        }
    }
    Ok(best)
}

/// The least gap next to an effort that a coarser search with [`least_gap`] found: within the share
/// `reach` of the range on either side.
pub fn sharpened(
    first_best: &FirstBest<'_>,
    found: &EffortPoint,
    bound: f64,
    reach: f64,
    precision: f64,
    cost: impl Fn(&EffortPoint) -> Option<f64>,
) -> Result<Option<Found>, ContractError> {
    let total = |point: &EffortPoint| {
        cost(point)
            .map(|cost| cost + point.loss)
            .filter(|gap| gap.is_finite())
            .unwrap_or(f64::MAX)
    };
    let (low, high) = first_best.losing_at_most(bound)?;
    let range = high - low;
    let (left, right) = (
        (found.change - reach * range).max(low),
        (found.change + reach * range).min(high),
    );
    let mut best = (total(found), *found);
    // Full effort is a point of its own.
    if found.effort > 0.0 && found.effort < 1.0 && left < right {
        let least = minimise_kinked(
            |change| match first_best.at(change) {
                point if point.effort > 0.0 && point.effort < 1.0 => total(&point),
                _ => f64::MAX,
            },
            left,
            right,
            precision * range,
        )?;
        if least.value < best.0 {
            best = (least.value, first_best.at(least.at));
        }
    }
    let (gap, point) = best;
    Ok((gap < f64::MAX).then_some(Found { point, gap }))
}
