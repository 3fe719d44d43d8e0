//! Label files of separated fields.

use super::columns::known::is_status;
use super::columns::{Complaint, Places, Role, Wanted, places};
use super::error::{LabelFileError, RowFault, quoted};
use super::fields::{Fields, JOIN};
use super::guard::Guard;
use super::newlines::Newlines;
use super::sink::Sink;
use super::{ranking, suggest};
use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder};
use std::borrow::Cow;
use std::io::{BufRead, Read};

/// What is known of the table from its header.
struct Header {
    names: Vec<String>,
    places: Places,
    /// Columns that are not used: rows that differ only there are not the same row.
    unused: Vec<usize>,
    delimiter: u8,
    /// Whether the names stand in the file as a header.
    is_header: bool,
    /// The column of the assignment's status, if rejected ones are left out.
    status: Option<usize>,
}

/// Put behind the file's last byte. If it does not come out as a record of its own, a quote was
/// left open: the csv crate then takes the rest of the file for one field and says nothing, and
/// rows would be lost without a word.
const END: &[u8] = b"\n\x1e\x1eend\x1e\x1e\n";

pub(crate) fn read(
    mut stream: impl BufRead + 'static,
    usual: u8,
    sink: &mut Sink<'_>,
) -> Result<(), LabelFileError> {
    let head = stream
        .fill_buf()
        .map_err(|source| sink.io_error(0, source))?;
    let (delimiter, told) = separator(head, usual);
    let (guarded, since) = Guard::new(stream.chain(END));
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(Box::new(Newlines::new(guarded)) as Box<dyn Read>);
    let mut record = ByteRecord::new();
    for _ in 0..if told { 2 } else { 1 } {
        if !next(&mut reader, &mut record, sink)? {
            return Ok(());
        }
    }
    let (line, spans) = lines_of(&reader, &record);
    let wrong = |problem: String| LabelFileError::Header {
        path: sink.path.into(),
        line,
        problem,
    };
    if record.iter().next_back().is_some_and(is_open) {
        return Err(wrong("a quote is left open".into()));
    }
    let header = match Header::new(&record, delimiter, sink) {
        Ok(header) => header,
        Err(complaint) => {
            let first = texts(&record);
            let rows = some_rows(&mut reader, sink);
            return Err(wrong(complaint.with_rows(&first, &rows)));
        }
    };
    sink.note(&header.places.notes);
    since.set(0);
    if sink.options.no_header {
        sink.take(line, header.row(&record, spans))?;
    }
    while next(&mut reader, &mut record, sink)? {
        since.set(0);
        if record.iter().all(|field| field.trim_ascii().is_empty()) {
            sink.blank();
            continue;
        }
        if header.is_rejected(&record) {
            sink.reject();
            continue;
        }
        let (line, spans) = lines_of(&reader, &record);
        sink.take(line, header.row(&record, spans))?;
    }
    Ok(())
}

fn texts(record: &ByteRecord) -> Vec<String> {
    let text = |field| String::from_utf8_lossy(field).into_owned();
    record.iter().map(text).collect()
}

/// The first rows behind a header, for a suggestion: as far as they can be read.
fn some_rows(reader: &mut Reader<Box<dyn Read>>, sink: &Sink<'_>) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut record = ByteRecord::new();
    while rows.len() < suggest::ROWS && matches!(next(reader, &mut record, sink), Ok(true)) {
        rows.push(texts(&record));
    }
    rows
}

/// What separates fields, seen from the first line: as the file's name says if it occurs there,
/// else the commonest of the others; and whether the line does nothing but say so (`sep=;`).
fn separator(head: &[u8], usual: u8) -> (u8, bool) {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let mut lines = head.split(|&b| b == b'\n' || b == b'\r');
    let line = lines.find(|l| !l.trim_ascii().is_empty()).unwrap_or(b"");
    if let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', separator] = line.trim_ascii_end() {
        return (*separator, true);
    }
    let count = |d: u8| {
        let mut inside = false;
        let outside = line.iter().filter(|&&b| {
            inside ^= b == b'"';
            b == d && !inside
        });
        outside.count()
    };
    if count(usual) > 0 {
        return (usual, false);
    }
    let other = [b',', b'\t', b';', b'|']
        .into_iter()
        .max_by_key(|&d| (count(d), d == usual));
    (other.filter(|&d| count(d) > 0).unwrap_or(usual), false)
}

impl Header {
    fn new(record: &ByteRecord, delimiter: u8, sink: &Sink<'_>) -> Result<Self, Complaint> {
        let names = texts(record);
        let wanted = Wanted {
            named: &sink.options.columns,
            cluster: sink.options.cluster_column.as_deref(),
            date: sink.options.dates,
            header: !sink.options.no_header,
            own: names.len(),
        };
        let places = places(&names, wanted)?;
        let used: Vec<usize> = places.all().collect();
        let unused = (0..names.len()).filter(|i| !used.contains(i)).collect();
        let by_status = !sink.options.no_header && !sink.options.keep_rejected;
        let status = names.iter().position(|name| is_status(name));
        Ok(Header {
            status: status.filter(|_| by_status),
            names,
            places,
            unused,
            delimiter,
            is_header: !sink.options.no_header,
        })
    }

    /// Whether the row is of an assignment that its requester rejected: work that counts as not
    /// done.
    fn is_rejected(&self, record: &ByteRecord) -> bool {
        let status = self.status.and_then(|place| record.get(place));
        record.len() == self.names.len()
            && status.is_some_and(|s| s.trim_ascii().eq_ignore_ascii_case(b"rejected"))
    }

    fn row<'r>(&'r self, record: &'r ByteRecord, spans: u64) -> Result<Fields<'r>, RowFault> {
        if record.iter().next_back().is_some_and(is_open) {
            return Err(RowFault::Syntax(format!(
                "a quote is left open: this row runs to the end of the file, over {} lines",
                spans.saturating_sub(2)
            )));
        }
        if record.len() != self.names.len() {
            return Err(RowFault::Width {
                found: record.len(),
                expected: self.names.len(),
                spans,
            });
        }
        self.another_header(record)?;
        let of = |role| -> Option<Cow<'r, [u8]>> {
            match self.places.of(role)[..] {
                [] => None,
                [one] => Some(Cow::Borrowed(&record[one])),
                ref several => {
                    let parts: Vec<&[u8]> =
                        several.iter().map(|&i| record[i].trim_ascii()).collect();
                    Some(Cow::Owned(parts.join(&JOIN)))
                }
            }
        };
        let pair = of(Role::First).zip(of(Role::Second));
        let headings = self
            .places
            .one(Role::First)
            .zip(self.places.one(Role::Second))
            .map(|(a, b)| [self.names[a].as_str(), self.names[b].as_str()]);
        let ranks = self.places.of(Role::Ranks);
        let ranked = if ranks.is_empty() {
            None
        } else {
            Some(self.ranked(record, ranks)?)
        };
        Ok(Fields {
            item: of(Role::Item).unwrap_or_default(),
            annotator: of(Role::Annotator).unwrap_or_default(),
            label: of(Role::Label).unwrap_or_default(),
            gold: of(Role::Gold),
            cluster: of(Role::Cluster),
            assistant: of(Role::Assistant),
            date: of(Role::Date),
            pair: pair.map(|(a, b)| [a, b]),
            headings,
            ranked,
            mark: (!self.unused.is_empty()).then(|| self.mark(record)),
            comma: self.delimiter == b';',
        })
    }

    /// Refuses rows that are headers again, which would else be a label of nobody's.
    fn another_header(&self, record: &ByteRecord) -> Result<(), RowFault> {
        let same = |(field, name): (&[u8], &String)| field.trim_ascii() == name.trim().as_bytes();
        if self.is_header && record.iter().zip(&self.names).all(same) {
            return Err(RowFault::Syntax(
                "this row is the header again (files joined into one?): take it out".into(),
            ));
        }
        if self.is_header
            && record
                .iter()
                .any(|field| field.starts_with(b"{\"ImportId\""))
        {
            return Err(RowFault::Syntax(
                "this row and the one before it are further header rows, as Qualtrics writes them: take both out".into(),
            ));
        }
        Ok(())
    }

    /// The ranks that stand under the names of what is ranked.
    fn ranked(&self, record: &ByteRecord, ranks: &[usize]) -> Result<ranking::Ranked, RowFault> {
        let mut ranked = ranking::Ranked::new();
        for &i in ranks {
            let text = record[i].trim_ascii();
            if super::label::is_missing(text) {
                continue;
            }
            let rank = std::str::from_utf8(text)
                .ok()
                .and_then(super::coding::number);
            let rank = rank.ok_or_else(|| RowFault::Field {
                field: "ranks",
                found: quoted(text),
                expected: "a rank: a number, 1 for the best",
            })?;
            ranked.push((self.names[i].trim().to_owned(), rank));
        }
        ranking::check(&ranked, b"the ranks")?;
        Ok(ranked)
    }

    /// A hash of the columns that are not used (FNV-1a): within one annotator's rows on one item
    /// two that differ are told apart but for one time in 2^32.
    fn mark(&self, record: &ByteRecord) -> u32 {
        let mut hash: u32 = 0x811c_9dc5;
        for &i in &self.unused {
            for &byte in record[i].iter().chain(&[JOIN]) {
                hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
            }
        }
        hash
    }
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
