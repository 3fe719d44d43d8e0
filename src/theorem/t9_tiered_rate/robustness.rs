//! What safety costs: deviations that lose a share r of the cost they save, with one, two and three
//! bonuses, and how far κ may be off before the best reply jumps.

use super::super::TheoremError;
use super::super::evidence::{Check, Mark, Series, Standing};
use super::super::study::Instance;
use super::super::variant;
use super::{class, computed};
use crate::contract::{SecondBest, best_reply, tiered};
use crate::input::{InputError, Section};

/// Halvings of the range of κ.
const HALVINGS: u32 = 20;

/// Below this share of the effort asked for a reply counts as a jump.
const JUMP: f64 = 0.5;

/// Parameters `[robustness]`.
pub struct Robustness {
    samples: u64,
    shares: Vec<f64>,
}

impl Robustness {
    /// Reads them.
    pub fn read(section: &Section<'_, '_>) -> Result<Self, InputError> {
        section.only(&["samples", "shares"])?;
        Ok(Self {
            samples: section.count("samples")?,
            shares: section.numbers("shares")?,
        })
    }

    /// Prices of safety, as checks and as curves.
    pub fn study(&self, instance: &Instance) -> Result<(Vec<Check>, Vec<Series>), TheoremError> {
        let first_best = instance.first_best()?;
        let mut series = Vec::new();
        let mut all_held = Vec::new();
        let mut prices = Vec::new();
        let mut ranges = Vec::new();
        for tiers in 1..=3_u32 {
            let best = class(tiers)
                .solve(&first_best, self.samples)
                .map_err(|error| instance.contract_error(error))?;
            let held: Vec<(f64, SecondBest)> = self
                .shares
                .iter()
                .filter_map(|r| Some((*r, tiered::with_margin(&first_best, &best, *r)?)))
                .collect();
            let rise = |c: &SecondBest| c.gap.total() / best.gap.total() - 1.0;
            let name = if tiers == 1 {
                "1 bonus".to_owned()
            } else {
                format!("{tiers} tiers")
            };
            let points = held.iter().map(|(r, c)| (*r, rise(c)));
            let points = points.filter(|(_, rise)| *rise > 0.0);
            series.push(Series::new(name, Mark::Points, tiers as usize - 1, points));
            all_held.push((best.gap.total(), held));
        }
        // All are compared at one margin: the largest that each of them holds.
        let common = self.shares.iter().copied().rev().find(|share| {
            let holds = |held: &[(f64, SecondBest)]| held.iter().any(|(r, _)| r == share);
            all_held.iter().all(|(_, held)| holds(held))
        });
        for (gap, held) in &all_held {
            let safe = held.iter().find(|(share, _)| Some(*share) == common);
            if let Some((share, safe)) = safe {
                prices.push((*share, safe.gap.total() / gap - 1.0, safe.gap.total()));
                ranges.push(range(instance, safe));
            }
        }
        let all = prices.len() == 3 && ranges.iter().all(Option::is_some);
        let words = |values: Vec<String>| values.join(", ");
        let price = computed(
            instance,
            "with several bonuses deterrence by a margin costs less money".to_owned(),
            format!(
                "n = {}, margin {}: the gap rises by {} (1, 2, 3 tiers), to {}",
                self.samples,
                prices.first().map_or(f64::NAN, |p| p.0),
                words(
                    prices
                        .iter()
                        .map(|p| format!("{:.2}%", 100.0 * p.1))
                        .collect()
                ),
                words(prices.iter().map(|p| format!("{:.3e}", p.2)).collect()),
            ),
            all && prices[1].2 < prices[0].2 && prices[2].2 < prices[0].2,
        );
        let shares: Vec<f64> = ranges
            .iter()
            .map(|range| range.unwrap_or(f64::NAN))
            .collect();
        let reply = Check {
            instance: instance.label.clone(),
            claim: "how far kappa may fall before the best reply jumps".to_owned(),
            measured: format!(
                "with that margin by {} (1, 2, 3 tiers)",
                words(
                    shares
                        .iter()
                        .map(|s| format!("{:.2}%", 100.0 * s))
                        .collect()
                )
            )
            .into(),
            standing: Standing::Computed,
            holds: shares.iter().all(|share| *share > 0.0),
        };
        Ok((vec![price, reply], series))
    }
}

/// The largest share by which κ may be lower while the annotator's best reply to the terms stays
/// above [`JUMP`] of the effort asked for; between 0 and a half.
fn range(instance: &Instance, contract: &SecondBest) -> Option<f64> {
    let kappa = instance
        .model
        .monitoring()
        .parameters()
        .into_iter()
        .find_map(|(name, values)| (name == "kappa").then(|| values.first().copied()).flatten())?;
    let stays = |share: f64| -> Option<bool> {
        let changed = [("monitoring", "kappa", kappa * (1.0 - share))];
        let model = variant::with(&instance.model, &changed).ok()?;
        let reply = best_reply::best_reply(&model, contract).ok()?;
        Some(reply >= JUMP * contract.point.effort)
    };
    let (mut low, mut high) = (0.0, 0.5);
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        if stays(middle)? {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(low)
}
