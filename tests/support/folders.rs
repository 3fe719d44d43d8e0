//! Copies of the project's folders to try things on.

use std::path::Path;

/// Copies folders with all below them but hidden files.
pub fn copy(from: &Path, to: &Path, folders: &[&str]) {
    for name in folders {
        let (from, to) = (from.join(name), to.join(name));
        std::fs::create_dir_all(&to).expect("writable");
        for entry in std::fs::read_dir(&from).expect("readable") {
            let entry = entry.expect("an entry");
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            if entry.path().is_dir() {
                copy(&from, &to, &[&name]);
            } else {
                std::fs::copy(entry.path(), to.join(name)).expect("a copy");
            }
        }
    }
}
