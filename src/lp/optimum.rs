//! An optimal point with its prices, as exact numbers.

use dashu_ratio::RBig;

use super::LinearProgram;
use super::certificate::{Certificate, Claim, Kind, Vector};

/// A point, row prices and what follows from them.
///
/// With prices `y`, derivatives of the objective by the rows' bounds, the reduced cost of column j
/// is `d_j = c_j − Σ_i y_i a_ij`.
#[derive(Debug, Clone, PartialEq)]
pub struct Optimum {
    /// `x_j`, by column.
    pub values: Vec<RBig>,
    /// `d_j`, by column.
    pub reduced_costs: Vec<RBig>,
    /// `Σ_j a_ij x_j`, by row.
    pub activities: Vec<RBig>,
    /// `y_i`, by row.
    pub prices: Vec<RBig>,
}

impl Optimum {
    /// What a certificate of the exact optimum holds; `None` for any other.
    #[must_use]
    pub fn of_certificate(program: &LinearProgram, certificate: &Certificate) -> Option<Self> {
        let Claim::Bounded {
            primal: Some((point, _)),
            dual: Some((prices, _)),
        } = &certificate.claim
        else {
            return None;
        };
        let exact = certificate.kind() == Kind::Exact;
        let dense = |vector: &Vector, length: usize| {
            let mut numbers = vec![RBig::ZERO; length];
            for (index, value) in &vector.entries {
                if let Some(slot) = numbers.get_mut(*index) {
                    *slot = value.over(&vector.denominator);
                }
            }
            numbers
        };
        let (x, y) = (
            dense(point, program.columns()),
            dense(prices, program.rows()),
        );
        exact.then(|| Optimum::of_vectors(program, x, y))
    }

    /// What floats say, each taken as the number it is; `None` if one is not finite.
    #[must_use]
    pub fn of_floats(program: &LinearProgram, x: &[f64], y: &[f64]) -> Option<Self> {
        let exact = |values: &[f64]| -> Option<Vec<RBig>> {
            values.iter().map(|&x| RBig::try_from(x).ok()).collect()
        };
        let lengths = (x.len(), y.len()) == (program.columns(), program.rows());
        let (x, y) = (exact(x)?, exact(y)?);
        lengths.then(|| Optimum::of_vectors(program, x, y))
    }

    fn of_vectors(program: &LinearProgram, x: Vec<RBig>, y: Vec<RBig>) -> Self {
        let mut reduced_costs = program.exact_costs().to_vec();
        let mut activities = Vec::with_capacity(program.rows());
        for (i, price) in y.iter().enumerate() {
            let mut sum = RBig::ZERO;
            for (j, a) in program.exact_row(i) {
                if !price.is_zero() {
                    reduced_costs[j] -= price * &a;
                }
                if !x[j].is_zero() {
                    sum += a * &x[j];
                }
            }
            activities.push(sum);
        }
        Optimum {
            values: x,
            reduced_costs,
            activities,
            prices: y,
        }
    }
}
