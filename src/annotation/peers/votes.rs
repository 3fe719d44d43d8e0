//! Votes item by item, and the sums over them that a sweep needs.

use crate::annotation::best::half;
use crate::annotation::index::ItemIndex;
use crate::labels::table::LabelTable;
use rayon::prelude::*;
use std::ops::Range;

/// Votes that a block of items has at least, and most blocks.
const BLOCK: usize = 1 << 18;
const MOST_BLOCKS: usize = 16;

/// The decisive labels of items that two annotators or more labelled, item by item, an item's in
/// order of annotators: five bytes a label, laid out once for the many sweeps.
#[derive(Debug)]
pub struct Votes {
    annotator: Vec<u32>,
    first: Vec<bool>,
    /// Per item: cluster, and where its votes end.
    items: Vec<(u32, usize)>,
    pub(super) annotators: usize,
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

    /// How many votes there are.
    pub fn len(&self) -> usize {
        self.annotator.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.annotator.is_empty()
    }

    /// Calls `visit(cluster, annotator, Σ_b w_b y_a y_b, Σ_b w_b x_b)` for each vote, b over the
    /// other annotators' votes on its item.
    pub(super) fn sweep(
        &self,
        part: Part,
        weights: [&[f64]; 2],
        visit: impl FnMut(u32, u32, f64, f64),
    ) {
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
    pub(super) fn totals(&self, part: Part, weights: [&[f64]; 2]) -> Vec<[f64; 2]> {
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
    /// Those of one half (0 or 1) of a halving, which comes first.
    Half(u32, usize),
}

impl Part {
    fn has(self, cluster: u32) -> bool {
        match self {
            Part::Whole => true,
            Part::Half(split, side) => half(cluster, split) == side,
        }
    }
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
        for part in [Part::Whole, Part::Half(0, 1)] {
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
