//! Exports of annotation tools and shapes of public data sets, read by name.

use super::elements::Elements;
use super::error::{LabelFileError, RowFault, quoted};
use super::fields::Fields;
use super::sink::Sink;
use crate::labels::read_json::each_line;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::io::BufRead;

mod asked;
mod label_studio;
mod prodigy;
mod shapes;

pub(super) use asked::Asked;

/// A shape of label file that is read by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Tasks with `annotations` of Label Studio (its JSON export, or JSON-MIN)
    LabelStudio,
    /// Records with `responses` of Argilla
    Argilla,
    /// Lines with a `label` list and an annotator of doccano
    Doccano,
    /// Lines of Prodigy's `db-out` with choices or decisions
    Prodigy,
    /// The table `task, worker, label` of crowd-kit
    CrowdKit,
    /// Pairwise judgements of MT-Bench: question, turn, both models, judge, winner
    MtBench,
    /// Votes of a chatbot arena: question, both models, judge, winner
    Arena,
    /// Comparisons with lists of annotations of MultiPref
    Multipref,
    /// Items with `annotators` and `annotations` of the LeWiDi shared tasks
    Lewidi,
    /// JSON lines whose label is a list of names, best first
    Ranking,
}

impl Format {
    /// The name that the command line takes.
    pub fn name(self) -> &'static str {
        match self {
            Format::LabelStudio => "label-studio",
            Format::Argilla => "argilla",
            Format::Doccano => "doccano",
            Format::Prodigy => "prodigy",
            Format::CrowdKit => "crowd-kit",
            Format::MtBench => "mt-bench",
            Format::Arena => "arena",
            Format::Multipref => "multipref",
            Format::Lewidi => "lewidi",
            Format::Ranking => "ranking",
        }
    }

    /// Whether one record may hold several labels, or a label is not plain.
    pub(crate) fn is_nested(self) -> bool {
        !matches!(self, Format::CrowdKit | Format::Ranking)
    }
}

/// The format whose records have these keys, if it is one of those that cannot be read as a table.
pub(crate) fn recognise(keys: &[String]) -> Option<Format> {
    let has = |key: &str| keys.iter().any(|k| k == key);
    let prodigy = ["_annotator_id", "_session_id", "_task_hash", "_input_hash"];
    if has("answer") && prodigy.iter().any(|key| has(key)) {
        Some(Format::Prodigy)
    } else if has("normal_worker_annotations") {
        Some(Format::Multipref)
    } else if has("responses") && (has("fields") || has("metadata") || has("suggestions")) {
        Some(Format::Argilla)
    } else if has("annotations") && has("annotators") {
        Some(Format::Lewidi)
    } else if has("model_a") && has("model_b") && has("judge") {
        Some(if has("turn") && !has("anony") {
            Format::MtBench
        } else {
            Format::Arena
        })
    } else if has("annotations") && has("text") {
        Some(Format::Doccano)
    } else if has("annotations") {
        Some(Format::LabelStudio)
    } else {
        None
    }
}

/// The same from the beginning of a file: the keys that are written there.
pub(crate) fn recognise_in(head: &[u8]) -> Option<Format> {
    const KEYS: [&str; 14] = [
        "normal_worker_annotations",
        "responses",
        "fields",
        "metadata",
        "suggestions",
        "annotations",
        "annotators",
        "data",
        "predictions",
        "model_a",
        "model_b",
        "judge",
        "turn",
        "text",
    ];
    let text = String::from_utf8_lossy(head);
    let there = KEYS
        .iter()
        .filter(|key| text.contains(&format!("\"{key}\"")));
    recognise(&there.map(|key| key.to_string()).collect::<Vec<_>>())
}

/// One label of a record.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    pub item: String,
    pub annotator: String,
    pub label: String,
    pub gold: Option<String>,
    pub assistant: Option<String>,
    pub date: Option<String>,
    pub pair: Option<[String; 2]>,
    pub cluster: Option<String>,
}

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

/// A name or a label as text: a string, a number or a truth value.
pub(crate) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

/// The complaint about a record that lacks something.
pub(crate) fn lacks(what: &'static str, found: Option<&Value>, expected: &'static str) -> RowFault {
    RowFault::Field {
        field: what,
        found: found.map_or("absent".into(), |v| quoted(v.to_string().as_bytes())),
        expected,
    }
}
