//! A table on a page: columns as wide as they need, the widest gives way.

use super::{LEADING, Layout, MARGIN, PAPER, label, width, wrapped};
use crate::plot::style::Ink;
use crate::plot::typeset::{TypesetError, set};

/// White between columns, in sizes.
const GUTTER: f64 = 1.2;

impl Layout<'_> {
    pub(super) fn table(
        &mut self,
        header: &[&str],
        rows: &[Vec<String>],
    ) -> Result<(), TypesetError> {
        let (size, text) = (self.size, PAPER.0 - 2.0 * MARGIN);
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns == 0 {
            return Ok(());
        }
        let gutter = GUTTER * size;
        let mut widths = vec![0.0_f64; columns];
        for row in rows {
            for (column, cell) in row.iter().enumerate() {
                widths[column] = widths[column].max(width(cell, size)?);
            }
        }
        let room = text - gutter * (columns as f64 - 1.0);
        // Names of columns stand on one line where there is room, else they wrap: then they need no
        // more than their longest word.
        let named = |all: bool| -> Result<Vec<f64>, TypesetError> {
            let mut widths = widths.clone();
            for (column, name) in header.iter().enumerate().take(columns) {
                let parts = name.split(|c: char| !all && c.is_whitespace());
                for part in parts {
                    widths[column] = widths[column].max(width(part, size)?);
                }
            }
            Ok(widths)
        };
        let whole = named(true)?;
        let mut widths = if whole.iter().sum::<f64>() <= room {
            whole
        } else {
            named(false)?
        };
        let all: f64 = widths.iter().sum();
        if all > room {
            // The widest column gives way.
            let mut widest = 0;
            for column in 1..columns {
                if widths[column] > widths[widest] {
                    widest = column;
                }
            }
            widths[widest] = (widths[widest] - (all - room)).max(8.0 * size);
        }
        let cells: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
        if header
            .iter()
            .any(|name| !name.is_empty() && *name != "value")
        {
            self.row(&cells, &widths, gutter)?;
            self.rule(Ink::Grey.rgb());
            self.y += 0.3 * size;
        }
        for row in rows {
            self.row(row, &widths, gutter)?;
        }
        self.y += 0.5 * size;
        Ok(())
    }

    fn row(&mut self, cells: &[String], widths: &[f64], gutter: f64) -> Result<(), TypesetError> {
        let size = self.size;
        let wrapped = cells
            .iter()
            .zip(widths)
            .map(|(cell, width)| wrapped(cell, size, *width * (1.0 + 1e-9)))
            .collect::<Result<Vec<_>, _>>()?;
        let lines = wrapped.iter().map(Vec::len).max().unwrap_or(1) as f64;
        self.room(LEADING * size * lines);
        let mut x = MARGIN;
        for (column, lines) in wrapped.iter().enumerate() {
            for (place, line) in lines.iter().enumerate() {
                let lettering = set(&label(line), size)?;
                let words = column == 0 || widths.len() == 2;
                let at = if words {
                    x
                } else {
                    x + widths[column] - lettering.width
                };
                let y = self.y + size + LEADING * size * place as f64;
                self.put(&lettering, at, y);
            }
            x += widths[column] + gutter;
        }
        self.y += LEADING * size * lines;
        Ok(())
    }
}
