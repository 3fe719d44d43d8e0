//! A linear program as plain sparse data: rational numbers, and doubles as a view of them.

mod build;
mod exact;
mod ids;
mod scaled;
mod valid;

use dashu_int::UBig;
use dashu_ratio::RBig;

use super::dyadic::Dyadic;

pub use exact::Bounds;
pub(in crate::lp) use exact::common_multiple;
pub use ids::{ColumnId, RowId, Sense};
pub(in crate::lp) use scaled::Scaled;

/// Optimise `objective_constant + Σ_j cost_j x_j` subject to
/// `row_lower_i ≤ Σ_j a_ij x_j ≤ row_upper_i` and `lower_j ≤ x_j ≤ upper_j`.
///
/// Every number is rational. A float that is added is taken as the exact number it is; what no
/// double holds, such as the decimal 0.1, is added by [`LinearProgram::add_exact_column`] and
/// [`LinearProgram::add_exact_row`]. Proofs are about the rationals. Solvers are shown the nearest
/// doubles: [`LinearProgram::costs`], [`LinearProgram::row`] and so on are that view.
///
/// An infinite bound means no bound; equal bounds make an equation; a column with neither
/// bound is free.
///
/// ```
/// use firstbest::lp::{LinearProgram, Sense};
/// let mut lp = LinearProgram::new(Sense::Maximise);
/// let x = lp.add_column(3.0, 0.0, f64::INFINITY);
/// let y = lp.add_column(2.0, 0.0, 4.0);
/// lp.add_row(f64::NEG_INFINITY, 10.0, [(x, 2.0), (y, 1.0)]);
/// assert!(lp.check().is_ok());
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct LinearProgram {
    /// Name, empty if none (the NAME card of an MPS file).
    pub name: String,
    /// Whether to minimise or maximise.
    pub sense: Sense,
    constant: (f64, RBig),
    costs: Vec<f64>,
    exact_costs: Vec<RBig>,
    column_bounds: Vec<(f64, f64)>,
    exact_column_bounds: Vec<Bounds>,
    column_names: Vec<Option<String>>,
    row_bounds: Vec<(f64, f64)>,
    exact_row_bounds: Vec<Bounds>,
    row_names: Vec<Option<String>>,
    row_starts: Vec<usize>,
    entries: Vec<(usize, f64)>,
    /// By entry: the coefficient times its row's scale.
    numerators: Vec<Dyadic>,
    /// By row: the least odd number that makes its coefficients integers times powers of two.
    row_scales: Vec<UBig>,
}

impl LinearProgram {
    /// Number of columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.costs.len()
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.row_bounds.len()
    }

    /// Number of nonzero coefficients in the rows.
    #[must_use]
    pub fn nonzeros(&self) -> usize {
        self.entries.len()
    }

    /// Constant added to the objective, as the nearest double.
    #[must_use]
    pub fn objective_constant(&self) -> f64 {
        self.constant.0
    }

    /// Constant added to the objective.
    #[must_use]
    pub fn exact_objective_constant(&self) -> &RBig {
        &self.constant.1
    }

    /// The objective coefficients, by column, as the nearest doubles.
    #[must_use]
    pub fn costs(&self) -> &[f64] {
        &self.costs
    }

    /// The objective coefficients, by column.
    #[must_use]
    pub fn exact_costs(&self) -> &[RBig] {
        &self.exact_costs
    }

    /// `(lower, upper)` of each column, as the nearest doubles.
    #[must_use]
    pub fn column_bounds(&self) -> &[(f64, f64)] {
        &self.column_bounds
    }

    /// `(lower, upper)` of each column.
    #[must_use]
    pub fn exact_column_bounds(&self) -> &[Bounds] {
        &self.exact_column_bounds
    }

    /// `(lower, upper)` of each row, as the nearest doubles.
    #[must_use]
    pub fn row_bounds(&self) -> &[(f64, f64)] {
        &self.row_bounds
    }

    /// `(lower, upper)` of each row.
    #[must_use]
    pub fn exact_row_bounds(&self) -> &[Bounds] {
        &self.exact_row_bounds
    }

    /// The `(column number, coefficient)` pairs of row number `row`, in the order given, as the
    /// nearest doubles.
    ///
    /// # Panics
    /// If the program has no such row.
    #[must_use]
    pub fn row(&self, row: usize) -> &[(usize, f64)] {
        &self.entries[self.row_starts[row]..self.row_starts[row + 1]]
    }

    /// The `(column number, coefficient)` pairs of row number `row`, in the order given.
    ///
    /// # Panics
    /// If the program has no such row.
    pub fn exact_row(&self, row: usize) -> impl Iterator<Item = (usize, RBig)> + '_ {
        let scale = &self.row_scales[row];
        self.scaled_row(row)
            .map(move |(j, numerator)| (j, numerator.over(scale)))
    }

    /// The pairs of a row with coefficients times the row's scale.
    pub(in crate::lp) fn scaled_row(
        &self,
        row: usize,
    ) -> impl Iterator<Item = (usize, &Dyadic)> + Clone + '_ {
        let range = self.row_starts[row]..self.row_starts[row + 1];
        let columns = self.entries[range.clone()].iter().map(|&(j, _)| j);
        columns.zip(&self.numerators[range])
    }

    /// What the coefficients of a row have been multiplied by in [`LinearProgram::scaled_row`].
    pub(in crate::lp) fn row_scale(&self, row: usize) -> &UBig {
        &self.row_scales[row]
    }

    /// A column's name, if it has one.
    #[must_use]
    pub fn column_name(&self, column: usize) -> Option<&str> {
        self.column_names.get(column)?.as_deref()
    }

    /// A row's name, if it has one.
    #[must_use]
    pub fn row_name(&self, row: usize) -> Option<&str> {
        self.row_names.get(row)?.as_deref()
    }

    /// How messages call a column: its name, else its number.
    #[must_use]
    pub fn describe_column(&self, column: usize) -> String {
        describe("column", column, self.column_name(column))
    }

    /// How messages call a row: its name, else its number.
    #[must_use]
    pub fn describe_row(&self, row: usize) -> String {
        describe("row", row, self.row_name(row))
    }

    /// `objective_constant + Σ cost_j x_j` in float arithmetic, or NaN where `x` has the wrong
    /// length.
    #[must_use]
    pub fn objective_at(&self, x: &[f64]) -> f64 {
        if x.len() != self.columns() {
            return f64::NAN;
        }
        self.constant.0 + self.costs.iter().zip(x).map(|(c, x)| c * x).sum::<f64>()
    }
}

fn describe(kind: &str, index: usize, name: Option<&str>) -> String {
    match name {
        Some(name) => format!("{kind} '{name}'"),
        None => format!("{kind} {index}"),
    }
}
