//! What a theorem's evidence is made of: checks with a verdict, a table, and what to draw. No file
//! formats here.

use crate::print::number::digits_outward;

pub use super::measured::{Measured, Quantity, Value};

/// Where a check's number comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Enclosed in outward-rounded arithmetic, with a proof that covers the whole class of
    /// contracts.
    Proved,
    /// Double precision, with an error that tests bear out.
    Computed,
    /// Drawn at random, with a standard error.
    Simulated,
    /// A fit to computed numbers.
    Fitted,
}

impl Standing {
    /// `proved`, `computed`, `simulated` or `fitted`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Proved => "proved",
            Self::Computed => "computed",
            Self::Simulated => "simulated",
            Self::Fitted => "fitted",
        }
    }
}

/// One falsifiable consequence of a theorem at the sizes tested.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// The model it was checked on.
    pub instance: String,
    /// What should hold, in words.
    pub claim: String,
    /// What was found, in words and numbers.
    pub measured: Measured,
    /// Where the number comes from.
    pub standing: Standing,
    /// Whether it holds.
    pub holds: bool,
}

/// The verdict on a theorem at the sizes tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Every check holds.
    Holds,
    /// At least one check fails.
    Fails,
    /// There was nothing to check.
    Untested,
}

impl Verdict {
    /// `holds`, `fails` or `untested`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Fails => "fails",
            Self::Untested => "untested",
        }
    }
}

/// A column of a data table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Name as it stands in the header.
    pub name: &'static str,
    /// Values, one a row.
    pub cells: Vec<Cell>,
}

/// A value of a data table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A word.
    Text(String),
    /// A whole number.
    Count(u64),
    /// A number with a relative error: only digits that are certain are printed.
    Number {
        /// The value.
        value: f64,
        /// Its relative error.
        relative_error: f64,
    },
    /// Not computed here.
    Empty,
}

impl Cell {
    /// A word.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into())
    }

    /// A parameter, as it was given.
    pub fn exact(value: f64) -> Self {
        Self::within(value, 0.0)
    }

    /// A number with its relative error.
    pub fn within(value: f64, relative_error: f64) -> Self {
        Self::Number {
            value,
            relative_error,
        }
    }

    /// A proved end, rounded outwards to so many digits.
    pub fn end(value: f64, digits: usize, up: bool) -> Self {
        Self::Text(digits_outward(value, digits, up))
    }
}

/// A row by the names of its columns.
pub type Row = Vec<(&'static str, Cell)>;

/// A table whose columns have equal length.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DataTable {
    /// Columns from left to right.
    pub columns: Vec<Column>,
}

impl DataTable {
    /// A table with the given headers and no rows.
    pub fn new(names: &[&'static str]) -> Self {
        Self {
            columns: names
                .iter()
                .map(|name| Column {
                    name,
                    cells: Vec::new(),
                })
                .collect(),
        }
    }

    /// Adds a row by the names of its columns. Columns it does not name are empty in it; a name
    /// that the table has not is a new column at the end.
    pub fn add(&mut self, row: Row) {
        let rows = self.rows();
        for (name, _) in &row {
            if self.columns.iter().all(|column| column.name != *name) {
                self.columns.push(Column {
                    name,
                    cells: vec![Cell::Empty; rows],
                });
            }
        }
        for column in &mut self.columns {
            let cell = row.iter().find(|(name, _)| *name == column.name);
            column
                .cells
                .push(cell.map_or(Cell::Empty, |(_, cell)| cell.clone()));
        }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |column| column.cells.len())
    }
}

/// How a series is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Computed values.
    Points,
    /// Computed values as crosses, which are seen over other marks.
    Crosses,
    /// Simulated values with error bars, in black.
    Simulated,
    /// Simulated or measured values with error bars, in the colour of their group.
    Measured,
    /// Upper ends of brackets, with bars as long as `error` down to the lower ends.
    Bracketed,
    /// No marks: the label is written at each point, to name a region.
    Words,
    /// A formula, solid.
    Curve,
    /// A leading-order formula, dashed.
    Leading,
    /// A bound, dotted.
    Bound,
}

/// One point to draw.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Abscissa.
    pub x: f64,
    /// Ordinate.
    pub y: f64,
    /// Half-width of the error bar (of a bracket its whole width), 0 for none.
    pub error: f64,
}

/// A series to draw. Series of one group share a colour.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Legend entry; empty for none.
    pub label: String,
    /// How it is meant.
    pub mark: Mark,
    /// Colour group.
    pub group: usize,
    /// Points in order of x.
    pub points: Vec<Point>,
}

impl Series {
    /// A series without error bars.
    pub fn new(
        label: impl Into<String>,
        mark: Mark,
        group: usize,
        points: impl IntoIterator<Item = (f64, f64)>,
    ) -> Self {
        Self {
            label: label.into(),
            mark,
            group,
            points: points
                .into_iter()
                .map(|(x, y)| Point { x, y, error: 0.0 })
                .collect(),
        }
    }
}

/// One pair of axes.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// Label of the abscissa.
    pub x_label: String,
    /// Whether the abscissa is logarithmic.
    pub x_log: bool,
    /// Label of the ordinate.
    pub y_label: String,
    /// Whether the ordinate is logarithmic.
    pub y_log: bool,
    /// A horizontal line, such as the limit 1 of a ratio.
    pub reference: Option<f64>,
    /// What to draw.
    pub series: Vec<Series>,
}

/// All there is to show for a theorem.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Falsifiable consequences.
    pub checks: Vec<Check>,
    /// The numbers.
    pub table: DataTable,
    /// The figure's panels from left to right.
    pub panels: Vec<Panel>,
}

impl Evidence {
    /// The verdict: every check must hold.
    pub fn verdict(&self) -> Verdict {
        if self.checks.is_empty() {
            Verdict::Untested
        } else if self.checks.iter().all(|check| check.holds) {
            Verdict::Holds
        } else {
            Verdict::Fails
        }
    }

    /// The panels that have something to show.
    pub fn drawn_panels(&self) -> impl Iterator<Item = &Panel> {
        let shows = |panel: &&Panel| panel.series.iter().any(|series| !series.points.is_empty());
        self.panels.iter().filter(shows)
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, DataTable};

    #[test]
    fn rows_by_name_fill_their_columns_and_bring_new_ones() {
        let mut table = DataTable::new(&["a", "b"]);
        table.add(vec![("b", Cell::Count(1))]);
        table.add(vec![("c", Cell::Count(2)), ("a", Cell::Count(3))]);
        let cells: Vec<(&str, &[Cell])> = table
            .columns
            .iter()
            .map(|column| (column.name, column.cells.as_slice()))
            .collect();
        let empty = Cell::Empty;
        assert_eq!(
            cells,
            [
                ("a", &[empty.clone(), Cell::Count(3)][..]),
                ("b", &[Cell::Count(1), empty.clone()]),
                ("c", &[empty, Cell::Count(2)]),
            ]
        );
    }
}
