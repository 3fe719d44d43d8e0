//! Records, their fields, and one label of them.

use crate::labels::error::RowFault;
use crate::labels::error::quoted;
use serde_json::Map;
use serde_json::Value;

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

pub(super) type Record = Map<String, Value>;

pub(super) fn first_of(record: &Record, keys: &[&str]) -> Option<String> {
    keys.iter()
        .find_map(|key| record.get(*key).and_then(scalar))
}

pub(super) fn item(record: &Record, keys: &[&str]) -> Result<String, RowFault> {
    first_of(record, keys).ok_or_else(|| {
        lacks(
            "item",
            keys.first().and_then(|k| record.get(*k)),
            "the record's id",
        )
    })
}

pub(super) fn list<'r>(record: &'r Record, key: &'static str) -> Result<&'r Vec<Value>, RowFault> {
    record
        .get(key)
        .and_then(Value::as_array)
        .ok_or_else(|| lacks(key, record.get(key), "a list"))
}

/// The one answer in a value: `{"choices": ["A"]}`, `{"rating": 4}`, `{"selected": "left"}`, a
/// list of one, or the answer itself.
pub(super) fn choice(value: &Value) -> Option<String> {
    match value {
        Value::Object(map) => [
            "choices", "rating", "selected", "number", "taxonomy", "value",
        ]
        .iter()
        .find_map(|k| map.get(*k).and_then(choice)),
        Value::Array(list) => match &list[..] {
            [one] => choice(one),
            _ => None,
        },
        plain => scalar(plain),
    }
}
