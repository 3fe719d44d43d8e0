//! Label files of one JSON object per line, or of one array of them.

use super::columns::{CLUSTER_COLUMNS, Complaint, Places, Role, Wanted, places};
use super::elements::Elements;
use super::error::{LabelFileError, RowFault, quoted};
use super::fields::{Fields, JOIN};
use super::guard::LONGEST_ROW;
use super::label::LABEL_RULE;
use super::nested::{self, Format};
use super::ranking;
use super::sink::Sink;
use super::suggest;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::hash::Hasher;
use std::io::{BufRead, Read};

pub(crate) fn read(mut stream: impl BufRead, sink: &mut Sink<'_>) -> Result<(), LabelFileError> {
    let head = stream
        .fill_buf()
        .map_err(|source| sink.io_error(0, source))?;
    let start = head
        .iter()
        .find(|b| !b.is_ascii_whitespace() && !matches!(b, 0xef | 0xbb | 0xbf));
    // An object over several lines is none of JSON lines, but perhaps a tool's export.
    let line = head
        .split(|&b| b == b'\n')
        .find(|l| !l.trim_ascii().is_empty())
        .unwrap_or(b"");
    let spread = start == Some(&b'{') && line.len() < head.len() && keys(line).is_err() && {
        let rest = head
            .split(|&b| b == b'\n')
            .filter(|l| !l.trim_ascii().is_empty())
            .nth(1);
        rest.is_some_and(|l| !l.trim_ascii_start().starts_with(b"{"))
    };
    let mut rows = Rows {
        known: if spread {
            nested::recognise_in(head)
        } else {
            None
        },
        ..Rows::default()
    };
    let result = if start == Some(&b'[') && !is_line(head) {
        array(stream, &mut rows, sink)
    } else {
        lines(stream, &mut rows, sink)
    };
    let result = result.and_then(|()| rows.refuse(sink));
    // A nested export of a known tool is refused with the option that reads it.
    result.map_err(|error| match rows.known {
        Some(format) => LabelFileError::Help {
            error: Box::new(error),
            help: format!(
                "this looks like an export that --format {} reads",
                format.name()
            ),
        },
        None => error,
    })
}

/// Whether the first line is whole by itself although it begins like an array: JSON lines of
/// something else.
fn is_line(head: &[u8]) -> bool {
    let line = head.split(|&b| b == b'\n').next().unwrap_or(b"");
    line.len() < head.len() && line.trim_ascii() == b"[]"
}

fn lines(reader: impl BufRead, rows: &mut Rows, sink: &mut Sink<'_>) -> Result<(), LabelFileError> {
    each_line(reader, sink, |line, body, sink| rows.take(line, body, sink))
}

/// Hands over every line that is not blank, without a byte order mark at its start; a line longer
/// than [`LONGEST_ROW`] is refused.
pub(super) fn each_line<'s>(
    mut reader: impl BufRead,
    sink: &mut Sink<'s>,
    mut take: impl FnMut(u64, &[u8], &mut Sink<'s>) -> Result<(), LabelFileError>,
) -> Result<(), LabelFileError> {
    let mut text = Vec::new();
    let mut line = 0;
    loop {
        text.clear();
        let read = (&mut reader)
            .take(LONGEST_ROW)
            .read_until(b'\n', &mut text)
            .map_err(|source| sink.io_error(line, source))?;
        if read == 0 {
            return Ok(());
        }
        line += 1;
        if read as u64 == LONGEST_ROW && text.last() != Some(&b'\n') {
            let problem = format!("line {line} is longer than {LONGEST_ROW} bytes");
            return Err(LabelFileError::File {
                path: sink.path.into(),
                problem,
            });
        }
        let body = if line == 1 {
            text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text)
        } else {
            &text
        };
        if !body.trim_ascii().is_empty() {
            take(line, body, sink)?;
        }
    }
}

fn array(reader: impl BufRead, rows: &mut Rows, sink: &mut Sink<'_>) -> Result<(), LabelFileError> {
    let mut elements = Elements::new(reader).map_err(|source| sink.io_error(0, source))?;
    loop {
        let line = elements.line();
        let element = elements
            .next()
            .map_err(|source| sink.io_error(line, source))?;
        let Some(element) = element else {
            return Ok(());
        };
        rows.take(element.line, &element.text, sink)?;
    }
}

/// The members in use, found from the first object.
#[derive(Default)]
struct Rows {
    keys: Option<(Vec<String>, Places)>,
    known: Option<Format>,
    refused: Option<Refused>,
}

/// A file whose members are not known: the rows after the first are only looked at for advice.
struct Refused {
    line: u64,
    complaint: Complaint,
    names: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Rows {
    fn refuse(&mut self, sink: &Sink<'_>) -> Result<(), LabelFileError> {
        let Some(refused) = self.refused.take() else {
            return Ok(());
        };
        Err(LabelFileError::Header {
            path: sink.path.into(),
            line: refused.line,
            problem: refused.complaint.with_rows(&refused.names, &refused.rows),
        })
    }

    fn take(&mut self, line: u64, body: &[u8], sink: &mut Sink<'_>) -> Result<(), LabelFileError> {
        if let Some(refused) = &mut self.refused {
            refused.rows.extend(texts(body, &refused.names));
            return match refused.rows.len() >= suggest::ROWS {
                true => self.refuse(sink),
                false => Ok(()),
            };
        }
        if self.keys.is_none()
            && let Ok(found) = keys(body)
        {
            self.known = nested::recognise(&found);
            let mut names = found;
            let own = names.len();
            let optional = [Role::Gold, Role::Assistant].map(Role::name);
            let said = Role::ALL.map(|role| sink.options.columns.of(role));
            // What the first object lacks may come later.
            for name in optional
                .into_iter()
                .chain(CLUSTER_COLUMNS)
                .chain(said.into_iter().flatten().filter(|n| !n.contains('+')))
            {
                if !names.iter().any(|n| n.eq_ignore_ascii_case(name)) {
                    names.push(name.into());
                }
            }
            let wanted = Wanted {
                named: &sink.options.columns,
                cluster: sink.options.cluster_column.as_deref(),
                date: sink.options.dates,
                header: true,
                own,
            };
            match places(&names, wanted) {
                Ok(places) => {
                    sink.note(&places.notes);
                    self.keys = Some((names, places));
                }
                Err(complaint) => {
                    names.truncate(own);
                    let rows = texts(body, &names).into_iter().collect();
                    self.refused = Some(Refused {
                        line,
                        complaint,
                        names,
                        rows,
                    });
                    // What a tool is known to write needs no guess.
                    return match self.known {
                        Some(_) => self.refuse(sink),
                        None => Ok(()),
                    };
                }
            }
        }
        let Some((names, places)) = &self.keys else {
            let fault = keys(body)
                .err()
                .unwrap_or_else(|| RowFault::Syntax("not one JSON object".into()));
            return sink.take(line, Err(fault));
        };
        let fields = members(body, names, places)
            .and_then(|members| members.fields(names, places, sink.options.format));
        sink.take(line, fields)
    }
}

/// The plain members of an object as text, in the order of `names`; the others are empty.
fn texts(body: &[u8], names: &[String]) -> Option<Vec<String>> {
    let members: BTreeMap<String, Value> = serde_json::from_slice(body).ok()?;
    let text = |name: &String| match members.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(value @ (Value::Number(_) | Value::Bool(_))) => value.to_string(),
        _ => String::new(),
    };
    Some(names.iter().map(text).collect())
}

/// The keys of an object.
fn keys(body: &[u8]) -> Result<Vec<String>, RowFault> {
    struct Keys;
    impl<'de> Visitor<'de> for Keys {
        type Value = Vec<String>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object with item, annotator and label")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut keys = Vec::new();
            while let Some(key) = map.next_key::<String>()? {
                map.next_value::<IgnoredAny>()?;
                keys.push(key);
            }
            Ok(keys)
        }
    }
    let mut input = serde_json::Deserializer::from_slice(body);
    input
        .deserialize_map(Keys)
        .and_then(|keys| input.end().map(|()| keys))
        .map_err(|error| RowFault::Syntax(format!("not one JSON object: {}", without_line(&error))))
}

/// The members in use, each as it is written; the others only leave a mark.
struct Members<'a> {
    of: Vec<Option<&'a RawValue>>,
    mark: Option<u32>,
}

fn members<'a>(body: &'a [u8], names: &[String], places: &Places) -> Result<Members<'a>, RowFault> {
    let mut input = serde_json::Deserializer::from_slice(body);
    DeserializeSeed::deserialize(Seed { names, places }, &mut input)
        .and_then(|members| input.end().map(|()| members))
        .map_err(|error| RowFault::Syntax(format!("not one JSON object: {}", without_line(&error))))
}

/// The parser's message; its line number, always 1 here, would mislead.
fn without_line(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let cut = text.find(" at line ").unwrap_or(text.len());
    format!("{} (column {})", &text[..cut], error.column())
}

impl<'a> Members<'a> {
    fn fields<'n>(
        &self,
        names: &'n [String],
        places: &Places,
        format: Option<Format>,
    ) -> Result<Fields<'a>, RowFault>
    where
        'n: 'a,
    {
        let named = |role: Role| -> Result<Option<Cow<'a, [u8]>>, RowFault> {
            let field = role.name();
            let mut parts = Vec::new();
            for &place in places.of(role) {
                parts.push(name(field, self.of[place])?);
            }
            Ok(match parts.len() {
                0 => None,
                1 => parts.pop(),
                _ => {
                    let parts: Vec<&[u8]> = parts.iter().map(|p| p.trim_ascii()).collect();
                    Some(Cow::Owned(parts.join(&JOIN)))
                }
            })
        };
        let optional = |role: Role| -> Result<Option<Cow<'a, [u8]>>, RowFault> {
            match places.one(role).and_then(|i| self.of[i]) {
                Some(value) if value.get() != "null" => named(role),
                _ => Ok(None),
            }
        };
        let value = |role: Role| places.one(role).and_then(|i| self.of[i]);
        let pair = match (optional(Role::First)?, optional(Role::Second)?) {
            (Some(a), Some(b)) => Some([a, b]),
            _ => None,
        };
        let headings = places.one(Role::First).zip(places.one(Role::Second));
        let written = value(Role::Label).ok_or(RowFault::Field {
            field: "label",
            found: "absent".into(),
            expected: LABEL_RULE,
        })?;
        let ranked = (format == Some(Format::Ranking) && written.get().starts_with('['))
            .then(|| ranking::from_json(written.get()))
            .transpose()?;
        let label = if ranked.is_some() {
            Cow::Borrowed(&b""[..])
        } else {
            text("label", written)?
        };
        Ok(Fields {
            item: named(Role::Item)?.unwrap_or_default(),
            annotator: named(Role::Annotator)?.unwrap_or_default(),
            label,
            gold: value(Role::Gold).map(|v| text("gold", v)).transpose()?,
            cluster: optional(Role::Cluster)?,
            assistant: value(Role::Assistant)
                .map(|v| text("assistant", v))
                .transpose()?,
            date: value(Role::Date).map(|v| text("date", v)).transpose()?,
            pair,
            headings: headings.map(|(a, b)| [names[a].as_str(), names[b].as_str()]),
            ranked,
            mark: self.mark,
            comma: false,
        })
    }
}

/// A name: a JSON string, or an integer as it is written.
fn name<'a>(field: &'static str, value: Option<&'a RawValue>) -> Result<Cow<'a, [u8]>, RowFault> {
    const EXPECTED: &str = "a string or an integer";
    let fault = |found| RowFault::Field {
        field,
        found,
        expected: EXPECTED,
    };
    let text = value.ok_or_else(|| fault("absent".into()))?.get();
    let wrong = || fault(quoted(text.as_bytes()));
    match text.as_bytes().first() {
        Some(b'"') => unquoted(text).ok_or_else(wrong),
        Some(b'-' | b'0'..=b'9') if text.bytes().all(|b| b == b'-' || b.is_ascii_digit()) => {
            Ok(Cow::Borrowed(text.as_bytes()))
        }
        _ => Err(wrong()),
    }
}

/// What a JSON string says.
fn unquoted(text: &str) -> Option<Cow<'_, [u8]>> {
    match text.strip_prefix('"').and_then(|t| t.strip_suffix('"')) {
        Some(plain) if !plain.contains('\\') => Some(Cow::Borrowed(plain.as_bytes())),
        _ => serde_json::from_str::<String>(text)
            .ok()
            .map(|t| Cow::Owned(t.into_bytes())),
    }
}

/// A label or a date: a number or a truth value as it is written, what a string says, nothing for
/// `null`.
fn text<'a>(field: &'static str, value: &'a RawValue) -> Result<Cow<'a, [u8]>, RowFault> {
    let text = value.get();
    let wrong = || RowFault::Field {
        field,
        found: quoted(text.as_bytes()),
        expected: "a string, a number or null",
    };
    match text.as_bytes().first() {
        Some(b'"') => unquoted(text).ok_or_else(wrong),
        Some(b'[' | b'{') | None => Err(wrong()),
        _ if text == "null" => Ok(Cow::Borrowed(b"")),
        _ => Ok(Cow::Borrowed(text.as_bytes())),
    }
}

struct Seed<'n> {
    names: &'n [String],
    places: &'n Places,
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Members<'de>;
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Self::Value, D::Error> {
        d.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Members<'de>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with item, annotator and label")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut of: Vec<Option<&'de RawValue>> = vec![None; self.names.len()];
        // Any fixed keys do: the mark is compared within one reading only.
        let mut mark = std::hash::DefaultHasher::new();
        let mut more = false;
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            let used = self.places.all().find(|&i| self.names[i] == key.as_ref());
            let value: &'de RawValue = map.next_value()?;
            let Some(place) = used else {
                mark.write(key.as_bytes());
                mark.write(value.get().as_bytes());
                more = true;
                continue;
            };
            if of[place].replace(value).is_some() {
                return Err(serde::de::Error::custom(format!(
                    "`{key}` stands there twice"
                )));
            }
        }
        let mark = more.then(|| mark.finish() as u32);
        Ok(Members { of, mark })
    }
}
