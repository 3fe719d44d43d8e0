//! Opening a label file: which format it is, and what to do with rows that are wrong.

use super::error::{LabelFileError, RowFault};
use super::read_csv;
use super::read_jsonl;
use super::table::{LabelTable, Row};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Skip and count wrong rows in place of stopping at the first.
    pub lenient: bool,
    /// The column that names the cluster of a row; by default `cluster`, or else `ranking`, if
    /// there is one.
    pub cluster_column: Option<String>,
}

/// What a lenient reading left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadReport {
    /// Rows skipped.
    pub skipped: u64,
    /// The first few of them: line and fault.
    pub examples: Vec<(u64, RowFault)>,
}

/// Bytes to buffer between the decompressor and the parser.
const BUFFER: usize = 1 << 16;

/// The columns that name a cluster unless told otherwise.
pub(crate) const CLUSTER_COLUMNS: [&str; 2] = ["cluster", "ranking"];

/// Reads a label file: CSV, tab-separated values or JSON lines, gzipped or not; Parquet with the
/// cargo feature of that name.
///
/// The name's ending decides between CSV (the default), `.tsv` and `.jsonl`/`.ndjson`, after a
/// `.gz` is taken off; whether the bytes are gzipped or Parquet is seen from the bytes. Columns
/// `item`, `annotator`, `label` and, if present, `gold` and a cluster column are used in whatever
/// order they stand, others are ignored. The file is streamed.
pub fn read_labels(
    path: &Path,
    options: &ReadOptions,
) -> Result<(LabelTable, ReadReport), LabelFileError> {
    let io = |source| LabelFileError::Io {
        path: path.into(),
        line: 0,
        source,
    };
    let mut raw = BufReader::with_capacity(BUFFER, File::open(path).map_err(io)?);
    let head = raw.fill_buf().map_err(io)?;
    let refuse = |problem: &str| {
        Err(LabelFileError::File {
            path: path.into(),
            problem: problem.into(),
        })
    };
    if head.is_empty() {
        return refuse("the file is empty; expected a header with item, annotator and label");
    }
    if head.starts_with(b"PAR1") || ending(path) == Some("parquet".into()) {
        return read_parquet(path, options);
    }
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return refuse("the file is UTF-16; save it as UTF-8");
    }
    if head.starts_with(b"PK\x03\x04") {
        return refuse("the file is a zip archive (a spreadsheet?); save it as CSV");
    }
    let gzipped = head.starts_with(&[0x1f, 0x8b]);
    let stream: Box<dyn Read> = if gzipped {
        Box::new(flate2::bufread::MultiGzDecoder::new(raw))
    } else {
        Box::new(raw)
    };
    let mut sink = Sink::new(path, options);
    match ending(path).as_deref() {
        Some("jsonl" | "ndjson" | "json") => read_jsonl::read(stream, &mut sink)?,
        Some("tsv" | "tab") => read_csv::read(stream, b'\t', &mut sink)?,
        _ => read_csv::read(stream, b',', &mut sink)?,
    }
    sink.finish()
}

#[cfg(feature = "parquet")]
fn read_parquet(
    path: &Path,
    options: &ReadOptions,
) -> Result<(LabelTable, ReadReport), LabelFileError> {
    let mut sink = Sink::new(path, options);
    let file = File::open(path).map_err(|source| sink.io_error(0, source))?;
    super::read_parquet::read(file, &mut sink)?;
    sink.finish()
}

#[cfg(not(feature = "parquet"))]
fn read_parquet(path: &Path, _: &ReadOptions) -> Result<(LabelTable, ReadReport), LabelFileError> {
    Err(LabelFileError::File {
        path: path.into(),
        problem: "Parquet is not read by this build: build with `--features parquet`, or write the table as CSV or JSON lines"
            .into(),
    })
}

/// The name's ending in lower case, a final `.gz` aside.
fn ending(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.rsplit_once('.').map(|(_, e)| e.to_string())
}

/// Where the formats deliver their rows and faults.
pub(crate) struct Sink<'a> {
    pub path: &'a Path,
    pub options: &'a ReadOptions,
    table: LabelTable,
    report: ReadReport,
}

/// Faults of a lenient reading that are kept word for word.
const EXAMPLES: usize = 5;

impl<'a> Sink<'a> {
    fn new(path: &'a Path, options: &'a ReadOptions) -> Self {
        Sink {
            path,
            options,
            table: LabelTable::default(),
            report: ReadReport::default(),
        }
    }

    /// Takes the row that begins on `line`, or its fault: an error, or one more skipped row.
    pub fn take(
        &mut self,
        line: u64,
        row: Result<Row<'_>, RowFault>,
    ) -> Result<(), LabelFileError> {
        let Err(fault) = row.and_then(|row| self.table.push(row)) else {
            return Ok(());
        };
        if !self.options.lenient {
            return Err(LabelFileError::Row {
                path: self.path.into(),
                line,
                fault,
            });
        }
        self.report.skipped += 1;
        if self.report.examples.len() < EXAMPLES {
            self.report.examples.push((line, fault));
        }
        Ok(())
    }

    pub fn io_error(&self, line: u64, source: std::io::Error) -> LabelFileError {
        LabelFileError::Io {
            path: self.path.into(),
            line,
            source,
        }
    }

    fn finish(self) -> Result<(LabelTable, ReadReport), LabelFileError> {
        if self.table.rows() == 0 {
            let problem = match self.report.examples.first() {
                None => "there is no row".to_string(),
                Some((line, fault)) => format!(
                    "no row is usable: {} skipped, the first on line {line}: {fault}",
                    self.report.skipped
                ),
            };
            return Err(LabelFileError::File {
                path: self.path.into(),
                problem,
            });
        }
        Ok((self.table, self.report))
    }
}
