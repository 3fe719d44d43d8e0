//! The best partition into groups, one threshold at a time.

use super::conjugate::Conjugate;
use super::envelope::Line;
use crate::numerics::Interval;

/// The most that up to `tiers` + 1 groups are worth, from above; `participation` is λ.
///
/// Best values of the first groups by the line at which the last of them ends, a group at a time.
pub fn most(
    lines: &[Line],
    conjugate: &Conjugate<'_, '_, '_>,
    participation: Interval,
    tiers: u32,
) -> Option<f64> {
    let end = lines.len().checked_sub(1)?;
    let between = |i: usize, j: usize| {
        if i == j {
            return 0.0;
        }
        conjugate.worth(&lines[i], &lines[j])
    };
    let mut best: Vec<f64> = lines
        .iter()
        .map(|line| {
            let chance = (Interval::ONE - line.fall).positive_part();
            conjugate.lowest(chance, participation - line.value)
        })
        .collect();
    if tiers >= 2 {
        let worth: Vec<Vec<f64>> = (0..=end)
            .map(|j| (0..=j).map(|i| between(i, j)).collect())
            .collect();
        for _ in 1..tiers {
            best = worth
                .iter()
                .map(|row| {
                    let sums = row.iter().zip(&best).map(|(worth, before)| before + worth);
                    sums.fold(f64::NEG_INFINITY, f64::max).next_up()
                })
                .collect();
        }
    }
    let whole = best
        .iter()
        .enumerate()
        .map(|(i, before)| before + between(i, end));
    let most = whole.fold(f64::NEG_INFINITY, f64::max).next_up();
    most.is_finite().then_some(most)
}
