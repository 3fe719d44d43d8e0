//! A table of labels turned into an assessment of its annotators.

use super::agreement::Agreement;
use super::effort::effort;
use super::groups::Groups;
use super::index::ItemIndex;
use super::interval::{Binomial, Interval};
use super::kappa::{self, Anchor, Kappa, KappaError, Scheme};
use super::label::Label;
use super::peers::{self, Part, Votes};
use super::sums::{ClusteredAgreements, Sums};
use super::table::LabelTable;
use rayon::prelude::*;

pub use super::assessment::{AgreementSummary, AnnotatorReport, Assessment, Shape};

/// What is asked of the labels.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Which agreement to judge by; by default the expert if there is gold, else repeats, else peers.
    pub scheme: Option<Scheme>,
    /// What fixes κ; by default repeats and gold together where both exist, else the best annotators.
    pub anchor: Option<Anchor>,
    /// Confidence level of every interval.
    pub level: f64,
    /// How binomial limits are drawn.
    pub binomial: Binomial,
    /// Seed of the bootstrap.
    pub seed: u64,
}

impl Default for Question {
    fn default() -> Self {
        Question {
            scheme: None,
            anchor: None,
            level: 0.95,
            binomial: Binomial::Exact,
            seed: 1,
        }
    }
}

/// Why labels could not be assessed at all.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AssessError {
    /// The scheme asked for needs what the table lacks.
    #[error("{0}")]
    NoComparison(&'static str),
    /// An argument out of its range.
    #[error("{name} is {value}; expected {expected}")]
    Argument {
        /// Which.
        name: &'static str,
        /// What was given.
        value: f64,
        /// What is possible.
        expected: &'static str,
    },
}

/// From this width on the report calls an effort's interval wide.
const WIDE: f64 = 0.5;

/// Assesses the annotators of a table.
pub fn assess(table: &LabelTable, question: &Question) -> Result<Assessment, AssessError> {
    let level = question.level;
    if !(level > 0.5 && level < 1.0) {
        return Err(AssessError::Argument {
            name: "level",
            value: level,
            expected: "a number above 0.5 and below 1",
        });
    }
    if let Some(Anchor::Given(k)) = question.anchor
        && !(k > 0.0 && k <= 1.0)
    {
        return Err(AssessError::Argument {
            name: "kappa",
            value: k,
            expected: "a number above 0 and at most 1",
        });
    }
    let index = ItemIndex::new(table);
    let sums = Sums::new(table, &index);
    let scheme = match question.scheme {
        Some(scheme) => scheme,
        None if sums.total.expert.agreement.pairs > 0 => Scheme::Expert,
        None if sums.total.own.agreement.pairs > 0 => Scheme::SelfConsistency,
        None => Scheme::Peers,
    };
    if of(&sums.total, scheme).agreement.pairs == 0 {
        return Err(AssessError::NoComparison(nothing(scheme)));
    }
    let anchor = question
        .anchor
        .unwrap_or_else(|| default_anchor(&sums, scheme));
    let kappa = kappa_of(table, &index, &sums, scheme, anchor, question);
    let identification = identification(scheme, anchor, &kappa);
    let kappa = kappa.ok();
    // What an excess agreement has to be divided by to read as η²κ (peers) or as it stands.
    let others = (scheme == Scheme::Peers)
        .then(|| peers::fit(&Votes::new(table, &index), Part::Whole, level).others);
    let annotators = (0..sums.each.len())
        .into_par_iter()
        .map(|a| {
            let name = table.annotators().name(a as u32).into_owned();
            let others = others.as_ref().map(|o| o[a]);
            report(
                name,
                &sums.each[a],
                scheme,
                others,
                kappa.as_ref(),
                question,
            )
        })
        .collect();
    let summary = |c: &super::interval::Clustered| {
        Some(AgreementSummary {
            pairs: c.agreement.pairs,
            clusters: c.clusters,
            share: c.interval(level, question.binomial)?,
        })
    };
    Ok(Assessment {
        kappa,
        identification,
        scheme,
        level,
        table: Shape {
            rows: table.rows(),
            items: index.items(),
            annotators: table.annotators().len(),
            ties: table.count(Label::Tie),
            missing: table.count(Label::Missing),
            clusters: index.clusters(),
        },
        self_consistency: summary(&sums.total.own),
        expert: summary(&sums.total.expert),
        peers: summary(&sums.total.peers),
        annotators,
    })
}

fn of(sums: &ClusteredAgreements, scheme: Scheme) -> &super::interval::Clustered {
    match scheme {
        Scheme::SelfConsistency => &sums.own,
        Scheme::Expert => &sums.expert,
        Scheme::Peers => &sums.peers,
    }
}

/// The excess agreement that η²κ would be: with peers the annotator's own score squared, sign kept; the score is the excess
/// over the mean score of those it is compared with, which is taken as known.
fn own_excess(share: Interval, others: Option<f64>) -> Option<Interval> {
    let excess = share.map(|q| 2.0 * q - 1.0);
    match others {
        None => Some(excess),
        Some(mean) if mean > 0.0 => Some(excess.map(|e| (e / mean) * (e / mean).abs())),
        Some(_) => None,
    }
}

fn default_anchor(sums: &Sums, scheme: Scheme) -> Anchor {
    let both = sums
        .each
        .iter()
        .any(|a| a.own.agreement.pairs > 0 && a.expert.agreement.pairs > 1);
    if both && scheme != Scheme::Peers {
        Anchor::Both
    } else {
        Anchor::Best
    }
}

fn kappa_of(
    table: &LabelTable,
    index: &ItemIndex,
    sums: &Sums,
    scheme: Scheme,
    anchor: Anchor,
    question: &Question,
) -> Result<Kappa, KappaError> {
    let groups = Groups::new(table, index);
    let clusters = of(&sums.total, scheme).clusters as usize;
    if (scheme, anchor) != (Scheme::Peers, Anchor::Best) {
        return kappa::estimate(&groups, scheme, anchor, question.level, question.seed)
            .map(|kappa| Kappa { clusters, ..kappa });
    }
    // The best peer's agreement is with all others, careful or not: κ comes from the scores, not from the counts.
    let pairs: Vec<u64> = sums.each.iter().map(|a| a.peers.agreement.pairs).collect();
    let value = peers::kappa_of_best(&Votes::new(table, index), &pairs, question.level).ok_or(
        KappaError::Data("the best annotators' labels agree no better than chance"),
    )?;
    let pooled = kappa::estimate(
        &groups,
        scheme,
        Anchor::Everyone,
        question.level,
        question.seed,
    )?;
    let (method, assumption) = kappa::words(anchor, scheme);
    Ok(Kappa {
        value,
        method,
        assumption,
        clusters,
        ..pooled
    })
}

fn report(
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
    let effort = match (excess, kappa) {
        (Some(excess), Some(kappa)) => Some(effort(scheme, excess, kappa.value)),
        _ => None,
    };
    let mut flags = Vec::new();
    match share {
        None => flags.push("no comparison"),
        Some(q) if q.upper < 0.5 => flags.push("agrees less than chance: labels reversed?"),
        Some(q) if q.lower <= 0.5 => flags.push("not told from a coin"),
        Some(_) => {}
    }
    if effort.is_some_and(|e| e.upper - e.lower > WIDE) {
        flags.push("wide interval");
    }
    if let (Some(excess), Some(kappa)) = (excess, kappa)
        && excess.lower > kappa.value.upper
    {
        flags.push("agrees more than κ allows: the anchor does not hold");
    }
    if pairs > 0 && !clustered.is_binomial() {
        flags.push("clustered");
    }
    AnnotatorReport {
        annotator,
        samples: pairs,
        agreement: share.map(|q| q.estimate),
        agreement_interval: share.map(|q| [q.lower, q.upper]),
        effort,
        flags,
    }
}

fn identification(scheme: Scheme, anchor: Anchor, kappa: &Result<Kappa, KappaError>) -> String {
    let alone = match scheme {
        Scheme::SelfConsistency => "Repeats alone identify only η√κ_s",
        Scheme::Expert => "An expert alone identifies only η·κ_e",
        Scheme::Peers => "Peers alone identify only η√κ_p",
    };
    match (kappa, anchor) {
        (Err(error), _) => format!("{alone}; efforts are not reported: {error}."),
        (Ok(_), Anchor::Given(k)) => format!("{alone}; κ = {k} was given, so η follows."),
        (Ok(_), Anchor::Both) => {
            "Repeats and expert together identify η and κ if κ_e = κ_s, that is if the \
             expert's labels are careful draws from the annotators' own preference law."
                .into()
        }
        (Ok(kappa), _) => format!(
            "{alone}; the scale is an assumption, not a finding: {}. Efforts are relative to it.",
            kappa.assumption
        ),
    }
}

fn nothing(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::SelfConsistency => {
            "no annotator labelled an item twice: self-consistency cannot be judged; \
             repeat some (item, annotator) rows, or use --scheme expert or peers"
        }
        Scheme::Expert => {
            "no decisive label stands beside a decisive gold label: agreement with an expert cannot be judged; \
             add a `gold` column, or use --scheme self-consistency or peers"
        }
        Scheme::Peers => {
            "no item has decisive labels of two annotators, and there are neither repeats nor gold: \
             nothing in this file tells of effort"
        }
    }
}
