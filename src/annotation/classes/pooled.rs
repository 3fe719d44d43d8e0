//! Agreement of all annotators together, by kind of comparison.

use super::comparisons::{KINDS, Part, each};
use super::space::Space;
use crate::annotation::index::ItemIndex;
use crate::labels::table::LabelTable;

/// Agreement of one kind, of all annotators together.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Pooled {
    /// Comparisons, each pair of peers once.
    pub pairs: u64,
    /// Independent clusters of items that they come from.
    pub clusters: u64,
    /// Mean ⟨y, z⟩ over comparisons.
    pub share: f64,
    /// Its variance, from between clusters: labels of one item by several annotators depend on each
    /// other.
    pub variance: f64,
    /// Of the open cluster, and squared of all: sums of ⟨y, z⟩ and comparisons.
    open: (u32, [f64; 2]),
    sums: [f64; 2],
    squares: [f64; 3],
}

impl Pooled {
    fn close_cluster(&mut self) {
        let [s, n] = std::mem::take(&mut self.open.1);
        if n > 0.0 {
            self.clusters += 1;
            self.sums = [self.sums[0] + s, self.sums[1] + n];
            let [ss, sn, nn] = self.squares;
            self.squares = [ss + s * s, sn + s * n, nn + n * n];
        }
    }

    fn close(mut self, peers: bool) -> Option<Self> {
        self.close_cluster();
        let [s, n] = self.sums;
        if n <= 0.0 {
            return None;
        }
        // A pair of peers stands in both their sums.
        self.pairs /= if peers { 2 } else { 1 };
        self.share = s / n;
        let (q, c) = (self.share, self.clusters as f64);
        let [ss, sn, nn] = self.squares;
        let sum = (ss - 2.0 * q * sn + q * q * nn).max(0.0);
        self.variance = if c > 1.0 {
            sum * c / (c - 1.0) / (n * n)
        } else {
            q * (1.0 - q)
        };
        Some(self)
    }
}

/// Agreement of all annotators together, by kind.
pub(crate) fn pooled(
    table: &LabelTable,
    index: &ItemIndex,
    space: &Space,
) -> [Option<Pooled>; KINDS] {
    let mut pools = [Pooled::default(); KINDS];
    each(table, index, space, Part::Whole, |seen| {
        let pool = &mut pools[seen.kind];
        if pool.open.0 != seen.cluster {
            pool.close_cluster();
            pool.open.0 = seen.cluster;
        }
        let n = seen.pairs as f64;
        pool.open.1[0] += n * seen.share;
        pool.open.1[1] += n;
        pool.pairs += seen.pairs;
    });
    let [own, expert, peers] = pools;
    [own.close(false), expert.close(false), peers.close(true)]
}
