//! A file's text.

use super::InputError;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The text of an input file together with its name.
#[derive(Debug, Clone)]
pub struct Source {
    file: PathBuf,
    text: String,
}

impl Source {
    /// Reads a file. A missing or unreadable file, or one that is not UTF-8, is an [`InputError`].
    pub fn read(path: &Path) -> Result<Self, InputError> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            InputError::about_file(
                path,
                format!("cannot be read: {error}"),
                "a readable UTF-8 TOML file",
            )
        })?;
        Ok(Self::from_text(path, text))
    }

    /// Text that is already at hand; `name` stands where messages would name the file.
    pub fn from_text(name: impl Into<PathBuf>, text: impl Into<String>) -> Self {
        Self {
            file: name.into(),
            text: text.into(),
        }
    }

    /// The file's name as messages show it.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The text as read.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn line(&self, span: &Range<usize>) -> usize {
        let end = span.start.min(self.text.len());
        1 + self.text.as_bytes()[..end]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
    }
}
