//! The sheet of `firstbest design` as text.

use super::block::Part;
use std::fmt::Write;

/// The sheet as text.
pub fn text(parts: &[Part]) -> String {
    let mut out = String::new();
    for block in parts.iter().flat_map(|part| &part.blocks) {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{}", block.title);
        let columns = block.rows.iter().map(Vec::len).max().unwrap_or(0);
        let header = block
            .header
            .iter()
            .any(|name| !name.is_empty() && *name != "value");
        let width = |column: usize| {
            let cells = block.rows.iter().filter_map(|row| row.get(column));
            let head = block.header.get(column).filter(|_| header);
            cells
                .map(|cell| cell.chars().count())
                .chain(head.map(|name| name.chars().count()))
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let mut line = |cells: &[&str]| {
            let mut text = String::from(" ");
            for (column, cell) in cells.iter().enumerate() {
                let pad = " ".repeat(widths[column].saturating_sub(cell.chars().count()));
                // Words to the left, numbers to the right; of two columns both are read as text.
                if column == 0 || columns == 2 {
                    let _ = write!(text, " {cell}{pad} ");
                } else {
                    let _ = write!(text, " {pad}{cell} ");
                }
            }
            let _ = writeln!(out, "{}", text.trim_end());
        };
        if header && columns > 0 {
            line(&block.header);
        }
        for row in &block.rows {
            line(&row.iter().map(String::as_str).collect::<Vec<_>>());
        }
        for note in &block.notes {
            let _ = writeln!(out, "  {note}");
        }
        out.push('\n');
    }
    out
}
