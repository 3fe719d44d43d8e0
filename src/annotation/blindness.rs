//! Downstream blindness on real comparisons: a Bradley–Terry score per response, labels passed
//! through effort (T3).

use super::bootstrap::generator;
use super::random::coin;
use super::reward::{Comparison, NotConverged, Outcome, fit, log_loss};
use crate::labels::table::LabelTable;
use std::collections::HashMap;

/// Decisive labels of items that are named after their two responses.
#[derive(Debug, Clone)]
pub struct NamedPairs {
    /// Item and comparison of each label: +1 at the first response's score, −1 at the second's.
    pub labels: Vec<(u32, Comparison)>,
    /// Number of responses.
    pub responses: usize,
}

/// An item whose name is not two names with the separator between.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("item `{item}` is not two different names with `{separator}` between")]
pub struct NotAPair {
    /// The item's name.
    pub item: String,
    /// What should stand between.
    pub separator: char,
}

/// Reads the two responses off each item's name, as in `17_42`.
pub fn named_pairs(table: &LabelTable, separator: char) -> Result<NamedPairs, NotAPair> {
    let mut number: HashMap<String, u32> = HashMap::new();
    let mut pairs = Vec::with_capacity(table.items().len());
    for item in 0..table.items().len() as u32 {
        let name = table.items().name(item);
        let refuse = || NotAPair {
            item: name.to_string(),
            separator,
        };
        let (first, second) = name.split_once(separator).ok_or_else(refuse)?;
        if first == second {
            return Err(refuse());
        }
        let mut index = |response: &str| {
            let next = number.len() as u32;
            *number.entry(response.to_string()).or_insert(next)
        };
        pairs.push([index(first), index(second)]);
    }
    let labels = (0..table.rows())
        .filter_map(|row| {
            let first = table.label()[row].sign()? > 0;
            let item = table.item()[row];
            let [a, b] = pairs[item as usize];
            let features = vec![(a, 1.0), (b, -1.0)];
            Some((item, Comparison { features, first }))
        })
        .collect();
    Ok(NamedPairs {
        labels,
        responses: number.len(),
    })
}

/// Cross-validated outcome at one effort.
///
/// Each training label is kept with probability `effort` and otherwise replaced by a fair coin: an
/// annotator of that effort relative to the real ones, whatever theirs was. Items are split into
/// `folds`; scores fitted on the others' passed labels (with the ridge, since responses may win all
/// their comparisons) are judged on the untouched labels of the held-out items.
pub fn cross_validated(
    pairs: &NamedPairs,
    effort: f64,
    folds: u32,
    ridge: f64,
    seed: u64,
) -> Result<Outcome, NotConverged> {
    let fold_of = |item: u32| item % folds.max(2);
    let mut rng = generator(seed, 0);
    let passed: Vec<(u32, Comparison)> = pairs
        .labels
        .iter()
        .map(|(item, c)| {
            // Both draws always, so that efforts are compared on the same chances.
            let (keep, toss) = (coin(&mut rng, effort), coin(&mut rng, 0.5));
            let first = if keep { c.first } else { toss };
            (*item, Comparison { first, ..c.clone() })
        })
        .collect();
    let mut sum = Outcome {
        accuracy: 0.0,
        log_loss: 0.0,
        norm: 0.0,
    };
    for fold in 0..folds.max(2) {
        let train: Vec<Comparison> = passed
            .iter()
            .filter(|(item, _)| fold_of(*item) != fold)
            .map(|(_, c)| c.clone())
            .collect();
        let theta = fit(&train, pairs.responses, ridge)?;
        for (_, c) in pairs
            .labels
            .iter()
            .filter(|(item, _)| fold_of(*item) == fold)
        {
            let margin = if c.first {
                c.margin(&theta)
            } else {
                -c.margin(&theta)
            };
            sum.accuracy += if margin > 0.0 {
                1.0
            } else if margin == 0.0 {
                0.5
            } else {
                0.0
            };
            sum.log_loss += log_loss(margin);
        }
        sum.norm += theta.iter().map(|t| t * t).sum::<f64>().sqrt();
    }
    let n = pairs.labels.len().max(1) as f64;
    Ok(Outcome {
        accuracy: sum.accuracy / n,
        log_loss: sum.log_loss / n,
        norm: sum.norm / f64::from(folds.max(2)),
    })
}
