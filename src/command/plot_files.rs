//! The files that `firstbest plot` writes.

use super::CommandError;
use super::plot::Error;
use crate::plot::figure::{Drawing, PREVIEW_DPI};
use crate::print::files;
use crate::print::table::Table;
use std::path::{Path, PathBuf};

/// Formats of pictures.
#[derive(Clone, Copy)]
pub(super) enum Format {
    Svg,
    Pdf,
    Png,
}

pub(super) fn format(path: &Path) -> Result<Format, Error> {
    let ending = path.extension().and_then(|ending| ending.to_str());
    match ending.map(str::to_ascii_lowercase).as_deref() {
        Some("svg") => Ok(Format::Svg),
        Some("pdf") => Ok(Format::Pdf),
        Some("png") => Ok(Format::Png),
        _ => Err(Error::Format {
            path: path.to_owned(),
        }),
    }
}

/// Writes the pictures and the table beside each; the names of the files.
pub(super) fn write(
    out: &[PathBuf],
    drawing: &Drawing,
    table: &Table,
) -> Result<Vec<String>, CommandError> {
    let mut written: Vec<String> = Vec::new();
    for path in out {
        let bytes = match format(path)? {
            Format::Svg => drawing.svg().into_bytes(),
            Format::Pdf => drawing.pdf(),
            Format::Png => drawing.png(PREVIEW_DPI).map_err(Error::from)?,
        };
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
