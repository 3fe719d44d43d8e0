//! What each item says of each annotator who labelled it, by each kind of comparison: with oneself,
//! with the expert, with the peers.

use super::space::Space;
use crate::annotation::best::half;
use crate::annotation::index::ItemIndex;
use crate::labels::table::{LabelTable, NO_CLASS};

/// Which clusters of items take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Whole,
    /// One half (0 or 1) of a halving, which comes first.
    Half(u32, usize),
}

pub(super) const KINDS: usize = 3;

/// What one item says of one annotator by one kind of comparison.
pub(super) struct Seen<'s> {
    pub(super) kind: usize,
    pub(super) annotator: usize,
    pub(super) cluster: u32,
    /// Mean inner product of the labels' vectors.
    pub(super) product: f64,
    /// Mean agreement, 1 − ½|y − z|².
    pub(super) share: f64,
    pub(super) pairs: u64,
    pub(super) y: &'s [f64],
    pub(super) z: &'s [f64],
}

/// The labels of one item.
struct Votes {
    /// Annotators with their labels, sorted.
    each: Vec<(u32, u16)>,
    /// The expert's label.
    gold: u16,
    /// Sum of the labels' vectors.
    total: Vec<f64>,
    /// Sum of the squares of these.
    square: f64,
}

impl Votes {
    fn read(&mut self, table: &LabelTable, index: &ItemIndex, space: &Space, item: usize) {
        let class = table.class().unwrap_or(&[]);
        self.each.clear();
        (self.gold, self.square) = (NO_CLASS, 0.0);
        self.total.fill(0.0);
        for &row in index.rows_of(item) {
            let [label, expert] = class[row as usize];
            if self.gold == NO_CLASS {
                self.gold = expert;
            }
            if label != NO_CLASS {
                self.each.push((table.annotator()[row as usize], label));
                space.add(&mut self.total, label, 1.0);
                self.square += space.square(label);
            }
        }
        self.each.sort_unstable();
    }
}

/// Calls `visit` for each annotator's labels of each item, by each kind of comparison.
pub(super) fn each(
    table: &LabelTable,
    index: &ItemIndex,
    space: &Space,
    part: Part,
    mut visit: impl FnMut(Seen<'_>),
) {
    let length = space.length();
    let mut votes = Votes {
        each: Vec::new(),
        gold: NO_CLASS,
        total: vec![0.0; length],
        square: 0.0,
    };
    let (mut y, mut z) = (vec![0.0; length], vec![0.0; length]);
    for item in index.by_cluster() {
        let cluster = index.cluster_of(item);
        if matches!(part, Part::Half(split, side) if half(cluster, split) != side) {
            continue;
        }
        votes.read(table, index, space, item);
        let Votes {
            each,
            gold,
            total,
            square,
        } = &votes;
        let (gold, all) = (*gold, each.len() as f64);
        for mine in each.chunk_by(|a, b| a.0 == b.0) {
            let (annotator, own) = (mine[0].0, mine.len());
            let m = own as f64;
            y.fill(0.0);
            mine.iter().for_each(|v| space.add(&mut y, v.1, 1.0 / m));
            let squares: f64 = mine.iter().map(|v| space.square(v.1)).sum();
            let mut seen = |kind, product: f64, of_z: f64, pairs, z: &[f64]| {
                visit(Seen {
                    kind,
                    annotator: annotator as usize,
                    cluster,
                    product,
                    share: product + 1.0 - 0.5 * (squares / m + of_z),
                    pairs,
                    y: &y,
                    z,
                });
            };
            let inner = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
            if own > 1 {
                let product = (m * m * inner(&y, &y) - squares) / (m * (m - 1.0));
                seen(0, product, squares / m, (own * (own - 1) / 2) as u64, &y);
            }
            if gold != NO_CLASS {
                z.fill(0.0);
                space.add(&mut z, gold, 1.0);
                seen(1, inner(&y, &z), space.square(gold), own as u64, &z);
            }
            if all > m {
                let others = all - m;
                for i in 0..length {
                    z[i] = (total[i] - m * y[i]) / others;
                }
                let of_z = (square - squares) / others;
                seen(2, inner(&y, &z), of_z, (m * others) as u64, &z);
            }
        }
    }
}
