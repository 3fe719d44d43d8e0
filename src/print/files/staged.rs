//! The file beside a destination that takes the content before it is put in its place, and what of
//! such files a killed run has left.

use super::error::{FileError, folder_of, not_written};
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// How the names of temporary files begin.
pub(super) const TEMPORARY: &str = ".writing-";

/// A file beside the destination with the content wanted; missing folders are made.
pub(super) fn staged(path: &Path, bytes: &[u8]) -> Result<tempfile::NamedTempFile, FileError> {
    let folder = folder_of(path);
    fs::create_dir_all(folder).map_err(|cause| FileError::Folder {
        folder: folder.to_owned(),
        cause,
    })?;
    let failed = |cause| not_written(path, cause);
    let mut file = beside(path).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    Ok(file)
}

/// A file beside the destination, removed again if it is never renamed; it gets the permissions of
/// any new file, not those of a secret one.
///
/// # Errors
/// What the system says.
pub fn beside(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder_of(path))
}

/// Removes what [`write()`](super::write()) left below a folder when it was killed. Nobody else may
/// be writing there.
///
/// # Errors
/// A folder that cannot be read or a file that cannot be removed.
pub fn sweep(folder: &Path) -> Result<(), FileError> {
    let failed = |cause| FileError::Write {
        path: folder.to_owned(),
        folder: folder.to_owned(),
        cause,
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(cause) => return Err(failed(cause)),
    };
    for entry in entries {
        let entry = entry.map_err(failed)?;
        if entry.file_type().map_err(failed)?.is_dir() {
            sweep(&entry.path())?;
        } else if entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
            fs::remove_file(entry.path()).map_err(failed)?;
        }
    }
    Ok(())
}
