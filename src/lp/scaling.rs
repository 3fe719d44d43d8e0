//! Scaling by powers of two before a float solver sees a program.
//!
//! Rows and columns are divided in turn by the square root of their greatest coefficient until all
//! of these are near 1 (D. Ruiz, *A scaling algorithm to equilibrate both rows and columns norms in
//! matrices*, Rutherford Appleton Laboratory RAL-TR-2001-034), rounded to powers of two: nothing is
//! rounded, and the answer is carried back exactly. Small coefficients have no say, unlike with
//! geometric means: among contract programs they are probabilities down to 1e-300.

use crate::lp::LinearProgram;
use crate::lp::dyadic::scale_by_power;

/// Powers of two: `x_j = 2^column_j · x'_j`, row i multiplied by `2^row_i`, costs by `2^cost`.
pub(super) struct Scaling {
    columns: Vec<i64>,
    rows: Vec<i64>,
    cost: i64,
}

/// Rounds; each halves the distance to 1 in logarithms, so that the last moves 1e300 to within
/// a factor of two or so.
const PASSES: usize = 10;

impl Scaling {
    /// The scaled program, and how to come back from it.
    pub(super) fn of(program: &LinearProgram) -> (LinearProgram, Scaling) {
        let mut scaling = Scaling {
            columns: vec![0; program.columns()],
            rows: vec![0; program.rows()],
            cost: 0,
        };
        for _ in 0..PASSES {
            let mut of_rows = vec![None; program.rows()];
            let mut of_columns = vec![None; program.columns()];
            for (i, of_row) in of_rows.iter_mut().enumerate() {
                for &(j, a) in program.row(i) {
                    let size = Some(exponent(a) + scaling.rows[i] + scaling.columns[j]);
                    *of_row = size.max(*of_row);
                    of_columns[j] = of_columns[j].max(size);
                }
            }
            // `/ 2` rounds towards 0, so a factor of two is left alone.
            for (row, greatest) in scaling.rows.iter_mut().zip(of_rows) {
                *row -= greatest.unwrap_or(0) / 2;
            }
            for (column, greatest) in scaling.columns.iter_mut().zip(of_columns) {
                *column -= greatest.unwrap_or(0) / 2;
            }
        }
        let costs = program.costs().iter().zip(&scaling.columns);
        let costs = costs.filter(|(c, _)| **c != 0.0);
        let greatest = costs.map(|(&c, &k)| exponent(c) + k).max();
        scaling.cost = -greatest.unwrap_or(0);
        (scaling.apply(program), scaling)
    }

    fn apply(&self, program: &LinearProgram) -> LinearProgram {
        let mut scaled = LinearProgram::new(program.sense);
        let bounds = program.column_bounds().iter();
        let columns: Vec<_> = program
            .costs()
            .iter()
            .zip(bounds.zip(&self.columns))
            .map(|(&cost, (&(lower, upper), &k))| {
                scaled.add_column(
                    scale_by_power(cost, k + self.cost),
                    scale_by_power(lower, -k),
                    scale_by_power(upper, -k),
                )
            })
            .collect();
        for (i, &(lower, upper)) in program.row_bounds().iter().enumerate() {
            let k = self.rows[i];
            let entries = program.row(i).iter();
            let entries =
                entries.map(|&(j, a)| (columns[j], scale_by_power(a, k + self.columns[j])));
            scaled.add_row(scale_by_power(lower, k), scale_by_power(upper, k), entries);
        }
        scaled
    }

    /// A variable's step (columns, then rows) in the scaled program, given that in the program.
    pub(super) fn step_scaled(&self, variable: usize, step: f64) -> f64 {
        scale_by_power(step, -self.power(variable))
    }

    /// A variable's reduced cost in the scaled program, up to the factor of the costs.
    pub(super) fn price_scaled(&self, variable: usize, price: f64) -> f64 {
        scale_by_power(price, self.power(variable))
    }

    /// A variable's value in the program, given that in the scaled program.
    pub(super) fn value_unscaled(&self, variable: usize, value: f64) -> f64 {
        scale_by_power(value, self.power(variable))
    }

    /// A variable's cost in the program, given that in the scaled program.
    pub(super) fn cost_unscaled(&self, variable: usize, cost: f64) -> f64 {
        scale_by_power(cost, -self.power(variable) - self.cost)
    }

    fn power(&self, variable: usize) -> i64 {
        match variable.checked_sub(self.columns.len()) {
            None => self.columns[variable],
            Some(row) => -self.rows[row],
        }
    }

    /// The point of the scaled program.
    pub(super) fn columns_scaled(&self, columns: &[f64]) -> Vec<f64> {
        let pairs = columns.iter().zip(&self.columns);
        pairs.map(|(&x, &k)| scale_by_power(x, -k)).collect()
    }

    /// The row prices of the scaled program.
    pub(super) fn row_duals_scaled(&self, duals: &[f64]) -> Vec<f64> {
        let pairs = duals.iter().zip(&self.rows);
        pairs
            .map(|(&y, &k)| scale_by_power(y, self.cost - k))
            .collect()
    }

    /// The point of the program as given.
    pub(super) fn columns(&self, scaled: &[f64]) -> Vec<f64> {
        let pairs = scaled.iter().zip(&self.columns);
        pairs.map(|(&x, &k)| scale_by_power(x, k)).collect()
    }

    /// The row prices of the program as given.
    pub(super) fn row_duals(&self, scaled: &[f64]) -> Vec<f64> {
        let pairs = scaled.iter().zip(&self.rows);
        pairs
            .map(|(&y, &k)| scale_by_power(y, k - self.cost))
            .collect()
    }
}

/// The exponent of a float's leading bit, 0 for 0.
fn exponent(a: f64) -> i64 {
    if a == 0.0 { 0 } else { libm::ilogb(a).into() }
}
