//! The most that grouping leaves of a normal observation (Cox, *Note on grouping*, 1957).
//!
//! Of the information about the mean, m groups keep E_m = max Σ_j (φ(z_j) − φ(z_(j+1)))²/P_j: the
//! variance of the group means, which is largest where every boundary lies half way between the
//! means of its two groups (Lloyd 1957, published 1982; the normal law is log-concave, so there is
//! one such grouping: Fleischer 1964).

use crate::numerics::normal;

/// A grouping of a standard normal observation.
#[derive(Debug, Clone, PartialEq)]
pub struct Grouping {
    /// Boundaries, rising: one less than there are groups.
    pub boundaries: Vec<f64>,
    /// Means of the groups.
    pub means: Vec<f64>,
    /// E_m.
    pub kept: f64,
}

/// Rounds of Lloyd's iteration. The distance shrinks by at least a tenth a round up to 8 groups.
const ROUNDS: usize = 2_000;

/// The grouping into `groups` groups that keeps most.
///
/// Error: E_m is flat there, so its error is the square of the boundaries', which is below 1e-12.
#[must_use]
pub fn best_grouping(groups: usize) -> Grouping {
    let groups = groups.max(1);
    let mut boundaries: Vec<f64> = (1..groups)
        .map(|j| normal::quantile(j as f64 / groups as f64))
        .collect();
    let mut means = means_of(&boundaries);
    for _ in 0..ROUNDS {
        let next: Vec<f64> = means
            .windows(2)
            .map(|pair| 0.5 * (pair[0] + pair[1]))
            .collect();
        let moved = next
            .iter()
            .zip(&boundaries)
            .fold(0.0, |most: f64, (a, b)| most.max((a - b).abs()));
        boundaries = next;
        means = means_of(&boundaries);
        if moved < 1e-15 {
            break;
        }
    }
    let kept = (0..groups)
        .map(|j| probability(&boundaries, j) * means[j] * means[j])
        .sum();
    Grouping {
        boundaries,
        means,
        kept,
    }
}

fn ends(boundaries: &[f64], j: usize) -> (f64, f64) {
    let low = if j == 0 {
        f64::NEG_INFINITY
    } else {
        boundaries[j - 1]
    };
    (low, boundaries.get(j).copied().unwrap_or(f64::INFINITY))
}

fn probability(boundaries: &[f64], j: usize) -> f64 {
    let (low, high) = ends(boundaries, j);
    if low >= 0.0 {
        normal::survival(low) - normal::survival(high)
    } else {
        normal::cdf(high) - normal::cdf(low)
    }
}

fn means_of(boundaries: &[f64]) -> Vec<f64> {
    (0..=boundaries.len())
        .map(|j| {
            let (low, high) = ends(boundaries, j);
            (normal::pdf(low) - normal::pdf(high)) / probability(boundaries, j)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_cox_comes_out() {
        // E_2 = 2/π; the others to the four places of the paper.
        assert!((best_grouping(2).kept - std::f64::consts::FRAC_2_PI).abs() < 1e-14);
        for (groups, kept) in [(1, 0.0), (3, 0.8098), (4, 0.8825), (5, 0.9201), (6, 0.9420)] {
            let found = best_grouping(groups).kept;
            assert!((found - kept).abs() < 5.1e-5, "{groups}: {found}");
        }
    }
}
