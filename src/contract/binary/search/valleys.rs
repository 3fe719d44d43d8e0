//! Where the gap as a function of the rule has its local minima.

use crate::contract::binary::effort::{Candidate, by_gap};

/// Local minima of the gap over a list of thresholds, at most `most`, each with its neighbours: at
/// most four, the deepest ones.
pub fn valleys(
    thresholds: &[u64],
    found: &[Option<Candidate>],
    most: f64,
) -> Vec<(u64, u64, Candidate)> {
    const DEEPEST: usize = 4;
    let gap = |j: usize| {
        found
            .get(j)
            .and_then(|candidate| candidate.map(|found| found.gap.total()))
            .unwrap_or(f64::INFINITY)
    };
    let last = thresholds.len().saturating_sub(1);
    let mut valleys: Vec<(u64, u64, Candidate)> = (0..thresholds.len())
        .filter(|j| gap(*j) <= most)
        .filter(|j| gap(*j) <= gap(j.wrapping_sub(1)) && gap(*j) <= gap(j + 1))
        .filter_map(|j| {
            let sides = (
                thresholds[j.saturating_sub(1)],
                thresholds[(j + 1).min(last)],
            );
            Some((sides.0, sides.1, found[j]?))
        })
        .collect();
    valleys.sort_by(|a, b| by_gap(&a.2, &b.2));
    valleys.truncate(DEEPEST);
    valleys
}

/// A rule by chance mixes its neighbours; it is looked for next to local minima of the gap within
/// this factor of the least one.
pub const PROMISING: f64 = 2.0;

/// Cells (k, k+1) next to a local minimum of the gap over whole thresholds (index k−1 holds
/// threshold k), where a randomised rule can beat both ends.
pub fn promising_cells(deterministic: &[Option<Candidate>]) -> Vec<usize> {
    let gap = |index: usize| {
        deterministic
            .get(index)
            .and_then(|candidate| candidate.map(|found| found.gap.total()))
            .unwrap_or(f64::INFINITY)
    };
    let least = (0..deterministic.len()).map(gap).fold(f64::MAX, f64::min);
    let mut cells = Vec::new();
    for index in 0..deterministic.len() {
        let left = if index == 0 {
            f64::INFINITY
        } else {
            gap(index - 1)
        };
        let promising = gap(index) <= PROMISING * least;
        if promising && gap(index) <= left && gap(index) <= gap(index + 1) {
            cells.extend([index, index + 1]);
        }
    }
    cells.dedup();
    cells.retain(|cell| *cell < deterministic.len());
    cells
}
