//! Effort from peers: agreement of a with b exceeds one half by ½κ η_a η_b, a rank-one structure.
//!
//! It fixes x_a = η_a√κ_p of every annotator (as self-consistency would fix η_a√κ_s), up to one
//! common sign, taken so that the labels agree on the whole. With y = ±1 the labels, x solves x_a =
//! Σ_b w_b y_a y_b / Σ_b w_b x_b, the sums over all comparisons of a with others. Weights w = x
//! would be least squares, but a noisy x_b then stands squared in the denominator and pulls every
//! x_a down, badly so in a crowd where most give few labels; w is therefore x drawn towards its
//! mean, the more so the fewer the comparisons. Neither pairs nor the matrix of annotators is
//! formed: a sweep needs the sums Σ w y and Σ w x of each item only, so it is linear in the rows.

mod votes;

use crate::annotation::interval::Interval;
use crate::numerics::normal;

pub use votes::{Part, Votes};

/// Most sweeps; convergence is linear and usually takes ten to fifty.
const SWEEPS: usize = 200;

/// Scores may leave [−1, 1] by this much while sweeping: cutting noisy ones at 1 would pull the
/// rest.
const BEYOND: f64 = 2.0;

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
