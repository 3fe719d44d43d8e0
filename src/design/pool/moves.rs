//! Terms next to others: thresholds moved together or one by one.

use crate::contract::binary::BonusRule;
use crate::design::posted::{Posted, Tiers};

/// Half standard deviations by which thresholds are moved.
const MOVES: [f64; 5] = [0.0, -1.0, 1.0, -2.0, 2.0];

fn rule_at(rule: &BonusRule, threshold: f64) -> Option<BonusRule> {
    let within = threshold >= 1.0 && threshold <= rule.samples() as f64;
    BonusRule::at(rule.samples(), if within { threshold as u64 } else { 0 }).filter(|_| within)
}

/// The same base and bonus under each rule.
fn with_rules(rules: impl Iterator<Item = BonusRule>, base: f64, bonus: f64) -> Vec<Posted> {
    rules
        .map(|rule| Posted::Bonus { rule, base, bonus })
        .collect()
}

/// Terms with their thresholds moved together, and of several bonuses a dearer first one.
pub fn moved(posted: &Posted) -> Vec<Posted> {
    let half = |rule: &BonusRule| {
        let (n, k) = (rule.samples() as f64, rule.threshold() as f64);
        (0.5 * (k * (1.0 - k / n)).max(0.0).sqrt()).max(1.0)
    };
    let by = |rule: &BonusRule, j: f64| {
        rule_at(rule, rule.threshold() as f64 + (j * half(rule)).round())
    };
    match posted {
        Posted::Bonus { rule, base, bonus } => {
            with_rules(MOVES.into_iter().filter_map(|j| by(rule, j)), *base, *bonus)
        }
        Posted::Tiered { base, tiers } => {
            let mut all = Vec::new();
            for j in MOVES {
                for dearer in [1.0, 1.3, 1.7] {
                    let moved: Option<Vec<_>> = tiers
                        .iter()
                        .enumerate()
                        .map(|(place, (rule, bonus))| {
                            let factor = if place == 0 { dearer } else { 1.0 };
                            Some((by(&rule, j)?, bonus * factor))
                        })
                        .collect();
                    let tiers = moved.and_then(|moved| Tiers::new(&moved));
                    all.extend(tiers.map(|tiers| Posted::Tiered { base: *base, tiers }));
                }
            }
            all
        }
        _ => vec![*posted],
    }
}

/// Terms with their highest threshold at a given count, the others moved along.
pub fn shifted(posted: &Posted, highest: u64) -> Option<Posted> {
    let bonuses = posted.bonuses();
    let by = highest as f64 - bonuses.last()?.0.threshold() as f64;
    let moved = bonuses.iter().map(|(rule, bonus)| {
        let rule = rule_at(rule, rule.threshold() as f64 + by)?;
        Some((rule, *bonus))
    });
    posted.with_bonuses(&moved.collect::<Option<Vec<_>>>()?)
}

/// Terms with one threshold so many counts higher or lower.
pub fn neighbours(posted: &Posted, counts: f64) -> Vec<Posted> {
    let bonuses = posted.bonuses();
    let mut all = Vec::new();
    for place in 0..bonuses.len() {
        for by in [-counts, counts] {
            let (rule, bonus) = bonuses[place];
            let Some(rule) = rule_at(&rule, rule.threshold() as f64 + by) else {
                continue;
            };
            let mut moved = bonuses.clone();
            moved[place] = (rule, bonus);
            all.extend(posted.with_bonuses(&moved));
        }
    }
    all
}
