//! What can be wrong with the data of a linear program.

/// A number of a linear program that no solver should be given.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ProgramError {
    /// A cost, a coefficient or the objective constant is NaN or infinite.
    #[error("{what} is {value}, but must be a finite number")]
    NotFinite {
        /// Where the number stands, naming its row and column.
        what: String,
        /// The number found.
        value: f64,
    },
    /// A bound is NaN.
    #[error("{what} is NaN, but must be a number or an infinity (no bound)")]
    BoundNotANumber {
        /// Where the bound stands, naming its row or column.
        what: String,
    },
    /// A lower bound of +∞ or an upper bound of −∞, which no number satisfies.
    #[error("{what} is {value}, which no number satisfies; no bound is written {right}")]
    BoundOfWrongSign {
        /// Where the bound stands, naming its row or column.
        what: String,
        /// The bound found.
        value: f64,
        /// The infinity that means "no bound" on this side.
        right: f64,
    },
    /// A row mentions a column twice.
    #[error("{row} has two entries for {column}; give the sum as one entry")]
    DuplicateEntry {
        /// The row.
        row: String,
        /// The column it mentions twice.
        column: String,
    },
    /// A row mentions a column that the program does not have.
    #[error("{row} mentions column number {column}, but there are only {columns} columns")]
    UnknownColumn {
        /// The row.
        row: String,
        /// The column's number, counted from 0.
        column: usize,
        /// How many columns there are.
        columns: usize,
    },
}
