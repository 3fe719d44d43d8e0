//! Tables, written as CSV.

mod write;

use thiserror::Error;

use super::number::Digits;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A double written so that reading it gives the same double.
    Real(f64),
    /// The certain digits of a number.
    Certain(Digits),
    /// Nothing is known: an empty cell.
    Missing,
}

impl From<Option<Digits>> for Cell {
    fn from(digits: Option<Digits>) -> Cell {
        digits.map_or(Cell::Missing, Cell::Certain)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<Digits> for Cell {
    fn from(digits: Digits) -> Cell {
        Cell::Certain(digits)
    }
}

impl From<i64> for Cell {
    fn from(value: i64) -> Cell {
        Cell::Integer(value)
    }
}

impl From<f64> for Cell {
    fn from(value: f64) -> Cell {
        Cell::Real(value)
    }
}

/// Why a table was refused.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum TableError {
    /// A column's name would not be read alike everywhere.
    #[error(
        "column name {name:?}: use a lower-case letter, then lower-case letters, digits and underscores, e.g. gap_lower"
    )]
    Name {
        /// The name.
        name: String,
    },
    /// Two columns of one name.
    #[error("two columns are named {name:?}; rename one")]
    Twice {
        /// The name.
        name: String,
    },
    /// A row of the wrong length.
    #[error("row {row} has {found} cells for {expected} columns")]
    Length {
        /// Which row, counted from 1.
        row: usize,
        /// Its cells.
        found: usize,
        /// The columns.
        expected: usize,
    },
    /// A number that is none.
    #[error(
        "row {row}, column {column:?}: {value} is not a finite number; use an empty cell for what is not known"
    )]
    NotFinite {
        /// Which row, counted from 1.
        row: usize,
        /// The column.
        column: String,
        /// The number.
        value: f64,
    },
}

/// Rows under columns, all checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows. Its columns have names of lower-case letters, digits and underscores,
    /// the same in every file that has them.
    ///
    /// # Errors
    /// Names that are unfit or repeated.
    pub fn new(names: impl IntoIterator<Item = impl Into<String>>) -> Result<Table, TableError> {
        let columns: Vec<String> = names.into_iter().map(Into::into).collect();
        for (k, name) in columns.iter().enumerate() {
            let fit = |(i, c): (usize, char)| {
                c.is_ascii_lowercase() || i > 0 && (c.is_ascii_digit() || c == '_')
            };
            let name = name.clone();
            if name.is_empty() || !name.chars().enumerate().all(fit) {
                return Err(TableError::Name { name });
            }
            if columns[..k].contains(&name) {
                return Err(TableError::Twice { name });
            }
        }
        Ok(Table {
            columns,
            rows: Vec::new(),
        })
    }

    /// Appends a row.
    ///
    /// # Errors
    /// A row that does not fit the columns or holds a NaN or an infinity.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) -> Result<(), TableError> {
        let cells: Vec<Cell> = cells.into_iter().collect();
        let row = self.rows.len() + 1;
        if cells.len() != self.columns.len() {
            return Err(TableError::Length {
                row,
                found: cells.len(),
                expected: self.columns.len(),
            });
        }
        for (cell, column) in cells.iter().zip(&self.columns) {
            if let Cell::Real(value) = *cell
                && !value.is_finite()
            {
                return Err(TableError::NotFinite {
                    row,
                    column: column.clone(),
                    value,
                });
            }
        }
        self.rows.push(cells);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
