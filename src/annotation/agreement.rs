//! Agreement counts: with oneself, with the expert, with peers. Ties and missing labels take no
//! part.

use super::index::ItemIndex;
use crate::labels::table::LabelTable;

/// Agreements among comparisons.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Comparisons that agree.
    pub agree: u64,
    /// All comparisons.
    pub pairs: u64,
}

impl Agreement {
    /// Share of agreements; NaN-free: `None` without comparisons.
    pub fn share(self) -> Option<f64> {
        (self.pairs > 0).then(|| self.agree as f64 / self.pairs as f64)
    }

    /// Adds comparisons.
    pub fn add(&mut self, agree: u64, pairs: u64) {
        self.agree += agree;
        self.pairs += pairs;
    }
}

/// The three kinds of comparison.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Agreements {
    /// Pairs of labels of one annotator on one item: all m(m − 1)/2 of m repeats.
    pub own: Agreement,
    /// Labels against the expert's.
    pub expert: Agreement,
    /// Pairs of labels of different annotators on one item.
    pub peers: Agreement,
}

/// What one annotator's labels on one item contribute: (item, annotator, agreements); clusters one
/// after another.
///
/// `peers` counts each comparison of this annotator's labels with others' once *per annotator*:
/// over all annotators the sum is twice the number of pairs.
pub fn for_each_cell(
    table: &LabelTable,
    index: &ItemIndex,
    mut visit: impl FnMut(usize, u32, &Agreements),
) {
    // Per annotator of the item at hand: labels for the first response, for the second, gold
    // agreements and pairs.
    let mut cells: Vec<(u32, [u64; 4])> = Vec::new();
    for item in index.by_cluster() {
        cells.clear();
        for &row in index.rows_of(item) {
            let row = row as usize;
            let Some(sign) = table.label()[row].sign() else {
                continue;
            };
            let mut counts = [u64::from(sign > 0), u64::from(sign < 0), 0, 0];
            if let Some(gold) = table.gold()[row].sign() {
                counts[2] = u64::from(gold == sign);
                counts[3] = 1;
            }
            cells.push((table.annotator()[row], counts));
        }
        add_up(&mut cells);
        let first: u64 = cells.iter().map(|c| c.1[0]).sum();
        let second: u64 = cells.iter().map(|c| c.1[1]).sum();
        for &(annotator, [a, b, gold_agree, gold_pairs]) in &cells {
            let m = a + b;
            let agreements = Agreements {
                own: Agreement {
                    agree: choose_two(a) + choose_two(b),
                    pairs: choose_two(m),
                },
                expert: Agreement {
                    agree: gold_agree,
                    pairs: gold_pairs,
                },
                peers: Agreement {
                    agree: a * (first - a) + b * (second - b),
                    pairs: m * (first + second - m),
                },
            };
            visit(item, annotator, &agreements);
        }
    }
}

fn choose_two(m: u64) -> u64 {
    m * m.saturating_sub(1) / 2
}

/// Adds up the counts of each annotator; afterwards annotators are in order and each stands once.
pub(super) fn add_up<N: Copy + std::ops::AddAssign>(cells: &mut Vec<(u32, [N; 4])>) {
    cells.sort_by_key(|cell| cell.0);
    cells.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1.iter_mut().zip(next.1).for_each(|(k, n)| *k += n);
        }
        same
    });
}
