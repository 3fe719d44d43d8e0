//! A file's text as TOML.

use super::{InputError, Section, Source};
use toml::Spanned;
use toml::de::DeTable;

/// A parsed file.
#[derive(Debug)]
pub struct Document<'s> {
    source: &'s Source,
    table: Spanned<DeTable<'s>>,
}

impl<'s> Document<'s> {
    /// The whole file as a section.
    pub fn root(&self) -> Section<'_, 's> {
        Section::root(self.source, &self.table)
    }
}

impl Source {
    /// Parses the text; a syntax error carries its line.
    pub fn parse(&self) -> Result<Document<'_>, InputError> {
        match DeTable::parse(self.text()) {
            Ok(table) => Ok(Document {
                source: self,
                table,
            }),
            Err(error) => Err(InputError {
                file: self.file().to_owned(),
                line: error.span().map(|span| self.line(&span)),
                field: None,
                problem: format!("not valid TOML: {}", error.message()),
                allowed: None,
            }),
        }
    }
}
