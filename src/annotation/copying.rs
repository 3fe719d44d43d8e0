//! What was copied from a model, where the file says what the model would answer.
//!
//! A label is careful with probability η, copied from the assistant with probability c, and a coin
//! otherwise. On the items where the assistant contradicts the expert (the *sentinels*) it agrees
//! with the expert with probability q = ηπ + t/2, and where the two agree it dissents from both
//! with probability d = ηδ + t/2, t = 1 − η − c, π and δ being a careful annotator's. So η = (q −
//! d)/(π − δ) whatever was copied, and c = 1 − η − 2(q − ηπ): copying and guessing are told apart,
//! and the assistant's accuracy on the rest does not matter.

use super::best::{SPLITS, best, half};
use super::effort::within;
use super::index::ItemIndex;
use super::interval::{Binomial, Interval, proportion};
use super::standing::further;
use super::traps::habits::Habit;
use crate::labels::label::Label;
use crate::labels::table::LabelTable;
use crate::numerics::normal;
use serde::Serialize;

/// What the assistant's column says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AssistantReport {
    /// Items with the assistant's label.
    pub items: u64,
    /// How often it agrees with the expert, over items; `None` without gold.
    pub with_expert: Option<Interval>,
    /// Items that serve as sentinels: the assistant contradicts the expert.
    pub sentinels: u64,
    /// The first of them.
    pub sentinel_items: Vec<String>,
    /// A careful annotator's agreement with the expert on sentinels, and dissent elsewhere, as the
    /// best annotators show; `None` where nobody has enough of both.
    pub careful: Option<[Interval; 2]>,
    /// What the shares rest on.
    pub identification: String,
    /// By annotator, in the order of the table.
    pub annotators: Vec<AssistantLine>,
}

/// One annotator's care, copies and guesses.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AssistantLine {
    /// Name.
    pub annotator: String,
    /// Labels on sentinels.
    pub sentinels: u64,
    /// Share of them that agrees with the expert.
    pub with_expert: Option<Interval>,
    /// Share of dissent where expert and assistant agree.
    pub dissent: Option<Interval>,
    /// Share of labels given with care, net of copying.
    pub effort: Option<Interval>,
    /// Share of labels copied from the assistant.
    pub copied: Option<Interval>,
    /// Without gold: the share copied is at most this, from the items where peers contradict the
    /// assistant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copied_at_most: Option<f64>,
    /// Labels on sentinels needed besides, after which what to do would be settled by the effort
    /// net of copies, at the rates so far; `None` where it is settled, where more sentinels alone
    /// cannot do it, or nothing is known.
    pub more_sentinels: Option<u64>,
}

/// Labels, and those of the kind that is counted.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    n: f64,
    k: f64,
}

impl Count {
    fn add(&mut self, hit: bool) {
        self.n += 1.0;
        self.k += f64::from(u8::from(hit));
    }

    fn plus(self, other: Count) -> Count {
        Count {
            n: self.n + other.n,
            k: self.k + other.k,
        }
    }

    fn share(self) -> f64 {
        self.k / self.n
    }

    /// Variance of the share, one hit and one miss added so that it is never 0.
    fn variance(self) -> f64 {
        let p = (self.k + 1.0) / (self.n + 2.0);
        p * (1.0 - p) / self.n
    }

    fn interval(self, level: f64) -> Option<Interval> {
        (self.n > 0.0).then(|| proportion(self.k, self.n, level, Binomial::Exact))
    }
}

/// Counts in both halves of each halving of the clusters.
type Halves = [[Count; 2]; SPLITS as usize];

/// Counts of one annotator.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    sentinel: Count,
    dissent: Count,
    sentinel_halves: Halves,
    dissent_halves: Halves,
    /// Agreement with the assistant where most peers contradict it.
    against_peers: Count,
}

/// Fewer labels of a kind than this say nothing of an annotator.
const LEAST: f64 = 5.0;

/// Sentinels that are named.
const NAMED: usize = 20;

/// Judges copying; `None` if the file has no assistant's labels.
pub fn judge(
    table: &LabelTable,
    index: &ItemIndex,
    habits: &[Option<Habit>],
    level: f64,
) -> Option<AssistantReport> {
    let assistant = table.assistant()?;
    let mut each = vec![Counts::default(); table.annotators().len()];
    let (mut items, mut with_expert) = (0, Count::default());
    let (mut sentinels, mut names) = (0, Vec::new());
    for item in 0..index.items() {
        let rows = index.rows_of(item);
        let sign_of = |column: &[Label]| rows.iter().find_map(|&r| column[r as usize].sign());
        let Some(model) = sign_of(assistant) else {
            continue;
        };
        items += 1;
        let cluster = index.cluster_of(item);
        let gold = sign_of(table.gold());
        if let Some(gold) = gold {
            with_expert.add(gold == model);
            if gold != model {
                sentinels += 1;
                if names.len() < NAMED {
                    names.push(table.items().name(item as u32).replace('\u{1f}', " / "));
                }
            }
        }
        let votes: i32 = rows
            .iter()
            .filter_map(|&r| table.label()[r as usize].sign())
            .sum();
        for &row in rows {
            let Some(label) = table.label()[row as usize].sign() else {
                continue;
            };
            let counts = &mut each[table.annotator()[row as usize] as usize];
            match gold {
                Some(gold) if gold != model => {
                    counts.sentinel.add(label == gold);
                    add(&mut counts.sentinel_halves, cluster, label == gold);
                }
                Some(gold) => {
                    counts.dissent.add(label != gold);
                    add(&mut counts.dissent_halves, cluster, label != gold);
                }
                None => {}
            }
            if (votes - label) * model < 0 {
                counts.against_peers.add(label == model);
            }
        }
    }
    let careful = careful(&each, habits);
    let z = normal::quantile(0.5 * (1.0 + level));
    let annotators = each
        .iter()
        .enumerate()
        .map(|(a, counts)| {
            line(
                table.annotators().name(a as u32).into_owned(),
                counts,
                careful,
                level,
                z,
            )
        })
        .collect();
    let identification = match (careful, with_expert.n > 0.0) {
        (Some(_), _) => {
            "care and copies are told apart by the items on which the assistant contradicts the expert; the scale is an assumption: the best annotators there, picked on one half of the items and measured on the other (both ways, over eight halvings drawn at random), are careful and copy nothing"
        }
        (None, true) => {
            "too few labels on items where the assistant contradicts the expert: neither care nor copies can be told; label more of the items listed as sentinels"
        }
        (None, false) => {
            "without gold only a bound is known: where most peers contradict the assistant, no more can be copied than agrees with it"
        }
    };
    Some(AssistantReport {
        items,
        with_expert: with_expert.interval(level),
        sentinels,
        sentinel_items: names,
        careful: careful.map(|[p, d]| {
            [p, d].map(|c: Count| {
                c.interval(level).unwrap_or(Interval {
                    estimate: c.share(),
                    lower: 0.0,
                    upper: 1.0,
                })
            })
        }),
        identification: identification.into(),
        annotators,
    })
}

fn add(halves: &mut Halves, cluster: u32, hit: bool) {
    for (split, counts) in (0..).zip(halves) {
        counts[half(cluster, split)].add(hit);
    }
}

/// Agreement on sentinels and dissent elsewhere of the best annotators: those with the largest
/// difference of the two on one half of the items, measured on the other, both ways; the mean over
/// the halvings.
fn careful(each: &[Counts], habits: &[Option<Habit>]) -> Option<[Count; 2]> {
    let mut measured = [Count::default(); 2];
    for (split, half) in (0..SPLITS as usize).flat_map(|split| [(split, 0), (split, 1)]) {
        let of = |a: usize, half: usize| {
            let counts = &each[a];
            [
                counts.sentinel_halves[split][half],
                counts.dissent_halves[split][half],
            ]
        };
        let total: f64 = (0..each.len()).map(|a| of(a, half)[0].n).sum();
        let order: Vec<(f64, usize)> = (0..each.len())
            .map(|a| (of(a, half), a))
            .filter(|([s, d], a)| habits[*a].is_none() && s.n >= LEAST && d.n >= LEAST)
            .map(|([s, d], a)| {
                // One standard error down: a few lucky labels make nobody the best.
                let error = (s.variance() + d.variance()).sqrt();
                (s.share() - d.share() - error, a)
            })
            .collect();
        for a in best(order, total, |a| of(a, half)[0].n) {
            let [s, d] = of(a, 1 - half);
            measured = [measured[0].plus(s), measured[1].plus(d)];
        }
    }
    // The same labels come back in every halving: as many as one halving has measured.
    let [p, d] = measured.map(|c| Count {
        n: c.n / f64::from(SPLITS),
        k: c.k / f64::from(SPLITS),
    });
    (p.n >= LEAST && d.n >= LEAST && p.share() - d.share() > 0.05).then_some([p, d])
}

fn line(
    annotator: String,
    counts: &Counts,
    careful: Option<[Count; 2]>,
    level: f64,
    z: f64,
) -> AssistantLine {
    let (q, d) = (counts.sentinel, counts.dissent);
    let mut line = AssistantLine {
        annotator,
        sentinels: q.n as u64,
        with_expert: q.interval(level),
        dissent: d.interval(level),
        effort: None,
        copied: None,
        copied_at_most: None,
        more_sentinels: None,
    };
    if q.n + d.n == 0.0 {
        line.copied_at_most = counts.against_peers.interval(level).map(|i| i.upper);
    }
    let Some([p, e]) = careful.filter(|_| q.n >= LEAST && d.n >= LEAST) else {
        return line;
    };
    let (pi, delta) = (p.share(), e.share());
    let y = pi - delta;
    let eta = (q.share() - d.share()) / y;
    let copied = 1.0 - 2.0 * q.share() + eta * (2.0 * pi - 1.0);
    // Derivatives of η and of c in q, d, π, δ.
    let slope = (2.0 * pi - 1.0) / y;
    let variances = [q.variance(), d.variance(), p.variance(), e.variance()];
    let of_eta = [1.0 / y, -1.0 / y, -eta / y, eta / y];
    let of_copied = [slope - 2.0, -slope, 2.0 * eta - slope * eta, slope * eta];
    let error = |d: [f64; 4], variances: [f64; 4]| -> f64 {
        let sum: f64 = d.iter().zip(variances).map(|(d, v)| d * d * v).sum();
        z * sum.sqrt()
    };
    let range = |x: f64, half: f64| {
        within(Interval {
            estimate: x,
            lower: x - half,
            upper: x + half,
        })
    };
    line.effort = Some(range(eta, error(of_eta, variances)));
    line.copied = Some(range(copied, error(of_copied, variances)));
    line.more_sentinels = further(q.n, |times| {
        let of_more = [
            variances[0] / times,
            variances[1],
            variances[2],
            variances[3],
        ];
        Some(range(eta, error(of_eta, of_more)))
    });
    line
}
