//! The files that `firstbest plot` writes.

use super::error::Error;
use crate::command::error::CommandError;
use crate::plot::figure::{Drawing, Format};
use crate::print::files;
use crate::print::table::Table;
use std::path::{Path, PathBuf};

pub(super) fn format(path: &Path) -> Result<Format, Error> {
    Format::of(path).ok_or_else(|| Error::Format {
        path: path.to_owned(),
    })
}

/// Writes the pictures and the table beside each; the names of the files.
pub(super) fn write(
    out: &[PathBuf],
    drawing: &Drawing,
    table: &Table,
) -> Result<Vec<String>, CommandError> {
    let mut written: Vec<String> = Vec::new();
    for path in out {
        let bytes = drawing.encoded(format(path)?).map_err(Error::from)?;
        files::write(path, &bytes)?;
        written.push(path.display().to_string());
    }
    let mut tables: Vec<PathBuf> = out.iter().map(|path| path.with_extension("csv")).collect();
    tables.sort();
    tables.dedup();
    for path in tables {
        files::write(&path, table.csv().as_bytes())?;
        written.push(path.display().to_string());
    }
    Ok(written)
}
