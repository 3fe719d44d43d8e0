//! Comma- or tab-separated label files.

use super::error::{LabelFileError, RowFault, quoted};
use super::label::Label;
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

pub(crate) fn read(
    stream: Box<dyn Read>,
    delimiter: u8,
    sink: &mut Sink<'_>,
) -> Result<(), LabelFileError> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(stream);
    let mut record = ByteRecord::new();
    if !next(&mut reader, &mut record, sink)? {
        return Ok(());
    }
    let line = line_of(&record);
    let columns = columns(&record, delimiter, sink).map_err(|problem| LabelFileError::Header {
        path: sink.path.into(),
        line,
        problem,
    })?;
    while next(&mut reader, &mut record, sink)? {
        let spans = reader.position().line() - line_of(&record);
        sink.take(line_of(&record), row(&record, &columns, spans))?;
    }
    Ok(())
}

fn row<'r>(record: &'r ByteRecord, columns: &Columns, spans: u64) -> Result<Row<'r>, RowFault> {
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
        let mut places = (0..names.len()).filter(|&i| names[i].eq_ignore_ascii_case(name.as_bytes()));
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
    reader.read_byte_record(record).map_err(|error| {
        let line = reader.position().line();
        match error.into_kind() {
            ErrorKind::Io(source) => sink.io_error(line, source),
            other => sink.io_error(line, std::io::Error::other(format!("{other:?}"))),
        }
    })
}

fn line_of(record: &ByteRecord) -> u64 {
    record.position().map_or(0, csv::Position::line)
}
