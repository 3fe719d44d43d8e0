//! Labels copied from an assistant: care, copies, and what is seen on sentinels.

use super::{Held, PER_FILE, WHOLE, generator_seed, other_effort};
use crate::annotation::bootstrap::{generator, uniform};
use crate::annotation::copying::{AssistantLine, judge};
use crate::annotation::index::ItemIndex;
use crate::annotation::label_model::{Plan, Preferences};
use crate::annotation::random::coin;
use crate::labels::Label;
use crate::labels::table::{Extra, LabelTable, Row};
use rayon::prelude::*;

/// One setting of the simulation. Every fifth annotator of a file has its effort and copies, every
/// fifth is careful on all labels, as the estimator assumes of the best.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// True effort.
    pub effort: f64,
    /// True share of labels copied; the rest are coins.
    pub copied: f64,
    /// Certainty of the items.
    pub kappa: f64,
    /// Share of the items on which the assistant follows the majority.
    pub accuracy: f64,
    /// Items an annotator labels.
    pub samples: usize,
    /// Items of a file, as a multiple of `samples`.
    pub spread: usize,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coverage {
    /// Of the effort, net of copying.
    pub effort: Held,
    /// Of the share copied.
    pub copied: Held,
    /// Mean number of an annotator's labels on sentinels.
    pub sentinels: f64,
}

/// Streams of the generator, beside those of the plan.
const ASSISTANT: u64 = 1 << 50;
const LABELS: u64 = 1 << 51;

/// Coverage over `annotators` annotators, ten of each file.
pub fn measure(setting: &Setting, annotators: usize, level: f64, seed: u64) -> Coverage {
    let files = annotators.div_ceil(PER_FILE / 5);
    let lines: Vec<AssistantLine> = (0..files as u64)
        .into_par_iter()
        .flat_map_iter(|file| {
            let table = table(setting, generator_seed(seed, file));
            let habits = vec![None; PER_FILE];
            let report = judge(&table, &ItemIndex::new(&table), &habits, level);
            let lines = report.map(|r| r.annotators).unwrap_or_default();
            lines.into_iter().step_by(5)
        })
        .collect();
    let of = |interval: fn(&AssistantLine) -> Option<_>, truth: f64| {
        let intervals: Vec<_> = lines.iter().map(|l| interval(l).unwrap_or(WHOLE)).collect();
        Held::of(&intervals, truth)
    };
    Coverage {
        effort: of(|l| l.effort, setting.effort),
        copied: of(|l| l.copied, setting.copied),
        sentinels: lines.iter().map(|l| l.sentinels as f64).sum::<f64>() / lines.len() as f64,
    }
}

fn table(setting: &Setting, seed: u64) -> LabelTable {
    let plan = Plan {
        preferences: Preferences {
            kappa: setting.kappa,
            shared: 1.0,
        },
        items: setting.samples * setting.spread,
        samples: setting.samples,
        repeats: false,
        gold: true,
        seed,
    };
    let items: Vec<(f64, Label, Label)> = (0..plan.items)
        .map(|item| {
            let (p, gold) = plan.item(item);
            let mut rng = generator(seed, ASSISTANT + item as u64);
            let answer = (p > 0.5) == coin(&mut rng, setting.accuracy);
            (p, label(gold == Some(true)), label(answer))
        })
        .collect();
    let mut table = LabelTable::default();
    for a in 0..PER_FILE {
        let [effort, copied] = match a % 5 {
            0 => [setting.effort, setting.copied],
            1 => [1.0, 0.0],
            _ => [other_effort(a), 0.5 * (1.0 - other_effort(a))],
        };
        let mut rng = generator(seed, LABELS + a as u64);
        for i in 0..setting.samples {
            let place = uniform(&mut rng) * setting.spread as f64;
            let item = i * setting.spread + (place as usize).min(setting.spread - 1);
            let (p, gold, answer) = items[item];
            let u = uniform(&mut rng);
            let given = if u < effort {
                label(coin(&mut rng, p))
            } else if u < effort + copied {
                answer
            } else {
                label(coin(&mut rng, 0.5))
            };
            // Names made of digits are never refused.
            let _ = table.push_with(
                Row {
                    item: item.to_string().as_bytes(),
                    annotator: format!("a{a:02}").as_bytes(),
                    label: given,
                    gold,
                    cluster: None,
                },
                Extra {
                    assistant: Some(answer),
                    ..Default::default()
                },
            );
        }
    }
    table
}

fn label(first: bool) -> Label {
    if first { Label::First } else { Label::Second }
}
