//! One run at a time writes the paper's files; the next one tidies up after one that was killed.

use crate::command::error::CommandError;
use crate::print::files::{self, FileError};
use std::fs::{self, File, TryLockError};
use std::path::Path;

/// Held while files are written; the system lets go of it when the process ends, however it ends.
pub(super) struct Lock {
    _file: File,
}

/// Takes the lock of a project and removes temporary files that a killed run left.
pub(super) fn take(root: &Path) -> Result<Lock, CommandError> {
    let paper = root.join("paper");
    let folder = paper.join(".stamps");
    fs::create_dir_all(&folder).map_err(|cause| FileError::Folder {
        folder: folder.clone(),
        cause,
    })?;
    let path = folder.join("lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|cause| FileError::Write {
            path,
            folder,
            cause,
        })?;
    match file.try_lock() {
        Ok(()) => files::sweep(&paper)?,
        Err(TryLockError::WouldBlock) => return Err(CommandError::Busy { root: root.into() }),
        // A file system without locks: nobody can be kept out, so nothing is tidied up either.
        Err(TryLockError::Error(_)) => {}
    }
    Ok(Lock { _file: file })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let first = take(folder.path()).unwrap();
        assert!(matches!(
            take(folder.path()),
            Err(CommandError::Busy { .. })
        ));
        drop(first);
        assert!(take(folder.path()).is_ok());
    }
}
