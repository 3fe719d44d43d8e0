//! Labels far from half and half, of which the binary model does not take the chance agreement.

use super::Warning;
use crate::annotation::index::ItemIndex;
use crate::labels::table::LabelTable;
use crate::print::words::counted;

/// The kind of the warning.
pub const KIND: &str = "one-sided-labels";

/// Level of the test of even odds.
const LEVEL: f64 = 0.001;

/// A share of one label from here on is material: two labels that ignore the item and have it agree
/// on 58% by chance, which the binary model takes for an excess agreement of 0.16.
const MATERIAL: f64 = 0.7;

/// Mean signs of independent clusters of items.
#[derive(Debug, Clone, Copy, Default)]
struct Side {
    /// Σ of items, of their mean signs.
    n: f64,
    sum: f64,
    /// Σ of squared numbers of items of a cluster, and the open cluster's number.
    squares: f64,
    open: (u32, f64),
}

impl Side {
    fn add(&mut self, cluster: u32, mean: f64) {
        if self.open.0 != cluster {
            self.squares += self.open.1 * self.open.1;
            self.open = (cluster, 0.0);
        }
        self.open.1 += 1.0;
        self.n += 1.0;
        self.sum += mean;
    }

    /// The share of the first label if it is material, and beyond what even odds give with
    /// probability `level`: by Hoeffding P(|Σ m_i| ≥ t) ≤ 2 exp(−t²/(2 Σ n_c²)), whatever the
    /// dependence within a cluster.
    fn one_sided(&self, level: f64) -> Option<f64> {
        let squares = self.squares + self.open.1 * self.open.1;
        let share = 0.5 + 0.5 * self.sum / self.n.max(1.0);
        let beyond = self.sum * self.sum > 2.0 * squares * libm::log(2.0 / level);
        (beyond && share.max(1.0 - share) >= MATERIAL).then_some(share)
    }
}

/// Warns where the labels of all together, or of single annotators, are far from half and half.
///
/// Not where an item is a pair that is put in the order of the names: there a careless label, of
/// the left or of the right, is turned as often as not.
pub fn find(table: &LabelTable, index: &ItemIndex, aside: &[bool]) -> Option<Warning> {
    let pairs = (0..table.items().len().min(50) as u32)
        .any(|i| table.items().name(i).matches('\u{1f}').count() > 1);
    if table.class().is_some() || pairs {
        return None;
    }
    let mut all = Side::default();
    let mut each = vec![Side::default(); table.annotators().len()];
    let mut votes: Vec<(u32, f64)> = Vec::new();
    let (mut first, mut labels) = (0u64, 0u64);
    for item in index.by_cluster() {
        votes.clear();
        for &row in index.rows_of(item) {
            let (row, annotator) = (row as usize, table.annotator()[row as usize]);
            if let Some(sign) = table.label()[row].sign()
                && !aside[annotator as usize]
            {
                votes.push((annotator, f64::from(sign)));
                labels += 1;
                first += u64::from(sign > 0);
            }
        }
        if votes.is_empty() {
            continue;
        }
        votes.sort_by_key(|v| v.0);
        let mean = |of: &[(u32, f64)]| of.iter().map(|v| v.1).sum::<f64>() / of.len() as f64;
        let cluster = index.cluster_of(item);
        all.add(cluster, mean(&votes));
        for group in votes.chunk_by(|x, y| x.0 == y.0) {
            each[group[0].0 as usize].add(cluster, mean(group));
        }
    }
    if let Some(share) = all.one_sided(LEVEL) {
        let by_chance = share * share + (1.0 - share) * (1.0 - share);
        return Some(Warning {
            kind: KIND,
            text: format!(
                "the labels are {:.0}% ones ({first} of {labels}; even odds give so uneven a share with probability below {LEVEL}), but binary labels are judged as if careless ones were fair coins: if careless labels here are as one-sided, they agree on {:.0}% by chance and the efforts may be far too high; --kind nominal counts what chance gives",
                100.0 * first as f64 / labels as f64,
                100.0 * by_chance
            ),
            count: labels,
            rows: Vec::new(),
        });
    }
    let judged = each.iter().filter(|s| s.n > 0.0).count().max(1);
    let who: Vec<(usize, f64)> = (0..each.len())
        .filter_map(|a| Some((a, each[a].one_sided(LEVEL / judged as f64)?)))
        .collect();
    let names: Vec<String> = (who.iter().take(5))
        .map(|&(a, share)| {
            let name = table.annotators().name(a as u32);
            format!("{name}: {:.0}% ones", 100.0 * share)
        })
        .collect();
    let more = if who.len() > names.len() { ", …" } else { "" };
    (!who.is_empty()).then(|| Warning {
        kind: KIND,
        text: format!(
            "{} give one label far more often than the other ({}{more}; even odds give any annotator of the file so uneven a share with probability below {LEVEL}), but binary labels are judged as if careless ones were fair coins: a habit of one label agrees with itself by chance, and the efforts may be far too high; --kind nominal counts what chance gives",
            counted(who.len() as u64, "annotator"),
            names.join(", ")
        ),
        count: who.iter().map(|w| each[w.0].n as u64).sum(),
        rows: Vec::new(),
    })
}
