//! Label files of one JSON object per line.

use super::error::{LabelFileError, RowFault, quoted};
use super::guard::LONGEST_ROW;
use super::label::{LABEL_RULE, Label};
use super::read::{CLUSTER_COLUMNS, Sink};
use super::table::Row;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use std::io::{BufRead, BufReader, Read};

/// The members in use, each as it is written; the others are only skipped over.
#[derive(Default)]
struct Members<'a> {
    item: Option<&'a RawValue>,
    annotator: Option<&'a RawValue>,
    label: Option<&'a RawValue>,
    gold: Option<&'a RawValue>,
    clusters: [Option<&'a RawValue>; 2],
}

pub(crate) fn read(stream: Box<dyn Read>, sink: &mut Sink<'_>) -> Result<(), LabelFileError> {
    let mut reader = BufReader::new(stream);
    let mut text = Vec::new();
    let mut line = 0;
    let names: Vec<String> = match &sink.options.cluster_column {
        Some(name) => vec![name.clone()],
        None => CLUSTER_COLUMNS.map(String::from).to_vec(),
    };
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
        if body.trim_ascii().is_empty() {
            continue;
        }
        let (mut item, mut annotator, mut cluster) = Default::default();
        let row = members(body, &names).and_then(|members| {
            item = name("item", members.item)?;
            annotator = name("annotator", members.annotator)?;
            cluster = match members.clusters[0].or(members.clusters[1]) {
                Some(value) if value.get() != "null" => Some(name("cluster", Some(value))?),
                _ => None,
            };
            Ok(Row {
                item: item.as_bytes(),
                annotator: annotator.as_bytes(),
                label: match members.label {
                    Some(value) => label("label", value)?,
                    None => return Err(absent("label", LABEL_RULE)),
                },
                gold: members
                    .gold
                    .map_or(Ok(Label::Missing), |v| label("gold", v))?,
                cluster: cluster.as_ref().map(|c: &Cow<'_, str>| c.as_bytes()),
            })
        });
        sink.take(line, row)?;
    }
}

fn members<'a>(body: &'a [u8], clusters: &[String]) -> Result<Members<'a>, RowFault> {
    let mut input = serde_json::Deserializer::from_slice(body);
    serde::de::DeserializeSeed::deserialize(Seed { clusters }, &mut input)
        .and_then(|members| input.end().map(|()| members))
        .map_err(|error| RowFault::Syntax(format!("not one JSON object: {}", without_line(&error))))
}

/// The parser's message; its line number, always 1 here, would mislead.
fn without_line(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let cut = text.find(" at line ").unwrap_or(text.len());
    format!("{} (column {})", &text[..cut], error.column())
}

fn absent(field: &'static str, expected: &'static str) -> RowFault {
    RowFault::Field {
        field,
        found: "absent".into(),
        expected,
    }
}

/// A name: a JSON string, or a number as it is written.
fn name<'a>(field: &'static str, value: Option<&'a RawValue>) -> Result<Cow<'a, str>, RowFault> {
    const EXPECTED: &str = "a string or an integer";
    let text = value.ok_or_else(|| absent(field, EXPECTED))?.get();
    let wrong = || RowFault::Field {
        field,
        found: quoted(text.as_bytes()),
        expected: EXPECTED,
    };
    match text.as_bytes().first() {
        Some(b'"') => {
            struct Text<'a>(Cow<'a, str>);
            impl<'de> Deserialize<'de> for Text<'de> {
                fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                    struct V;
                    impl<'de> Visitor<'de> for V {
                        type Value = Text<'de>;
                        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                            f.write_str("a string")
                        }
                        fn visit_borrowed_str<E>(self, v: &'de str) -> Result<Self::Value, E> {
                            Ok(Text(Cow::Borrowed(v)))
                        }
                        fn visit_str<E>(self, v: &str) -> Result<Self::Value, E> {
                            Ok(Text(Cow::Owned(v.into())))
                        }
                    }
                    d.deserialize_str(V)
                }
            }
            serde_json::from_str::<Text<'a>>(text)
                .map(|t| t.0)
                .map_err(|_| wrong())
        }
        Some(b'-' | b'0'..=b'9') if text.bytes().all(|b| b == b'-' || b.is_ascii_digit()) => {
            Ok(Cow::Borrowed(text))
        }
        _ => Err(wrong()),
    }
}

/// A label: a number, the same in a string, `null` for none.
fn label(field: &'static str, value: &RawValue) -> Result<Label, RowFault> {
    let text = value.get();
    if text == "null" {
        return Ok(Label::Missing);
    }
    let inner = text
        .strip_prefix('"')
        .and_then(|t| t.strip_suffix('"'))
        .unwrap_or(text);
    Label::parse(field, inner.as_bytes())
}

struct Seed<'n> {
    clusters: &'n [String],
}

impl<'de> serde::de::DeserializeSeed<'de> for Seed<'_> {
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
        let mut members = Members::default();
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            let slot = match key.as_ref() {
                "item" => &mut members.item,
                "annotator" => &mut members.annotator,
                "label" => &mut members.label,
                "gold" => &mut members.gold,
                other => match self.clusters.iter().position(|c| c == other) {
                    Some(which) => &mut members.clusters[which],
                    None => {
                        map.next_value::<IgnoredAny>()?;
                        continue;
                    }
                },
            };
            if slot.replace(map.next_value()?).is_some() {
                return Err(serde::de::Error::custom(format!(
                    "`{key}` stands there twice"
                )));
            }
        }
        Ok(members)
    }
}
