//! Writing files whole or not at all.
//!
//! A file is written beside its destination and then renamed over it, so that an interrupted run
//! leaves the old file or the new one, never half of one. A link stays and its target is written;
//! what is no file, a device or a pipe, takes the bytes as they come ([`Destination`]).

mod destination;
mod error;
mod staged;

pub use destination::Destination;
pub use error::FileError;
pub use staged::{beside, sweep};

use error::{folder_of, not_written};
use staged::{TEMPORARY, staged};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Removes a file; one that is not there is no error.
///
/// # Errors
/// A file that cannot be removed.
pub fn remove(path: &Path) -> Result<(), FileError> {
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(FileError::Write {
            path: path.to_owned(),
            folder: path.parent().unwrap_or(path).to_owned(),
            cause,
        }),
        _ => Ok(()),
    }
}

/// What [`write_if_changed`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// There was no such file.
    Created,
    /// The content differed.
    Replaced,
    /// The content was the same; the file and its time stamp were left alone.
    Unchanged,
}

/// Writes `bytes` to `path`, whole or not at all, making missing folders.
///
/// # Errors
/// A folder that cannot be made or written to.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let failed = |cause| not_written(path, cause);
    if path.is_dir() {
        return Err(failed(io::Error::other("it is a folder")));
    }
    match Destination::of(path).map_err(failed)? {
        Destination::Stream(stream) => put_into(&stream, bytes).map_err(failed),
        Destination::File(file) => {
            let ready = staged(&file, bytes)?;
            ready.persist(&file).map_err(|error| failed(error.error))?;
            Ok(())
        }
    }
}

/// Writes several files, each whole, and none unless all can be: every one is written beside its
/// destination before the first is put in its place. What is no file comes last.
///
/// # Errors
/// As for [`write()`]; then nothing has been replaced.
pub fn write_all(files: &[(PathBuf, Vec<u8>)]) -> Result<(), FileError> {
    // What can be seen without touching anything comes first, so that not even a folder is made.
    for (path, _) in files {
        let there = |folder: &&Path| folder.as_os_str().is_empty() || folder.exists();
        let folder = folder_of(path).ancestors().find(there);
        if let Some(folder) = folder.filter(|f| !f.as_os_str().is_empty() && !f.is_dir()) {
            return Err(FileError::Folder {
                folder: folder_of(path).to_owned(),
                cause: io::Error::other(format!("{} is a file", folder.display())),
            });
        }
        if path.is_dir() {
            return Err(not_written(path, io::Error::other("it is a folder")));
        }
    }
    let (mut ready, mut streams) = (Vec::new(), Vec::new());
    for (path, bytes) in files {
        match Destination::of(path).map_err(|cause| not_written(path, cause))? {
            Destination::Stream(stream) => streams.push((path, stream, bytes)),
            // Closed, as there may be more files than a process may hold open.
            Destination::File(file) => {
                let staged = staged(&file, bytes)?.into_temp_path();
                ready.push((path, file, staged));
            }
        }
    }
    for (path, file, staged) in ready {
        staged
            .persist(file)
            .map_err(|error| not_written(path, error.error))?;
    }
    for (path, stream, bytes) in streams {
        put_into(&stream, bytes).map_err(|cause| not_written(path, cause))?;
    }
    Ok(())
}

/// Hands the bytes to a device or pipe; a file behind it is added to, not emptied.
fn put_into(stream: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut open = fs::OpenOptions::new().append(true).open(stream)?;
    open.write_all(bytes)?;
    open.flush()
}

/// Writes only if the file is missing or differs, and says which.
///
/// # Errors
/// As for [`write()`], or an existing file that cannot be read.
pub fn write_if_changed(path: &Path, bytes: &[u8]) -> Result<Written, FileError> {
    // To read from a pipe would wait for ever.
    if let Ok(Destination::Stream(_)) = Destination::of(path) {
        write(path, bytes)?;
        return Ok(Written::Replaced);
    }
    let outcome = match fs::read(path) {
        Ok(old) if old == bytes => return Ok(Written::Unchanged),
        Ok(_) => Written::Replaced,
        Err(e) if e.kind() == io::ErrorKind::NotFound => Written::Created,
        Err(cause) => {
            return Err(FileError::Read {
                path: path.to_owned(),
                cause,
            });
        }
    };
    write(path, bytes)?;
    Ok(outcome)
}

/// A file's bytes; `None` where there is no such file.
///
/// # Errors
/// A file that is there and cannot be read.
pub fn read(path: &Path) -> Result<Option<Vec<u8>>, FileError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(FileError::Read {
            path: path.to_owned(),
            cause,
        }),
    }
}

/// Every file below a folder by its path within, with `/`, in no order; nothing where there is no
/// such folder. Temporary files of [`write()`] are left out.
///
/// # Errors
/// A folder that cannot be read.
pub fn list(folder: &Path) -> Result<Vec<String>, FileError> {
    let failed = |cause| FileError::Read {
        path: folder.to_owned(),
        cause,
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(failed(cause)),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type().map_err(failed)?.is_dir() {
            let below = list(&entry.path())?;
            paths.extend(below.into_iter().map(|path| format!("{name}/{path}")));
        } else if !name.starts_with(TEMPORARY) {
            paths.push(name);
        }
    }
    Ok(paths)
}

#[cfg(test)]
mod tests;
