//! Changing single values of a file's text, as `--set` does, without touching the file.

use super::{InputError, Source, nearest};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

impl Source {
    /// The full name of the value that `written` names: its keys joined by points
    /// (`simulation.seed`), or its last key alone (`seed`) where only one section has it. `None`
    /// where no value, or more than one, is meant.
    pub fn value_named(&self, written: &str) -> Result<Option<String>, InputError> {
        let names: Vec<String> = self.values()?.into_iter().map(|(name, _)| name).collect();
        if names.iter().any(|name| name == written) {
            return Ok(Some(written.to_owned()));
        }
        let mut ends = names
            .into_iter()
            .filter(|name| name.rsplit('.').next() == Some(written));
        Ok(match (ends.next(), ends.next()) {
            (Some(name), None) => Some(name),
            _ => None,
        })
    }

    /// The same text with one value replaced; everything else, comments and lines included, stays.
    /// `value` is TOML, or the bare content of a text (`1e2..1e6:5`) where a text stands.
    ///
    /// ```
    /// use firstbest::input::Source;
    ///
    /// let source = Source::from_text("t5", "[simulation]\nseed = 5   # any\n");
    /// let changed = source.with_value("simulation.seed", "6")?;
    /// assert_eq!(changed.text(), "[simulation]\nseed = 6   # any\n");
    /// # Ok::<(), firstbest::input::InputError>(())
    /// ```
    ///
    /// # Errors
    /// A name that no value has, or a value of another type.
    pub fn with_value(&self, name: &str, value: &str) -> Result<Source, InputError> {
        let values = self.values()?;
        let Some((_, place)) = values.iter().find(|(known, _)| known == name) else {
            let names = || values.iter().map(|(known, _)| known.as_str());
            let hint = nearest(name, names())
                .map(|near| format!(" (did you mean `{near}`?)"))
                .unwrap_or_default();
            return Err(InputError {
                file: self.file().into(),
                line: None,
                field: Some(name.to_owned()),
                problem: format!("no such value to set{hint}"),
                allowed: Some(names().collect::<Vec<_>>().join(", ")),
            });
        };
        let written = replacement(place.kind, value).ok_or_else(|| InputError {
            file: self.file().into(),
            line: None,
            field: Some(name.to_owned()),
            problem: format!("{value:?} cannot stand here"),
            allowed: Some(place.kind.allowed().to_owned()),
        })?;
        let mut text = self.text().to_owned();
        text.replace_range(place.span.clone(), &written);
        Ok(Source::from_text(self.file(), text))
    }

    /// Every value that is no section, with its full name, in the order of the names.
    fn values(&self) -> Result<Vec<(String, Place)>, InputError> {
        // Complains about what is no TOML, with its line.
        self.parse()?;
        let mut values = Vec::new();
        if let Ok(table) = DeTable::parse(self.text()) {
            collect("", table.get_ref(), &mut values);
        }
        Ok(values)
    }
}

/// What may stand at a place.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Number,
    Text,
    Truth,
    List,
    Other,
}

struct Place {
    span: Range<usize>,
    kind: Kind,
}

impl Kind {
    fn of(value: &DeValue<'_>) -> Self {
        match value {
            DeValue::Integer(_) | DeValue::Float(_) => Self::Number,
            DeValue::String(_) => Self::Text,
            DeValue::Boolean(_) => Self::Truth,
            DeValue::Array(_) => Self::List,
            _ => Self::Other,
        }
    }

    fn allowed(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Text => "a text",
            Self::Truth => "true | false",
            Self::List => "a list in brackets",
            Self::Other => "a value of the same type",
        }
    }
}

fn collect(prefix: &str, table: &DeTable<'_>, values: &mut Vec<(String, Place)>) {
    for (key, value) in table.iter() {
        let key: &str = key.get_ref();
        let name = if prefix.is_empty() {
            key.to_owned()
        } else {
            format!("{prefix}.{key}")
        };
        match value.get_ref().as_table() {
            Some(inner) => collect(&name, inner, values),
            None => values.push((
                name,
                Place {
                    span: value.span(),
                    kind: Kind::of(value.get_ref()),
                },
            )),
        }
    }
}

/// The TOML to write for `value` where a value of `kind` stands; `None` where it is of another
/// type.
fn replacement(kind: Kind, value: &str) -> Option<String> {
    let value = value.trim();
    let assignment = format!("v = {value}");
    let parsed = DeTable::parse(&assignment).ok();
    // One value and nothing behind it: a line break could smuggle in further keys.
    let alone = parsed.as_ref().and_then(|table| {
        let table = table.get_ref();
        let found = table.get("v").map(Spanned::get_ref)?;
        (table.len() == 1 && !value.contains(['\n', '#'])).then(|| Kind::of(found))
    });
    match (alone, kind) {
        (Some(found), kind) if found == kind => Some(value.to_owned()),
        (_, Kind::Text) => Some(toml::Value::String(value.to_owned()).to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source() -> Source {
        Source::from_text(
            "figures/t.toml",
            "samples = \"1e2..1e4:5\" # grid\nlist = [1, 2]\n[monitoring]\nkappa = 0.8\n[a]\nseed = 1\n[b]\nseed = 2\n",
        )
    }

    #[test]
    fn only_the_value_changes() {
        let set = |name, value| source().with_value(name, value).unwrap().text().to_owned();
        assert!(set("monitoring.kappa", "0.6").contains("[monitoring]\nkappa = 0.6\n[a]"));
        let quoted = "samples = \"1e2..1e4:3\" # grid\n";
        assert!(set("samples", "1e2..1e4:3").starts_with(quoted));
        assert!(set("samples", "\"1e2..1e4:3\"").starts_with(quoted));
        assert!(set("list", "[3]").contains("list = [3]\n"));
    }

    #[test]
    fn bare_keys_name_a_value_where_one_section_has_them() {
        let named = |written| source().value_named(written).unwrap();
        assert_eq!(named("kappa").as_deref(), Some("monitoring.kappa"));
        assert_eq!(named("b.seed").as_deref(), Some("b.seed"));
        assert_eq!(named("seed"), None);
        assert_eq!(named("gamma"), None);
    }

    #[test]
    fn what_cannot_be_set_is_refused_and_nothing_smuggled_in() {
        for (name, value, piece) in [
            ("monitoring.kapa", "0.6", "did you mean `monitoring.kappa`"),
            ("monitoring.kappa", "high", "a number"),
            ("monitoring.kappa", "0.6\nscheme = 1", "a number"),
            ("list", "3", "a list in brackets"),
        ] {
            let message = source().with_value(name, value).unwrap_err().to_string();
            assert!(message.contains(piece), "{name}={value}: {message}");
        }
    }
}
