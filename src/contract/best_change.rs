//! The effort whose contract has the least gap, as a change from the first best, where the cost of
//! an effort has one valley or few.

use super::effort_point::EffortPoint;
use super::error::ContractError;
use super::first_best::FirstBest;
use crate::numerics::roots::{find_root, minimise, minimise_kinked};

/// Precision of an effort as a share of its bracket. The objective is flat at its minimum: an
/// effort right to 1e-9 of the bracket gives a gap right to 1e-18 of it.
pub(super) const SHARP_EFFORT: f64 = 1e-9;

/// Precision of an effort with few samples, as a share of its bracket. Where a count comes to the
/// floor, or participation stops to bind, the gap has a kink, at which an error of the effort is
/// one of the gap.
pub(super) const KINK_EFFORT: f64 = 1e-13;

/// Up to here every count is listed where the smooth methods find no contract.
pub(super) const LISTED_SAMPLES: u64 = 400;

/// With fewer samples the cost of an effort may have several valleys, one for each count at which
/// limited liability stops to bind.
pub(super) const KINKS_MATTER: u64 = 100;

/// The effort change δ that minimises cost(η* + δ) + first-best loss, `cost` being what a contract
/// costs above the certain wage.
///
/// `precision` is that of the effort, as a share of the bracket; `every_valley` asks for a look
/// into every valley of the cost, not only into the one that the first-best effort lies in.
///
/// A δ whose loss alone exceeds the whole cost of implementing η* cannot be optimal, which gives a
/// bracket that shrinks with n. Where η* itself cannot be implemented (few samples), a grid of
/// efforts finds a place to start.
pub(super) fn best_change(
    first_best: &FirstBest<'_>,
    samples: u64,
    contract: &'static str,
    precision: f64,
    every_valley: bool,
    cost: impl Fn(&EffortPoint) -> Result<f64, ContractError>,
) -> Result<f64, ContractError> {
    /// Efforts tried where the first-best effort cannot be implemented, or several valleys are
    /// likely.
    const STARTS: usize = 64;
    /// Gaps that agree to this differ by the precision of the search.
    const SAME: f64 = 1e-9;
    let (lowest, highest) = first_best.worthwhile()?;
    let total = |change: f64| {
        let point = first_best.at(change);
        if !(point.effort > 0.0 && point.effort <= 1.0) {
            return f64::MAX;
        }
        match cost(&point) {
            Ok(cost) if cost.is_finite() => cost + point.loss,
            _ => f64::MAX,
        }
    };
    let at_first_best = cost(&first_best.at(0.0));
    let (low, high) = match &at_first_best {
        Ok(cost) if *cost > 0.0 => {
            let reach = |end: f64| -> Result<f64, ContractError> {
                if first_best.loss(end) <= *cost {
                    return Ok(end);
                }
                let ends = (0f64.min(end), 0f64.max(end));
                let precision = 1e-6 * end.abs().min(cost.sqrt());
                Ok(find_root(
                    |change| first_best.loss(change) - cost,
                    ends.0,
                    ends.1,
                    precision,
                )?)
            };
            (reach(lowest)?, reach(highest)?)
        }
        Ok(_) => return Ok(0.0),
        Err(_) => {
            let at = |j: usize| lowest + (highest - lowest) * j as f64 / STARTS as f64;
            let best = (1..STARTS)
                .map(|j| (j, total(at(j))))
                .filter(|(_, value)| *value < f64::MAX)
                .min_by(|a, b| a.1.total_cmp(&b.1));
            match best {
                Some((j, _)) => (at(j - 1), at(j + 1)),
                None => {
                    return Err(ContractError::NotImplementable {
                        contract,
                        samples,
                        reason: at_first_best
                            .err()
                            .map_or_else(String::new, |error| error.to_string()),
                    });
                }
            }
        }
    };
    let bottom = |low: f64, high: f64| {
        let tolerance = precision * (high - low);
        if samples < KINKS_MATTER {
            minimise_kinked(&total, low, high, tolerance)
        } else {
            minimise(&total, low, high, tolerance)
        }
    };
    let mut found = bottom(low, high)?;
    // The loss falls up to full care where that is the first best: then an end is the minimum. And
    // where a rounding of the effort loses more than a contract costs, nothing but the first-best
    // effort itself will do.
    let share = if first_best.is_full_care() {
        1.0
    } else {
        1.0 - SAME
    };
    if let Ok(cost) = at_first_best
        && cost <= share * found.value
    {
        (found.at, found.value) = (0.0, cost);
    }
    if !every_valley || samples >= KINKS_MATTER {
        return Ok(found.at);
    }
    // Another valley, if one of the efforts tried lies lower than the one found by more than its
    // rounding.
    let at = |j: usize| lowest + (highest - lowest) * j as f64 / STARTS as f64;
    let other = (1..STARTS)
        .map(|j| (j, total(at(j))))
        .min_by(|a, b| a.1.total_cmp(&b.1));
    match other {
        Some((j, least)) if least < found.value * (1.0 - SAME) => {
            Ok(bottom(at(j - 1), at(j + 1))?.at)
        }
        _ => Ok(found.at),
    }
}
