//! Effort from peers: agreement of a with b exceeds one half by ½κ η_a η_b, a rank-one structure.
//!
//! It fixes x_a = η_a√κ_p of every annotator (as self-consistency would fix η_a√κ_s), up to one
//! common sign, taken so that the labels agree on the whole. With y = ±1 the labels, x solves x_a =
//! Σ_b w_b y_a y_b / Σ_b w_b x_b, the sums over all comparisons of a with others. Weights w = x
//! would be least squares, but a noisy x_b then stands squared in the denominator and pulls every
//! x_a down, badly so in a crowd where most give few labels; w is therefore x drawn towards its
//! mean, the more so the fewer the comparisons. Neither pairs nor the matrix of annotators is
//! formed: a sweep needs the sums Σ w y and Σ w x of each item only, so it is linear in the rows.

use super::index::ItemIndex;
use super::interval::Interval;
use crate::labels::table::LabelTable;
use crate::numerics::normal;
use rayon::prelude::*;
use std::ops::Range;

/// Most sweeps; convergence is linear and usually takes ten to fifty.
const SWEEPS: usize = 200;

/// Scores may leave [−1, 1] by this much while sweeping: cutting noisy ones at 1 would pull the
/// rest.
const BEYOND: f64 = 2.0;

/// Votes that a block of items has at least, and most blocks.
const BLOCK: usize = 1 << 18;
const MOST_BLOCKS: usize = 16;

/// Comparisons that the mean score counts for in a weight.
const PRIOR: f64 = 50.0;

/// x_a = η_a√κ of each annotator, nothing for those without a peer.
#[derive(Debug, Clone)]
pub struct PeerScores {
    /// Estimate with limits (normal, from a variance between clusters: for means over annotators;
    /// one annotator's limits are better drawn from the binomial interval of the excess agreement,
    /// divided by `others`).
    pub scores: Vec<Option<Interval>>,
    /// Mean score of those an annotator is compared with: its excess agreement is x_a times this.
    pub others: Vec<f64>,
    /// Largest change in the last sweep.
    pub residual: f64,
}

/// The decisive labels of items that two annotators or more labelled, item by item, an item's in
/// order of annotators: five bytes a label, laid out once for the many sweeps.
#[derive(Debug)]
pub struct Votes {
    annotator: Vec<u32>,
    first: Vec<bool>,
    /// Per item: cluster, and where its votes end.
    items: Vec<(u32, usize)>,
    annotators: usize,
}

impl Votes {
    /// Collects the votes of a table.
    pub fn new(table: &LabelTable, index: &ItemIndex) -> Self {
        let mut votes = Votes {
            annotator: Vec::new(),
            first: Vec::new(),
            items: Vec::new(),
            annotators: table.annotators().len(),
        };
        let mut of_item: Vec<(u32, bool)> = Vec::new();
        for item in index.by_cluster() {
            of_item.clear();
            of_item.extend(index.rows_of(item).iter().filter_map(|&row| {
                let sign = table.label()[row as usize].sign()?;
                Some((table.annotator()[row as usize], sign > 0))
            }));
            of_item.sort_by_key(|vote| vote.0);
            if of_item.first().map(|v| v.0) == of_item.last().map(|v| v.0) {
                continue;
            }
            votes.annotator.extend(of_item.iter().map(|vote| vote.0));
            votes.first.extend(of_item.iter().map(|vote| vote.1));
            let end = votes.annotator.len();
            votes.items.push((index.cluster_of(item), end));
        }
        votes
    }

    /// Calls `visit(cluster, annotator, Σ_b w_b y_a y_b, Σ_b w_b x_b)` for each vote, b over the
    /// other annotators' votes on its item.
    fn sweep(&self, part: Part, weights: [&[f64]; 2], visit: impl FnMut(u32, u32, f64, f64)) {
        self.sweep_items(0..self.items.len(), part, weights, visit);
    }

    /// The same for some of the items.
    fn sweep_items(
        &self,
        items: Range<usize>,
        part: Part,
        [w, x]: [&[f64]; 2],
        mut visit: impl FnMut(u32, u32, f64, f64),
    ) {
        let mut start = match items.start {
            0 => 0,
            first => self.items[first - 1].1,
        };
        for &(cluster, end) in &self.items[items] {
            let range = start..end;
            start = end;
            if !part.has(cluster) {
                continue;
            }
            let (annotators, first) = (&self.annotator[range.clone()], &self.first[range]);
            let sign = |i: usize| if first[i] { 1.0 } else { -1.0 };
            let (mut all, mut weight) = (0.0, 0.0);
            for (i, &a) in annotators.iter().enumerate() {
                all += sign(i) * w[a as usize];
                weight += w[a as usize] * x[a as usize];
            }
            let mut i = 0;
            while i < annotators.len() {
                let a = annotators[i];
                let (wa, from) = (w[a as usize], i);
                let mut own = 0.0;
                while i < annotators.len() && annotators[i] == a {
                    own += sign(i) * wa;
                    i += 1;
                }
                let others = weight - (i - from) as f64 * wa * x[a as usize];
                for j in from..i {
                    visit(cluster, a, sign(j) * (all - own), others);
                }
            }
        }
    }

    /// Both sums of a sweep by annotator.
    ///
    /// Blocks of items are summed side by side and put together in order. How many there are
    /// follows from the data, not from the machine, so the bytes are the same on any number of
    /// threads.
    fn totals(&self, part: Part, weights: [&[f64]; 2]) -> Vec<[f64; 2]> {
        let blocks = (self.annotator.len() / BLOCK.max(4 * self.annotators)).clamp(1, MOST_BLOCKS);
        let size = self.items.len().div_ceil(blocks);
        let of_block = |block: usize| {
            let end = ((block + 1) * size).min(self.items.len());
            let mut sums = vec![[0.0; 2]; self.annotators];
            self.sweep_items(
                (block * size).min(end)..end,
                part,
                weights,
                |_, a, product, weight| {
                    let [top, bottom] = &mut sums[a as usize];
                    *top += product;
                    *bottom += weight;
                },
            );
            sums
        };
        let parts: Vec<Vec<[f64; 2]>> = (0..blocks).into_par_iter().map(of_block).collect();
        let mut sums = vec![[0.0; 2]; self.annotators];
        for part in parts {
            for (sum, [top, bottom]) in sums.iter_mut().zip(part) {
                sum[0] += top;
                sum[1] += bottom;
            }
        }
        sums
    }
}

/// Which clusters take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of them.
    Whole,
    /// Those of even (0) or odd (1) number.
    Half(u32),
}

impl Part {
    fn has(self, cluster: u32) -> bool {
        match self {
            Part::Whole => true,
            Part::Half(half) => cluster & 1 == half,
        }
    }
}

/// Fits the rank-one structure; limits from a variance between clusters, given the other
/// annotators' scores.
pub fn fit(votes: &Votes, part: Part, level: f64) -> PeerScores {
    let annotators = votes.annotators;
    let mut x = vec![0.5; annotators];
    let mut w = x.clone();
    let mut counts = vec![0.0; annotators];
    votes.sweep(part, [&w, &x], |_, annotator, _, _| {
        counts[annotator as usize] += 1.0;
    });
    let mut residual = f64::INFINITY;
    for _ in 0..SWEEPS {
        residual = 0.0;
        let totals = votes.totals(part, [&w, &x]);
        for (x, [top, bottom]) in x.iter_mut().zip(totals) {
            if bottom.abs() > 0.0 {
                // Half a step: plain alternation of all at once may swing between two states.
                let next = 0.5 * (*x + (top / bottom).clamp(-BEYOND, BEYOND));
                residual = f64::max(residual, (next - *x).abs());
                *x = next;
            }
        }
        let mean = x.iter().zip(&counts).map(|(x, n)| x * n).sum::<f64>()
            / counts.iter().sum::<f64>().max(1.0);
        for ((w, x), n) in w.iter_mut().zip(&x).zip(&counts) {
            *w = (n * x + PRIOR * mean) / (n + PRIOR);
        }
        // Far below any score's standard error.
        if residual < 1e-8 {
            break;
        }
    }
    let majority: f64 = x.iter().sum();
    if majority < 0.0 {
        x.iter_mut().chain(&mut w).for_each(|v| *v = -*v);
    }
    let mut others = vec![0.0; annotators];
    let mut compared = vec![0.0; annotators];
    peers_of(votes, part, &x, |annotator, sum, count| {
        others[annotator as usize] += sum;
        compared[annotator as usize] += count;
    });
    for (sum, count) in others.iter_mut().zip(&compared) {
        *sum /= f64::max(*count, 1.0);
    }
    PeerScores {
        others,
        scores: limits(votes, part, [&w, &x], level),
        residual,
    }
}

/// Calls `visit(annotator, Σ x_b, number of b)` for each annotator, b over all votes that it is
/// compared with.
fn peers_of(votes: &Votes, part: Part, x: &[f64], mut visit: impl FnMut(u32, f64, f64)) {
    // With weights 1 the second sum of a sweep is Σ x_b; with scores 1 it is the number of b.
    let ones = vec![1.0; x.len()];
    let mut sums = vec![0.0; x.len()];
    votes.sweep(part, [&ones, x], |_, a, _, sum| sums[a as usize] += sum);
    let mut counts = vec![0.0; x.len()];
    votes.sweep(part, [&ones, &ones], |_, a, _, count| {
        counts[a as usize] += count
    });
    for a in 0..x.len() {
        visit(a as u32, sums[a], counts[a]);
    }
}

/// x_a = Σ product/Σ weight is a ratio of sums over clusters: limits by its linearised variance.
fn limits(votes: &Votes, part: Part, [w, x]: [&[f64]; 2], level: f64) -> Vec<Option<Interval>> {
    #[derive(Clone, Copy, Default)]
    struct Sums {
        cluster: u32,
        open: [f64; 2],
        sum: [f64; 2],
        squares: f64,
        clusters: u32,
    }
    fn close(s: &mut Sums, x: f64) {
        let [t, w] = s.open;
        if w != 0.0 {
            s.sum[0] += t;
            s.sum[1] += w;
            s.squares += (t - x * w) * (t - x * w);
            s.clusters += 1;
        }
        s.open = [0.0; 2];
    }
    let mut sums = vec![Sums::default(); x.len()];
    votes.sweep(part, [w, x], |cluster, annotator, product, weight| {
        let s = &mut sums[annotator as usize];
        if s.cluster != cluster {
            close(s, x[annotator as usize]);
            s.cluster = cluster;
        }
        s.open[0] += product;
        s.open[1] += weight;
    });
    let z = normal::quantile(0.5 * (1.0 + level));
    sums.iter_mut()
        .zip(x)
        .map(|(s, &x)| {
            close(s, x);
            if s.sum[1] <= 0.0 {
                return None;
            }
            let c = f64::from(s.clusters);
            let half = if s.clusters > 1 {
                z * (s.squares * c / (c - 1.0)).sqrt() / s.sum[1]
            } else {
                f64::INFINITY
            };
            Some(Interval {
                estimate: x,
                lower: x - half,
                upper: x + half,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Part, Votes};

    /// Blocks put together are the sweep over all items, for a table of more than one block.
    #[test]
    fn blocks_sum_to_the_whole() {
        let items = BLOCK;
        let mut votes = Votes {
            annotator: Vec::new(),
            first: Vec::new(),
            items: Vec::new(),
            annotators: 7,
        };
        for item in 0..items {
            for k in 0..3 {
                votes.annotator.push(((item + 2 * k) % 7) as u32);
                votes.first.push(item * (k + 3) % 5 > 1);
            }
            votes.items.push((item as u32, 3 * (item + 1)));
        }
        let w = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7];
        let x = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3];
        for part in [Part::Whole, Part::Half(1)] {
            let mut whole = [[0.0; 2]; 7];
            votes.sweep(part, [&w, &x], |_, a, top, bottom| {
                whole[a as usize][0] += top;
                whole[a as usize][1] += bottom;
            });
            let found = votes.totals(part, [&w, &x]);
            for (found, whole) in found.as_flattened().iter().zip(whole.as_flattened()) {
                // Another order of some 10^5 additions.
                assert!(
                    (found - whole).abs() <= 1e-10 * whole.abs(),
                    "{found} {whole}"
                );
            }
        }
    }
}
