//! `--data FOLDER`: the files that are made from real labels.

use super::Job;
use crate::command::error::CommandError;
use crate::paper::real::{Folder, STUDIES, Study};
use crate::print::files;
use std::path::Path;

/// Names the studies among `--only`.
pub(super) const ONLY: &str = "data";

/// The folder, if every label file in it is the one that the numbers were made from.
///
/// # Errors
/// The first file that is missing or different; the others are told as well.
pub(super) fn folder(path: &Path, root: &Path) -> Result<Folder, CommandError> {
    let folder = Folder::new(path, root)?;
    let mut troubles = folder.troubles();
    if troubles.is_empty() {
        return Ok(folder);
    }
    let first = troubles.remove(0);
    for other in troubles {
        tell!("error: {other}");
    }
    Err(first.into())
}

impl Job<'_> {
    /// Makes every study's files; the ones made.
    pub(super) fn real(&self) -> Result<Vec<&'static Study>, CommandError> {
        let Some(folder) = &self.data else {
            return Ok(Vec::new());
        };
        for study in STUDIES {
            self.bars.say(&format!("{}: from real labels", study.name));
            for (path, bytes) in study.outputs.iter().zip((study.make)(folder)?) {
                files::write_if_changed(&self.made.join(path), &bytes)?;
            }
        }
        Ok(STUDIES.iter().collect())
    }
}
