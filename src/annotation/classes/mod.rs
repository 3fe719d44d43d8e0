//! Labels that are not binary: classes without order, and grades.
//!
//! With probability η a label is careful, drawn from p_x, and otherwise from the annotator's own
//! habit h, *any* law that ignores the item: a coin, a favourite class, a constant. Let ⟨y, z⟩ be 1
//! for equal classes and 0 otherwise, or, for grades, 1 less the squared distance as a share of the
//! largest. What agreement exceeds that of both margins, E⟨y, z⟩ − ⟨Ey, Ez⟩, is free of h: η²D with
//! oneself, ηD_e with an expert, η_aη_bD_p with a peer, D being the variation between items (of
//! ⟨p_x, p_x⟩ beyond the margin). For two classes with even margins D = κ/2, and this is the model
//! of the binary table.

use super::assessment::AnnotatorReport;
use super::assessment::{Assessment, Shape};
use super::basis::{Basis, Scheme};
use super::identification::{left_out, nothing};
use super::kappa::Anchor;
use super::question::{AssessError, Question};
use super::traps::{self, Inspected};
use super::{circular, verdict};
use crate::labels::table::{LabelTable, NO_CLASS};

mod association;
mod blind;
mod comparisons;
mod curve;
mod judged;
mod pooled;
mod report;
mod scale;
mod scores;
mod space;
pub(super) mod summary;

use association::{Association, associations};
use comparisons::Part;
use judged::Judged;
use scale::Scale;
pub(crate) use space::Space;
pub use summary::{ClassSummary, Curve};

/// Assesses a table of classes or grades.
pub fn assess(given: &LabelTable, question: &Question) -> Result<Assessment, AssessError> {
    let table = given;
    let level = question.level;
    let without = |table: &LabelTable| {
        let class = table.class().unwrap_or(&[]);
        class.iter().filter(|c| c[0] == NO_CLASS).count()
    };
    let (labels, missing) = (table.labels_of_each(), without(table));
    let Inspected {
        table,
        index,
        mut warnings,
        few_repeats,
        few_lookers,
        ..
    } = traps::inspect(table, question.second_looks);
    let table: &LabelTable = &table;
    let space = Space::new(table, question.grades)?;
    let whole = associations(table, &index, &space, Part::Whole);
    let few = few_repeats || few_lookers;
    let scheme = scheme(question, &whole, few).map_err(|usual| left_out(usual, &warnings))?;
    let flagged = blind::blind(&whole);
    warnings.extend(blind::warning(table, &flagged));
    let anchor = anchor(question, &whole, scheme, few_repeats)?;
    let scores: Vec<Option<Association>> = match scheme {
        // What is left after dividing by the others' mean score is η√D: squared it is η²D.
        Scheme::Peers => scores::scores(table, &index, &whole),
        _ => whole.iter().map(|a| a.of(scheme)).collect(),
    };
    let judged = Judged {
        table,
        index: &index,
        space: &space,
        whole: &whole,
        flagged: &flagged,
        scheme,
        level,
        binomial: question.binomial,
        grades: question.grades,
    };
    let scale = scale::scale(&judged, &scores, anchor);
    if scale.is_err()
        && let Some(by_peers) = by_peers(question, scheme, &whole)
    {
        return assess(given, &by_peers);
    }
    let mut annotators: Vec<AnnotatorReport> = (0..whole.len())
        .map(|a| report::line(&judged, a, scores[a], scale.as_ref().ok().map(|s| &s.d)))
        .collect();
    verdict::fill(&mut annotators, &labels);
    let circular = circular::find(&annotators, anchor);
    if circular.is_some() {
        verdict::only_relative(&mut annotators);
    }
    let said = circular.as_ref().map_or("", |_| circular::SAID);
    warnings.extend(circular);
    let pooled = pooled::pooled(table, &index, &space);
    let [own, expert, peers] = pooled.map(|pooled| {
        let pooled = pooled?;
        Some(report::summary(&pooled, level, question.binomial))
    });
    let identification = identification(&scale, anchor) + said;
    Ok(Assessment {
        kappa: (scale.as_ref().ok())
            .map(|s| scale::kappa(&judged, s.d, anchor, pooled[scheme as usize].as_ref())),
        identification,
        scheme: scheme.into(),
        level,
        table: Shape {
            rows: table.rows(),
            items: index.items(),
            annotators: table.annotators().len(),
            ties: 0,
            missing,
            copies: without(table) - missing,
            clusters: index.clusters(),
        },
        self_consistency: own,
        expert,
        peers,
        monitoring: None,
        annotators,
        warnings,
        assistant: None,
        classes: Some(class_summary(&judged, scale.as_ref().ok())),
    })
}

/// The question by the labels of others: where repeats fix no scale, these may.
fn by_peers(question: &Question, scheme: Scheme, whole: &[association::All]) -> Option<Question> {
    let open = question.scheme.is_none() && question.anchor.is_none();
    (scheme == Scheme::SelfConsistency && open && there(whole, Scheme::Peers)).then(|| Question {
        scheme: Some(Basis::Peers),
        ..question.clone()
    })
}

/// What efforts rest on, or why there are none.
fn identification(scale: &Result<Scale, &'static str>, anchor: Anchor) -> String {
    match scale {
        Ok(_) => format!(
            "Agreement beyond that of the margins tells effort up to a scale, whatever law careless labels have if only it ignores the item; {}.",
            scale::words(anchor)
        ),
        Err(why) => format!("Efforts are not reported: {why}."),
    }
}

/// The classes, and agreement over effort where there is a scale.
fn class_summary(judged: &Judged<'_>, scale: Option<&Scale>) -> ClassSummary {
    let (curve, no_curve) = match scale.map(|scale| curve::curve(judged, scale)) {
        Some(Ok(curve)) => (Some(curve), None),
        Some(Err(why)) => (None, Some(why)),
        None => (None, None),
    };
    ClassSummary {
        kind: if judged.grades { "ordinal" } else { "nominal" },
        classes: judged.space.shares(judged.table),
        by_chance: judged.space.by_chance(),
        careful: curve.map(|c: Curve| c.careless.estimate + c.gain.estimate),
        curve,
        no_curve,
    }
}

fn there(whole: &[association::All], scheme: Scheme) -> bool {
    whole.iter().any(|a| a.of(scheme).is_some())
}

/// What annotators are judged by: the expert, or else own repeats unless they are `few` and there
/// are peers; or why not by what is asked for.
fn scheme(
    question: &Question,
    whole: &[association::All],
    few: bool,
) -> Result<Scheme, &'static str> {
    let there = |scheme| there(whole, scheme);
    let (own, expert) = (there(Scheme::SelfConsistency), there(Scheme::Expert));
    if question.scheme == Some(Basis::Both) && !(expert && own) {
        return Err(nothing(Basis::Both));
    }
    let scheme = match question.scheme.and_then(Basis::single) {
        Some(scheme) => scheme,
        None if expert => Scheme::Expert,
        None if own && !(few && there(Scheme::Peers)) => Scheme::SelfConsistency,
        None => Scheme::Peers,
    };
    if there(scheme) {
        return Ok(scheme);
    }
    Err(match scheme {
        Scheme::SelfConsistency => {
            "no annotator labelled two items twice: self-consistency cannot be judged"
        }
        Scheme::Expert => {
            "no label stands beside a gold label on two items: agreement with an expert cannot be judged"
        }
        Scheme::Peers => {
            "no two items have labels of two annotators, and there are neither repeats nor gold: nothing in this file tells of effort"
        }
    })
}

/// What fixes the scale.
fn anchor(
    question: &Question,
    whole: &[association::All],
    scheme: Scheme,
    few_repeats: bool,
) -> Result<Anchor, AssessError> {
    let both = there(whole, Scheme::Expert) && there(whole, Scheme::SelfConsistency);
    match question.anchor {
        Some(Anchor::Likelihood) => Err(AssessError::NoComparison(
            "the joint likelihood is one of binary labels: use another --anchor",
        )),
        Some(anchor) => Ok(anchor),
        None if scheme != Scheme::Peers && !few_repeats && both => Ok(Anchor::Both),
        None => Ok(Anchor::Best),
    }
}
