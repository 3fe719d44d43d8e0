//! What one annotator says of one item on several looks, with the expert's label beside it, and how
//! likely that is.
//!
//! With x = 2p − 1 and labels y = ±1, a cell (item, annotator) has probability
//! E\[½(1 + x) Π_j ½(1 + y_j η x)] if the expert says "first"; the law of x is taken as symmetric about 0, so both
//! answers may be told as if the expert had said "first". Up to three labels in all this depends on
//! the law of x through κ = E\[x²] alone: whatever the law, (1 + κη² + 2κη)/4 that two looks agree
//! with each other and the expert, (1 + κη² − 2κη)/4 with each other only, and (1 − κη²)/2 that
//! they differ. With more looks at one item the law matters, and Beta(a, a), a = (1/κ − 1)/2, is
//! assumed.

use super::agreement::add_up;
use super::index::ItemIndex;
use crate::annotation::peer_likelihood::rule;
use crate::labels::table::LabelTable;

/// What matters of a cell: how many looks, how many of them like the expert, or without expert like
/// the first of them by majority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pattern {
    /// Decisive labels of the annotator.
    pub looks: u32,
    /// Those that agree.
    pub agree: u32,
    /// Whether the expert's label is known.
    pub expert: bool,
}

impl Pattern {
    /// Labels in all.
    fn labels(self) -> u32 {
        self.looks + u32::from(self.expert)
    }
}

/// How often one annotator has which pattern.
pub type Counts = Vec<(Pattern, f64)>;

/// Calls `visit(cluster, annotator, pattern)` for each cell that tells of effort, clusters one
/// after another.
///
/// Rows of one cell with different gold labels count as without: two experts in conflict are no one
/// expert's draw.
pub fn for_each_pattern(
    table: &LabelTable,
    index: &ItemIndex,
    mut visit: impl FnMut(u32, u32, Pattern),
) {
    // Annotator; labels "first", "second"; gold "first", "second".
    let mut cells: Vec<(u32, [u32; 4])> = Vec::new();
    for item in index.by_cluster() {
        cells.clear();
        for &row in index.rows_of(item) {
            let row = row as usize;
            let Some(sign) = table.label()[row].sign() else {
                continue;
            };
            let gold = table.gold()[row].sign().unwrap_or(0);
            let counts = [sign > 0, sign < 0, gold > 0, gold < 0].map(u32::from);
            cells.push((table.annotator()[row], counts));
        }
        add_up(&mut cells);
        for &(annotator, [first, second, gold_first, gold_second]) in &cells {
            let agree = match (gold_first > 0, gold_second > 0) {
                (true, false) => Some(first),
                (false, true) => Some(second),
                _ => None,
            };
            let pattern = Pattern {
                looks: first + second,
                agree: agree.unwrap_or(first.max(second)),
                expert: agree.is_some(),
            };
            // A single label with nothing to compare it to tells nothing.
            if pattern.labels() > 1 {
                visit(index.cluster_of(item), annotator, pattern);
            }
        }
    }
}

/// The law of x at one κ, as nodes with weights.
#[derive(Debug, Clone)]
pub struct Law {
    /// κ.
    pub kappa: f64,
    nodes: Vec<(f64, f64)>,
}

/// Most nodes; below 2·64 labels on one item the rule is exact.
const MOST_NODES: usize = 64;

/// From this many looks at one item on products are formed as sums of logarithms.
const LONG: u32 = 200;

impl Law {
    /// The law with as many nodes as the longest of the patterns needs: m nodes integrate 2m − 1
    /// labels exactly.
    pub fn new(kappa: f64, longest: u32) -> Law {
        let nodes = (longest as usize / 2 + 1).clamp(2, MOST_NODES);
        let (x, w) = rule(kappa, nodes);
        Law {
            kappa,
            nodes: x.into_iter().zip(w).collect(),
        }
    }

    /// ln of the pattern's probability at effort `eta`, powers of ½ left out.
    pub fn log_probability(&self, pattern: Pattern, eta: f64) -> f64 {
        let (k, l) = (pattern.agree, pattern.looks - pattern.agree);
        if pattern.looks <= LONG {
            let sum: f64 = self
                .nodes
                .iter()
                .map(|&(x, w)| {
                    let expert = if pattern.expert { 1.0 + x } else { 1.0 };
                    w * expert * power(1.0 + eta * x, k) * power(1.0 - eta * x, l)
                })
                .sum();
            return libm::log(sum.max(f64::MIN_POSITIVE));
        }
        let logs: Vec<f64> = self
            .nodes
            .iter()
            .map(|&(x, w)| {
                let expert = if pattern.expert {
                    libm::log1p(x.max(-1.0 + 1e-15))
                } else {
                    0.0
                };
                // η|x| < 1 but for rounding; a zero power of zero is 1.
                let term = |n: u32, x: f64| f64::from(n) * libm::log1p((eta * x).max(-1.0 + 1e-15));
                libm::log(w.max(f64::MIN_POSITIVE)) + expert + term(k, x) + term(l, -x)
            })
            .collect();
        let top = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        top + libm::log(logs.iter().map(|v| libm::exp(v - top)).sum())
    }

    /// Log-likelihood of one annotator's counts at effort `eta`.
    pub fn log_likelihood(&self, counts: &Counts, eta: f64) -> f64 {
        counts
            .iter()
            .map(|&(pattern, times)| times * self.log_probability(pattern, eta))
            .sum()
    }
}

/// x^n by squaring, the same on every machine.
fn power(x: f64, n: u32) -> f64 {
    let (mut result, mut square, mut left) = (1.0, x, n);
    while left > 0 {
        if left & 1 == 1 {
            result *= square;
        }
        square *= square;
        left >>= 1;
    }
    result
}

/// The longest pattern's number of labels.
pub fn longest<'c>(counts: impl IntoIterator<Item = &'c Counts>) -> u32 {
    counts
        .into_iter()
        .flatten()
        .map(|(pattern, _)| pattern.labels())
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Law, Pattern};

    /// The closed forms of two looks and an expert, for a law of two points and for one of many.
    #[test]
    fn three_labels_depend_on_kappa_alone() {
        let (kappa, eta) = (0.37, 0.8);
        let closed = [
            (2, (1.0 + kappa * eta * eta + 2.0 * kappa * eta) / 4.0),
            (1, (1.0 - kappa * eta * eta) / 4.0),
            (0, (1.0 + kappa * eta * eta - 2.0 * kappa * eta) / 4.0),
        ];
        for longest in [3, 40] {
            let law = Law::new(kappa, longest);
            for (agree, probability) in closed {
                let pattern = Pattern {
                    looks: 2,
                    agree,
                    expert: true,
                };
                let found = libm::exp(law.log_probability(pattern, eta)) / 4.0;
                // Nodes and weights are eigenvalues and vectors: some ten roundings.
                assert!((found - probability).abs() < 1e-14, "{found} {probability}");
            }
        }
    }

    #[test]
    fn many_looks_by_logarithms_as_by_products() {
        let law = Law::new(0.5, 400);
        let of = |looks| Pattern {
            looks,
            agree: looks - 40,
            expert: true,
        };
        // One factor more on the far side of the switch: the ratio of neighbours moves smoothly.
        let step = |n| law.log_probability(of(n + 1), 0.9) - law.log_probability(of(n), 0.9);
        assert!((step(200) - 0.5 * (step(199) + step(201))).abs() < 1e-5);
    }
}
