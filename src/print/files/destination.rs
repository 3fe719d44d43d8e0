//! Where what is written to a path goes: a file, or what no file may replace.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Where what is written to a path goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// A file, there or not: the path with all links to it followed.
    File(PathBuf),
    /// A device, a pipe or a socket, which no file may replace.
    Stream(PathBuf),
}

impl Destination {
    /// Follows links: what a path stands for is written, and the link stays.
    ///
    /// # Errors
    /// Links in a circle.
    pub fn of(path: &Path) -> io::Result<Self> {
        /// Links of links, as many as systems follow.
        const MOST: usize = 40;
        // Open files of processes are links too (`/dev/stdout`, `/dev/fd/63`), whose targets may be
        // files that others hold open.
        const OPEN: [&str; 4] = ["/proc", "/dev/fd", "/dev/stdout", "/dev/stderr"];
        let open = |path: &Path| OPEN.iter().any(|open| path.starts_with(open));
        let mut at = path.to_owned();
        for _ in 0..MOST {
            if open(&at) {
                return Ok(Self::Stream(at));
            }
            match fs::symlink_metadata(&at) {
                Ok(found) if found.is_symlink() => {
                    let target = fs::read_link(&at)?;
                    at = at.parent().unwrap_or(Path::new("")).join(target);
                }
                Ok(found) if !found.is_file() && !found.is_dir() => return Ok(Self::Stream(at)),
                _ => return Ok(Self::File(at)),
            }
        }
        Err(io::Error::other("its links lead in a circle"))
    }
}
