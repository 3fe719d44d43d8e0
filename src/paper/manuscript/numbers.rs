//! Computed numbers as macros: which cell of which file each stands for, and what of the cell.

use super::decimal::Decimal;
use super::malformed;
use crate::paper::document::{DocumentError, Shelf};
use crate::paper::rows::Csv;
use crate::print::tex::Macros;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Says what each macro stands for.
pub const PATH: &str = "paper/manuscript/numbers.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    #[serde(rename = "number")]
    entries: Vec<Entry>,
}

/// One macro.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// Its name, without the backslash.
    #[serde(rename = "macro")]
    name: String,
    /// A CSV file below `paper`, or a TOML file below the root.
    file: String,
    /// The value's path in a TOML file: `monitoring.kappa`.
    key: Option<String>,
    /// Cells of the row that are equal.
    #[serde(rename = "where", default)]
    equal: BTreeMap<String, String>,
    /// Cells of the row that begin so.
    #[serde(default)]
    starts: BTreeMap<String, String>,
    column: Option<String>,
    /// What stands before the number in the cell; each is looked for behind the last.
    #[serde(default)]
    after: After,
    /// What follows it.
    before: Option<String>,
    #[serde(default)]
    kind: Kind,
    /// Significant digits to round to.
    digits: Option<usize>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum After {
    One(String),
    Many(Vec<String>),
}

impl Default for After {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl After {
    fn marks(&self) -> &[String] {
        match self {
            Self::One(mark) => std::slice::from_ref(mark),
            Self::Many(marks) => marks,
        }
    }
}

#[derive(Deserialize, Default, Clone, Copy, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Kind {
    #[default]
    Number,
    Interval,
    Words,
}

/// The macros' file. Every macro has to be used by a section: one that nothing uses has been
/// forgotten there or here.
///
/// # Errors
/// An entry that does not lead to exactly one value, or that no section uses.
pub fn write(shelf: &Shelf, sections: &[(&str, &str)]) -> Result<String, DocumentError> {
    let list: List =
        toml::from_str(shelf.text(PATH)?).map_err(|error| malformed(PATH, error.to_string()))?;
    let mut macros = Macros::new();
    for entry in &list.entries {
        let blame = |problem: String| malformed(PATH, format!("\\{}: {problem}", entry.name));
        let cell = entry.cell(shelf)?.map_err(blame)?;
        let body = entry.set(&cell).map_err(blame)?;
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
type Found = Result<Result<String, String>, DocumentError>;

impl Entry {
    fn cell(&self, shelf: &Shelf) -> Found {
        match (&self.key, &self.column) {
            (Some(key), None) => self.value(shelf, key),
            (None, Some(column)) => self.row(shelf, column),
            _ => Ok(Err("give either key or column".to_owned())),
        }
    }

    fn value(&self, shelf: &Shelf, key: &str) -> Found {
        let file = shelf.text(&self.file)?;
        let table: toml::Table =
            toml::from_str(file).map_err(|error| malformed(&self.file, error.to_string()))?;
        let mut value = toml::Value::Table(table);
        for part in key.split('.') {
            match value.get(part) {
                Some(inner) => value = inner.clone(),
                None => return Ok(Err(format!("{} has no {key}", self.file))),
            }
        }
        Ok(Ok(match value {
            toml::Value::String(text) => text,
            other => other.to_string(),
        }))
    }

    /// The one cell of the column in rows that fit; rows without anything there do not count.
    fn row(&self, shelf: &Shelf, column: &str) -> Found {
        let path = format!("paper/{}", self.file);
        let Some(csv) = Csv::read(shelf, &path)? else {
            return Err(DocumentError::Missing { path });
        };
        let mut found = Vec::new();
        for row in csv.rows() {
            let mut fits = true;
            for (name, text) in &self.equal {
                fits &= row.cell(name)? == text;
            }
            for (name, text) in &self.starts {
                fits &= row.cell(name)?.starts_with(text.as_str());
            }
            let cell = row.cell(column)?;
            if fits && !cell.is_empty() {
                found.push(cell.to_owned());
            }
        }
        Ok(match (found.pop(), found.len()) {
            (Some(cell), 0) => Ok(cell),
            (None, _) => Err(format!("no row of {path} fits")),
            (Some(_), more) => Err(format!("{} rows of {path} fit, not one", more + 1)),
        })
    }

    /// What of the cell is meant, as TeX.
    fn set(&self, cell: &str) -> Result<String, String> {
        let mut rest = cell;
        for mark in self.after.marks() {
            let Some((_, behind)) = rest.split_once(mark.as_str()) else {
                return Err(format!("{cell:?} has no {mark:?} where it is looked for"));
            };
            rest = behind;
        }
        if let Some(mark) = &self.before {
            let Some((meant, _)) = rest.split_once(mark.as_str()) else {
                return Err(format!("{cell:?} has no {mark:?} where it is looked for"));
            };
            rest = meant;
        }
        let number = |text: &str| {
            Decimal::parse(text).ok_or_else(|| format!("{text:?} of {cell:?} is no number"))
        };
        match self.kind {
            Kind::Words => {
                super::tables::plain(rest).map_err(|c| format!("{cell:?} has the sign {c:?}"))
            }
            Kind::Number => {
                // A bound instead of a value, where the value is below what its error resolves.
                if let Some(bound) = rest.trim().strip_prefix("less than ") {
                    return Ok(format!("\\ensuremath{{<{}}}", number(bound)?.tex()));
                }
                let read = number(rest)?;
                let printed = match self.digits {
                    None => read,
                    Some(digits) => read
                        .rounded(digits)
                        .ok_or_else(|| format!("{rest:?} cannot be rounded to {digits} digits"))?,
                };
                Ok(format!("\\ensuremath{{{}}}", printed.tex()))
            }
            Kind::Interval => {
                let ends = rest
                    .strip_prefix('[')
                    .and_then(|ends| ends.strip_suffix(']'))
                    .and_then(|ends| ends.split_once(','));
                let Some((lower, upper)) = ends else {
                    return Err(format!("{rest:?} of {cell:?} is no interval"));
                };
                Ok(format!(
                    "\\ensuremath{{[{}, {}]}}",
                    number(lower)?.tex(),
                    number(upper)?.tex()
                ))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Entry;
    use super::uses;

    fn set(fields: &str, cell: &str) -> Result<String, String> {
        let entry: Entry =
            toml::from_str(&format!("macro = \"A\"\nfile = \"f\"\n{fields}")).expect("an entry");
        entry.set(cell)
    }

    const CELL: &str = "in [1.32, 1.33] at n = 1e3 and in [1.07, 1.08] at n = 1e10; of 7 steps";

    #[test]
    fn a_cell_is_narrowed_from_both_sides() {
        let last = "after = [\" and in \", \"n = \"]\nbefore = \";\"";
        assert_eq!(set(last, CELL).as_deref(), Ok("\\ensuremath{10^{10}}"));
        let interval = "after = \" and in \"\nbefore = \" at\"\nkind = \"interval\"";
        assert_eq!(
            set(interval, CELL).as_deref(),
            Ok("\\ensuremath{[1.07, 1.08]}")
        );
        assert_eq!(
            set("kind = \"words\"", "2 of 2 & 5%").as_deref(),
            Ok("2 of 2 \\& 5\\%")
        );
    }

    #[test]
    fn what_is_not_there_is_said() {
        let error = set("after = \"errs \"", CELL).expect_err("not there");
        assert!(error.contains("\"errs \""), "{error}");
        let error = set("before = \" at\"", CELL).expect_err("no number");
        assert!(error.contains("is no number"), "{error}");
        let error = set("digits = 9\nafter = \"in [\"\nbefore = \",\"", CELL).expect_err("digits");
        assert!(error.contains("9 digits"), "{error}");
    }

    #[test]
    fn a_longer_macro_is_another() {
        assert!(uses("a \\Gap{} b", "Gap") && uses("\\Gap\\%", "Gap"));
        assert!(!uses("\\GapLast", "Gap"));
    }
}
