//! The tree that LaTeX reads: the text, what the program wrote for it, and the figures it includes.

use super::{FOLDER, MACROS, MAIN, sections};
use crate::paper::document::{DocumentError, Shelf};

/// What the tree needs besides text, macros and the theorems' figures.
pub const FURTHER: &[&str] = &[
    super::title::AUTHORS,
    super::title::DATE,
    "paper/manuscript/references.bib",
    "paper/manuscript/firstbest.bbl",
    "paper/figures/dawid_skene.svg",
    "paper/figures/dawid_skene.pdf",
    "paper/figures/solver_backends.svg",
    "paper/figures/solver_backends.pdf",
];

/// A file of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Below the tree's root.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The tree, with figures of this format (`pdf`, `svg`).
///
/// # Errors
/// A file that is not there.
pub fn tree(shelf: &Shelf, pictures: &str) -> Result<Vec<File>, DocumentError> {
    let sections = sections(shelf)?;
    let mut paths = vec![MAIN.to_owned()];
    paths.extend(sections.iter().map(|(path, _)| (*path).to_owned()));
    paths.extend(MACROS.outputs.iter().map(|path| (*path).to_owned()));
    for path in FURTHER.iter().filter(|path| path.starts_with(FOLDER)) {
        paths.push((*path).to_owned());
    }
    for name in sections.iter().flat_map(|(_, text)| included(text)) {
        paths.push(format!("paper/figures/{name}.{pictures}"));
    }
    paths
        .into_iter()
        .map(|path| {
            let bytes = shelf
                .bytes(&path)
                .ok_or_else(|| DocumentError::Missing { path: path.clone() })?;
            let below = path
                .strip_prefix(FOLDER)
                .or_else(|| path.strip_prefix("paper/"))
                .unwrap_or(&path);
            Ok(File {
                path: below.to_owned(),
                bytes: bytes.to_vec(),
            })
        })
        .collect()
}

/// The pictures that a text includes.
fn included(text: &str) -> impl Iterator<Item = &str> {
    text.split("\\includegraphics").skip(1).filter_map(|rest| {
        let (_, name) = rest.split_once('{')?;
        name.split_once('}').map(|(name, _)| name)
    })
}

#[cfg(test)]
mod tests {
    use super::included;

    #[test]
    fn pictures_are_found_with_and_without_options() {
        let text = "\\includegraphics[width=1.0\\textwidth]{a}\n\\includegraphics{b_c}";
        assert_eq!(included(text).collect::<Vec<_>>(), ["a", "b_c"]);
    }
}
