//! Efforts from repeats and an expert together: each annotator's likelihood of both, κ with its
//! uncertainty from everybody.
//!
//! Rests on κ_e = κ_s: the expert's labels are careful draws from the annotators' own preference
//! law, on each item. Nothing is assumed of how annotators' preferences are related to each other.
//! κ comes from moments pooled over the annotators ([`super::kappa`], a bootstrap over clusters of
//! items), not from the joint likelihood: with an effort to fit for every annotator, and efforts
//! cut at 0 and 1, that is biased where single annotators' agreement is hardly told from chance
//! (simulated with κ = 0.1 and 200 items for each of 50 annotators, its 95% intervals of effort
//! covered 82%). An annotator's log-likelihood ℓ(η, κ) is profiled over κ with the penalty ½((ln κ
//! − ln κ̂)/s)², s the bootstrap's error; limits are where the profile has fallen by half the
//! squared quantile.
//!
//! Two looks at an item and the expert's label of it depend on each other through the item, which
//! the likelihood of the three together knows; items of one cluster depend on each other as well,
//! and there the log-likelihood is divided by the ratio of the score's variance between clusters to
//! that between cells (Chandler and Bate, *Inference for clustered data using the independence
//! loglikelihood*, Biometrika 94, 2007).

use super::index::ItemIndex;
use super::interval::{Interval, student};
use super::patterns::{Counts, Law, Pattern, for_each_pattern, longest};
use crate::labels::table::LabelTable;
use crate::numerics::{minimise, normal};
use rayon::prelude::*;

/// Largest κ that is looked at: with 1 itself a single contradiction has probability 0.
const MOST: f64 = 0.9995;

/// Values of κ at which an annotator's likelihood is profiled.
const GRID: usize = 33;

/// Standard errors of ln κ to either side that the grid spans.
const SPAN: f64 = 4.0;

/// ln κ with its standard error; 0 where κ is given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogKappa {
    /// ln κ.
    pub estimate: f64,
    /// Its standard error.
    pub error: f64,
}

/// Efforts with their limits; nothing for annotators with neither repeats nor gold.
pub fn efforts(
    table: &LabelTable,
    index: &ItemIndex,
    kappa: LogKappa,
    level: f64,
) -> Vec<Option<Interval>> {
    let mut counts: Vec<Counts> = vec![Vec::new(); table.annotators().len()];
    for_each_pattern(table, index, |_, annotator, pattern| {
        let of = &mut counts[annotator as usize];
        match of.iter_mut().find(|(p, _)| *p == pattern) {
            Some((_, times)) => *times += 1.0,
            None => of.push((pattern, 1.0)),
        }
    });
    let most = longest(&counts);
    let cells: Vec<f64> = counts
        .iter()
        .map(|c| c.iter().map(|(_, times)| times).sum())
        .collect();
    let all: f64 = cells.iter().sum();
    let laws: Vec<Law> = grid(kappa).into_iter().map(|k| Law::new(k, most)).collect();
    let at = libm::exp(kappa.estimate).min(MOST);
    let here = Law::new(at, most);
    let best: Vec<f64> = counts
        .par_iter()
        .map(|c| maximise(&|eta| here.log_likelihood(c, eta), 1e-5).0)
        .collect();
    let clusters = Clusters::new(table, index, &counts, &best, &here);
    (0..counts.len())
        .into_par_iter()
        .map(|a| {
            if counts[a].is_empty() {
                return None;
            }
            let (ratio, independent) = clusters.of(a).unwrap_or((1.0, cells[a]));
            // The annotator's own share in κ̂ is in its likelihood already: it must not count
            // twice.
            let others = 1.0 - cells[a] / all;
            let value = |eta: f64| {
                let at = |law: &Law| {
                    let away = (libm::log(law.kappa) - kappa.estimate) / kappa.error.max(1e-12);
                    let penalty = if kappa.error > 0.0 {
                        0.5 * others * away * away
                    } else {
                        0.0
                    };
                    law.log_likelihood(&counts[a], eta) / ratio - penalty
                };
                peak(&laws.iter().map(at).collect::<Vec<_>>())
            };
            let p = 0.5 * (1.0 + level);
            let quantile = if independent > 1.0 {
                student(p, independent - 1.0).unwrap_or_else(|| normal::quantile(p))
            } else {
                f64::INFINITY
            };
            Some(limits(value, quantile))
        })
        .collect()
}

/// Equally spaced in ln κ.
fn grid(kappa: LogKappa) -> Vec<f64> {
    if kappa.error <= 0.0 {
        return vec![libm::exp(kappa.estimate).min(MOST)];
    }
    let low = (kappa.estimate - SPAN * kappa.error).min(libm::log(0.5 * MOST));
    let high = (kappa.estimate + SPAN * kappa.error).min(libm::log(MOST));
    let step = (high - low) / (GRID - 1) as f64;
    (0..GRID)
        .map(|i| libm::exp(low + step * i as f64).min(MOST))
        .collect()
}

/// Steps of the grid over efforts.
const EFFORTS: usize = 20;

/// The largest value of a function on [0, 1] and where: the best of equally spaced points, refined
/// between its neighbours. Several maxima are told apart if the grid does.
fn maximise(f: &dyn Fn(f64) -> f64, width: f64) -> (f64, f64) {
    let point = |i: usize| i as f64 / EFFORTS as f64;
    let mut top = (0.0, f64::NEG_INFINITY);
    let mut near = 0;
    for i in 0..=EFFORTS {
        let value = f(point(i));
        if value > top.1 {
            (top, near) = ((point(i), value), i);
        }
    }
    let (low, high) = (near.saturating_sub(1), (near + 1).min(EFFORTS));
    match minimise(|x| -f(x), point(low), point(high), width) {
        Ok(refined) if -refined.value > top.1 => (refined.at, -refined.value),
        _ => top,
    }
}

/// The last point on the way from `inside` towards `outside` of which `holds` is true, by
/// bisection.
fn edge(inside: f64, outside: f64, width: f64, holds: impl Fn(f64) -> bool) -> f64 {
    let (mut inside, mut outside) = (inside, outside);
    while (outside - inside).abs() > width {
        let middle = 0.5 * (inside + outside);
        // Nothing lies between two neighbouring floats, however narrow the width asked for.
        if middle == inside || middle == outside {
            break;
        }
        if holds(middle) {
            inside = middle;
        } else {
            outside = middle;
        }
    }
    inside
}

/// The peak of equally spaced values: the vertex of the parabola through the largest and its
/// neighbours.
fn peak(values: &[f64]) -> f64 {
    let top = (0..values.len()).fold(0, |t, j| if values[j] > values[t] { j } else { t });
    let here = values[top];
    if top == 0 || top + 1 == values.len() {
        return here;
    }
    let (before, after) = (values[top - 1], values[top + 1]);
    let curve = before - 2.0 * here + after;
    if curve < 0.0 {
        here - (after - before).powi(2) / (8.0 * curve)
    } else {
        here
    }
}

/// The effort of the largest value, between those whose value is within ½z² of it.
fn limits(value: impl Fn(f64) -> f64, z: f64) -> Interval {
    let (at, top) = maximise(&value, 1e-5);
    let inside = |eta: f64| top - value(eta) <= 0.5 * z * z;
    let limit = |end: f64| {
        if inside(end) {
            end
        } else {
            edge(at, end, 1e-5, inside)
        }
    };
    Interval {
        estimate: at,
        lower: limit(0.0),
        upper: limit(1.0),
    }
}

/// What dependence between the items of a cluster does to the variance of each annotator's score;
/// nothing where there is none.
struct Clusters(Vec<(f64, f64)>);

impl Clusters {
    fn new(
        table: &LabelTable,
        index: &ItemIndex,
        counts: &[Counts],
        efforts: &[f64],
        law: &Law,
    ) -> Self {
        if !index.is_clustered() {
            return Clusters(Vec::new());
        }
        let scores: Vec<Vec<(Pattern, f64)>> = counts
            .iter()
            .zip(efforts)
            .map(|(c, &effort)| scores(c, effort, law))
            .collect();
        let mut each = vec![Ratio::default(); counts.len()];
        for_each_pattern(table, index, |cluster, annotator, pattern| {
            let of = &scores[annotator as usize];
            if let Some((_, score)) = of.iter().find(|(p, _)| *p == pattern) {
                each[annotator as usize].add(cluster, *score);
            }
        });
        Clusters(each.into_iter().map(Ratio::finish).collect())
    }

    /// Ratio of variances and number of clusters of an annotator.
    fn of(&self, annotator: usize) -> Option<(f64, f64)> {
        self.0.get(annotator).copied()
    }
}

/// Variance of sums over clusters against the sum of squares over cells.
#[derive(Debug, Clone, Default)]
struct Ratio {
    cluster: Option<u32>,
    open: f64,
    between: f64,
    cells: f64,
    clusters: f64,
}

impl Ratio {
    fn add(&mut self, cluster: u32, score: f64) {
        if self.cluster != Some(cluster) {
            self.close();
            self.cluster = Some(cluster);
        }
        self.open += score;
        self.cells += score * score;
    }

    fn close(&mut self) {
        if self.cluster.is_some() {
            self.between += self.open * self.open;
            self.clusters += 1.0;
            self.open = 0.0;
        }
    }

    /// The ratio, at least 1, and the number of clusters.
    fn finish(mut self) -> (f64, f64) {
        self.close();
        let c = self.clusters;
        let ratio = if c > 1.0 && self.cells > 0.0 {
            self.between / self.cells * c / (c - 1.0)
        } else {
            1.0
        };
        (ratio.max(1.0), c)
    }
}

/// Score of effort of each pattern by central differences, centred, so that an effort at 0 or 1
/// leaves no common drift.
fn scores(counts: &Counts, effort: f64, law: &Law) -> Vec<(Pattern, f64)> {
    const STEP: f64 = 1e-4;
    let (down, up) = ((effort - STEP).max(0.0), (effort + STEP).min(1.0));
    let raw: Vec<(Pattern, f64, f64)> = counts
        .iter()
        .map(|&(p, times)| {
            let rise = law.log_probability(p, up) - law.log_probability(p, down);
            (p, times, rise / (up - down))
        })
        .collect();
    let cells: f64 = raw.iter().map(|r| r.1).sum();
    let mean = raw.iter().map(|&(_, n, s)| n * s).sum::<f64>() / cells.max(1.0);
    raw.iter().map(|&(p, _, s)| (p, s - mean)).collect()
}
