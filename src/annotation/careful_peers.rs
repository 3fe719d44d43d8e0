//! κ_p if the best peers are careful.

use super::interval::Interval;
use super::peers::{Part, Votes, fit};
use crate::numerics::normal;

/// Share of all comparisons that the annotators taken as best must hold together.
const BEST_SHARE: f64 = 0.1;

/// κ_p if the best annotators are careful: their mean score, squared. They are picked on one half
/// of the clusters and measured on the other, both ways, so that the winner's luck is not counted.
/// `pairs[a]`: comparisons of annotator a.
///
/// The limits take the best annotators' scores as independent of each other.
pub fn kappa_of_best(votes: &Votes, pairs: &[u64], level: f64) -> Option<Interval> {
    let of = |half| fit(votes, Part::Half(half), level).scores;
    let (even, odd) = rayon::join(|| of(0), || of(1));
    let halves = [even, odd];
    let z = normal::quantile(0.5 * (1.0 + level));
    let need = BEST_SHARE * pairs.iter().sum::<u64>() as f64;
    let (mut mean, mut variance) = (0.0, 0.0);
    for half in 0..2 {
        let mut order: Vec<(f64, usize)> = halves[half]
            .iter()
            .enumerate()
            .filter_map(|(a, s)| {
                // One standard error down: few labels that happen to agree make nobody the best.
                let s = (*s)?;
                Some((s.estimate - (s.upper - s.estimate) / z, a))
            })
            .collect();
        order.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        let (mut held, mut weight, mut sum, mut squares) = (0.0, 0.0, 0.0, 0.0);
        for (_, a) in order {
            held += pairs[a] as f64;
            if let Some(score) = halves[1 - half][a].filter(|s| s.upper.is_finite()) {
                let w = pairs[a] as f64;
                let error = 0.5 * (score.upper - score.lower) / z;
                weight += w;
                sum += w * score.estimate;
                squares += w * w * error * error;
            }
            if held >= need {
                break;
            }
        }
        if weight <= 0.0 {
            return None;
        }
        mean += 0.5 * sum / weight;
        variance += 0.25 * squares / (weight * weight);
    }
    let half = z * variance.sqrt();
    (mean > 0.0)
        .then(|| Interval {
            estimate: mean * mean,
            lower: (mean - half).max(0.0).powi(2),
            upper: (mean + half) * (mean + half),
        })
        .map(|k| k.map(|k| k.min(1.0)))
}
