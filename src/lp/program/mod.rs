//! A linear program as plain sparse data: rational numbers, and doubles as a view of them.

mod ids;
mod scaled;
mod valid;

use dashu_base::Gcd;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::dyadic::Dyadic;

pub use ids::{ColumnId, RowId, Sense};
pub(in crate::lp) use scaled::Scaled;

/// `(lower, upper)` as exact numbers; `None` where there is no bound.
pub type Bounds = (Option<RBig>, Option<RBig>);

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
    /// A program without columns and rows.
    #[must_use]
    pub fn new(sense: Sense) -> Self {
        LinearProgram {
            name: String::new(),
            sense,
            constant: (0.0, RBig::ZERO),
            costs: Vec::new(),
            exact_costs: Vec::new(),
            column_bounds: Vec::new(),
            exact_column_bounds: Vec::new(),
            column_names: Vec::new(),
            row_bounds: Vec::new(),
            exact_row_bounds: Vec::new(),
            row_names: Vec::new(),
            row_starts: vec![0],
            entries: Vec::new(),
            numerators: Vec::new(),
            row_scales: Vec::new(),
        }
    }

    /// Adds a column `lower ≤ x ≤ upper` with objective coefficient `cost`.
    pub fn add_column(&mut self, cost: f64, lower: f64, upper: f64) -> ColumnId {
        self.costs.push(cost);
        self.exact_costs.push(exact(cost));
        self.column_bounds.push((lower, upper));
        self.exact_column_bounds.push(exact_bounds(lower, upper));
        self.column_names.push(None);
        ColumnId(self.costs.len() - 1)
    }

    /// Adds a column with exact numbers; `None` means no bound.
    pub fn add_exact_column(&mut self, cost: RBig, bounds: Bounds) -> ColumnId {
        self.costs.push(nearest(&cost));
        self.exact_costs.push(cost);
        self.column_bounds.push(view(&bounds));
        self.exact_column_bounds.push(bounds);
        self.column_names.push(None);
        ColumnId(self.costs.len() - 1)
    }

    /// Adds a row `lower ≤ Σ coefficient · column ≤ upper`. Zero coefficients are dropped.
    pub fn add_row(
        &mut self,
        lower: f64,
        upper: f64,
        entries: impl IntoIterator<Item = (ColumnId, f64)>,
    ) -> RowId {
        for (column, value) in entries.into_iter().filter(|&(_, value)| value != 0.0) {
            self.entries.push((column.0, value));
            let numerator = Dyadic::from_float(value).unwrap_or(Dyadic::ZERO);
            self.numerators.push(numerator);
        }
        self.end_row((lower, upper), exact_bounds(lower, upper), UBig::ONE)
    }

    /// Adds a row with exact numbers; `None` means no bound. Zero coefficients are dropped.
    pub fn add_exact_row(
        &mut self,
        bounds: Bounds,
        entries: impl IntoIterator<Item = (ColumnId, RBig)>,
    ) -> RowId {
        let entries = entries.into_iter().filter(|(_, value)| !value.is_zero());
        let entries: Vec<(ColumnId, RBig)> = entries.collect();
        let mut scale = UBig::ONE;
        for (_, value) in &entries {
            scale = common_multiple(scale, &odd_part(value.denominator()).0);
        }
        for (column, value) in &entries {
            self.entries.push((column.0, nearest(value)));
            self.numerators.push(dyadic_times(value, &scale));
        }
        self.end_row(view(&bounds), bounds, scale)
    }

    fn end_row(&mut self, view: (f64, f64), exact: Bounds, scale: UBig) -> RowId {
        self.row_starts.push(self.entries.len());
        self.row_bounds.push(view);
        self.exact_row_bounds.push(exact);
        self.row_scales.push(scale);
        self.row_names.push(None);
        RowId(self.row_bounds.len() - 1)
    }

    /// Names a column; a column without a name is printed as `column 3`.
    pub fn name_column(&mut self, column: ColumnId, name: impl Into<String>) {
        if let Some(slot) = self.column_names.get_mut(column.0) {
            *slot = Some(name.into());
        }
    }

    /// Names a row; a row without a name is printed as `row 3`.
    pub fn name_row(&mut self, row: RowId, name: impl Into<String>) {
        if let Some(slot) = self.row_names.get_mut(row.0) {
            *slot = Some(name.into());
        }
    }

    /// Replaces the bounds of a column.
    pub fn set_column_bounds(&mut self, column: ColumnId, lower: f64, upper: f64) {
        if let Some(bounds) = self.column_bounds.get_mut(column.0) {
            *bounds = (lower, upper);
            self.exact_column_bounds[column.0] = exact_bounds(lower, upper);
        }
    }

    /// Replaces the bounds of a row.
    pub fn set_row_bounds(&mut self, row: RowId, lower: f64, upper: f64) {
        if let Some(bounds) = self.row_bounds.get_mut(row.0) {
            *bounds = (lower, upper);
            self.exact_row_bounds[row.0] = exact_bounds(lower, upper);
        }
    }

    /// Replaces the objective coefficient of a column.
    pub fn set_cost(&mut self, column: ColumnId, cost: f64) {
        if let Some(slot) = self.costs.get_mut(column.0) {
            *slot = cost;
            self.exact_costs[column.0] = exact(cost);
        }
    }

    /// Replaces every objective coefficient by a float made of its column's number and its view.
    pub(in crate::lp) fn map_costs(&mut self, cost: impl Fn(usize, f64) -> f64) {
        for j in 0..self.costs.len() {
            self.set_cost(ColumnId(j), cost(j, self.costs[j]));
        }
    }

    /// Replaces all bounds by floats made of their view.
    pub(in crate::lp) fn map_bounds(
        &mut self,
        column: impl Fn((f64, f64)) -> (f64, f64),
        row: impl Fn((f64, f64)) -> (f64, f64),
    ) {
        for j in 0..self.column_bounds.len() {
            let (lower, upper) = column(self.column_bounds[j]);
            self.set_column_bounds(ColumnId(j), lower, upper);
        }
        for i in 0..self.row_bounds.len() {
            let (lower, upper) = row(self.row_bounds[i]);
            self.set_row_bounds(RowId(i), lower, upper);
        }
    }

    /// Replaces the constant of the objective.
    pub fn set_objective_constant(&mut self, constant: f64) {
        self.constant = (constant, exact(constant));
    }

    /// Replaces the constant of the objective by an exact number.
    pub fn set_exact_objective_constant(&mut self, constant: RBig) {
        self.constant = (nearest(&constant), constant);
    }

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

    /// Copies a row of another program with the same columns, with more entries.
    pub(in crate::lp) fn copy_row(
        &mut self,
        from: &LinearProgram,
        row: usize,
        more: &[(ColumnId, f64)],
    ) {
        let range = from.row_starts[row]..from.row_starts[row + 1];
        self.entries.extend(&from.entries[range.clone()]);
        self.numerators
            .extend_from_slice(&from.numerators[range.clone()]);
        let scale = from.row_scales[row].clone();
        for &(column, value) in more {
            self.entries.push((column.0, value));
            let numerator = Dyadic::from_float(value).unwrap_or(Dyadic::ZERO);
            self.numerators.push(numerator.times_integer(&scale));
        }
        let exact = from.exact_row_bounds[row].clone();
        self.end_row(from.row_bounds[row], exact, scale);
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

/// A float as the number it is; 0 for what [`LinearProgram::check`] refuses.
fn exact(x: f64) -> RBig {
    RBig::try_from(x).unwrap_or(RBig::ZERO)
}

fn exact_bounds(lower: f64, upper: f64) -> Bounds {
    (RBig::try_from(lower).ok(), RBig::try_from(upper).ok())
}

/// The nearest double; ±∞ beyond all of them.
fn nearest(x: &RBig) -> f64 {
    x.to_f64().value()
}

fn view((lower, upper): &Bounds) -> (f64, f64) {
    (
        lower.as_ref().map_or(f64::NEG_INFINITY, nearest),
        upper.as_ref().map_or(f64::INFINITY, nearest),
    )
}

/// `odd` and `k` with `value = odd · 2^k`; the value is positive.
fn odd_part(value: &UBig) -> (UBig, usize) {
    let zeros = value.trailing_zeros().unwrap_or(0);
    (value >> zeros, zeros)
}

pub(in crate::lp) fn common_multiple(a: UBig, b: &UBig) -> UBig {
    if *b == UBig::ONE || a == *b {
        return a;
    }
    let divisor = (&a).gcd(b);
    a * (b / divisor)
}

/// `value · scale`, where that is an integer times a power of two.
fn dyadic_times(value: &RBig, scale: &UBig) -> Dyadic {
    let (odd, twos) = odd_part(value.denominator());
    let factor = IBig::from(scale / odd);
    Dyadic::new(value.numerator() * factor, -(twos as i64))
}
