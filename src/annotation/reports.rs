//! One annotator's line: agreement, effort, and what a reader should know of them.

use super::agreement::Agreement;
use super::assessment::AnnotatorReport;
use super::basis::Scheme;
use super::effort::effort;
use super::interval::{Clustered, Interval};
use super::kappa::Kappa;
use super::question::Question;
use super::standing::{Standing, further};
use super::summary::AgreementSummary;
use super::sums::ClusteredAgreements;
use super::traps::habits::REVERSED;

/// From this width on the report calls an effort's interval wide.
const WIDE: f64 = 0.5;

/// The flag of an agreement that no effort explains.
pub(super) const BEYOND_KAPPA: &str = "agrees more than κ allows: the anchor does not hold";

/// The agreements of one kind.
pub(super) fn of(sums: &ClusteredAgreements, scheme: Scheme) -> &Clustered {
    match scheme {
        Scheme::SelfConsistency => &sums.own,
        Scheme::Expert => &sums.expert,
        Scheme::Peers => &sums.peers,
    }
}

/// The excess agreement that η²κ would be: with peers the annotator's own score squared, sign kept;
/// the score is the excess over the mean score of those it is compared with, which is taken as
/// known.
fn own_excess(share: Interval, others: Option<f64>) -> Option<Interval> {
    let excess = share.map(|q| 2.0 * q - 1.0);
    match others {
        None => Some(excess),
        Some(mean) if mean > 0.0 => Some(excess.map(|e| (e / mean) * (e / mean).abs())),
        Some(_) => None,
    }
}

/// By one kind of comparison; `others` is the mean score of the peers that an annotator is compared
/// with.
pub(super) fn report(
    annotator: String,
    sums: &ClusteredAgreements,
    scheme: Scheme,
    others: Option<f64>,
    kappa: Option<&Kappa>,
    question: &Question,
) -> AnnotatorReport {
    let clustered = of(sums, scheme);
    let Agreement { pairs, .. } = clustered.agreement;
    let share = clustered.interval(question.level, question.binomial);
    let excess = share.and_then(|q| own_excess(q, others));
    let more = kappa.and_then(|kappa| {
        // A label that is compared with several others' is one label to check.
        let labels = match scheme {
            Scheme::Peers => clustered.clusters,
            _ => pairs,
        };
        further(labels as f64, |times| {
            let share = clustered.interval_of_more(times, question.level, question.binomial)?;
            Some(effort(scheme, own_excess(share, others)?, kappa.value))
        })
    });
    let effort = match (excess, kappa) {
        (Some(excess), Some(kappa)) => Some(effort(scheme, excess, kappa.value)),
        _ => None,
    };
    let mut flags = Vec::new();
    match share {
        None => flags.push("no comparison"),
        Some(q) if q.upper < 0.5 => flags.push(REVERSED),
        Some(q) if q.lower <= 0.5 => flags.push("not told from a coin"),
        Some(_) => {}
    }
    if effort.is_some_and(|e| e.upper - e.lower > WIDE) {
        flags.push("wide interval");
    }
    if let (Some(excess), Some(kappa)) = (excess, kappa)
        && excess.lower > kappa.value.upper
    {
        flags.push(BEYOND_KAPPA);
    }
    if pairs > 0 && !clustered.is_binomial() {
        flags.push("clustered");
    }
    AnnotatorReport {
        annotator,
        labels: 0,
        samples: pairs,
        agreement: share.map(|q| q.estimate),
        agreement_interval: share.map(|q| [q.lower, q.upper]),
        with_oneself: None,
        with_expert: None,
        effort,
        flags,
        more,
        standing: Standing::default(),
        to_do: String::new(),
    }
}

/// About what an effort's limits become with `times` as many comparisons: all of their distance but
/// what κ leaves open falls with the root.
fn narrowed(effort: Interval, kappa: &Kappa, times: f64) -> Interval {
    let of_kappa = 0.5 * (kappa.value.upper - kappa.value.lower) / kappa.value.estimate;
    let distance = |whole: f64| {
        let stays = (effort.estimate * of_kappa).min(whole);
        (stays * stays + (whole * whole - stays * stays) / times).sqrt()
    };
    Interval {
        estimate: effort.estimate,
        lower: effort.estimate - distance(effort.estimate - effort.lower),
        upper: effort.estimate + distance(effort.upper - effort.estimate),
    }
}

/// By repeats and expert together, the effort already known.
pub(super) fn report_both(
    annotator: String,
    sums: &ClusteredAgreements,
    effort: Option<Interval>,
    kappa: Option<&Kappa>,
    clustered: bool,
    question: &Question,
) -> AnnotatorReport {
    let parts = [&sums.own, &sums.expert];
    let [with_oneself, with_expert] =
        parts.map(|c| AgreementSummary::of(c, question.level, question.binomial));
    let mut all = Agreement::default();
    for part in parts {
        all.add(part.agreement.agree, part.agreement.pairs);
    }
    let mut flags = Vec::new();
    match effort {
        _ if all.pairs == 0 => flags.push("no comparison"),
        _ if with_expert.is_some_and(|q| q.share.upper < 0.5) => {
            flags.push(REVERSED);
        }
        Some(e) if e.lower <= 0.0 => flags.push("not told from a coin"),
        _ => {}
    }
    if effort.is_some_and(|e| e.upper - e.lower > WIDE) {
        flags.push("wide interval");
    }
    let more = effort.zip(kappa).and_then(|(effort, kappa)| {
        further(all.pairs as f64, |times| {
            Some(narrowed(effort, kappa, times))
        })
    });
    let most = kappa.map_or(1.0, |kappa| kappa.value.upper);
    if [with_oneself, with_expert]
        .iter()
        .flatten()
        .any(|q| 2.0 * q.share.lower - 1.0 > most)
    {
        flags.push(BEYOND_KAPPA);
    }
    if clustered && all.pairs > 0 {
        flags.push("clustered");
    }
    AnnotatorReport {
        annotator,
        labels: 0,
        samples: all.pairs,
        agreement: all.share(),
        agreement_interval: None,
        with_oneself,
        with_expert,
        effort,
        flags,
        more,
        standing: Standing::default(),
        to_do: String::new(),
    }
}
