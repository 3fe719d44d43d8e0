//! The counts whose probability moves with the effort.

use std::ops::Range;

/// Counts whose probability moves by less than this share of the most that one moves are left out
/// of incentives: with hundreds of them they come to less than a rounding.
const UNMOVED: f64 = 1e-22;

/// The counts from the first to the last whose probability moves with the effort.
pub(super) fn matter(slopes: &[f64]) -> Range<usize> {
    let most = slopes.iter().fold(0.0, |most: f64, by| most.max(by.abs()));
    let moves = |by: &f64| by.abs() > UNMOVED * most;
    let first = slopes.iter().position(moves).unwrap_or(0);
    let last = slopes.iter().rposition(moves).unwrap_or(0);
    first..(last + 1).min(slopes.len())
}
