//! The scale D of efforts, from what is assumed of somebody's care.

use super::association::{Association, associations};
use super::comparisons::Part;
use super::judged::Judged;
use super::pooled::Pooled;
use super::scores::scores;
use crate::annotation::basis::Scheme;
use crate::annotation::best::{SPLITS, best};
use crate::annotation::interval::Interval;
use crate::annotation::kappa::{Anchor, Kappa};
use crate::annotation::profile_likelihood::LogKappa;
use crate::numerics::normal;
use rayon::prelude::*;

/// Why there is no scale where the best agree beyond what is possible on the items of all.
const BEYOND: &str = "the annotators taken as careful agree beyond chance by more than all labels together vary: their items are unlike the others', and one scale does not fit all";

pub(super) fn words(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Given(_) => "the scale κ was given",
        Anchor::Both => {
            "the scale follows from repeats and expert together, if the expert's labels are careful draws from the annotators' own law"
        }
        Anchor::Best => {
            "the scale is an assumption: the best annotators, with a tenth of the comparisons, picked on one half of the items and measured on the other (both ways, over eight halvings drawn at random), are careful"
        }
        Anchor::Everyone => "the scale is an assumption: all annotators are careful",
        Anchor::Likelihood => "",
    }
}

/// D with limits, and the mean agreement of the best where the scale rests on them, with its error.
pub(super) struct Scale {
    pub d: Interval,
    pub best: Option<[f64; 2]>,
}

/// The scale under an anchor.
pub(super) fn scale(
    judged: &Judged<'_>,
    scores: &[Option<Association>],
    anchor: Anchor,
) -> Result<Scale, &'static str> {
    let scale = from_anchor(judged, scores, anchor)?;
    // Certain labels vary as much as all labels do, and no more.
    if scale.d.lower > judged.space.variation() && !matches!(anchor, Anchor::Given(_)) {
        return Err(BEYOND);
    }
    Ok(scale)
}

fn from_anchor(
    judged: &Judged<'_>,
    scores: &[Option<Association>],
    anchor: Anchor,
) -> Result<Scale, &'static str> {
    let alone = |d| Ok(Scale { d, best: None });
    let z = normal::quantile(0.5 * (1.0 + judged.level));
    match anchor {
        Anchor::Given(kappa) => alone(Interval::known(kappa * judged.space.variation())),
        Anchor::Both => {
            let found = positive(both(judged), z)?;
            alone(interval(found[0], found[1] / found[0], z))
        }
        Anchor::Best => of_the_best(judged, z),
        Anchor::Everyone | Anchor::Likelihood => {
            let all = 0..judged.whole.len();
            let mut sum = [0.0; 3];
            for x in all
                .filter(|&a| !judged.flagged[a])
                .filter_map(|a| scores[a])
            {
                let w = x.items as f64;
                sum[0] += w;
                sum[1] += w * x.value;
                sum[2] += w * w * x.error * x.error;
            }
            let pooled = (sum[0] > 0.0).then(|| [sum[1] / sum[0], sum[2].sqrt() / sum[0]]);
            alone(raised(judged, positive(pooled, z)?, z))
        }
    }
}

/// A value and its error, if it is above 0 by `z` of them.
fn positive(x: Option<[f64; 2]>, z: f64) -> Result<[f64; 2], &'static str> {
    x.filter(|[v, e]| *v > 0.0 && v - z * e > 0.0)
        .ok_or("labels agree no better than their margins do by chance, or too few do to tell; what helps: labels of more items, or a known scale as --kappa")
}

/// Limits by the error of the logarithm.
fn interval(value: f64, relative: f64, z: f64) -> Interval {
    Interval {
        estimate: value,
        lower: value * libm::exp(-z * relative),
        upper: value * libm::exp(z * relative),
    }
}

/// D from a mean score: those of peers are η√D.
fn raised(judged: &Judged<'_>, [value, error]: [f64; 2], z: f64) -> Interval {
    let power = if judged.scheme == Scheme::Peers {
        2.0
    } else {
        1.0
    };
    interval(value.powf(power), power * error / value, z)
}

/// D and its error from repeats and expert together.
///
/// With an expert ηD, with oneself η²D: D = Σ(ηD)²/Σ(η²D), annotator by annotator, since efforts
/// differ; a square is too large by its error's.
fn both(judged: &Judged<'_>) -> Option<[f64; 2]> {
    let Judged { whole, flagged, .. } = *judged;
    let each: Vec<[f64; 5]> = (0..whole.len())
        .filter(|&a| !flagged[a])
        .filter_map(|a| {
            let expert = whole[a].of(Scheme::Expert)?;
            let own = whole[a].of(Scheme::SelfConsistency)?;
            let square = expert.value * expert.value - expert.error * expert.error;
            let of_square = 2.0 * expert.value * expert.error;
            Some([own.items as f64, square, own.value, of_square, own.error])
        })
        .collect();
    let sum = |of: &dyn Fn(&[f64; 5]) -> f64| each.iter().map(of).sum::<f64>();
    let own = sum(&|[w, _, own, ..]| w * own);
    let d = sum(&|[w, square, ..]| w * square) / own;
    // The error as the annotators' own errors and as their departures from the one ratio say: of
    // few annotators the departures know little.
    let own_errors = sum(&|[w, _, _, e, s]| w * w * (e * e + d * d * s * s));
    let departures = sum(&|[w, square, own, ..]| (w * (square - d * own)).powi(2));
    let error = own_errors.max(departures).sqrt() / own;
    (own > 0.0).then_some([d, error])
}

/// The scale from the best annotators, each half of the items judging who is best on the other.
fn of_the_best(judged: &Judged<'_>, z: f64) -> Result<Scale, &'static str> {
    let picks: Vec<Vec<Association>> = (0..SPLITS)
        .into_par_iter()
        .map(|split| picked(judged, split))
        .collect();
    let mut sum = [0.0; 5];
    for split in 0..SPLITS {
        for x in &picks[split as usize] {
            let w = x.items as f64;
            sum[0] += w;
            sum[1] += w * x.value;
            sum[2] += w * w * x.error * x.error;
            sum[3] += w * x.share;
            sum[4] += w * w * x.share_error * x.share_error;
        }
    }
    // The variance of the mean over halvings as that of one: it is no larger.
    sum[2] *= f64::from(SPLITS);
    sum[4] *= f64::from(SPLITS);
    let best = (sum[0] > 0.0).then(|| [sum[1] / sum[0], sum[2].sqrt() / sum[0]]);
    Ok(Scale {
        d: raised(judged, positive(best, z)?, z),
        best: Some([sum[3] / sum[0], sum[4].sqrt() / sum[0]]),
    })
}

/// What the best annotators, picked on one half of halving `split`, do on the other, both ways.
fn picked(judged: &Judged<'_>, split: u32) -> Vec<Association> {
    let Judged {
        table,
        index,
        space,
        flagged,
        scheme,
        ..
    } = *judged;
    let halves = [0, 1].map(|half| {
        let part = associations(table, index, space, Part::Half(split, half));
        match scheme {
            Scheme::Peers => scores(table, index, &part),
            _ => part.iter().map(|a| a.of(scheme)).collect(),
        }
    });
    let mut measured = Vec::new();
    for half in 0..2 {
        let total: f64 = halves[half].iter().flatten().map(|x| x.items as f64).sum();
        let order: Vec<(f64, usize)> = halves[half]
            .iter()
            .enumerate()
            .filter(|(a, _)| !flagged[*a])
            .filter_map(|(a, x)| (*x).map(|x| (x.value - x.error, a)))
            .collect();
        let held_by = |a: usize| halves[half][a].map_or(0.0, |x| x.items as f64);
        measured.extend(best(order, total, held_by).filter_map(|a| halves[1 - half][a]));
    }
    measured
}

/// D as a share of all variation, in the shape of a binary table's κ.
pub(super) fn kappa(
    judged: &Judged<'_>,
    d: Interval,
    anchor: Anchor,
    pooled: Option<&Pooled>,
) -> Kappa {
    let share = |x: f64| (x / judged.space.variation().max(1e-12)).clamp(0.0, 1.0);
    Kappa {
        value: d.map(share),
        scheme: judged.scheme.into(),
        method: "agreement beyond that of the margins, as a share of the labels' variation",
        assumption: words(anchor),
        at_least: None,
        pairs: pooled.map_or(0, |p| p.pairs),
        clusters: pooled.map_or(0, |p| p.clusters as usize),
        anchor,
        log: LogKappa {
            estimate: libm::log(d.estimate),
            error: 0.0,
        },
    }
}
