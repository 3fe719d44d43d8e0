//! Files that a command writes where it was told to.

use super::error::CommandError;
use crate::print::files;
use std::path::Path;

/// Writes a file; a folder that had to be made for it, which may be a slip of the pen, is told.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    let folder = path.parent();
    let missing = folder.filter(|folder| !folder.as_os_str().is_empty() && !folder.exists());
    files::write(path, bytes)?;
    if let Some(folder) = missing {
        tell!("made the folder {}", folder.display());
    }
    Ok(())
}

/// What became of a file that could not be made.
pub(super) fn fate(path: &Path) -> String {
    match path.is_file() {
        true => format!("{} is left as it was, from an earlier run", path.display()),
        false => format!("{} is not written", path.display()),
    }
}
