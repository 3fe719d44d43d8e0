//! What public annotation data say: one line of CSV for each data set, scheme and anchor.

use super::error::RealError;
use super::{Folder, LabelSet, Study};
use crate::annotation::assess::assess;
use crate::annotation::assessment::Assessment;
use crate::annotation::basis::{Basis, Scheme};
use crate::annotation::index::ItemIndex;
use crate::annotation::interval::Interval;
use crate::annotation::kappa::Anchor;
use crate::annotation::question::Question;
use crate::annotation::{peer_likelihood, signals};
use crate::labels::Kind;

/// The table.
pub(super) const STUDY: Study = Study {
    name: "real annotators",
    outputs: &["paper/data/real_annotators.csv"],
    make,
};

/// Annotators with fewer comparisons say nothing about the spread of efforts.
const ENOUGH: u64 = 20;

const HEADER: &str = "data,source,licence,kind,scheme,anchor,agreement,agreement_lower,agreement_upper,pairs,clusters,kappa,kappa_lower,kappa_upper,\
kappa_at_least,annotators,effort_p10,effort_p50,effort_p90,self_consistency_wins_from_effort,winner_at_median_effort,\
joint_kappa,joint_kappa_lower,joint_kappa_upper,tells_more_whatever_the_scale,note\n";

fn make(folder: &Folder) -> Result<Vec<Vec<u8>>, RealError> {
    let mut csv = HEADER.to_owned();
    for set in folder.sets() {
        let table = folder.labels(set)?;
        // Thousands of annotators with a few labels each are no case for one effort each by maximum
        // likelihood, and the likelihood is one of binary labels.
        let joint = (set.kind == Kind::Binary && table.annotators().len() <= 100)
            .then(|| peer_likelihood::fit(&table, &ItemIndex::new(&table), 0.95))
            .transpose()?;
        for &scheme in &set.schemes {
            for (name, anchor) in [
                ("everyone careful", Anchor::Everyone),
                ("best careful", Anchor::Best),
            ] {
                let question = Question {
                    scheme: Some(scheme.into()),
                    anchor: Some(anchor),
                    grades: set.kind == Kind::Ordinal,
                    ..Default::default()
                };
                let a = assess(&table, &question).map_err(|source| RealError::Assess {
                    set: set.name.clone(),
                    source,
                })?;
                let joint = joint
                    .as_ref()
                    .filter(|_| scheme == Scheme::Peers)
                    .map(|j| (j.identified.then_some(j.kappa.estimate), j.kappa));
                csv.push_str(&line(set, name, &a, joint));
                csv.push('\n');
            }
        }
    }
    Ok(vec![csv.into_bytes()])
}

fn line(
    set: &LabelSet,
    anchor: &str,
    a: &Assessment,
    joint: Option<(Option<f64>, Interval)>,
) -> String {
    let number = |x: Option<f64>| x.map_or(String::new(), |x| format!("{x:.3}"));
    let summary = match a.scheme {
        Basis::SelfConsistency => a.self_consistency,
        Basis::Expert | Basis::Both => a.expert,
        Basis::Peers => a.peers,
    };
    let share = summary.map(|s| s.share);
    let kappa = a.kappa.as_ref();
    let mut efforts: Vec<f64> = a
        .annotators
        .iter()
        .filter(|r| r.samples >= ENOUGH)
        .filter_map(|r| Some(r.effort?.estimate))
        .collect();
    efforts.sort_by(f64::total_cmp);
    let quantile = |p: f64| {
        let last = efforts.len().checked_sub(1)?;
        Some(efforts[(p * last as f64).round() as usize])
    };
    // Both schemes at the one κ that the data give: κ_e = κ_s.
    let k = kappa.map(|k| k.value.estimate);
    // The comparison of schemes is one of binary labels.
    let binary = k.filter(|_| set.kind == Kind::Binary);
    let from = binary.and_then(|k| signals::crossover(k, k));
    let winner = binary.zip(quantile(0.5)).map(|(k, eta)| {
        if signals::advantage(eta, k, k) > 0.0 {
            "self-consistency"
        } else {
            "expert"
        }
    });
    [
        set.name.clone(),
        set.repository.clone(),
        set.licence.clone(),
        kind(set.kind).into(),
        a.scheme.name().into(),
        anchor.into(),
        number(share.map(|s| s.estimate)),
        number(share.map(|s| s.lower)),
        number(share.map(|s| s.upper)),
        summary.map_or(String::new(), |s| s.pairs.to_string()),
        summary.map_or(String::new(), |s| s.clusters.to_string()),
        number(k),
        number(kappa.map(|k| k.value.lower)),
        number(kappa.map(|k| k.value.upper)),
        number(kappa.and_then(|k| k.at_least)),
        efforts.len().to_string(),
        number(quantile(0.1)),
        number(quantile(0.5)),
        number(quantile(0.9)),
        number(from),
        winner.unwrap_or("").into(),
        // Where no item has four labels only limits are identified.
        number(joint.and_then(|(estimate, _)| estimate)),
        number(joint.map(|(_, limits)| limits.lower)),
        number(joint.map(|(_, limits)| limits.upper)),
        a.monitoring
            .as_ref()
            .map_or("", |advice| advice.tells_more.map_or("open", Basis::name))
            .into(),
        format!("\"{}\"", set.note),
    ]
    .join(",")
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Binary => "binary",
        Kind::Nominal => "nominal",
        Kind::Ordinal => "ordinal",
    }
}
