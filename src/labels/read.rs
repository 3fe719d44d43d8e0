//! Opening a label file: which format it is, and what to do with rows that are wrong.

use super::coding::Kind;
use super::columns::Role;
use super::error::LabelFileError;
use super::gzip::Members;
use super::nested::{self};
use super::options::{ReadOptions, ReadReport};
use super::shell::columns_option;
use super::sink::Sink;
use super::survey::Survey;
use super::table::LabelTable;
use super::{read_csv, read_json};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// Bytes to buffer between the decompressor and the parser.
const BUFFER: usize = 1 << 16;

/// Reads a label file: CSV or the like, JSON lines or arrays, gzipped or not; Parquet with the
/// cargo feature of that name; nested exports of some tools by [`ReadOptions::format`].
///
/// The name's ending tells JSON from tables, after a `.gz` is taken off; whether the bytes are
/// gzipped or Parquet, and what separates fields, is seen from the bytes. Columns `item`,
/// `annotator`, `label` and, if present, `gold`, `assistant` and a cluster column are used in
/// whatever order they stand, under these names, under names that other tools use, or as
/// [`ReadOptions::columns`] says; others are ignored. The file is streamed; it is read once more
/// where a label is not understood, to say what would read it.
pub fn read_labels(
    path: &Path,
    options: &ReadOptions,
) -> Result<(LabelTable, ReadReport), LabelFileError> {
    if let Some(name) = options.columns.of(Role::Assistant)
        && options.kind != Kind::Binary
    {
        return Err(LabelFileError::File {
            path: path.into(),
            problem: format!(
                "{} is not used with --kind nominal or ordinal: copies of a model are told from binary labels only; allowed: one of the two",
                columns_option(&[("assistant", name)])
            ),
        });
    }
    let error = match read_once(path, Sink::new(path, options)) {
        Ok(sink) => match sink.finish() {
            Ok(done) => return Ok(done),
            Err(error) => error,
        },
        Err(error) => error,
    };
    if options.labels.is_some() || !error.is_of_labels() {
        return Err(error);
    }
    // A label was not understood: see what the column holds.
    let Ok(mut sink) = read_once(path, Sink::surveying(path, options)) else {
        return Err(error);
    };
    let survey: Survey = sink.take_survey();
    if options.kind == Kind::Binary
        && let Some(coding) = survey.plain()
    {
        let coded = ReadOptions {
            labels: Some(coding),
            ..options.clone()
        };
        let (table, mut report) = read_once(path, Sink::new(path, &coded))?.finish()?;
        report
            .notes
            .push("labels are read as True=1, False=0".into());
        return Ok((table, report));
    }
    match survey.advice(options) {
        Some(help) => Err(LabelFileError::Help {
            error: Box::new(error),
            help,
        }),
        None => Err(error),
    }
}

/// Hands all rows of the file to the sink.
fn read_once<'a>(path: &'a Path, mut sink: Sink<'a>) -> Result<Sink<'a>, LabelFileError> {
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
        return read_parquet(path, sink);
    }
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return refuse("the file is UTF-16; save it as UTF-8");
    }
    if head.starts_with(b"PK\x03\x04") {
        return refuse("the file is a zip archive (a spreadsheet?); save it as CSV");
    }
    let gzipped = head.starts_with(&[0x1f, 0x8b]);
    let stream: Box<dyn Read> = if gzipped {
        Box::new(Members::new(raw))
    } else {
        Box::new(raw)
    };
    let stream = BufReader::with_capacity(BUFFER, stream);
    match (sink.options.format, ending(path).as_deref()) {
        (Some(format), _) if format.is_nested() => nested::read(stream, format, &mut sink)?,
        (_, Some("jsonl" | "ndjson" | "json")) => read_json::read(stream, &mut sink)?,
        (_, Some("tsv" | "tab")) => read_csv::read(stream, b'\t', &mut sink)?,
        _ => read_csv::read(stream, b',', &mut sink)?,
    }
    Ok(sink)
}

#[cfg(feature = "parquet")]
fn read_parquet<'a>(path: &Path, mut sink: Sink<'a>) -> Result<Sink<'a>, LabelFileError> {
    let file = File::open(path).map_err(|source| sink.io_error(0, source))?;
    super::read_parquet::read(file, &mut sink)?;
    Ok(sink)
}

#[cfg(not(feature = "parquet"))]
fn read_parquet<'a>(path: &Path, _: Sink<'a>) -> Result<Sink<'a>, LabelFileError> {
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
