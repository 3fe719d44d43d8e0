//! How often the efforts' intervals hold the truth, by simulation of labels.
//!
//! Here of binary labels; [`classes`] of classes, grades and habits, [`copies`] of labels copied
//! from an assistant.

pub mod classes;
pub mod copies;

use crate::annotation::assess;
use crate::annotation::basis::{Basis, Scheme};
use crate::annotation::bootstrap::generator;
use crate::annotation::effort::effort;
use crate::annotation::interval::{Binomial, Clustered, Interval};
use crate::annotation::label_model::{Plan, Preferences};
use crate::annotation::question::Question;
use crate::labels::Label;
use crate::labels::table::{LabelTable, Row};
use rayon::prelude::*;

/// One setting of the simulation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// Agreement judged by.
    pub scheme: Scheme,
    /// True effort.
    pub effort: f64,
    /// True κ.
    pub kappa: f64,
    /// Comparisons of an annotator.
    pub samples: usize,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coverage {
    /// The setting.
    pub setting: Setting,
    /// How the limits were drawn.
    pub interval: Binomial,
    /// Simulated annotators.
    pub annotators: usize,
    /// Share of intervals that hold the true effort.
    pub share: f64,
    /// Standard error of the share.
    pub standard_error: f64,
    /// Mean width of the intervals.
    pub width: f64,
}

/// Coverage with κ known: every annotator labels items of its own; label by label, not from the
/// binomial law that the interval assumes.
pub fn with_kappa_known(
    setting: Setting,
    interval: Binomial,
    annotators: usize,
    level: f64,
    seed: u64,
) -> Coverage {
    let results: Vec<Interval> = (0..annotators as u64)
        .into_par_iter()
        .map(|a| {
            let plan = Plan {
                seed: generator_seed(seed, a),
                ..plan(setting)
            };
            let mut clustered = Clustered::default();
            let mut earlier: Option<bool> = None;
            let Ok(()) = plan.labels(&[setting.effort], |l| {
                let against = match setting.scheme {
                    Scheme::SelfConsistency => earlier.take().or_else(|| {
                        earlier = Some(l.label);
                        None
                    }),
                    Scheme::Expert | Scheme::Peers => l.gold,
                };
                if let Some(other) = against {
                    clustered.add_cluster(u64::from(other == l.label), 1);
                }
                Ok::<(), std::convert::Infallible>(())
            });
            let share = clustered.interval(level, interval).unwrap_or(WHOLE);
            effort(
                setting.scheme,
                share.map(|q| 2.0 * q - 1.0),
                Interval::known(setting.kappa),
            )
        })
        .collect();
    summary(setting, interval, &results)
}

/// Coverage of the efforts judged by `basis`, κ estimated from the same file, from repeats and
/// expert together: files of 50 annotators, assessed whole. Efforts of the other annotators spread
/// between 0.2 and 1; every fifth has the setting's effort and is counted.
pub fn with_kappa_estimated(
    setting: Setting,
    basis: Basis,
    interval: Binomial,
    annotators: usize,
    level: f64,
    seed: u64,
) -> Coverage {
    let counted = PER_FILE / 5;
    let efforts: Vec<f64> = (0..PER_FILE)
        .map(|a| {
            if a % 5 == 0 {
                setting.effort
            } else {
                other_effort(a)
            }
        })
        .collect();
    let files = annotators.div_ceil(counted);
    let results: Vec<Interval> = (0..files as u64)
        .into_par_iter()
        .flat_map_iter(|file| {
            let plan = Plan {
                items: setting.samples * 10,
                repeats: true,
                gold: true,
                seed: generator_seed(seed, file),
                ..plan(setting)
            };
            let question = Question {
                scheme: Some(basis),
                level,
                binomial: interval,
                ..Default::default()
            };
            let assessment = assess::assess(&table(&plan, &efforts), &question);
            let reports = assessment.map(|a| a.annotators).unwrap_or_default();
            (0..PER_FILE)
                .step_by(5)
                .map(|a| reports.get(a).and_then(|r| r.effort).unwrap_or(WHOLE))
                .collect::<Vec<_>>()
        })
        .collect();
    summary(setting, interval, &results)
}

/// A table of simulated labels; items and annotators are named by their numbers.
pub fn table(plan: &Plan, efforts: &[f64]) -> LabelTable {
    let mut table = LabelTable::default();
    let label = |l: bool| if l { Label::First } else { Label::Second };
    let Ok(()) = plan.labels(efforts, |l| {
        // Names made of digits are never refused.
        let _ = table.push(Row {
            item: l.item.to_string().as_bytes(),
            annotator: format!("a{:02}", l.annotator).as_bytes(),
            label: label(l.label),
            gold: l.gold.map_or(Label::Missing, label),
            cluster: None,
        });
        Ok::<(), std::convert::Infallible>(())
    });
    table
}

fn plan(setting: Setting) -> Plan {
    Plan {
        preferences: Preferences {
            kappa: setting.kappa,
            shared: 1.0,
        },
        items: setting.samples,
        samples: setting.samples,
        repeats: setting.scheme == Scheme::SelfConsistency,
        gold: setting.scheme != Scheme::SelfConsistency,
        seed: 0,
    }
}

/// A seed of its own for each simulated annotator or file.
fn generator_seed(seed: u64, stream: u64) -> u64 {
    use rand_chacha::rand_core::Rng;
    generator(seed, stream).next_u64()
}

fn summary(setting: Setting, interval: Binomial, results: &[Interval]) -> Coverage {
    let held = Held::of(results, setting.effort);
    Coverage {
        setting,
        interval,
        annotators: held.intervals,
        share: held.share,
        standard_error: held.standard_error,
        width: held.width,
    }
}

/// How many of some intervals hold one truth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Held {
    /// Intervals.
    pub intervals: usize,
    /// Share of them that holds the truth.
    pub share: f64,
    /// Standard error of the share, as if the intervals were independent.
    pub standard_error: f64,
    /// Mean width.
    pub width: f64,
}

impl Held {
    fn of(intervals: &[Interval], truth: f64) -> Self {
        let n = intervals.len() as f64;
        let share = intervals.iter().filter(|i| i.covers(truth)).count() as f64 / n;
        Held {
            intervals: intervals.len(),
            share,
            standard_error: (share * (1.0 - share) / n).sqrt(),
            width: intervals.iter().map(|i| i.upper - i.lower).sum::<f64>() / n,
        }
    }
}

/// Annotators of one simulated file; every fifth has the setting's effort and is counted.
const PER_FILE: usize = 50;

/// Efforts of those of a file who are not counted: between 0.2 and 1.
fn other_effort(annotator: usize) -> f64 {
    0.2 + 0.8 * annotator as f64 / PER_FILE as f64
}

/// What an annotator without interval is counted as: everything is possible.
const WHOLE: Interval = Interval {
    estimate: 0.5,
    lower: 0.0,
    upper: 1.0,
};
