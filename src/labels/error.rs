//! What can be wrong with a label file, and where.

use std::path::PathBuf;

/// A label file that cannot be used. Every variant names the file; those about a row name its line
/// (counted from 1, the header included) and, where one is to blame, the field.
#[derive(Debug, thiserror::Error)]
pub enum LabelFileError {
    /// The file could not be opened or read to its end.
    #[error("{}: cannot read{}: {source}", path.display(), after(*line))]
    Io {
        /// The file.
        path: PathBuf,
        /// The last line that was read, 0 if none.
        line: u64,
        /// What the operating system or the decompressor said.
        source: std::io::Error,
    },
    /// The file as a whole is not a label table.
    #[error("{}: {problem}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong and what would be right.
        problem: String,
    },
    /// The header row is wrong.
    #[error("{}:{line}: header: {problem}", path.display())]
    Header {
        /// The file.
        path: PathBuf,
        /// The header's line.
        line: u64,
        /// What is wrong and what would be right.
        problem: String,
    },
    /// One row is wrong.
    #[error("{}:{line}: {fault}", path.display())]
    Row {
        /// The file.
        path: PathBuf,
        /// The line on which the row begins.
        line: u64,
        /// What is wrong with it.
        fault: RowFault,
    },
    /// A lenient reading would leave too much out.
    #[error("{}: {skipped} of {rows} rows would be skipped, more than a tenth; the first on line {line}: {fault}", path.display())]
    TooManySkipped {
        /// The file.
        path: PathBuf,
        /// Rows that cannot be read.
        skipped: u64,
        /// All rows.
        rows: u64,
        /// The line of the first of them.
        line: u64,
        /// What is wrong with it.
        fault: RowFault,
    },
    /// A fault, and the option that would read the file.
    #[error("{error}; {help}")]
    Help {
        /// The fault.
        error: Box<LabelFileError>,
        /// What to do.
        help: String,
    },
}

impl LabelFileError {
    /// Whether it is a label that was not understood.
    pub(super) fn is_of_labels(&self) -> bool {
        match self {
            LabelFileError::Row { fault, .. } | LabelFileError::TooManySkipped { fault, .. } => {
                matches!(
                    fault,
                    RowFault::Field {
                        field: "label" | "gold" | "assistant",
                        ..
                    }
                )
            }
            _ => false,
        }
    }
}

fn after(line: u64) -> String {
    if line == 0 {
        String::new()
    } else {
        format!(" beyond line {line}")
    }
}

/// What is wrong with one row. In lenient reading these are counted and the row is skipped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowFault {
    /// A field holds something that it may not hold.
    #[error("field `{field}` is {found}; expected {expected}")]
    Field {
        /// The column's name.
        field: &'static str,
        /// What stands there, shortened and quoted.
        found: String,
        /// What may stand there.
        expected: &'static str,
    },
    /// The row has more or fewer fields than the header.
    #[error(
        "{found} field{} where the header has {expected}{}", if *found == 1 { "" } else { "s" },
        if *spans > 1 { format!(" (the row spans {spans} lines: is a quote left open?)") } else { String::new() }
    )]
    Width {
        /// Fields of the row.
        found: usize,
        /// Fields of the header.
        expected: usize,
        /// Lines over which the row runs.
        spans: u64,
    },
    /// A field is written in another encoding.
    #[error(
        "field `{field}` holds {found}, which is not UTF-8; save the file as UTF-8 (spreadsheets call it \"CSV UTF-8\"), or convert it: iconv -f WINDOWS-1252 -t UTF-8 FILE"
    )]
    NotUtf8 {
        /// The column's name.
        field: &'static str,
        /// What stands there, bytes that are no letter escaped.
        found: String,
    },
    /// The line is not a record of its format.
    #[error("{0}")]
    Syntax(String),
}

/// Refuses bytes that are not UTF-8: names in which they differ would be shown as one.
pub(crate) fn utf8<'t>(field: &'static str, text: &'t [u8]) -> Result<&'t str, RowFault> {
    std::str::from_utf8(text).map_err(|_| RowFault::NotUtf8 {
        field,
        found: format!("\"{}\"", text[..text.len().min(40)].escape_ascii()),
    })
}

/// `text` in quotes, at most 40 characters of it, control characters escaped.
pub(crate) fn quoted(text: &[u8]) -> String {
    const SHOWN: usize = 40;
    let text = String::from_utf8_lossy(text);
    let mut shown: String = text.chars().take(SHOWN).collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    format!("{shown:?}")
}
