//! How a program is put together, and how its numbers are replaced: the rationals and their view in
//! floats change together, and only here.

use dashu_int::UBig;
use dashu_ratio::RBig;

use super::exact::{common_multiple, dyadic_times, exact, exact_bounds, nearest, odd_part, view};
use super::{Bounds, ColumnId, LinearProgram, RowId, Sense};
use crate::lp::dyadic::Dyadic;

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
}
