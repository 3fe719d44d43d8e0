//! Dawid and Skene's model against self-consistency on the same labels: who is taken for careful.
//!
//! Simulated: ten annotators of effort 0.7 share their preferences; two of effort 1 have
//! preferences of their own on a share of the items. Dawid and Skene know one truth per item and
//! read difference as error. Real: judges with repeated judgments, each read both ways.

use super::error::RealError;
use super::{Folder, Study};
use crate::annotation::assess::assess;
use crate::annotation::basis::Scheme;
use crate::annotation::dawid_skene;
use crate::annotation::index::ItemIndex;
use crate::annotation::kappa::Anchor;
use crate::annotation::label_model::{Plan, Preferences, SimulatedLabel};
use crate::annotation::question::Question;
use crate::labels::{Label, LabelTable, Row};
use crate::numerics::map_ordered;
use crate::plot::figure::{
    Axis, Bracket, Brackets, Figure, Line, PREVIEW_DPI, Panel, Points, Reference, Width,
};
use crate::plot::style::{Dash, Ink, Marker};
use std::convert::Infallible;

/// The table and its figure.
pub(super) const STUDY: Study = Study {
    name: "own preferences",
    outputs: &[
        "paper/data/dawid_skene.csv",
        "paper/figures/dawid_skene.svg",
        "paper/figures/dawid_skene.pdf",
        "paper/figures/dawid_skene.png",
    ],
    make,
};

/// The set of judges with repeated judgments.
const JUDGES: &str = "gec2015_emnlp_rankings";

const KAPPA: f64 = 0.8;
const CONFORMISTS: usize = 10;
const CARELESS: f64 = 0.7;
const CAREFUL: usize = 2;
const ITEMS: usize = 600;
const REPLICATES: u64 = 40;
const OWN: [f64; 7] = [0.0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8];

/// What one simulated file reads of the careful and of the conformists: [Dawid–Skene,
/// self-consistency] each.
type Read = [[f64; 2]; 2];

fn make(folder: &Folder) -> Result<Vec<Vec<u8>>, RealError> {
    let mut csv =
        "part,own_preferences,annotators,true_effort,method,effort,lower,upper\n".to_owned();
    let mut simulated = Panel::new(
        Axis::linear("share of items with preferences of one's own"),
        Axis::linear("effort as read").range(0.0, 1.1),
    )
    .horizontal(Reference::at(1.0).label("careful, truly"))
    .horizontal(Reference::at(CARELESS).label("conformists, truly"));
    let results: Vec<Vec<Read>> = OWN
        .iter()
        .map(|&own| map_ordered(0..REPLICATES as usize, |r| replicate(own, r as u64)))
        .collect();
    let groups = [
        ("careful", 1.0, Ink::Blue),
        ("conformists", CARELESS, Ink::Vermilion),
    ];
    let methods = ["Dawid–Skene", "self-consistency"];
    for (g, (group, truth, ink)) in groups.into_iter().enumerate() {
        for (m, method) in methods.into_iter().enumerate() {
            let mut brackets = Vec::new();
            for (own, runs) in OWN.iter().zip(&results) {
                let (mean, error) = mean_and_error(runs.iter().map(|run| run[g][m]));
                let (lower, upper) = (mean - 2.0 * error, mean + 2.0 * error);
                csv += &format!(
                    "simulated,{own},{group},{truth},{method},{mean:.4},{lower:.4},{upper:.4}\n"
                );
                brackets.push(Bracket {
                    x: *own,
                    estimate: mean,
                    lower,
                    upper,
                });
            }
            let name = format!("{group}, {method}");
            let line = brackets
                .iter()
                .map(|b| (b.x, b.estimate))
                .collect::<Vec<_>>();
            let (marker, dash) = [
                (Marker::Circle, Dash::Dashed),
                (Marker::Square, Dash::Solid),
            ][m];
            simulated = simulated
                .line(Line::new(name.clone(), line).ink(ink).dash(dash))
                .brackets(Brackets::new(name, brackets).ink(ink).marker(marker));
        }
    }
    let judges = folder.labels(folder.set(JUDGES)?)?;
    let real = real(&judges, &mut csv)?;
    let drawing = Figure::new(
        "Dawid and Skene against self-consistency",
        Width::TwoColumns,
    )
    .height(3.3)
    .panel(simulated)
    .panel(real)
    .draw()?;
    Ok(vec![
        csv.into_bytes(),
        drawing.svg().into_bytes(),
        drawing.pdf(),
        drawing.png(PREVIEW_DPI)?,
    ])
}

fn replicate(own: f64, seed: u64) -> Read {
    let mut table = LabelTable::default();
    let label = |first: bool| if first { Label::First } else { Label::Second };
    let mut efforts = [CARELESS; CONFORMISTS + CAREFUL];
    efforts[CONFORMISTS..].fill(1.0);
    // The same items under both plans: an item's common preference depends on the seed and its
    // number only.
    for (shared, individualists) in [(1.0, false), (1.0 - own, true)] {
        let plan = Plan {
            preferences: Preferences {
                kappa: KAPPA,
                shared,
            },
            items: ITEMS,
            samples: ITEMS,
            repeats: true,
            gold: false,
            seed,
        };
        let Ok(()) = plan.labels(&efforts, |l: SimulatedLabel| {
            if (l.annotator >= CONFORMISTS) == individualists {
                // Names made of digits are never refused.
                let _ = table.push(Row {
                    item: l.item.to_string().as_bytes(),
                    annotator: l.annotator.to_string().as_bytes(),
                    label: label(l.label),
                    gold: Label::Missing,
                    cluster: None,
                });
            }
            Ok::<(), Infallible>(())
        });
    }
    let model = dawid_skene::fit(&table, &ItemIndex::new(&table), 300);
    let question = Question {
        scheme: Some(Scheme::SelfConsistency.into()),
        anchor: Some(Anchor::Given(KAPPA)),
        ..Default::default()
    };
    let reports = assess(&table, &question)
        .map(|a| a.annotators)
        .unwrap_or_default();
    let of = |range: std::ops::Range<usize>| {
        let n = range.len() as f64;
        let skene: f64 = range.clone().filter_map(|a| model.reliability(a)).sum();
        let own: f64 = range
            .filter_map(|a| Some(reports.get(a)?.effort?.estimate))
            .sum();
        [skene / n, own / n]
    };
    [of(CONFORMISTS..CONFORMISTS + CAREFUL), of(0..CONFORMISTS)]
}

/// Judges of a real file, read both ways; κ_s from the best, taken as careful.
fn real(table: &LabelTable, csv: &mut String) -> Result<Panel, RealError> {
    let model = dawid_skene::fit(table, &ItemIndex::new(table), 500);
    let question = Question {
        scheme: Some(Scheme::SelfConsistency.into()),
        anchor: Some(Anchor::Best),
        ..Default::default()
    };
    let judged = assess(table, &question).map_err(|source| RealError::Assess {
        set: JUDGES.to_owned(),
        source,
    })?;
    let mut bars = Vec::new();
    for (a, report) in judged.annotators.iter().enumerate() {
        let (Some(effort), Some(reliability)) = (report.effort, model.reliability(a)) else {
            continue;
        };
        let name = &report.annotator;
        csv.push_str(&format!("real,,{name},,Dawid–Skene,{reliability:.4},,\n"));
        csv.push_str(&format!(
            "real,,{name},,self-consistency,{:.4},{:.4},{:.4}\n",
            effort.estimate, effort.lower, effort.upper
        ));
        bars.push((effort, reliability));
    }
    let mut panel = Panel::new(
        Axis::linear("effort by self-consistency").range(0.0, 1.02),
        Axis::linear("effort by Dawid–Skene").range(0.0, 1.02),
    )
    .line(
        Line::new("equal", [(0.0, 0.0), (1.0, 1.0)])
            .ink(Ink::Grey)
            .dash(Dash::Dotted),
    );
    for (effort, reliability) in &bars {
        let ends = [(effort.lower, *reliability), (effort.upper, *reliability)];
        panel = panel.line(Line::new("", ends).ink(Ink::Blue).dash(Dash::Solid));
    }
    let points = bars.iter().map(|(effort, r)| (effort.estimate, *r));
    Ok(panel.points(Points::new("GEC judges", points.collect::<Vec<_>>()).ink(Ink::Blue)))
}

fn mean_and_error(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let n = values.clone().count() as f64;
    let mean = values.clone().sum::<f64>() / n;
    let variance = values.map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0);
    (mean, (variance / n).sqrt())
}
