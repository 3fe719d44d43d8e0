//! Classes and grades, careless labels from each annotator's own habit.

use super::{Held, PER_FILE, WHOLE, generator_seed, other_effort};
use crate::annotation::assess::assess;
use crate::annotation::basis::Basis;
use crate::annotation::bootstrap::{below, generator, uniform};
use crate::annotation::interval::Interval;
use crate::annotation::kappa::Anchor;
use crate::annotation::question::Question;
use crate::annotation::standing::Standing;
use crate::labels::Label;
use crate::labels::table::{Extra, LabelTable, Row};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

/// What careless labels follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Habit {
    /// Each class equally often.
    Coin,
    /// By turns of annotators: one favourite class, each class equally often, low classes more
    /// often.
    Mixed,
}

/// One setting of the simulation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// Number of classes.
    pub classes: usize,
    /// Whether they are grades.
    pub grades: bool,
    /// Careless labels.
    pub habit: Habit,
    /// What is judged by.
    pub basis: Basis,
    /// What fixes the scale. With [`Anchor::Best`] every fifth annotator has effort 1, so that its
    /// assumption holds.
    pub anchor: Anchor,
    /// True effort.
    pub effort: f64,
    /// Share of the labels' variation that the items explain.
    pub kappa: f64,
    /// Items an annotator labels, each twice.
    pub samples: usize,
    /// Items of a file, as a multiple of `samples`.
    pub spread: usize,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coverage {
    /// Of the effort.
    pub effort: Held,
    /// Share of the annotators whose labels were taken not to depend on the item. They have no
    /// interval and count as covered at effort 0 only.
    pub set_aside: f64,
    /// Mean over the files of the estimated share κ; `None` where no file has one.
    pub kappa: Option<f64>,
}

/// Streams of the generator: items below, annotators above.
const ANNOTATORS: u64 = 1 << 40;

/// Coverage over `annotators` annotators, ten of each file.
pub fn measure(setting: &Setting, annotators: usize, level: f64, seed: u64) -> Coverage {
    let files = annotators.div_ceil(PER_FILE / 5);
    let results: Vec<(Interval, bool, Option<f64>)> = (0..files as u64)
        .into_par_iter()
        .flat_map_iter(|file| {
            let question = Question {
                scheme: Some(setting.basis),
                anchor: Some(setting.anchor),
                grades: setting.grades,
                level,
                ..Default::default()
            };
            let judged = assess(&table(setting, generator_seed(seed, file)), &question);
            let (reports, kappa) = judged.map_or((Vec::new(), None), |a| {
                let kappa = a.kappa.map(|kappa| kappa.value.estimate);
                (a.annotators, kappa)
            });
            (0..PER_FILE)
                .step_by(5)
                .map(|a| match reports.get(a) {
                    Some(report) if report.standing == Standing::Aside => {
                        (Interval::known(0.0), true, kappa)
                    }
                    Some(report) => (report.effort.unwrap_or(WHOLE), false, kappa),
                    None => (WHOLE, false, kappa),
                })
                .collect::<Vec<_>>()
        })
        .collect();
    let intervals: Vec<Interval> = results.iter().map(|r| r.0).collect();
    let kappas: Vec<f64> = results.iter().filter_map(|r| r.2).collect();
    Coverage {
        kappa: (!kappas.is_empty()).then(|| kappas.iter().sum::<f64>() / kappas.len() as f64),
        effort: Held::of(&intervals, setting.effort),
        set_aside: results.iter().filter(|r| r.1).count() as f64 / results.len() as f64,
    }
}

/// A simulated file. A careful label is the item's typical class with probability √κ and any class
/// otherwise, so that the items explain the share κ of its variation.
fn table(setting: &Setting, seed: u64) -> LabelTable {
    let mut table = LabelTable::default();
    let k = setting.classes;
    let certainty = setting.kappa.sqrt();
    let careful = |rng: &mut ChaCha8Rng, typical: usize| {
        if uniform(rng) < certainty {
            typical
        } else {
            below(rng, k)
        }
    };
    let items: Vec<(usize, usize)> = (0..setting.samples * setting.spread)
        .map(|item| {
            let mut rng = generator(seed, item as u64);
            let typical = below(&mut rng, k);
            (typical, careful(&mut rng, typical))
        })
        .collect();
    let names: Vec<String> = (1..=k).map(|class| class.to_string()).collect();
    for a in 0..PER_FILE {
        let effort = match a % 5 {
            0 => setting.effort,
            1 if setting.anchor == Anchor::Best => 1.0,
            _ => other_effort(a),
        };
        let mut rng = generator(seed, ANNOTATORS + a as u64);
        // Every `spread`-th item from a place of its own: as many for each annotator, no two of
        // them with all items in common unless there are no others.
        for i in 0..setting.samples {
            let item = i * setting.spread + below(&mut rng, setting.spread);
            let (typical, gold) = items[item];
            for _ in 0..2 {
                let class = if uniform(&mut rng) < effort {
                    careful(&mut rng, typical)
                } else {
                    habit(setting.habit, a, k, &mut rng)
                };
                // Names made of digits are never refused.
                let _ = table.push_with(
                    Row {
                        item: item.to_string().as_bytes(),
                        annotator: format!("a{a:02}").as_bytes(),
                        label: Label::Missing,
                        gold: Label::Missing,
                        cluster: None,
                    },
                    Extra {
                        classes: Some([names[class].as_bytes(), names[gold].as_bytes()]),
                        ..Default::default()
                    },
                );
            }
        }
    }
    table
}

fn habit(habit: Habit, annotator: usize, classes: usize, rng: &mut ChaCha8Rng) -> usize {
    match (habit, annotator % 3) {
        (Habit::Mixed, 0) => annotator % classes,
        (Habit::Mixed, 2) => below(rng, classes).min(below(rng, classes)),
        _ => below(rng, classes),
    }
}
