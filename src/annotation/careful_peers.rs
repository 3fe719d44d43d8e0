//! κ_p if the best peers are careful.

use super::best::{SPLITS, best};
use super::interval::Interval;
use super::peers::{Part, Votes, fit};
use crate::numerics::normal;
use rayon::prelude::*;

/// Votes that all halvings together may read in each sweep of their fits: of very many a single
/// halving leaves little to chance.
const WORK: usize = 20_000_000;

/// κ_p if the best annotators are careful: their mean score, squared. They are picked on one half
/// of the clusters and measured on the other, both ways, so that the winner's luck is not counted,
/// and the mean is taken over several halvings. `pairs[a]`: comparisons of annotator a.
///
/// The limits take the best annotators' scores as independent of each other, and the variance of
/// the mean over halvings as that of one: it is no larger.
pub fn kappa_of_best(votes: &Votes, pairs: &[u64], level: f64) -> Option<Interval> {
    let splits = (WORK / votes.len().max(1)).clamp(1, SPLITS as usize) as u32;
    let each: Vec<Option<[f64; 2]>> = (0..splits)
        .into_par_iter()
        .map(|split| of_split(votes, pairs, level, split))
        .collect();
    let known: Vec<[f64; 2]> = each.into_iter().flatten().collect();
    // Where most halvings pick nobody who is measured, the rest say little.
    if 2 * known.len() <= splits as usize {
        return None;
    }
    let n = known.len() as f64;
    let mean = known.iter().map(|k| k[0]).sum::<f64>() / n;
    let variance = known.iter().map(|k| k[1]).sum::<f64>() / n;
    let half = normal::quantile(0.5 * (1.0 + level)) * variance.sqrt();
    (mean > 0.0)
        .then(|| Interval {
            estimate: mean * mean,
            lower: (mean - half).max(0.0).powi(2),
            upper: (mean + half) * (mean + half),
        })
        .map(|k| k.map(|k| k.min(1.0)))
}

/// Mean score of the best and its variance, by one halving.
fn of_split(votes: &Votes, pairs: &[u64], level: f64, split: u32) -> Option<[f64; 2]> {
    let of = |half| fit(votes, Part::Half(split, half), level).scores;
    let (even, odd) = rayon::join(|| of(0), || of(1));
    let halves = [even, odd];
    let z = normal::quantile(0.5 * (1.0 + level));
    let total = pairs.iter().sum::<u64>() as f64;
    let (mut mean, mut variance) = (0.0, 0.0);
    for half in 0..2 {
        let order: Vec<(f64, usize)> = halves[half]
            .iter()
            .enumerate()
            .filter_map(|(a, s)| {
                // One standard error down: few labels that happen to agree make nobody the best.
                let s = (*s)?;
                Some((s.estimate - (s.upper - s.estimate) / z, a))
            })
            .collect();
        let (mut weight, mut sum, mut squares) = (0.0, 0.0, 0.0);
        for a in best(order, total, |a| pairs[a] as f64) {
            if let Some(score) = halves[1 - half][a].filter(|s| s.upper.is_finite()) {
                let w = pairs[a] as f64;
                let error = 0.5 * (score.upper - score.lower) / z;
                weight += w;
                sum += w * score.estimate;
                squares += w * w * error * error;
            }
        }
        if weight <= 0.0 {
            return None;
        }
        mean += 0.5 * sum / weight;
        variance += 0.25 * squares / (weight * weight);
    }
    Some([mean, variance])
}
