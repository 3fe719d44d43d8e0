//! Every check of every theorem as a table, uncut.

use super::tables::{cell, spaced};
use crate::paper::document::{DocumentError, Shelf};
use crate::paper::rows::Csv;
use std::fmt::Write;

/// One table a theorem.
///
/// # Errors
/// A missing file or column.
pub fn write(shelf: &Shelf) -> Result<String, DocumentError> {
    let mut out = String::new();
    for (theorem, _) in shelf.theorems() {
        let path = format!("paper/tables/{}.csv", theorem.stem);
        let Some(csv) = Csv::read(shelf, &path)? else {
            return Err(DocumentError::Missing { path });
        };
        // Writing to a String cannot fail.
        let _ = write!(
            out,
            "\\subsection*{{{}. {}}}\n{{\\scriptsize\\sloppy\n\
             \\begin{{longtable}}{{p{{0.12\\textwidth}}p{{0.3\\textwidth}}p{{0.09\\textwidth}}p{{0.38\\textwidth}}}}\n\
             \\toprule\ninstance & claim & standing & measured \\\\\n\\midrule\n\\endhead\n",
            theorem.id.to_uppercase(),
            cell(&path, theorem.title)?
        );
        for row in csv.rows() {
            let text = |name: &str| cell(&path, row.cell(name)?);
            let failed = if row.cell("holds")? == "yes" {
                ""
            } else {
                "\\textbf{does not hold:} "
            };
            let _ = writeln!(
                out,
                "{} & {} & {} & {failed}{} \\\\",
                cell(&path, &spaced(row.cell("instance")?))?,
                text("claim")?,
                text("standing")?,
                text("measured")?
            );
        }
        out.push_str("\\bottomrule\n\\end{longtable}\n}\n\n");
    }
    Ok(out)
}
