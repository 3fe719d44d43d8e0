//! Exports of annotation tools and shapes of public data sets, read by name.

use super::elements::Elements;
use super::error::{LabelFileError, RowFault};
use super::fields::Fields;
use super::sink::Sink;
use crate::labels::lines::each_line;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::io::BufRead;

mod asked;
mod format;
mod label_studio;
mod prodigy;
mod record;
mod shapes;

pub(super) use asked::Asked;
pub use format::Format;
pub(crate) use format::{recognise, recognise_in};
use record::Found;

/// Reads records one after another: an array, an object of records by key, or one a line.
pub(crate) fn read(
    mut stream: impl BufRead,
    format: Format,
    sink: &mut Sink<'_>,
) -> Result<(), LabelFileError> {
    let refuse = |sink: &Sink<'_>, problem: String| LabelFileError::File {
        path: sink.path.into(),
        problem,
    };
    let asked = Asked::new(sink.options, format).map_err(|problem| refuse(sink, problem))?;
    read_with(&mut stream, format, &asked, sink)?;
    if let Some(problem) = asked.complaint() {
        return Err(refuse(sink, problem));
    }
    let note: Vec<String> = asked.note().into_iter().collect();
    sink.note(&note);
    Ok(())
}

fn read_with(
    mut stream: impl BufRead,
    format: Format,
    asked: &Asked<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), LabelFileError> {
    let head = stream
        .fill_buf()
        .map_err(|source| sink.io_error(0, source))?;
    let head = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start();
    let line = head.split(|&b| b == b'\n').next().unwrap_or(b"");
    // A first line that is an object by itself is one of many; an object of records is not.
    let by_line = line.starts_with(b"{")
        && serde_json::from_slice::<Map<String, Value>>(line).is_ok_and(|m| !of_records(&m));
    // A line longer than the buffer is one of many unless records are kept by key.
    let long = line.starts_with(b"{") && line.len() == head.len() && format != Format::Lewidi;
    if by_line || long {
        return lines(stream, format, asked, sink);
    }
    if !head.starts_with(b"[") && !head.starts_with(b"{") {
        return Err(LabelFileError::File {
            path: sink.path.into(),
            problem: format!("this is no JSON; --format {} reads JSON", format.name()),
        });
    }
    let mut elements = Elements::new(stream).map_err(|source| sink.io_error(0, source))?;
    loop {
        let line = elements.line();
        let element = elements
            .next()
            .map_err(|source| sink.io_error(line, source))?;
        let Some(element) = element else {
            return Ok(());
        };
        record(
            element.line,
            element.key.as_deref(),
            &element.text,
            (format, asked),
            sink,
        )?;
    }
}

/// Whether every member is an object itself.
fn of_records(map: &Map<String, Value>) -> bool {
    map.values().all(Value::is_object)
}

fn lines(
    stream: impl BufRead,
    format: Format,
    asked: &Asked<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), LabelFileError> {
    each_line(stream, sink, |line, body, sink| {
        record(line, None, body, (format, asked), sink)
    })
}

/// Hands over the labels of one record.
pub(super) fn record(
    line: u64,
    key: Option<&str>,
    text: &[u8],
    (format, asked): (Format, &Asked<'_>),
    sink: &mut Sink<'_>,
) -> Result<(), LabelFileError> {
    let mut rows: Vec<Found> = Vec::new();
    let read = serde_json::from_slice::<Map<String, Value>>(text)
        .map_err(|error| RowFault::Syntax(format!("not one JSON object: {error}")))
        .and_then(|map| shapes::labels(format, key, asked, &map, &mut rows));
    if let Err(fault) = read {
        return sink.take(line, Err(fault));
    }
    for row in &rows {
        let bytes = |t: &'_ String| -> Cow<'_, [u8]> { Cow::Owned(t.clone().into_bytes()) };
        let fields = Fields {
            item: bytes(&row.item),
            annotator: bytes(&row.annotator),
            label: bytes(&row.label),
            gold: row.gold.as_ref().map(bytes),
            assistant: row.assistant.as_ref().map(bytes),
            date: row.date.as_ref().filter(|_| sink.options.dates).map(bytes),
            pair: row.pair.as_ref().map(|[a, b]| [bytes(a), bytes(b)]),
            headings: row.pair.as_ref().map(|_| ["model_a", "model_b"]),
            cluster: row.cluster.as_ref().map(bytes),
            ..Fields::default()
        };
        sink.take(line, Ok(fields))?;
    }
    Ok(())
}
