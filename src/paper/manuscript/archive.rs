//! A tree of files as `.tar.gz` whose bytes depend on the files alone.

use super::stage::File;
use crate::paper::document::DocumentError;
use flate2::{Compression, GzBuilder};

/// Packs the files in the order of their paths: no times, no owners.
///
/// # Errors
/// A path too long for the format.
pub fn pack(files: &[File]) -> Result<Vec<u8>, DocumentError> {
    let mut sorted: Vec<&File> = files.iter().collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    let failed = |error: std::io::Error| DocumentError::Unmakeable {
        name: "arxiv",
        problem: error.to_string(),
    };
    let gzip = GzBuilder::new()
        .mtime(0)
        // "Unknown": the header names the system otherwise.
        .operating_system(255)
        .write(Vec::new(), Compression::best());
    let mut tar = tar::Builder::new(gzip);
    for file in sorted {
        let mut header = tar::Header::new_ustar();
        header.set_size(file.bytes.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(0);
        tar.append_data(&mut header, &file.path, file.bytes.as_slice())
            .map_err(failed)?;
    }
    tar.into_inner()
        .and_then(|gzip| gzip.finish())
        .map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::File;
    use super::pack;
    use std::io::Read;

    #[test]
    fn the_same_files_give_the_same_bytes_in_any_order() {
        let file = |path: &str, text: &str| File {
            path: path.to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        let (a, b) = (file("a.tex", "one"), file("sections/b.tex", "two"));
        let packed = pack(&[a.clone(), b.clone()]).expect("short paths");
        assert_eq!(packed, pack(&[b, a]).expect("short paths"));
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(packed.as_slice()));
        let mut read = Vec::new();
        for entry in archive.entries().expect("an archive") {
            let mut entry = entry.expect("an entry");
            let path = entry.path().expect("a path").display().to_string();
            let mut text = String::new();
            entry.read_to_string(&mut text).expect("text");
            assert_eq!(entry.header().mtime().ok(), Some(0));
            read.push((path, text));
        }
        let expected = [("a.tex", "one"), ("sections/b.tex", "two")];
        assert_eq!(read, expected.map(|(p, t)| (p.to_owned(), t.to_owned())));
    }
}
