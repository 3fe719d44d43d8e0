//! What no solver should be given.

use super::LinearProgram;
use crate::lp::ProgramError;

impl LinearProgram {
    /// Refuses numbers that no solver should see: NaN anywhere, infinite costs or coefficients,
    /// bounds at the wrong infinity, two entries of a row for one column. An exact number whose
    /// nearest double is infinite is refused like one.
    ///
    /// Bounds in the wrong order (`lower > upper`) are allowed: the program is then infeasible,
    /// and every backend says so.
    ///
    /// # Errors
    /// The first offending number, with the names of its row and column.
    pub fn check(&self) -> Result<(), ProgramError> {
        finite(self.objective_constant(), || {
            "the objective constant".into()
        })?;
        for (j, &cost) in self.costs().iter().enumerate() {
            finite(cost, || format!("the cost of {}", self.describe_column(j)))?;
        }
        for (j, &bounds) in self.column_bounds().iter().enumerate() {
            let exact = &self.exact_column_bounds()[j];
            check_bounds(bounds, exact, || self.describe_column(j))?;
        }
        let mut last_row_with = vec![usize::MAX; self.columns()];
        for (i, &bounds) in self.row_bounds().iter().enumerate() {
            check_bounds(bounds, &self.exact_row_bounds()[i], || self.describe_row(i))?;
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

fn finite(value: f64, what: impl FnOnce() -> String) -> Result<(), ProgramError> {
    if value.is_finite() {
        return Ok(());
    }
    Err(ProgramError::NotFinite {
        what: what(),
        value,
    })
}

fn check_bounds(
    (lower, upper): (f64, f64),
    exact: &super::Bounds,
    of: impl Fn() -> String,
) -> Result<(), ProgramError> {
    let sides = [
        ("lower", lower, exact.0.is_some(), f64::NEG_INFINITY),
        ("upper", upper, exact.1.is_some(), f64::INFINITY),
    ];
    for (side, value, is_number, none) in sides {
        let what = || format!("the {side} bound of {}", of());
        if value.is_nan() {
            return Err(ProgramError::BoundNotANumber { what: what() });
        }
        // a number, but not for a double
        if value == -none || (is_number && value.is_infinite()) {
            return Err(ProgramError::BoundOfWrongSign {
                what: what(),
                value,
                right: none,
            });
        }
    }
    Ok(())
}
