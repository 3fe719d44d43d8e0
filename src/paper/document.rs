//! Documents: what is made from the files of all theorems together, after them.
//!
//! A [`Document`] names its outputs, the further files it reads, and a function from bytes to
//! bytes. It sees files only through its [`Shelf`], so that what it depends on is what is recorded.
//! [`DOCUMENTS`](super::documents::DOCUMENTS) lists them.

use super::evidence::outputs;
use super::manifest::{Hashes, TheoremRecord};
use crate::print::cache::{Recipe, hash};
use crate::print::files::{self, FileError};
use crate::theorem::{REGISTRY, Theorem};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// A document made from the files of all theorems.
pub struct Document {
    /// A word for messages and the manifest.
    pub name: &'static str,
    /// Paths below the root.
    pub outputs: &'static [&'static str],
    /// Further files it reads, below the root; a name that ends with `/` stands for every file in
    /// that folder. What is not there is left out.
    pub sources: fn() -> Vec<String>,
    /// A file below the root without which there is nothing to make: a project without a manuscript
    /// has no PDF.
    pub needs: Option<&'static str>,
    /// The bytes of each output, in the order of `outputs`.
    pub make: fn(&Shelf) -> Result<Vec<Vec<u8>>, DocumentError>,
}

/// Why a document could not be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// A file it needs is not there.
    #[error("{path} is missing; run `firstbest reproduce` for all theorems")]
    Missing {
        /// The file.
        path: String,
    },
    /// A file it needs is not what it should be.
    #[error("{path}: {problem}")]
    Malformed {
        /// The file.
        path: String,
        /// What is wrong.
        problem: String,
    },
    /// The document itself cannot be built.
    #[error("{name}: {problem}")]
    Unmakeable {
        /// The document.
        name: &'static str,
        /// What is wrong.
        problem: String,
    },
    /// The machine lacks what the PDF's engine needs. Everything else can be made.
    #[error("the engine of the PDF (python3 with pip, and a network for the first run): {problem}")]
    Engine {
        /// What went wrong.
        problem: String,
    },
    /// A file could not be read.
    #[error(transparent)]
    File(#[from] FileError),
}

/// The files that a document may read, and what the theorems' files were made from.
#[derive(Debug, Clone)]
pub struct Shelf {
    records: Vec<TheoremRecord>,
    files: BTreeMap<String, Vec<u8>>,
    further: Hashes,
    workshop: PathBuf,
}

impl Shelf {
    /// Gathers the theorems' files and the document's further sources. What a run has made lies
    /// below `made`, everything else below `root`; the two are the same unless a run is being
    /// checked.
    ///
    /// # Errors
    /// A missing file of a theorem, or one that cannot be read.
    pub fn gather(
        document: &Document,
        records: &[TheoremRecord],
        root: &Path,
        made: &Path,
    ) -> Result<Self, DocumentError> {
        let mut shelf = Self {
            records: records.to_vec(),
            files: BTreeMap::new(),
            further: Hashes::new(),
            workshop: root.join("target/engine"),
        };
        for path in REGISTRY.iter().flat_map(|theorem| outputs(theorem.stem)) {
            let bytes = files::read(&made.join(&path))?;
            let bytes = bytes.ok_or_else(|| DocumentError::Missing { path: path.clone() })?;
            shelf.files.insert(path, bytes);
        }
        for source in (document.sources)() {
            for path in named(root, &source)? {
                let bytes = match files::read(&made.join(&path))? {
                    Some(bytes) => Some(bytes),
                    None => files::read(&root.join(&path))?,
                };
                if let Some(bytes) = bytes {
                    shelf.further.insert(path.clone(), hash(&bytes));
                    shelf.files.insert(path, bytes);
                }
            }
        }
        Ok(shelf)
    }

    /// A file's bytes; `None` where it is not there or not among the document's sources.
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// A file that must be there.
    pub fn text(&self, path: &str) -> Result<&str, DocumentError> {
        let bytes = self.bytes(path).ok_or_else(|| DocumentError::Missing {
            path: path.to_owned(),
        })?;
        std::str::from_utf8(bytes).map_err(|error| DocumentError::Malformed {
            path: path.to_owned(),
            problem: error.to_string(),
        })
    }

    /// The paths of all files, in their order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Each theorem of the registry with the record of its files.
    pub fn theorems(&self) -> impl Iterator<Item = (&'static Theorem, &TheoremRecord)> {
        REGISTRY.iter().filter_map(|theorem| {
            let record = self.records.iter().find(|r| r.stem == theorem.stem)?;
            Some((theorem, record))
        })
    }

    /// Where tools that documents need are kept between runs; nothing a document shows depends on
    /// it.
    pub fn workshop(&self) -> &Path {
        &self.workshop
    }

    /// The further files read, with their hashes.
    pub fn further(&self) -> &Hashes {
        &self.further
    }

    /// What the document depends on: all files on the shelf, the records, and the program.
    pub fn recipe(&self, document: &Document, program: &[u8]) -> Recipe {
        let mut recipe = Recipe::new(env!("CARGO_PKG_VERSION"), document.name);
        for (path, bytes) in &self.files {
            recipe = recipe.input(path, bytes);
        }
        // Values set on the command line may leave a theorem's files as they are, but the document
        // tells of them.
        let commands: Vec<&str> = self.records.iter().map(|r| r.command.as_str()).collect();
        recipe = recipe
            .input("the commands", commands.join("\n").as_bytes())
            .input("program", program);
        for path in document.outputs {
            recipe = recipe.output(*path);
        }
        recipe
    }
}

/// The files a source names, below the root.
fn named(root: &Path, source: &str) -> Result<Vec<String>, FileError> {
    let Some(folder) = source.strip_suffix('/') else {
        return Ok(vec![source.to_owned()]);
    };
    let mut paths: Vec<String> = files::list(&root.join(folder))?
        .into_iter()
        .map(|below| format!("{folder}/{below}"))
        .collect();
    paths.sort();
    Ok(paths)
}
