//! Tables as CSV.

use super::{Cell, Table};

impl Table {
    /// As CSV (RFC 4180 with line feeds): one header line of names, then the rows; no comment
    /// lines, which many readers take for data.
    pub fn csv(&self) -> String {
        let rows = self.rows.iter();
        let rows = rows.map(|row| row.iter().map(csv_cell).collect());
        let lines = std::iter::once(self.columns.clone()).chain(rows);
        lines.map(|line| line.join(",") + "\n").collect()
    }
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
pub(super) fn real(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 || (1e-4..1e15).contains(&size) {
        format!("{value}")
    } else {
        format!("{value:e}")
    }
}
