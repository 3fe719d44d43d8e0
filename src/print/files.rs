//! Writing files whole or not at all.
//!
//! A file is written beside its destination and then renamed over it, so that an interrupted run
//! leaves the old file or the new one, never half of one. A link stays and its target is written;
//! what is no file, a device or a pipe, takes the bytes as they come ([`Destination`]).

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

pub use super::destination::Destination;
use thiserror::Error;

/// How the names of temporary files begin.
const TEMPORARY: &str = ".writing-";

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

/// A file beside the destination with the content wanted; missing folders are made.
fn staged(path: &Path, bytes: &[u8]) -> Result<tempfile::NamedTempFile, FileError> {
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

fn not_written(path: &Path, cause: io::Error) -> FileError {
    FileError::Write {
        path: path.to_owned(),
        folder: folder_of(path).to_owned(),
        cause,
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
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

/// Removes what [`write()`] left below a folder when it was killed. Nobody else may be writing
/// there.
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

#[cfg(test)]
mod tests {
    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    #[test]
    fn writes_whole_files_and_leaves_equal_ones_alone() -> Outcome {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("new/folder/a.txt");
        assert_eq!(write_if_changed(&path, b"one")?, Written::Created);
        let stamp = fs::metadata(&path)?.modified()?;
        assert_eq!(write_if_changed(&path, b"one")?, Written::Unchanged);
        assert_eq!(fs::metadata(&path)?.modified()?, stamp);
        assert_eq!(write_if_changed(&path, b"two")?, Written::Replaced);
        assert_eq!(fs::read(&path)?, b"two");
        let left: Vec<_> = fs::read_dir(path.parent().ok_or("no parent")?)?.collect();
        assert_eq!(left.len(), 1, "a temporary file was left: {left:?}");
        Ok(())
    }

    #[test]
    fn of_several_files_none_is_written_unless_all_can_be() -> Outcome {
        let dir = tempfile::tempdir()?;
        let (good, taken) = (dir.path().join("new/good.csv"), dir.path().join("taken"));
        fs::write(&taken, b"mine")?;
        let both = |second: PathBuf| [(good.clone(), b"x".to_vec()), (second, b"y".to_vec())];
        for bad in [taken.join("deep/slip.txt"), dir.path().to_owned()] {
            let error = write_all(&both(bad)).expect_err("one cannot be written");
            assert!(error.to_string().starts_with("cannot"), "{error}");
            assert_eq!(fs::read_dir(dir.path())?.count(), 1, "something was left");
        }
        assert_eq!(fs::read(&taken)?, b"mine");
        write_all(&both(dir.path().join("slips/slip.txt")))?;
        assert_eq!(fs::read(&good)?, b"x");
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_and_pipes_and_devices_are_not_replaced() -> Outcome {
        use std::io::Read;
        use std::os::unix::fs::{FileTypeExt, symlink};
        let dir = tempfile::tempdir()?;
        let real = dir.path().join("real");
        fs::create_dir(dir.path().join("sub"))?;
        fs::write(&real, b"old")?;
        let (link, dangling) = (dir.path().join("link"), dir.path().join("sub/dangling"));
        symlink("real", &link)?;
        symlink("../made", &dangling)?;
        write(&link, b"new")?;
        write_all(&[(dangling.clone(), b"made".to_vec())])?;
        assert!(link.is_symlink() && dangling.is_symlink());
        assert_eq!(fs::read(&real)?, b"new");
        assert_eq!(fs::read(dir.path().join("made"))?, b"made");
        let pipe = dir.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status()?;
        assert!(made.success());
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || -> io::Result<String> {
                let mut text = String::new();
                fs::File::open(pipe)?.read_to_string(&mut text)?;
                Ok(text)
            }
        });
        assert_eq!(write_if_changed(&pipe, b"told")?, Written::Replaced);
        assert_eq!(reader.join().map_err(|_| "the reader failed")??, "told");
        assert!(fs::symlink_metadata(&pipe)?.file_type().is_fifo());
        write(Path::new("/dev/null"), b"gone")?;
        let device = fs::symlink_metadata("/dev/null")?.file_type();
        assert!(device.is_char_device());
        let round = dir.path().join("round");
        symlink("round", &round)?;
        let error = write(&round, b"x").expect_err("a circle");
        assert!(error.to_string().contains("circle"), "{error}");
        Ok(())
    }

    #[test]
    fn unwritable_places_are_named() -> Outcome {
        let dir = tempfile::tempdir()?;
        // A file in the place of a folder stops every user, also the one whom permissions do not.
        let blocker = dir.path().join("taken");
        fs::write(&blocker, b"")?;
        let path = blocker.join("figure.svg");
        match write(&path, b"x") {
            Err(e @ FileError::Folder { .. }) => assert!(e.to_string().contains("taken"), "{e}"),
            other => panic!("expected a folder error, got {other:?}"),
        }
        let folder = dir.path().join("dir.svg");
        fs::create_dir(&folder)?;
        match write(&folder, b"x") {
            Err(e @ FileError::Write { .. }) => assert!(e.to_string().contains("dir.svg"), "{e}"),
            other => panic!("expected a write error, got {other:?}"),
        }
        assert_eq!(
            fs::read_dir(dir.path())?.count(),
            2,
            "a temporary file was left"
        );
        Ok(())
    }
}
