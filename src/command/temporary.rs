//! A temporary file that will become a user's file.

use std::path::Path;
use tempfile::NamedTempFile;

/// A new file beside `path`, with the permissions that a file of the user's would have (`tempfile`
/// alone makes it private).
pub(super) fn beside(path: &Path) -> std::io::Result<NamedTempFile> {
    let directory = match path.parent() {
        Some(p) if !p.as_os_str().is_empty() => p,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    let mode = <std::fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(mode);
    builder.tempfile_in(directory)
}
