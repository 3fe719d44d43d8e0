//! Tables as CSV, Markdown and LaTeX.

use super::{Cell, Table};
use crate::print::number::Digits;
use crate::print::tex;

impl Table {
    /// As CSV (RFC 4180 with line feeds): one header line of names, then the rows; no comment
    /// lines, which many readers take for data. What the columns mean is in [`Table::dictionary`].
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
pub(super) fn real(value: f64) -> String {
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
