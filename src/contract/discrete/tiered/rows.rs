//! Rows of constraints in what is missed or paid: a step that meets them, and what makes good its
//! roundings.

use crate::contract::tiered::quadratic::{Row, minimise};
use nalgebra::{DMatrix, DVector};

/// The step of one round of quadratic programming, in numbers ≥ 0 that are measured in units of
/// their own, by which the quadratic part is the identity.
pub fn scaled_step(
    unit: &[f64],
    gradient: &DVector<f64>,
    rows: &[(Vec<f64>, f64)],
) -> Option<Vec<f64>> {
    let groups = unit.len();
    let scaled = rows.iter().filter_map(|(normal, bound)| {
        let normal = DVector::from_fn(groups, |j, _| normal[j] * unit[j]);
        let norm = normal.norm();
        (norm > 0.0 && norm.is_finite()).then(|| Row {
            normal: normal / norm,
            bound: bound / norm,
            equality: false,
        })
    });
    let scaled: Vec<Row> = scaled.collect();
    let identity = DMatrix::identity(groups, groups);
    let step = minimise(&identity, gradient, &scaled)?.step;
    Some((0..groups).map(|j| (step[j] * unit[j]).max(0.0)).collect())
}

/// Roundings of the quadratic program are made good: all rows hold. `None` where it is more.
pub fn raised(mut missed: Vec<f64>, rows: &[(Vec<f64>, f64)]) -> Option<Vec<f64>> {
    let short = rows.iter().filter(|(_, asked)| *asked > 0.0);
    let raise = short
        .map(|(row, asked)| asked / dot(row, &missed))
        .fold(1.0, f64::max);
    if !(raise < 1.0 + 1e-6) {
        return None;
    }
    missed.iter_mut().for_each(|d| *d *= raise);
    Some(missed)
}

/// The sum of the products.
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
