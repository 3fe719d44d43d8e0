//! What every file of the paper was made from: `paper/manifest.json`.
//!
//! One record a theorem and one a document, with parameters, seeds, and the SHA-256 of every input
//! and output. It holds nothing that differs between machines or runs (no path beyond the project's
//! own, no time, no number of threads), so it is compared byte for byte like any other file.

use crate::print::cache::hash;
use crate::print::files::{self, FileError};
use crate::theorem::{REGISTRY, Theorem};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// Where the manifest is, below the root.
pub const PATH: &str = "paper/manifest.json";

/// Raised when the meaning of a field changes.
const FORMAT: u32 = 1;

/// SHA-256 in hexadecimal by path below the root.
pub type Hashes = BTreeMap<String, String>;

/// What a theorem's files were made from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TheoremRecord {
    /// `t5`.
    pub id: String,
    /// `t5_binary_rate`.
    pub stem: String,
    /// What to type to make the same files.
    pub command: String,
    /// The verdict at the sizes tested.
    pub verdict: String,
    /// Values set on the command line, as written.
    pub set: Vec<String>,
    /// Of those that change models: the labels of the economies reached, as committed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reaches: BTreeMap<String, Vec<String>>,
    /// The parameters as used.
    pub parameters: serde_json::Value,
    /// Seeds of what is drawn at random, by name within the parameters.
    pub seeds: BTreeMap<String, serde_json::Value>,
    /// Parameter file, models and data, as used.
    pub inputs: Hashes,
    /// Figure, data, checks.
    pub outputs: Hashes,
}

/// What a document was made from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentRecord {
    /// `report`.
    pub name: String,
    /// Files read besides those of the theorems.
    pub inputs: Hashes,
    /// The document.
    pub outputs: Hashes,
}

/// The whole manifest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    format: u32,
    program: String,
    version: String,
    /// One record a theorem, in the order of the registry.
    pub theorems: Vec<TheoremRecord>,
    /// One record a document.
    pub documents: Vec<DocumentRecord>,
}

impl Manifest {
    /// A manifest of this version of the program.
    pub fn new(theorems: Vec<TheoremRecord>, documents: Vec<DocumentRecord>) -> Self {
        Self {
            format: FORMAT,
            program: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            theorems,
            documents,
        }
    }

    /// The manifest below `root`; `None` where there is none, or none of this format and version.
    pub fn read(root: &Path) -> Result<Option<Self>, FileError> {
        let Some(bytes) = files::read(&root.join(PATH))? else {
            return Ok(None);
        };
        Ok(serde_json::from_slice::<Self>(&bytes)
            .ok()
            .filter(|read| read.format == FORMAT && read.version == env!("CARGO_PKG_VERSION")))
    }

    /// The record of a theorem, if the files it names are below `root` as they were made.
    pub fn record_of(
        &self,
        theorem: &Theorem,
        root: &Path,
    ) -> Result<Option<&TheoremRecord>, FileError> {
        let Some(record) = self.theorems.iter().find(|r| r.stem == theorem.stem) else {
            return Ok(None);
        };
        for (path, recorded) in &record.outputs {
            let found = files::read(&root.join(path))?;
            if found.is_none_or(|bytes| hash(&bytes) != *recorded) {
                return Ok(None);
            }
        }
        Ok(Some(record))
    }

    /// The file's bytes.
    pub fn bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Whether every theorem of the registry has its record.
    pub fn is_whole(&self) -> bool {
        REGISTRY
            .iter()
            .all(|theorem| self.theorems.iter().any(|r| r.stem == theorem.stem))
    }
}

/// The seeds among parameters: every value whose key is `seed`, by its full name.
pub fn seeds(parameters: &serde_json::Value) -> BTreeMap<String, serde_json::Value> {
    fn walk(
        prefix: &str,
        value: &serde_json::Value,
        seeds: &mut BTreeMap<String, serde_json::Value>,
    ) {
        for (key, value) in value.as_object().into_iter().flatten() {
            let name = if prefix.is_empty() {
                key.clone()
            } else {
                format!("{prefix}.{key}")
            };
            if key == "seed" {
                seeds.insert(name, value.clone());
            } else {
                walk(&name, value, seeds);
            }
        }
    }
    let mut found = BTreeMap::new();
    walk("", parameters, &mut found);
    found
}

#[cfg(test)]
mod tests {
    use super::seeds;

    #[test]
    fn seeds_are_found_in_every_section() {
        let found = seeds(&serde_json::json!({"seed": 1, "a": {"seed": 2, "seeds": 3}}));
        let names: Vec<&str> = found.keys().map(String::as_str).collect();
        assert_eq!(names, ["a.seed", "seed"]);
    }
}
