//! What is said of one annotator, and of all together.

use super::association::Association;
use super::judged::Judged;
use super::pooled::Pooled;
use crate::annotation::assessment::AnnotatorReport;
use crate::annotation::basis::Scheme;
use crate::annotation::effort;
use crate::annotation::interval::{Binomial, Interval, proportion, student};
use crate::annotation::reports::BEYOND_KAPPA;
use crate::annotation::standing::{Standing, further};
use crate::annotation::summary::AgreementSummary;
use crate::annotation::verdict::TURNED_SCALE;

/// From this width on the report calls an effort's interval wide.
const WIDE: f64 = 0.5;

/// With fewer independent items than these the error of an agreement is itself hardly known, and
/// nothing is said of an annotator's effort.
const FEWEST: u64 = 10;

/// Agreement of all annotators together, with its limits.
pub(super) fn summary(pooled: &Pooled, level: f64, kind: Binomial) -> AgreementSummary {
    let Pooled {
        pairs,
        clusters,
        share,
        variance,
        ..
    } = *pooled;
    AgreementSummary {
        pairs,
        clusters,
        share: share_interval([share, variance], pairs, clusters, level, kind),
    }
}

/// Interval of a mean agreement, each within [0, 1], from the variance of the mean between
/// clusters.
///
/// As of binary labels (Korn and Graubard 1998): the binomial one at the number of independent
/// comparisons that would have this variance, at most all of them, less what the degrees of freedom
/// cost; without any variance at one comparison a cluster, as the agreement of m out of m is not
/// known to be 1. A mean of numbers within [0, 1] varies no more than a binomial share.
fn share_interval(
    [mean, variance]: [f64; 2],
    pairs: u64,
    clusters: u64,
    level: f64,
    kind: Binomial,
) -> Interval {
    let (n, c) = (pairs as f64, clusters as f64);
    let binomial = mean * (1.0 - mean);
    // Labels that all agree vary by rounding at most.
    let worth = if variance <= 1e-18 || binomial <= 1e-12 {
        c
    } else if pairs == clusters {
        n
    } else {
        let p = 0.5 * (1.0 + level);
        let cost = match (student(p, n - 1.0), student(p, c - 1.0)) {
            (Some(all), Some(between)) => (all / between).powi(2),
            _ => 1.0,
        };
        (binomial / variance * cost).clamp(1.0, n)
    };
    let agree = mean * worth;
    // Sums of ones and noughts are whole.
    let whole = agree.round();
    let agree = if (agree - whole).abs() < 1e-9 * worth {
        whole
    } else {
        agree
    };
    Interval {
        estimate: mean.clamp(0.0, 1.0),
        ..proportion(agree, worth, level, kind)
    }
}

/// What is remarkable of one whose labels depend on the item; `beyond` says whether the excess is
/// more than the scale allows.
fn flags(
    excess: Option<Interval>,
    too_few: bool,
    beyond: bool,
    grades: bool,
    effort: Option<Interval>,
) -> Vec<&'static str> {
    let mut flags = Vec::new();
    match excess {
        None => flags.push("no comparison"),
        Some(_) if too_few => flags.push("too few comparisons to tell anything"),
        // Grades may run the other way; of classes no other is meant by "less than chance".
        Some(x) if x.upper < 0.0 && grades => flags.push(TURNED_SCALE),
        Some(x) if x.upper < 0.0 => flags.push("agrees less than chance would have it"),
        Some(x) if x.lower <= 0.0 => flags.push("not told from a habit"),
        Some(_) => {}
    }
    if beyond && !too_few {
        flags.push(BEYOND_KAPPA);
    }
    if effort.is_some_and(|e| e.upper - e.lower > WIDE) {
        flags.push("wide interval");
    }
    flags
}

/// The line of annotator `a`, whose association with the standard, made free of the standard's own
/// care, is `score`.
pub(super) fn line(
    judged: &Judged<'_>,
    a: usize,
    score: Option<Association>,
    scale: Option<&Interval>,
) -> AnnotatorReport {
    let (scheme, level) = (judged.scheme, judged.level);
    let (all, flagged) = (&judged.whole[a], judged.flagged[a]);
    let raw = all.of(scheme);
    let half = |x: &Association, times: f64| {
        let freedom = (times * x.clusters as f64 - 1.0).max(1.0);
        let t = student(0.5 * (1.0 + level), freedom);
        t.unwrap_or(f64::INFINITY) * x.error / times.sqrt()
    };
    // Peers: η√D, whose square is what the scale divides.
    let square = |x: f64| {
        if scheme == Scheme::Peers {
            x * x.abs()
        } else {
            x
        }
    };
    let excess_of = |x: Association, times: f64| {
        let half = half(&x, times);
        Interval {
            estimate: x.value,
            lower: x.value - half,
            upper: x.value + half,
        }
        .map(square)
    };
    let excess = score.map(|x| excess_of(x, 1.0));
    let too_few = score.is_some_and(|x| x.clusters < FEWEST);
    let effort = match (excess, scale) {
        (Some(excess), Some(scale)) if !flagged => Some(if too_few {
            Interval {
                estimate: effort::effort(scheme, excess, *scale).estimate,
                lower: 0.0,
                upper: 1.0,
            }
        } else {
            effort::effort(scheme, excess, *scale)
        }),
        _ => None,
    };
    let more = score
        .zip(scale)
        .filter(|_| !flagged)
        .and_then(|(x, scale)| {
            // A label that is compared with several others' is one label to check.
            further(x.items as f64, |times| {
                (times * x.clusters as f64 >= FEWEST as f64)
                    .then(|| effort::effort(scheme, excess_of(x, times), *scale))
            })
        });
    let flags = if flagged {
        vec![if all.constant {
            "always the same label: does not depend on the item"
        } else {
            "labels do not depend on the item: consistent, but unlike others and gold"
        }]
    } else {
        let beyond = excess
            .zip(scale)
            .is_some_and(|(x, scale)| x.lower > scale.upper);
        flags(excess, too_few, beyond, judged.grades, effort)
    };
    let share = raw.map(|r| {
        let moments = [r.share, r.share_error * r.share_error];
        let i = share_interval(moments, r.pairs, r.clusters, level, judged.binomial);
        [i.lower, i.upper]
    });
    AnnotatorReport {
        annotator: judged.table.annotators().name(a as u32).into_owned(),
        labels: 0,
        samples: raw.map_or(0, |r| r.pairs),
        agreement: raw.map(|r| r.share),
        agreement_interval: share,
        with_oneself: None,
        with_expert: None,
        effort,
        flags,
        more,
        standing: Standing::default(),
        to_do: String::new(),
    }
}
