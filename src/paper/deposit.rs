//! An archive of the project to deposit: its files with their hashes, the same bytes from the same
//! files.

use super::document::DocumentError;
use super::manuscript::archive::pack;
use super::manuscript::stage::File;
use crate::print::cache::hash;
use std::collections::BTreeMap;
use std::path::Path;

/// The folder in the archive.
const PREFIX: &str = "firstbest";

/// The list of hashes in it, as `sha256sum --check` reads it.
const SUMS: &str = "SHA256SUMS";

/// Folders and files of these names are made anew by whoever needs them, or are the machine's.
const LEFT_OUT: [&str; 4] = ["target", ".git", ".stamps", "__pycache__"];

/// What a killed run and LaTeX leave.
const LEFT_OVERS: [&str; 7] = [
    ".pyc",
    ".aux",
    ".fdb_latexmk",
    ".fls",
    ".blg",
    ".log",
    ".out",
];

/// Every file below `root` but those left out, and the list of their SHA-256, as `.tar.gz`.
///
/// # Errors
/// A file that cannot be read, or a path too long for the format.
pub fn archive(root: &Path) -> Result<Vec<u8>, DocumentError> {
    let mut found = BTreeMap::new();
    gather(root, "", &mut found)?;
    let sums: String = found
        .iter()
        .map(|(path, bytes)| format!("{}  {path}\n", hash(bytes)))
        .collect();
    found.insert(SUMS.to_owned(), sums.into_bytes());
    let files: Vec<File> = found
        .into_iter()
        .map(|(path, bytes)| File {
            path: format!("{PREFIX}/{path}"),
            bytes,
        })
        .collect();
    pack(&files)
}

/// Adds the files of a folder, by their path below the root.
fn gather(
    root: &Path,
    below: &str,
    found: &mut BTreeMap<String, Vec<u8>>,
) -> Result<(), DocumentError> {
    let folder = root.join(below);
    let failed = |error: std::io::Error| DocumentError::Unmakeable {
        name: "archive",
        problem: format!("{}: {error}", folder.display()),
    };
    for entry in std::fs::read_dir(&folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().into_string().map_err(|name| {
            let problem = format!("the name {} is not UTF-8", name.display());
            DocumentError::Unmakeable {
                name: "archive",
                problem,
            }
        })?;
        let left_over = LEFT_OVERS.iter().any(|ending| name.ends_with(ending));
        if LEFT_OUT.contains(&name.as_str()) || left_over || name.starts_with(".writing-") {
            continue;
        }
        let path = match below {
            "" => name,
            below => format!("{below}/{name}"),
        };
        // A link is left out: what it leads to may lie outside of the project.
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() {
            gather(root, &path, found)?;
        } else if kind.is_file() {
            let bytes = std::fs::read(entry.path()).map_err(failed)?;
            found.insert(path, bytes);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::archive;
    use crate::print::cache::hash;
    use std::io::Read;

    #[test]
    fn the_archive_holds_files_and_hashes_and_nothing_of_the_machine() {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in [
            ("README.md", "a"),
            ("paper/data/x.csv", "b"),
            ("target/debug/x", "c"),
            (".git/config", "d"),
            ("paper/.stamps/x.toml", "e"),
            ("paper/x.log", "f"),
        ] {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("writable");
            std::fs::write(path, text).expect("writable");
        }
        let bytes = archive(folder.path()).expect("short paths");
        assert_eq!(bytes, archive(folder.path()).expect("short paths"));
        let mut read = std::collections::BTreeMap::new();
        let mut tar = tar::Archive::new(flate2::read::GzDecoder::new(bytes.as_slice()));
        for entry in tar.entries().expect("an archive") {
            let mut entry = entry.expect("an entry");
            let path = entry.path().expect("a path").display().to_string();
            let mut text = String::new();
            entry.read_to_string(&mut text).expect("text");
            read.insert(path, text);
        }
        let sums = format!(
            "{}  README.md\n{}  paper/data/x.csv\n",
            hash(b"a"),
            hash(b"b")
        );
        let expected = [
            ("firstbest/README.md", "a"),
            ("firstbest/SHA256SUMS", sums.as_str()),
            ("firstbest/paper/data/x.csv", "b"),
        ];
        let expected = expected.map(|(path, text)| (path.to_owned(), text.to_owned()));
        assert_eq!(read, expected.into());
    }
}
