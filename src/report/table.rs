//! Tables: columns that say what they mean, written as CSV, Markdown or LaTeX.

use thiserror::Error;

use super::label::{Label, LabelError};
use super::number::Digits;
use super::tex;

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    name: String,
    title: String,
    unit: String,
    meaning: String,
}

impl Column {
    /// A column whose CSV header is `name`: lower-case letters, digits and underscores, the same in every file that has it.
    pub fn new(name: impl Into<String>) -> Column {
        let name = name.into();
        Column {
            title: name.replace('_', " "),
            name,
            unit: String::new(),
            meaning: String::new(),
        }
    }

    /// The heading in printed tables, in label markup (`$Δ_n$`); otherwise the name.
    pub fn title(mut self, title: impl Into<String>) -> Column {
        self.title = title.into();
        self
    }

    /// The unit; empty for a pure number.
    pub fn unit(mut self, unit: impl Into<String>) -> Column {
        self.unit = unit.into();
        self
    }

    /// One sentence on what the numbers are.
    pub fn meaning(mut self, meaning: impl Into<String>) -> Column {
        self.meaning = meaning.into();
        self
    }
}

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
    /// Nothing is known: empty in CSV, a dash in print.
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
    /// A title that cannot be read.
    #[error(transparent)]
    Title(#[from] LabelError),
}

/// Rows under columns, all checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    columns: Vec<Column>,
    titles: Vec<Label>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows.
    ///
    /// # Errors
    /// Names that are unfit or repeated, titles that cannot be read.
    pub fn new(columns: impl IntoIterator<Item = Column>) -> Result<Table, TableError> {
        let columns: Vec<Column> = columns.into_iter().collect();
        for (k, column) in columns.iter().enumerate() {
            let name = column.name.clone();
            let fit = |(i, c): (usize, char)| {
                c.is_ascii_lowercase() || i > 0 && (c.is_ascii_digit() || c == '_')
            };
            if name.is_empty() || !name.chars().enumerate().all(fit) {
                return Err(TableError::Name { name });
            }
            if columns[..k].iter().any(|c| c.name == name) {
                return Err(TableError::Twice { name });
            }
        }
        let titles = columns
            .iter()
            .map(|c| Label::parse(&c.title))
            .collect::<Result<_, _>>()?;
        Ok(Table {
            columns,
            titles,
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
                    column: column.name.clone(),
                    value,
                });
            }
        }
        self.rows.push(cells);
        Ok(())
    }

    /// As CSV (RFC 4180 with line feeds): one header line of names, then the rows; no comment lines, which many readers take
    /// for data. What the columns mean is in [`Table::dictionary`].
    pub fn csv(&self) -> String {
        let names = self.columns.iter().map(|c| c.name.clone()).collect();
        let rows = self
            .rows
            .iter()
            .map(|row| row.iter().map(csv_cell).collect());
        lines(std::iter::once(names).chain(rows), ",")
    }

    /// What each column means, as CSV with the columns `column,unit,meaning`.
    pub fn dictionary(&self) -> String {
        let header = ["column", "unit", "meaning"].map(str::to_owned).to_vec();
        let rows = self
            .columns
            .iter()
            .map(|c| vec![c.name.clone(), quoted(&c.unit), quoted(&c.meaning)]);
        lines(std::iter::once(header).chain(rows), ",")
    }

    /// As a Markdown table, numbers to the right.
    pub fn markdown(&self) -> String {
        let escape = |text: &str| {
            text.replace('\\', "\\\\")
                .replace('|', "\\|")
                .replace('\n', " ")
        };
        let titles: Vec<String> = self.titles.iter().map(|t| escape(&t.plain())).collect();
        let rules = (0..self.columns.len())
            .map(|k| if self.is_numeric(k) { "---:" } else { "---" }.to_owned())
            .collect();
        let rows = self.rows.iter().map(|row| {
            row.iter()
                .map(|cell| escape(&printed(cell, |t| t.to_owned(), Digits::to_string)))
                .collect()
        });
        let body = lines([titles, rules].into_iter().chain(rows), " | ");
        body.lines().map(|l| format!("| {l} |\n")).collect()
    }

    /// As a LaTeX `tabular` with the rules of the package booktabs.
    pub fn latex(&self) -> String {
        let align: String = (0..self.columns.len())
            .map(|k| if self.is_numeric(k) { 'r' } else { 'l' })
            .collect();
        let titles: Vec<String> = self.titles.iter().map(tex::label).collect();
        let mut out = format!(
            "\\begin{{tabular}}{{{align}}}\n\\toprule\n{} \\\\\n\\midrule\n",
            titles.join(" & ")
        );
        for row in &self.rows {
            let cells: Vec<String> = row
                .iter()
                .map(|cell| printed(cell, tex::escape, Digits::tex))
                .collect();
            out.push_str(&cells.join(" & "));
            out.push_str(" \\\\\n");
        }
        out.push_str("\\bottomrule\n\\end{tabular}\n");
        out
    }

    fn is_numeric(&self, column: usize) -> bool {
        !self
            .rows
            .iter()
            .any(|row| matches!(row[column], Cell::Text(_)))
    }
}

fn lines(rows: impl IntoIterator<Item = Vec<String>>, separator: &str) -> String {
    rows.into_iter()
        .map(|row| row.join(separator) + "\n")
        .collect()
}

fn csv_cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => quoted(text),
        Cell::Integer(k) => k.to_string(),
        Cell::Real(value) => real(*value),
        Cell::Certain(digits) => digits.to_string(),
        Cell::Missing => String::new(),
    }
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// The shortest decimal that reads back as the same double.
fn real(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 || (1e-4..1e15).contains(&size) {
        format!("{value}")
    } else {
        format!("{value:e}")
    }
}

fn printed(
    cell: &Cell,
    words: impl Fn(&str) -> String,
    number: impl Fn(&Digits) -> String,
) -> String {
    match cell {
        Cell::Text(text) => words(text),
        Cell::Certain(digits) => number(digits),
        Cell::Missing => "–".to_owned(),
        other => csv_cell(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Result<Table, TableError> {
        let mut table = Table::new([
            Column::new("contract").meaning("class of contracts, \"binary\" or linear"),
            Column::new("samples").title("$n$"),
            Column::new("gap")
                .title("$Δ_n$")
                .unit("payoff")
                .meaning("first best minus second best"),
            Column::new("scaled").title("$√{n log n} Δ_n$"),
        ])?;
        table.row([
            Cell::from("binary, 50%"),
            Cell::Integer(200),
            Cell::Real(2.67e-8),
            Digits::exact(0.087, 3).into(),
        ])?;
        table.row([
            Cell::from("a|b"),
            Cell::Integer(400),
            Cell::Real(0.1),
            Cell::Missing,
        ])?;
        Ok(table)
    }

    #[test]
    fn csv_is_clean() -> Result<(), TableError> {
        let table = sample()?;
        assert_eq!(
            table.csv(),
            "contract,samples,gap,scaled\n\"binary, 50%\",200,2.67e-8,0.0870\na|b,400,0.1,\n"
        );
        assert_eq!(
            table.dictionary(),
            "column,unit,meaning\ncontract,,\"class of contracts, \"\"binary\"\" or linear\"\nsamples,,\ngap,payoff,first best minus second best\nscaled,,\n"
        );
        Ok(())
    }

    #[test]
    fn printed_tables_escape_and_align() -> Result<(), TableError> {
        let table = sample()?;
        assert_eq!(
            table.markdown(),
            "| contract | n | Δ_n | √(n log n) Δ_n |\n| --- | ---: | ---: | ---: |\n| binary, 50% | 200 | 2.67e-8 | 0.0870 |\n| a\\|b | 400 | 0.1 | – |\n"
        );
        let latex = table.latex();
        assert!(latex.contains("contract & $n$ & $\\Delta_{n}$ & $\\sqrt{n\\,\\mathrm{log}\\,n}\\,\\Delta_{n}$ \\\\"), "{latex}");
        assert!(
            latex.contains("binary, 50\\% & 200 & 2.67e-8 & \\ensuremath{0.0870} \\\\"),
            "{latex}"
        );
        Ok(())
    }

    #[test]
    fn unfit_tables_are_refused() -> Result<(), TableError> {
        for name in ["", "1n", "Gap", "gap lower", "_x"] {
            assert!(
                matches!(
                    Table::new([Column::new(name)]),
                    Err(TableError::Name { .. })
                ),
                "{name:?}"
            );
        }
        assert!(matches!(
            Table::new([Column::new("a"), Column::new("a")]),
            Err(TableError::Twice { .. })
        ));
        let mut table = Table::new([Column::new("a")])?;
        assert!(matches!(
            table.row([]),
            Err(TableError::Length {
                row: 1,
                found: 0,
                expected: 1
            })
        ));
        assert!(matches!(
            table.row([Cell::Real(f64::NAN)]),
            Err(TableError::NotFinite { .. })
        ));
        Ok(())
    }

    #[test]
    fn reals_read_back_as_they_were() {
        fn back(value: f64) -> bool {
            !value.is_finite() || real(value).parse() == Ok(value)
        }
        quickcheck::quickcheck(back as fn(f64) -> bool);
    }
}
