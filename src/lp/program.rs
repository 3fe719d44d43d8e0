//! A linear program as plain sparse data.

use std::fmt;

use super::ProgramError;

/// Whether the objective is to be made small or large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sense {
    /// Find the least value of the objective.
    Minimise,
    /// Find the greatest value of the objective.
    Maximise,
}

/// A column (a variable) of the program that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ColumnId(usize);

/// A row (a constraint) of the program that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowId(usize);

impl Sense {
    /// σ: +1 where small is good, −1 where large is; `σ · objective` is to be minimised.
    #[must_use]
    pub fn sign(self) -> f64 {
        match self {
            Sense::Minimise => 1.0,
            Sense::Maximise => -1.0,
        }
    }

    /// The objective of an unbounded program: −∞ or +∞.
    #[must_use]
    pub fn best_value(self) -> f64 {
        -self.sign() * f64::INFINITY
    }

    /// An ordering of objective values, turned so that the better comes first.
    #[must_use]
    pub fn order(self, values: std::cmp::Ordering) -> std::cmp::Ordering {
        match self {
            Sense::Minimise => values,
            Sense::Maximise => values.reverse(),
        }
    }
}

impl ColumnId {
    /// The column's number, counted from 0 in the order of [`LinearProgram::add_column`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0
    }
}

impl RowId {
    /// The row's number, counted from 0 in the order of [`LinearProgram::add_row`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0
    }
}

/// Optimise `objective_constant + Σ_j cost_j x_j` subject to
/// `row_lower_i ≤ Σ_j a_ij x_j ≤ row_upper_i` and `lower_j ≤ x_j ≤ upper_j`.
///
/// An infinite bound means no bound; equal bounds make an equation; a column with neither
/// bound is free. Floats are taken as exact numbers: the program is the one its floats spell.
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
    /// Constant added to the objective.
    pub objective_constant: f64,
    costs: Vec<f64>,
    column_bounds: Vec<(f64, f64)>,
    column_names: Vec<Option<String>>,
    row_bounds: Vec<(f64, f64)>,
    row_names: Vec<Option<String>>,
    row_starts: Vec<usize>,
    entries: Vec<(usize, f64)>,
}

impl LinearProgram {
    /// A program without columns and rows.
    #[must_use]
    pub fn new(sense: Sense) -> Self {
        LinearProgram {
            name: String::new(),
            sense,
            objective_constant: 0.0,
            costs: Vec::new(),
            column_bounds: Vec::new(),
            column_names: Vec::new(),
            row_bounds: Vec::new(),
            row_names: Vec::new(),
            row_starts: vec![0],
            entries: Vec::new(),
        }
    }

    /// Adds a column `lower ≤ x ≤ upper` with objective coefficient `cost`.
    pub fn add_column(&mut self, cost: f64, lower: f64, upper: f64) -> ColumnId {
        self.costs.push(cost);
        self.column_bounds.push((lower, upper));
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
        self.entries.extend(
            entries
                .into_iter()
                .filter(|&(_, value)| value != 0.0)
                .map(|(column, value)| (column.0, value)),
        );
        self.row_starts.push(self.entries.len());
        self.row_bounds.push((lower, upper));
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
        }
    }

    /// Replaces the bounds of a row.
    pub fn set_row_bounds(&mut self, row: RowId, lower: f64, upper: f64) {
        if let Some(bounds) = self.row_bounds.get_mut(row.0) {
            *bounds = (lower, upper);
        }
    }

    /// Replaces the objective coefficient of a column.
    pub fn set_cost(&mut self, column: ColumnId, cost: f64) {
        if let Some(slot) = self.costs.get_mut(column.0) {
            *slot = cost;
        }
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

    /// The objective coefficients, by column.
    #[must_use]
    pub fn costs(&self) -> &[f64] {
        &self.costs
    }

    /// `(lower, upper)` of each column.
    #[must_use]
    pub fn column_bounds(&self) -> &[(f64, f64)] {
        &self.column_bounds
    }

    /// `(lower, upper)` of each row.
    #[must_use]
    pub fn row_bounds(&self) -> &[(f64, f64)] {
        &self.row_bounds
    }

    /// The `(column number, coefficient)` pairs of row number `row`, in the order given.
    ///
    /// # Panics
    /// If the program has no such row.
    #[must_use]
    pub fn row(&self, row: usize) -> &[(usize, f64)] {
        &self.entries[self.row_starts[row]..self.row_starts[row + 1]]
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
        self.objective_constant + self.costs.iter().zip(x).map(|(c, x)| c * x).sum::<f64>()
    }

    /// Refuses numbers that no solver should see: NaN anywhere, infinite costs or coefficients,
    /// bounds at the wrong infinity, two entries of a row for one column.
    ///
    /// Bounds in the wrong order (`lower > upper`) are allowed: the program is then infeasible,
    /// and every backend says so.
    ///
    /// # Errors
    /// The first offending number, with the names of its row and column.
    pub fn check(&self) -> Result<(), ProgramError> {
        finite(self.objective_constant, || "the objective constant".into())?;
        for (j, &cost) in self.costs.iter().enumerate() {
            finite(cost, || format!("the cost of {}", self.describe_column(j)))?;
        }
        for (j, &bounds) in self.column_bounds.iter().enumerate() {
            check_bounds(bounds, || self.describe_column(j))?;
        }
        let mut last_row_with = vec![usize::MAX; self.columns()];
        for (i, &bounds) in self.row_bounds.iter().enumerate() {
            check_bounds(bounds, || self.describe_row(i))?;
            for &(j, value) in self.row(i) {
                let Some(last) = last_row_with.get_mut(j) else {
                    return Err(ProgramError::UnknownColumn {
                        row: self.describe_row(i),
                        column: j,
                        columns: self.columns(),
                    });
                };
                if std::mem::replace(last, i) == i {
                    return Err(ProgramError::DuplicateEntry {
                        row: self.describe_row(i),
                        column: self.describe_column(j),
                    });
                }
                finite(value, || {
                    format!(
                        "the coefficient of {} in {}",
                        self.describe_column(j),
                        self.describe_row(i)
                    )
                })?;
            }
        }
        Ok(())
    }
}

fn describe(kind: &str, index: usize, name: Option<&str>) -> String {
    match name {
        Some(name) => format!("{kind} '{name}'"),
        None => format!("{kind} {index}"),
    }
}

fn finite(value: f64, what: impl FnOnce() -> String) -> Result<(), ProgramError> {
    if value.is_finite() {
        return Ok(());
    }
    Err(ProgramError::NotFinite {
        what: what(),
        value,
    })
}

fn check_bounds((lower, upper): (f64, f64), of: impl Fn() -> String) -> Result<(), ProgramError> {
    let sides = [
        ("lower", lower, f64::NEG_INFINITY),
        ("upper", upper, f64::INFINITY),
    ];
    for (side, value, none) in sides {
        let what = || format!("the {side} bound of {}", of());
        if value.is_nan() {
            return Err(ProgramError::BoundNotANumber { what: what() });
        }
        if value == -none {
            return Err(ProgramError::BoundOfWrongSign {
                what: what(),
                value,
                right: none,
            });
        }
    }
    Ok(())
}

impl fmt::Display for Sense {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Sense::Minimise => "minimise",
            Sense::Maximise => "maximise",
        })
    }
}
