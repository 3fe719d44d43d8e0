//! Shapes of terms near those to start from: other thresholds, a more lenient or dearer guard.

use crate::contract::binary::BonusRule;
use crate::design::posted::{Posted, Tiers};

/// Thresholds tried, in half standard deviations of the count from the one to start from.
const THRESHOLDS: std::ops::RangeInclusive<i32> = -6..=4;

/// The start with other thresholds; linear pay has one shape.
pub(super) fn shapes(start: &Posted) -> Vec<Posted> {
    if let Posted::Tiered { base, tiers } = start {
        return tiered_shapes(*base, tiers);
    }
    let Posted::Bonus { rule, base, bonus } = start else {
        return vec![*start];
    };
    let n = rule.samples() as f64;
    let q = rule.threshold() as f64 / n;
    let half = (0.5 * (n * q * (1.0 - q)).sqrt()).max(1.0);
    let mut thresholds: Vec<u64> = THRESHOLDS
        .map(|j| (rule.threshold() as f64 + f64::from(j) * half).round())
        .filter(|k| *k >= 1.0 && *k <= n)
        .map(|k| k as u64)
        .collect();
    thresholds.dedup();
    thresholds
        .into_iter()
        .filter_map(|k| BonusRule::at(rule.samples(), k))
        .map(|rule| Posted::Bonus {
            rule,
            base: *base,
            bonus: *bonus,
        })
        .collect()
}

/// The start with the lowest threshold, the guard, more lenient and dearer, and the others more
/// lenient.
fn tiered_shapes(base: f64, tiers: &Tiers) -> Vec<Posted> {
    const GUARD: [f64; 3] = [0.0, 1.0, 2.0];
    const SPUR: [f64; 2] = [0.0, 1.0];
    const DEARER: [f64; 2] = [1.0, 1.2];
    let half = |rule: &BonusRule| {
        let (n, k) = (rule.samples() as f64, rule.threshold() as f64);
        (0.5 * (k * (1.0 - k / n)).max(0.0).sqrt()).max(1.0)
    };
    let mut all = Vec::new();
    for guard in GUARD {
        for spur in SPUR {
            for dearer in DEARER {
                let moved: Option<Vec<(BonusRule, f64)>> = tiers
                    .iter()
                    .enumerate()
                    .map(|(place, (rule, bonus))| {
                        let (shift, factor) = if place == 0 {
                            (guard, dearer)
                        } else {
                            (spur, 1.0)
                        };
                        let threshold = rule.threshold() as f64 - (shift * half(&rule)).round();
                        let rule = BonusRule::at(rule.samples(), threshold.max(1.0) as u64)?;
                        Some((rule, bonus * factor))
                    })
                    .collect();
                let tiers = moved.and_then(|moved| Tiers::new(&moved));
                all.extend(tiers.map(|tiers| Posted::Tiered { base, tiers }));
            }
        }
    }
    all
}
