//! The members of one object that are in use.

use crate::labels::columns::{Places, Role};
use crate::labels::error::{RowFault, quoted};
use crate::labels::fields::{Fields, JOIN};
use crate::labels::label::LABEL_RULE;
use crate::labels::nested::Format;
use crate::labels::ranking;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::hash::Hasher;

/// The plain members of an object as text, in the order of `names`; the others are empty.
pub(super) fn texts(body: &[u8], names: &[String]) -> Option<Vec<String>> {
    let members: BTreeMap<String, Value> = serde_json::from_slice(body).ok()?;
    let text = |name: &String| match members.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(value @ (Value::Number(_) | Value::Bool(_))) => value.to_string(),
        _ => String::new(),
    };
    Some(names.iter().map(text).collect())
}

/// The keys of an object.
pub(super) fn keys(body: &[u8]) -> Result<Vec<String>, RowFault> {
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
pub(super) struct Members<'a> {
    of: Vec<Option<&'a RawValue>>,
    mark: Option<u32>,
}

pub(super) fn members<'a>(
    body: &'a [u8],
    names: &[String],
    places: &Places,
) -> Result<Members<'a>, RowFault> {
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
    pub(super) fn fields<'n>(
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
/// `null`; of a list of one what it holds, and nothing for an empty one.
fn text<'a>(field: &'static str, value: &'a RawValue) -> Result<Cow<'a, [u8]>, RowFault> {
    let text = value.get();
    let wrong = || RowFault::Field {
        field,
        found: quoted(text.as_bytes()),
        expected: "a string, a number, null, or a list of one of these",
    };
    if text.starts_with('[') {
        let list: Vec<&'a RawValue> = serde_json::from_str(text).map_err(|_| wrong())?;
        return match list[..] {
            [] => Ok(Cow::Borrowed(b"")),
            [one] if !one.get().starts_with('[') => self::text(field, one),
            _ => Err(wrong()),
        };
    }
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
