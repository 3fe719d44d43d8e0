//! Agreement sums per group of clusters: what a resample of clusters is put together from.

use super::agreement::{Agreement, for_each_cell};
use super::best::{SPLITS, half};
use super::index::ItemIndex;
use crate::labels::table::LabelTable;

/// Most groups that are resampled: beyond, several clusters share one, which costs a replicate
/// nothing in validity (sums of independent clusters are independent) and bounds its work.
const MOST_GROUPS: usize = 2000;

#[derive(Debug, Clone, Copy)]
struct Cell {
    group: u32,
    annotator: u32,
    counts: [[u32; 2]; 3],
}

/// Agreement sums of every annotator in every group.
#[derive(Debug, Clone)]
pub struct Groups {
    cells: Vec<Cell>,
    groups: usize,
    annotators: usize,
}

/// One annotator's sums over the groups, weights included.
#[derive(Debug, Clone, Copy, Default)]
pub struct Weighed {
    /// Agreements and comparisons with oneself.
    pub own: [f64; 2],
    /// Agreements and comparisons with the expert.
    pub expert: [f64; 2],
    /// Agreements and comparisons with peers.
    pub peers: [f64; 2],
}

/// Agreements and comparisons of one kind in both halves of each halving of the groups.
pub type Halved = [[[f64; 2]; 2]; SPLITS as usize];

impl Groups {
    /// Sums the table's comparisons by group.
    pub fn new(table: &LabelTable, index: &ItemIndex) -> Self {
        let groups = index.clusters().min(MOST_GROUPS);
        let mut cells: Vec<Cell> = Vec::new();
        for_each_cell(table, index, |item, annotator, cell| {
            if cell.own.pairs + cell.expert.pairs + cell.peers.pairs == 0 {
                return;
            }
            let pair = |a: Agreement| [clamp(a.agree), clamp(a.pairs)];
            cells.push(Cell {
                group: (index.cluster_of(item) as usize % groups) as u32,
                annotator,
                counts: [pair(cell.own), pair(cell.expert), pair(cell.peers)],
            });
        });
        cells.sort_unstable_by_key(|c| (c.group, c.annotator));
        cells.dedup_by(|next, kept| {
            let same = (next.group, next.annotator) == (kept.group, kept.annotator);
            if same {
                let kept = kept.counts.as_flattened_mut().iter_mut();
                for (k, n) in kept.zip(next.counts.as_flattened()) {
                    *k = k.saturating_add(*n);
                }
            }
            same
        });
        cells.shrink_to_fit();
        Groups {
            cells,
            groups,
            annotators: table.annotators().len(),
        }
    }

    /// Number of groups.
    pub fn len(&self) -> usize {
        self.groups
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.groups == 0
    }

    /// Number of groups with a comparison of each kind: with oneself, with the expert, with peers.
    pub fn compared(&self) -> [usize; 3] {
        let mut seen = vec![[false; 3]; self.groups];
        for cell in &self.cells {
            for (seen, counts) in seen[cell.group as usize].iter_mut().zip(&cell.counts) {
                *seen |= counts[1] > 0;
            }
        }
        std::array::from_fn(|kind| seen.iter().filter(|s| s[kind]).count())
    }

    /// Number of sums to add up in a replicate.
    pub fn cells(&self) -> usize {
        self.cells.len()
    }

    /// Every annotator's sums over the groups, group g counted `times[g]` times.
    pub fn weigh(&self, times: &[u32]) -> Vec<Weighed> {
        let mut sums = vec![Weighed::default(); self.annotators];
        for cell in &self.cells {
            let t = f64::from(times[cell.group as usize]);
            let sum = &mut sums[cell.annotator as usize];
            let [own, expert, peers] = &cell.counts;
            for i in 0..2 {
                sum.own[i] += t * f64::from(own[i]);
                sum.expert[i] += t * f64::from(expert[i]);
                sum.peers[i] += t * f64::from(peers[i]);
            }
        }
        sums
    }

    /// Every annotator's sums of one kind (0: with oneself, 1: with the expert, 2: with peers) by
    /// halves of the groups, group g counted `times[g]` times.
    pub fn weigh_halves(&self, times: &[u32], kind: usize) -> Vec<Halved> {
        let mut sums = vec![Halved::default(); self.annotators];
        for cell in &self.cells {
            let t = f64::from(times[cell.group as usize]);
            if t == 0.0 {
                continue;
            }
            let [agree, pairs] = cell.counts[kind].map(|n| t * f64::from(n));
            let halved = sums[cell.annotator as usize].iter_mut();
            for (split, sum) in (0..).zip(halved) {
                let sum = &mut sum[half(cell.group, split)];
                sum[0] += agree;
                sum[1] += pairs;
            }
        }
        sums
    }
}

fn clamp(x: u64) -> u32 {
    u32::try_from(x).unwrap_or(u32::MAX)
}
