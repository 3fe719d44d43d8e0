//! Terms in coarse units of money: the best that can be written, not the best terms rounded.
//!
//! Where a unit is no trifle, the base, the bonus and the threshold that go with each other are
//! others than those of the best terms: a unit less of bonus is worth a more lenient threshold.

use super::Posted;
use super::units::raised;
use crate::contract::binary::BonusRule;

/// Steps of the threshold on either side, each of a quarter of a standard deviation of the count or
/// one count.
const STEPS: i64 = 6;

/// Units of what is paid for agreement on either side of the terms rounded upwards.
const UNITS: i64 = 3;

/// Units of base pay tried below the rounded terms'.
const BASES: i64 = 3;

/// Rounding that costs less than this share of what is at stake is no reason for a search.
const TRIFLE: f64 = 2e-3;

/// The best terms in whole units next to `rounded`, by what `value` says they bring (`None` where
/// they are refused); `lost` is the share of what is at stake that rounding has cost.
pub fn best<E>(
    rounded: Posted,
    unit: f64,
    minimum: f64,
    lost: f64,
    value: impl Fn(&Posted) -> Result<Option<f64>, E>,
) -> Result<Posted, E> {
    if !(lost > TRIFLE) {
        return Ok(rounded);
    }
    let mut best = (value(&rounded)?.unwrap_or(f64::NEG_INFINITY), rounded);
    let fits = |terms: &Posted| terms.least_pay() >= minimum;
    for moved in moved(&rounded) {
        for incentive in -UNITS..=UNITS {
            // More base pay never does better once the terms are accepted.
            for level in -BASES..=1 {
                let terms = raised(&moved, unit, level as f64, incentive as f64);
                if !fits(&terms) || !pays_for_agreement(&terms) {
                    continue;
                }
                if let Some(brings) = value(&terms)? {
                    if brings > best.0 {
                        best = (brings, terms);
                    }
                    break;
                }
            }
        }
    }
    Ok(best.1)
}

fn pays_for_agreement(terms: &Posted) -> bool {
    match terms {
        Posted::Linear { slope, .. } => *slope > 0.0,
        _ => terms.bonuses().iter().all(|(_, bonus)| *bonus > 0.0),
    }
}

/// The terms with all thresholds moved alike.
fn moved(terms: &Posted) -> Vec<Posted> {
    let bonuses = terms.bonuses();
    if bonuses.is_empty() {
        return vec![*terms];
    }
    let n = terms.samples() as f64;
    let deviation = bonuses.iter().map(|(rule, _)| {
        let share = rule.position() / n;
        (n * share * (1.0 - share)).max(0.0).sqrt()
    });
    let step = (0.25 * deviation.fold(0.0, f64::max)).round().max(1.0);
    let shifted = |steps: i64| {
        let shift = steps as f64 * step;
        let moved = bonuses.iter().map(|(rule, bonus)| {
            let position = rule.position() + shift;
            Some((BonusRule::at_real(rule.samples(), position)?, *bonus))
        });
        terms.with_bonuses(&moved.collect::<Option<Vec<_>>>()?)
    };
    (-STEPS..=STEPS).filter_map(shifted).collect()
}
