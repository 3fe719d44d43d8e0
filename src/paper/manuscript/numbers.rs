//! Computed numbers as macros: which named number of a check, or which cell of which file, each
//! stands for. No number is looked for among the words of a sentence.

use super::decimal::Decimal;
use super::malformed;
use crate::paper::document::{DocumentError, Shelf};
use crate::paper::rows::Csv;
use crate::paper::sheet::{self, Sheet};
use crate::paper::varied;
use crate::print::tex::Macros;
use crate::print::words::in_words;
use crate::theorem::{self, evidence::Value};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Says what each macro stands for.
pub const PATH: &str = "paper/manuscript/numbers.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    #[serde(rename = "number")]
    pub entries: Vec<Entry>,
    /// What sentences take for granted.
    #[serde(rename = "need", default)]
    pub needs: Vec<Need>,
}

/// Something that sentences take for granted of a theorem's parameters.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// The theorem's stem.
    pub theorem: String,
    /// The list's path: `simulation.efforts`.
    pub key: String,
    /// How many values it has.
    pub values: Option<usize>,
    /// Its last value.
    pub last: Option<f64>,
    /// Which sentence.
    pub why: String,
}

/// One macro. Fields that nobody knows are refused by [`Source`], which gets what is left.
#[derive(Deserialize)]
pub struct Entry {
    /// Its name, without the backslash.
    #[serde(rename = "macro")]
    pub name: String,
    #[serde(flatten)]
    pub source: Source,
    /// Significant digits to round to.
    digits: Option<usize>,
}

/// Where its number stands.
#[derive(Deserialize)]
#[serde(
    untagged,
    deny_unknown_fields,
    expecting = "give check, instance and quantity; or file and column; or file and key; or counted and list"
)]
pub enum Source {
    /// A named number of a check; its theorem left it in its sheet.
    Quantity {
        /// The theorem's stem.
        check: String,
        instance: String,
        quantity: String,
    },
    /// A cell of a CSV file below `paper`.
    Cell {
        file: String,
        /// Cells of its row that are equal.
        #[serde(rename = "where", default)]
        equal: BTreeMap<String, String>,
        column: String,
    },
    /// A value of a TOML file below the root.
    Key {
        file: String,
        /// The value's path: `monitoring.kappa`.
        key: String,
    },
    /// How many values a list of a theorem's parameters, as used, has: a word.
    Count {
        /// The theorem's stem.
        counted: String,
        list: String,
    },
}

impl List {
    /// The list of a project.
    ///
    /// # Errors
    /// A text that is none.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        toml::from_str(text).map_err(|error| malformed(PATH, error.to_string()))
    }
}

/// The macros' file. Every macro has to be used by a section: one that nothing uses has been
/// forgotten there or here.
///
/// # Errors
/// An entry that does not lead to exactly one value, or that no section uses.
pub fn write(shelf: &Shelf, sections: &[(&str, &str)]) -> Result<String, DocumentError> {
    let list = List::parse(shelf.text(PATH)?)?;
    let mut macros = Macros::new();
    let mut sheets = Sheets::new();
    for entry in &list.entries {
        let blame = |problem: String| malformed(PATH, format!("\\{}: {problem}", entry.name));
        let body = if let Source::Count { counted, list } = &entry.source {
            count(shelf, counted, list).map_err(blame)?
        } else {
            let value = entry.source.value(shelf, &mut sheets)?.map_err(blame)?;
            set(&value, entry.digits).map_err(blame)?
        };
        macros
            .raw(&entry.name, body)
            .map_err(|error| malformed(PATH, error.to_string()))?;
        if !sections.iter().any(|(_, text)| uses(text, &entry.name)) {
            return Err(blame("no section uses it".to_owned()));
        }
    }
    Ok(macros.write())
}

/// Whether a text has the macro `\name`, and not only a longer one.
fn uses(text: &str, name: &str) -> bool {
    text.match_indices(&format!("\\{name}"))
        .any(|(at, found)| !text[at + found.len()..].starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// `Ok(Err(problem))` where the files are sound and the entry is not.
type Found = Result<Result<Value, String>, DocumentError>;

/// Sheets that were read, by stem: many numbers stand in one.
type Sheets = BTreeMap<String, Sheet>;

impl Source {
    fn value(&self, shelf: &Shelf, sheets: &mut Sheets) -> Found {
        match self {
            Self::Quantity {
                check,
                instance,
                quantity,
            } => named(shelf, sheets, check, instance, quantity),
            Self::Cell {
                file,
                equal,
                column,
            } => cell(shelf, file, equal, column),
            Self::Key { file, key } => keyed(shelf, file, key),
            Self::Count { counted, list } => Ok(count(shelf, counted, list).map(Value::number)),
        }
    }
}

/// The number of that name in the checks of a theorem on an instance.
fn named(shelf: &Shelf, sheets: &mut Sheets, stem: &str, instance: &str, quantity: &str) -> Found {
    let path = sheet::path(stem);
    if !sheets.contains_key(stem) {
        let sheet: Sheet = serde_json::from_str(shelf.text(&path)?)
            .map_err(|error| malformed(&path, error.to_string()))?;
        sheets.insert(stem.to_owned(), sheet);
    }
    let checks = sheets[stem].checks.iter();
    let found = checks
        .filter(|check| varied::is_of(&check.instance, instance))
        .flat_map(|check| &check.quantities)
        .filter(|known| known.name == quantity)
        .map(|known| known.value.clone());
    Ok(only(
        found.collect(),
        &format!(
            "quantity {quantity:?} of {instance} in {path}{}",
            set_in(stem)
        ),
    ))
}

/// The one cell of the column in rows that fit; rows without anything there do not count.
fn cell(shelf: &Shelf, file: &str, equal: &BTreeMap<String, String>, column: &str) -> Found {
    let path = format!("paper/{file}");
    let Some(csv) = Csv::read(shelf, &path)? else {
        return Err(DocumentError::Missing { path });
    };
    let mut found = Vec::new();
    for row in csv.rows() {
        let mut fits = true;
        for (name, text) in equal {
            fits &= match name.as_str() {
                "instance" => varied::is_of(row.cell(name)?, text),
                _ => row.cell(name)? == text,
            };
        }
        let cell = row.cell(column)?;
        if fits && !cell.is_empty() {
            found.push(Value::number(cell));
        }
    }
    let wanted: Vec<String> = equal.iter().map(|(k, v)| format!("{k} = {v}")).collect();
    let stem = path.rsplit('/').next().unwrap_or(&path);
    let what = format!(
        "row of {path} that fits ({}){}",
        wanted.join(", "),
        set_in(stem.trim_end_matches(".csv"))
    );
    Ok(only(found, &what))
}

/// How many values a list of the theorem's parameters has, as a word.
fn count(shelf: &Shelf, stem: &str, list: &str) -> Result<String, String> {
    let mut theorems = shelf.theorems();
    let record = theorems.find(|(theorem, _)| theorem.stem == stem);
    let mut value = record.map(|(_, record)| &record.parameters);
    for part in list.split('.') {
        value = value.and_then(|value| value.get(part));
    }
    let values = value.and_then(serde_json::Value::as_array);
    let values = values.ok_or_else(|| format!("{stem} has no list {list}"))?;
    Ok(in_words(values.len()))
}

/// Which file settles what a theorem's files hold, and what an author can do.
fn set_in(stem: &str) -> String {
    match theorem::find(stem) {
        Some(theorem) => format!(
            "; figures/{stem}.toml and its models settle what {} has: change them back, or the sentence and this entry",
            theorem.id.to_uppercase()
        ),
        None => String::new(),
    }
}

fn keyed(shelf: &Shelf, file: &str, key: &str) -> Found {
    let table: toml::Table =
        toml::from_str(shelf.text(file)?).map_err(|error| malformed(file, error.to_string()))?;
    let mut value = toml::Value::Table(table);
    for part in key.split('.') {
        match value.get(part) {
            Some(inner) => value = inner.clone(),
            None => return Ok(Err(format!("{file} has no {key}"))),
        }
    }
    Ok(Ok(match value {
        toml::Value::String(text) => Value::number(text),
        other => Value::number(other),
    }))
}

fn only(mut found: Vec<Value>, what: &str) -> Result<Value, String> {
    match (found.pop(), found.len()) {
        (Some(value), 0) => Ok(value),
        (None, _) => Err(format!("there is no {what}")),
        (Some(_), more) => Err(format!(
            "there are {} of what should be one: {what}",
            more + 1
        )),
    }
}

/// A number as TeX, with no digit that it does not have.
fn set(value: &Value, digits: Option<usize>) -> Result<String, String> {
    let read = |text: &str| {
        let decimal = Decimal::parse(text).ok_or_else(|| format!("{text:?} is no number"))?;
        match digits {
            None => Ok(decimal),
            Some(digits) => decimal
                .rounded(digits)
                .ok_or_else(|| format!("{text:?} cannot be rounded to {digits} digits")),
        }
    };
    let body = match value {
        Value::Number(number) => read(number)?.tex(),
        Value::Interval(..) | Value::Below(..) if digits.is_some() => {
            return Err(format!("{value} is a bound, which no rounding may move"));
        }
        Value::Interval(lower, upper) => {
            format!("[{}, {}]", read(lower)?.tex(), read(upper)?.tex())
        }
        Value::Below(bound) => format!("<{}", read(bound)?.tex()),
    };
    Ok(format!("\\ensuremath{{{body}}}"))
}

#[cfg(test)]
mod tests {
    use super::{Entry, List, Source, Value, only, set, uses};

    #[test]
    fn numbers_intervals_and_bounds_become_mathematics() {
        assert_eq!(
            set(&Value::number("1e10"), None).as_deref(),
            Ok("\\ensuremath{10^{10}}")
        );
        assert_eq!(
            set(&Value::interval("1.07", "1.08"), None).as_deref(),
            Ok("\\ensuremath{[1.07, 1.08]}")
        );
        assert_eq!(
            set(&Value::Below("1e-7".to_owned()), None).as_deref(),
            Ok("\\ensuremath{<10^{-7}}")
        );
    }

    #[test]
    fn what_cannot_be_printed_is_said() {
        let error = set(&Value::number("two"), None).expect_err("no number");
        assert!(error.contains("is no number"), "{error}");
        let error = set(&Value::number("1.3"), Some(9)).expect_err("digits");
        assert!(error.contains("9 digits"), "{error}");
        let error = set(&Value::interval("1.07", "1.08"), Some(2)).expect_err("a bound");
        assert!(error.contains("no rounding"), "{error}");
        let error = only(vec![Value::number(1), Value::number(2)], "quantity").expect_err("two");
        assert!(error.contains("there are 2"), "{error}");
        assert!(only(Vec::new(), "quantity").is_err());
    }

    #[test]
    fn an_entry_says_where_its_number_stands() {
        let entry = |fields: &str| -> Result<Entry, toml::de::Error> {
            let list: Result<List, _> =
                toml::from_str(&format!("[[number]]\nmacro = \"A\"\n{fields}"));
            list.map(|mut list| list.entries.remove(0))
        };
        let quantity = entry("check = \"t1\"\ninstance = \"i\"\nquantity = \"q\"");
        assert!(matches!(
            quantity.map(|e| e.source),
            Ok(Source::Quantity { .. })
        ));
        let cell = entry("file = \"f\"\nwhere = { a = \"b\" }\ncolumn = \"c\"");
        assert!(matches!(cell.map(|e| e.source), Ok(Source::Cell { .. })));
        let key = entry("file = \"f\"\nkey = \"a.b\"");
        assert!(matches!(key.map(|e| e.source), Ok(Source::Key { .. })));
        assert!(entry("file = \"f\"").is_err());
        assert!(entry("file = \"f\"\nkey = \"a.b\"\nafter = \"no more\"").is_err());
    }

    #[test]
    fn a_longer_macro_is_another() {
        assert!(uses("a \\Gap{} b", "Gap") && uses("\\Gap\\%", "Gap"));
        assert!(!uses("\\GapLast", "Gap"));
    }
}
