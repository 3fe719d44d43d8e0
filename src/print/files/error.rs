//! Why a file could not be written or read.

use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why a file could not be written or read.
#[derive(Debug, Error)]
pub enum FileError {
    /// The folder does not exist and could not be made.
    #[error("cannot make the folder {}: {cause}; make it yourself or choose another place", .folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// The folder takes no new file.
    #[error("cannot write {}: {cause}; make {} writable, free space on its disk, or choose another place", .path.display(), .folder.display())]
    Write {
        /// The file wanted.
        path: PathBuf,
        /// Its folder.
        folder: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// A file that is there cannot be read.
    #[error("cannot read {}: {cause}; make it readable", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
}

/// A file that could not be written, with its folder.
pub(super) fn not_written(path: &Path, cause: io::Error) -> FileError {
    FileError::Write {
        path: path.to_owned(),
        folder: folder_of(path).to_owned(),
        cause,
    }
}

/// The folder of a file.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}
