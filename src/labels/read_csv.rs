//! Comma- or tab-separated label files.

use super::error::{LabelFileError, RowFault, quoted};
use super::guard::Guard;
use super::label::Label;
use super::newlines::Newlines;
use super::read::{CLUSTER_COLUMNS, Sink};
use super::table::Row;
use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder};
use std::io::Read;

/// Where the columns in use stand.
struct Columns {
    item: usize,
    annotator: usize,
    label: usize,
    gold: Option<usize>,
    cluster: Option<usize>,
    width: usize,
}

/// Put behind the file's last byte. If it does not come out as a record of its own, a quote was
/// left open: the csv crate then takes the rest of the file for one field and says nothing, and
/// rows would be lost without a word.
const END: &[u8] = b"\n\x1e\x1eend\x1e\x1e\n";

pub(crate) fn read(
    stream: Box<dyn Read>,
    delimiter: u8,
    sink: &mut Sink<'_>,
) -> Result<(), LabelFileError> {
    let (guarded, since) = Guard::new(stream.chain(END));
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(Box::new(Newlines::new(guarded)) as Box<dyn Read>);
    let mut record = ByteRecord::new();
    if !next(&mut reader, &mut record, sink)? {
        return Ok(());
    }
    let (line, _) = lines_of(&reader, &record);
    if record.iter().next_back().is_some_and(is_open) {
        return Err(LabelFileError::Header {
            path: sink.path.into(),
            line,
            problem: "a quote is left open".into(),
        });
    }
    let columns = columns(&record, delimiter, sink).map_err(|problem| LabelFileError::Header {
        path: sink.path.into(),
        line,
        problem,
    })?;
    since.set(0);
    while next(&mut reader, &mut record, sink)? {
        since.set(0);
        let (line, spans) = lines_of(&reader, &record);
        sink.take(line, row(&record, &columns, spans))?;
    }
    Ok(())
}

fn row<'r>(record: &'r ByteRecord, columns: &Columns, spans: u64) -> Result<Row<'r>, RowFault> {
    if record.iter().next_back().is_some_and(is_open) {
        return Err(RowFault::Syntax(format!(
            "a quote is left open: this row runs to the end of the file, over {} lines",
            spans.saturating_sub(2)
        )));
    }
    if record.len() != columns.width {
        return Err(RowFault::Width {
            found: record.len(),
            expected: columns.width,
            spans,
        });
    }
    Ok(Row {
        item: &record[columns.item],
        annotator: &record[columns.annotator],
        label: Label::parse("label", &record[columns.label])?,
        gold: match columns.gold {
            Some(gold) => Label::parse("gold", &record[gold])?,
            None => Label::Missing,
        },
        cluster: columns.cluster.map(|c| &record[c]),
    })
}

fn columns(header: &ByteRecord, delimiter: u8, sink: &Sink<'_>) -> Result<Columns, String> {
    let names: Vec<&[u8]> = header.iter().map(|h| h.trim_ascii()).collect();
    let find = |name: &str| -> Result<Option<usize>, String> {
        let mut places =
            (0..names.len()).filter(|&i| names[i].eq_ignore_ascii_case(name.as_bytes()));
        match (places.next(), places.next()) {
            (place, None) => Ok(place),
            (_, Some(_)) => Err(format!("column `{name}` stands there twice")),
        }
    };
    let need = |name: &str| {
        find(name)?.ok_or_else(|| {
            let shown: Vec<String> = names.iter().take(12).map(|n| quoted(n)).collect();
            let hint = if names.len() == 1 {
                format!(
                    " (the fields should be separated by {})",
                    if delimiter == b',' { "commas" } else { "tabs" }
                )
            } else {
                String::new()
            };
            format!("no column `{name}` among {}{hint}", shown.join(", "))
        })
    };
    let cluster = match &sink.options.cluster_column {
        Some(name) => Some(need(name)?),
        None => {
            let mut found = None;
            for name in CLUSTER_COLUMNS {
                found = found.or(find(name)?);
            }
            found
        }
    };
    Ok(Columns {
        item: need("item")?,
        annotator: need("annotator")?,
        label: need("label")?,
        gold: find("gold")?,
        cluster,
        width: names.len(),
    })
}

fn next(
    reader: &mut Reader<Box<dyn Read>>,
    record: &mut ByteRecord,
    sink: &Sink<'_>,
) -> Result<bool, LabelFileError> {
    let more = reader.read_byte_record(record).map_err(|error| {
        let line = reader.position().line();
        match error.into_kind() {
            ErrorKind::Io(source) => sink.io_error(line, source),
            other => sink.io_error(line, std::io::Error::other(format!("{other:?}"))),
        }
    })?;
    let end = END.trim_ascii();
    Ok(more && !(record.len() == 1 && &record[0] == end))
}

/// Whether a field has swallowed the end of the file.
fn is_open(field: &[u8]) -> bool {
    let end = END.trim_ascii();
    field.len() > end.len() && field.trim_ascii_end().ends_with(end)
}

/// The line on which the record just read begins, and how many it spans.
///
/// The crate's own position of a record is that of the blank lines before it.
fn lines_of(reader: &Reader<Box<dyn Read>>, record: &ByteRecord) -> (u64, u64) {
    let next = reader.position().line();
    let before = record.position().map_or(0, csv::Position::line);
    let spans = if next == before + 1 {
        1
    } else {
        // A record that is left open has its last line's end inside.
        let open = record.iter().next_back().is_some_and(is_open);
        u64::from(!open) + record.as_slice().iter().filter(|&&b| b == b'\n').count() as u64
    };
    (next.saturating_sub(spans), spans)
}
