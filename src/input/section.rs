//! TOML tables that remember where each value stood.

use super::{InputError, SampleGrid, SampleGridError, Source, nearest};
use std::ops::{Range, RangeInclusive};
use std::path::PathBuf;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One table of the file.
#[derive(Debug, Clone)]
pub struct Section<'d, 's> {
    source: &'s Source,
    name: String,
    span: Range<usize>,
    table: &'d DeTable<'s>,
}

impl<'d, 's> Section<'d, 's> {
    /// The whole file.
    pub(super) fn root(source: &'s Source, table: &'d Spanned<DeTable<'s>>) -> Self {
        Section {
            source,
            name: String::new(),
            span: table.span(),
            table: table.get_ref(),
        }
    }

    /// The table that stands under `key`.
    pub(super) fn inside(&self, key: &str, span: Range<usize>, table: &'d DeTable<'s>) -> Self {
        let name = if self.name.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.name)
        };
        Section {
            source: self.source,
            name,
            span,
            table,
        }
    }

    pub(super) fn source(&self) -> &'s Source {
        self.source
    }

    /// Refuses keys other than `allowed`, naming the nearest valid one.
    pub fn only(&self, allowed: &[&str]) -> Result<(), InputError> {
        for (key, _) in self.table.iter() {
            let written: &str = key.get_ref();
            if !allowed.contains(&written) {
                let hint = nearest(written, allowed.iter().copied())
                    .map(|near| format!(" (did you mean `{near}`?)"))
                    .unwrap_or_default();
                return Err(self.complain_at(
                    key.span(),
                    written,
                    format!("unknown key{hint}"),
                    Some(allowed.join(", ")),
                ));
            }
        }
        Ok(())
    }

    /// Whether a key is present.
    pub fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some()
    }

    /// A sub-table that must be there.
    pub fn section(&self, key: &str) -> Result<Section<'d, 's>, InputError> {
        self.optional_section(key)?.ok_or_else(|| {
            self.complain(
                key,
                format!("the section [{key}] is missing"),
                format!("a section [{key}]"),
            )
        })
    }

    /// A sub-table that may be left out.
    pub fn optional_section(&self, key: &str) -> Result<Option<Section<'d, 's>>, InputError> {
        let Some(value) = self.table.get(key) else {
            return Ok(None);
        };
        let table = value
            .get_ref()
            .as_table()
            .ok_or_else(|| self.wrong_type(key, value, "a section"))?;
        Ok(Some(self.inside(key, value.span(), table)))
    }

    /// The entries `[[key]]` in the order of the file; none where there are none.
    ///
    /// # Errors
    /// Something else under that key.
    pub fn entries(&self, key: &str) -> Result<Vec<Section<'d, 's>>, InputError> {
        let Some(value) = self.table.get(key) else {
            return Ok(Vec::new());
        };
        let wanted = format!("entries [[{key}]]");
        let list = value
            .get_ref()
            .as_array()
            .ok_or_else(|| self.wrong_type(key, value, &wanted))?;
        list.iter()
            .enumerate()
            .map(|(place, entry)| {
                let table = entry.get_ref().as_table();
                Ok(Section {
                    source: self.source,
                    name: format!("{key} {}", place + 1),
                    span: entry.span(),
                    table: table.ok_or_else(|| self.wrong_type(key, entry, &wanted))?,
                })
            })
            .collect()
    }

    /// The keys of the section, in the order in which the parser keeps them.
    pub fn keys(&self) -> Vec<&'d str> {
        self.table
            .iter()
            .map(|(key, _)| key.get_ref().as_ref())
            .collect()
    }

    /// What is not known about a number, where it is written `{ value, lower, upper }`: the ends.
    ///
    /// # Errors
    /// As [`number`](Self::number).
    pub fn range(&self, key: &str) -> Result<Option<Range<f64>>, InputError> {
        match self.table.get(key) {
            Some(value) => Ok(self.as_stated(key, value)?.range()),
            None => Ok(None),
        }
    }

    /// The same for each number of a list.
    ///
    /// # Errors
    /// As [`numbers`](Self::numbers).
    pub fn ranges(&self, key: &str) -> Result<Vec<Option<Range<f64>>>, InputError> {
        let list = self.table.get(key).and_then(|v| v.get_ref().as_array());
        list.into_iter()
            .flatten()
            .map(|entry| Ok(self.as_stated(key, entry)?.range()))
            .collect()
    }

    /// A finite number (integers are read as numbers). Of a number with a range, its value.
    pub fn number(&self, key: &str) -> Result<f64, InputError> {
        let value = self.required(key, "a number")?;
        self.as_number(key, value)
    }

    /// A finite number, or `default` where the key is left out.
    pub fn number_or(&self, key: &str, default: f64) -> Result<f64, InputError> {
        if self.has(key) {
            self.number(key)
        } else {
            Ok(default)
        }
    }

    /// A finite number for which `holds`; otherwise the complaint says `allowed`.
    pub fn number_where(
        &self,
        key: &str,
        allowed: &str,
        holds: impl Fn(f64) -> bool,
    ) -> Result<f64, InputError> {
        let number = self.number(key)?;
        if holds(number) {
            Ok(number)
        } else {
            Err(self.complain(key, format!("{number} is out of range"), allowed))
        }
    }

    /// A list of finite numbers.
    pub fn numbers(&self, key: &str) -> Result<Vec<f64>, InputError> {
        let value = self.required(key, "a list of numbers")?;
        let list = value
            .get_ref()
            .as_array()
            .ok_or_else(|| self.wrong_type(key, value, "a list of numbers"))?;
        list.iter()
            .map(|entry| self.as_number(key, entry))
            .collect()
    }

    /// A list of texts.
    pub fn texts(&self, key: &str) -> Result<Vec<&'d str>, InputError> {
        let value = self.required(key, "a list of texts")?;
        let list = value
            .get_ref()
            .as_array()
            .ok_or_else(|| self.wrong_type(key, value, "a list of texts"))?;
        list.iter()
            .map(|entry| {
                entry
                    .get_ref()
                    .as_str()
                    .ok_or_else(|| self.wrong_type(key, entry, "a text in quotes"))
            })
            .collect()
    }

    /// A list of sample sizes, written as on the command line.
    pub fn samples(&self, key: &str) -> Result<SampleGrid, InputError> {
        self.text(key)?.parse().map_err(|error: SampleGridError| {
            self.complain(key, error.problem(), SampleGridError::ALLOWED)
        })
    }

    /// A file named relative to this one.
    pub fn path_of(&self, written: &str) -> PathBuf {
        match self.source.file().parent() {
            Some(folder) => folder.join(written),
            None => PathBuf::from(written),
        }
    }

    /// A non-negative whole number.
    pub fn count(&self, key: &str) -> Result<u64, InputError> {
        let number = self.number_where(
            key,
            "a whole number from 0 to 9007199254740992",
            // Beyond 2^53 a TOML number written as a float would no longer name one integer.
            |x| (0.0..=9007199254740992.0).contains(&x) && x.fract() == 0.0,
        )?;
        Ok(number as u64)
    }

    /// A whole number in a range, ends included; the complaint says which.
    ///
    /// # Errors
    /// A number outside, or none.
    pub fn count_in(&self, key: &str, range: RangeInclusive<u64>) -> Result<u64, InputError> {
        let (from, to) = (range.start(), range.end());
        let number = self.number_where(
            key,
            &format!("a whole number from {from} to {to}"),
            // Every whole number up to 2^53 is a double.
            |x| x.fract() == 0.0 && (*from as f64..=*to as f64).contains(&x),
        )?;
        Ok(number as u64)
    }

    /// A list of whole numbers, each in a range, ends included.
    ///
    /// # Errors
    /// The first number outside, or what is no list of numbers.
    pub fn counts_in(&self, key: &str, range: RangeInclusive<u64>) -> Result<Vec<u64>, InputError> {
        let (from, to) = (range.start(), range.end());
        let numbers = self.numbers(key)?;
        let fits = |x: f64| x.fract() == 0.0 && (*from as f64..=*to as f64).contains(&x);
        match numbers.iter().find(|number| !fits(**number)) {
            Some(number) => Err(self.complain(
                key,
                format!("{number} is out of range"),
                format!("whole numbers from {from} to {to}"),
            )),
            None => Ok(numbers.into_iter().map(|number| number as u64).collect()),
        }
    }

    /// A text value.
    pub fn text(&self, key: &str) -> Result<&'d str, InputError> {
        let value = self.required(key, "a text in quotes")?;
        value
            .get_ref()
            .as_str()
            .ok_or_else(|| self.wrong_type(key, value, "a text in quotes"))
    }

    /// A text value, or `default` where the key is left out.
    pub fn text_or(&self, key: &str, default: &'d str) -> Result<&'d str, InputError> {
        if self.has(key) {
            self.text(key)
        } else {
            Ok(default)
        }
    }

    /// A complaint about one of this section's keys, at its line (or the section's, where the key
    /// is absent).
    pub fn complain(
        &self,
        key: &str,
        problem: impl Into<String>,
        allowed: impl Into<String>,
    ) -> InputError {
        let span = self
            .table
            .get(key)
            .map_or_else(|| self.span.clone(), Spanned::span);
        self.complain_at(span, key, problem.into(), Some(allowed.into()))
    }

    pub(super) fn required(
        &self,
        key: &str,
        what: &str,
    ) -> Result<&'d Spanned<DeValue<'s>>, InputError> {
        self.table
            .get(key)
            .ok_or_else(|| self.complain(key, "the key is missing", what))
    }

    pub(super) fn wrong_type(
        &self,
        key: &str,
        value: &Spanned<DeValue<'s>>,
        wanted: &str,
    ) -> InputError {
        self.complain_at(
            value.span(),
            key,
            format!("found {} here", value.get_ref().type_str()),
            Some(wanted.to_owned()),
        )
    }

    pub(super) fn complain_at(
        &self,
        span: Range<usize>,
        key: &str,
        problem: String,
        allowed: Option<String>,
    ) -> InputError {
        let field = if self.name.is_empty() {
            key.to_owned()
        } else {
            format!("[{}] {key}", self.name)
        };
        InputError {
            file: self.source.file().to_owned(),
            line: Some(self.source.line(&span)),
            field: Some(field),
            problem,
            allowed,
        }
    }
}
