//! Scores from associations with peers, whose own scores are found by turns.

use super::association::{All, Association};
use crate::annotation::index::ItemIndex;
use crate::labels::table::{LabelTable, NO_CLASS};

/// η√D of each annotator from its association with the mean of its peers: divided by their mean
/// score, which is found with it by turns.
pub(crate) fn scores(
    table: &LabelTable,
    index: &ItemIndex,
    all: &[All],
) -> Vec<Option<Association>> {
    let class = table.class().unwrap_or(&[]);
    let known: Vec<f64> = all.iter().filter_map(|a| Some(a.peers?.value)).collect();
    let mean = known.iter().sum::<f64>() / known.len().max(1) as f64;
    let start = mean.max(1e-6).sqrt();
    let mut x: Vec<f64> = all.iter().map(|_| start).collect();
    let mut others = vec![start; all.len()];
    let mut who: Vec<usize> = Vec::new();
    for _ in 0..30 {
        let mut sums = vec![[0.0; 2]; all.len()];
        for item in 0..index.items() {
            who.clear();
            let rows = index.rows_of(item).iter().map(|&r| r as usize);
            let labelled = rows.filter(|&r| class[r][0] != NO_CLASS);
            who.extend(labelled.map(|r| table.annotator()[r] as usize));
            who.sort_unstable();
            let all = who.len() as f64;
            let sum: f64 = who.iter().map(|&a| x[a]).sum();
            // Once an item, and without any of one's own labels, as the association is taken.
            for own in who.chunk_by(|a, b| a == b) {
                let (a, m) = (own[0], own.len() as f64);
                if all > m {
                    sums[a][0] += (sum - m * x[a]) / (all - m);
                    sums[a][1] += 1.0;
                }
            }
        }
        let mut moved: f64 = 0.0;
        for (a, [sum, n]) in sums.into_iter().enumerate() {
            let Some(peers) = all[a].peers.filter(|_| n > 0.0) else {
                continue;
            };
            others[a] = (sum / n).max(1e-3);
            // Drawn towards the mean, the more so the fewer the items; half a step at a time.
            let next = (peers.value / others[a]).clamp(0.0, 2.0);
            let w = peers.items as f64 / (peers.items as f64 + 20.0);
            let next = 0.5 * (x[a] + w * next + (1.0 - w) * start);
            moved = moved.max((next - x[a]).abs());
            x[a] = next;
        }
        if moved < 1e-8 {
            break;
        }
    }
    all.iter()
        .zip(others)
        .map(|(a, other)| {
            a.peers.map(|p| Association {
                value: p.value / other,
                error: p.error / other,
                ..p
            })
        })
        .collect()
}
