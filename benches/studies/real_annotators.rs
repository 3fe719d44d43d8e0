//! What public annotation data say: one line of CSV per data set, scheme and anchor.
//!
//! `cargo run --release --example real_annotators -- DIRECTORY > paper/data/real_annotators.csv`
//!
//! The data sets themselves are not part of this project; the directory holds them as label files
//! under the names below.

use firstbest::annotation::assess::assess;
use firstbest::annotation::assess::{Assessment, Question};
use firstbest::annotation::basis::Basis;
use firstbest::annotation::index::ItemIndex;
use firstbest::annotation::kappa::{Anchor, Scheme};
use firstbest::annotation::peer_likelihood;
use firstbest::annotation::signals;
use firstbest::labels::ReadOptions;
use firstbest::labels::read_labels;
use std::error::Error;
use std::path::Path;

struct Source {
    file: &'static str,
    from: &'static str,
    licence: &'static str,
    note: &'static str,
    schemes: &'static [Scheme],
}

const SOURCES: &[Source] = &[
    Source {
        file: "ukpconvarg1.csv",
        from: "UKPLab/acl2016-convincing-arguments",
        licence: "CC-BY 4.0",
        note: "gold is made from the same labels: as an expert it is circular",
        schemes: &[Scheme::Expert, Scheme::Peers],
    },
    Source {
        file: "pandalm_testset.csv",
        from: "WeOpenML/PandaLM",
        licence: "Apache-2.0",
        note: "items of strong disagreement were removed by the authors: κ is too large",
        schemes: &[Scheme::Peers],
    },
    Source {
        file: "squality_human_eval.csv",
        from: "nyu-mll/SQuALITY",
        licence: "CC-BY 4.0",
        note: "",
        schemes: &[Scheme::Peers],
    },
    Source {
        file: "bluebirds.csv",
        from: "welinder/cubam",
        licence: "Clear BSD",
        note: "images with a truth: no preference data",
        schemes: &[Scheme::Expert, Scheme::Peers],
    },
    Source {
        file: "gec2015_emnlp_rankings.csv",
        from: "grammatical/evaluation",
        licence: "none stated: analysed only",
        note: "pairs cut from rankings: clusters are sentences",
        schemes: &[Scheme::SelfConsistency, Scheme::Peers],
    },
];

/// Annotators with fewer comparisons say nothing about the spread of efforts.
const ENOUGH: u64 = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let directory = std::env::args()
        .nth(1)
        .ok_or("give the directory of the label files")?;
    println!(
        "data,source,licence,scheme,anchor,agreement,agreement_lower,agreement_upper,pairs,clusters,kappa,kappa_lower,kappa_upper,\
         kappa_at_least,annotators,effort_p10,effort_p50,effort_p90,self_consistency_wins_from_effort,winner_at_median_effort,\
         joint_kappa,joint_kappa_lower,joint_kappa_upper,tells_more_whatever_the_scale,note"
    );
    for source in SOURCES {
        let path = Path::new(&directory).join(source.file);
        let (table, _) = read_labels(&path, &ReadOptions::default())?;
        // Thousands of annotators with a few labels each are no case for one effort each by maximum
        // likelihood.
        let joint = (table.annotators().len() <= 100)
            .then(|| peer_likelihood::fit(&table, &ItemIndex::new(&table), 0.95))
            .transpose()?;
        for &scheme in source.schemes {
            for (name, anchor) in [
                ("everyone careful", Anchor::Everyone),
                ("best careful", Anchor::Best),
            ] {
                let question = Question {
                    scheme: Some(scheme.into()),
                    anchor: Some(anchor),
                    ..Default::default()
                };
                let a = assess(&table, &question)?;
                let joint = joint
                    .as_ref()
                    .filter(|_| scheme == Scheme::Peers)
                    .map(|j| (j.identified.then_some(j.kappa.estimate), j.kappa));
                println!("{}", line(source, name, &a, joint));
            }
        }
    }
    Ok(())
}

fn line(
    source: &Source,
    anchor: &str,
    a: &Assessment,
    joint: Option<(Option<f64>, firstbest::annotation::interval::Interval)>,
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
    let from = k.and_then(|k| signals::crossover(k, k));
    let winner = k.zip(quantile(0.5)).map(|(k, eta)| {
        if signals::advantage(eta, k, k) > 0.0 {
            "self-consistency"
        } else {
            "expert"
        }
    });
    [
        source.file.trim_end_matches(".csv").to_string(),
        source.from.into(),
        source.licence.into(),
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
        format!("\"{}\"", source.note),
    ]
    .join(",")
}
