//! `--authors` and `--date`: what stands below the paper's title.

use crate::command::error::CommandError;
use crate::paper::manuscript::title;
use crate::print::files;
use std::path::Path;

/// What a run sets; the rest stays as the project has it.
#[derive(Debug)]
pub(super) struct Title<'a> {
    /// Names, separated by semicolons.
    pub authors: Option<&'a str>,
    /// In words.
    pub date: Option<&'a str>,
}

impl Title<'_> {
    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        self.authors.is_none() && self.date.is_none()
    }

    /// The settings as lines, of which a run's folder gets its name.
    pub fn written(&self) -> String {
        let line = |name: &str, value: Option<&str>| {
            value.map_or_else(String::new, |value| format!("{name}={value}\n"))
        };
        line("authors", self.authors) + &line("date", self.date)
    }

    /// Writes the files that the manuscript reads, into the folder that gets `paper/`.
    pub fn write(&self, folder: &Path) -> Result<(), CommandError> {
        if let Some(names) = self.authors {
            let text = title::authors(names);
            files::write_if_changed(&folder.join(title::AUTHORS), text.as_bytes())?;
        }
        if let Some(words) = self.date {
            let text = title::date(words);
            files::write_if_changed(&folder.join(title::DATE), text.as_bytes())?;
        }
        Ok(())
    }
}
