//! Deciding by content, not by time stamps, whether outputs are up to date, and saying in words why
//! not.
//!
//! A [`Recipe`] names what an output depends on: the program's version, an identifier of the
//! algorithm, and inputs with their bytes. After the outputs are made, [`Recipe::record`] writes a
//! stamp with the hashes (SHA-256) of all of it; later [`Recipe::check`] compares. A stamp holds no
//! time, no host and no absolute path, so it can be carried along.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fmt, fs};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::files::{self, FileError};

/// The SHA-256 of some bytes in hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}

/// What outputs are made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipe {
    stamp: Stamp,
    outputs: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stamp {
    program: String,
    algorithm: String,
    inputs: BTreeMap<String, String>,
    outputs: BTreeMap<String, String>,
}

/// Whether outputs are as the recipe would make them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Freshness {
    /// Nothing has changed since the outputs were made.
    UpToDate,
    /// They must be made again.
    Stale(Reason),
}

/// Why outputs must be made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// There is no stamp, and no output either.
    NeverMade,
    /// The outputs are there, but no stamp says which program made them.
    Unrecorded,
    /// The stamp is no stamp.
    DamagedStamp,
    /// Made by another version of the program.
    Program {
        /// The version then.
        then: String,
        /// The version now.
        now: String,
    },
    /// The algorithm has another identifier.
    Algorithm,
    /// An input has other content, by name.
    Changed(String),
    /// An input is new, by name.
    Added(String),
    /// An input is no longer used, by name.
    Removed(String),
    /// An output is not there.
    Missing(String),
    /// An output is not what the program wrote.
    Edited(String),
    /// An output is new in the recipe.
    NewOutput(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::NeverMade => write!(f, "not made yet"),
            Reason::Unrecorded => write!(
                f,
                "its files are there, but not which program made them (made once in a new clone)"
            ),
            Reason::DamagedStamp => write!(f, "its stamp is damaged"),
            Reason::Program { then, now } => write!(f, "made by version {then}, this is {now}"),
            Reason::Algorithm => write!(f, "the algorithm changed"),
            Reason::Changed(name) => write!(f, "{name} changed"),
            Reason::Added(name) => write!(f, "{name} is new"),
            Reason::Removed(name) => write!(f, "{name} is no longer used"),
            Reason::Missing(path) => write!(f, "{path} is missing"),
            Reason::Edited(path) => write!(f, "{path} was edited"),
            Reason::NewOutput(path) => write!(f, "{path} was not made before"),
        }
    }
}

impl Recipe {
    /// A recipe of this version of the program (`env!("CARGO_PKG_VERSION")`) and this algorithm;
    /// change the identifier whenever the same inputs would give other outputs.
    pub fn new(program: &str, algorithm: &str) -> Recipe {
        Recipe {
            stamp: Stamp {
                program: program.to_owned(),
                algorithm: hash(algorithm.as_bytes()),
                inputs: BTreeMap::new(),
                outputs: BTreeMap::new(),
            },
            outputs: Vec::new(),
        }
    }

    /// Why outputs that are up to date are: how much was compared.
    pub fn hit(&self) -> String {
        format!(
            "up to date ({} inputs and {} outputs are as recorded)",
            self.stamp.inputs.len(),
            self.outputs.len()
        )
    }

    /// Adds an input; `name` is how reasons speak of it ("parameters of t5").
    pub fn input(mut self, name: impl Into<String>, bytes: &[u8]) -> Recipe {
        self.stamp.inputs.insert(name.into(), hash(bytes));
        self
    }

    /// Adds an output by its path below the root, with `/`.
    pub fn output(mut self, path: impl Into<String>) -> Recipe {
        self.outputs.push(path.into());
        self
    }

    /// Compares with the stamp and the outputs below `root`.
    ///
    /// # Errors
    /// A stamp or output that is there and cannot be read.
    pub fn check(&self, root: &Path, stamp: &Path) -> Result<Freshness, FileError> {
        Ok(match self.stale(root, stamp)? {
            Some(reason) => Freshness::Stale(reason),
            None => Freshness::UpToDate,
        })
    }

    fn stale(&self, root: &Path, stamp: &Path) -> Result<Option<Reason>, FileError> {
        let Some(bytes) = files::read(stamp)? else {
            let mut outputs = self.outputs.iter();
            let there = outputs.all(|path| root.join(path).is_file());
            return Ok(Some(match there && !self.outputs.is_empty() {
                true => Reason::Unrecorded,
                false => Reason::NeverMade,
            }));
        };
        let Ok(then) = serde_json::from_slice::<Stamp>(&bytes) else {
            return Ok(Some(Reason::DamagedStamp));
        };
        let now = &self.stamp;
        if then.program != now.program {
            return Ok(Some(Reason::Program {
                then: then.program,
                now: now.program.clone(),
            }));
        }
        if then.algorithm != now.algorithm {
            return Ok(Some(Reason::Algorithm));
        }
        for (name, hash) in &now.inputs {
            match then.inputs.get(name) {
                Some(old) if old == hash => {}
                Some(_) => return Ok(Some(Reason::Changed(name.clone()))),
                None => return Ok(Some(Reason::Added(name.clone()))),
            }
        }
        if let Some(name) = then.inputs.keys().find(|n| !now.inputs.contains_key(*n)) {
            return Ok(Some(Reason::Removed(name.clone())));
        }
        for path in &self.outputs {
            let Some(recorded) = then.outputs.get(path) else {
                return Ok(Some(Reason::NewOutput(path.clone())));
            };
            match files::read(&root.join(path))? {
                None => return Ok(Some(Reason::Missing(path.clone()))),
                Some(bytes) if hash(&bytes) != *recorded => {
                    return Ok(Some(Reason::Edited(path.clone())));
                }
                Some(_) => {}
            }
        }
        Ok(None)
    }

    /// Hashes the outputs just made below `root` and writes the stamp.
    ///
    /// # Errors
    /// An output that cannot be read (it was not made), or a stamp that cannot be written.
    pub fn record(&self, root: &Path, stamp: &Path) -> Result<(), FileError> {
        let mut made = self.stamp.clone();
        for path in &self.outputs {
            let file = root.join(path);
            let bytes = fs::read(&file).map_err(|cause| FileError::Read { path: file, cause })?;
            made.outputs.insert(path.clone(), hash(&bytes));
        }
        // Strings and maps of strings always have a JSON form; should that ever fail, the stamp is
        // left as it was and the outputs count as stale.
        if let Ok(mut json) = serde_json::to_vec_pretty(&made) {
            json.push(b'\n');
            files::write_if_changed(stamp, &json)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_is_sha_256() {
        // FIPS 180-4, the one-block message "abc".
        assert_eq!(
            hash(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn every_change_is_named() -> Result<(), Box<dyn std::error::Error>> {
        let dir = tempfile::tempdir()?;
        let (root, stamp) = (dir.path(), dir.path().join("stamps/t5.json"));
        let base = |version, algorithm| {
            Recipe::new(version, algorithm)
                .output("figures/t5.svg")
                .output("data/t5.csv")
        };
        let recipe = |kappa: &str| {
            base("0.1.0", "a")
                .input("parameters of t5", kappa.as_bytes())
                .input("model a", b"m")
        };
        let reason = |r: &Recipe| match r.check(root, &stamp) {
            Ok(Freshness::Stale(reason)) => reason.to_string(),
            Ok(Freshness::UpToDate) => "up to date".to_owned(),
            Err(e) => format!("error: {e}"),
        };
        let now = recipe("0.8");
        assert_eq!(reason(&now), "not made yet");
        assert!(
            now.record(root, &stamp).is_err(),
            "outputs that were not made must not be recorded"
        );
        assert_eq!(reason(&now), "not made yet");
        files::write(&root.join("figures/t5.svg"), b"<svg/>")?;
        files::write(&root.join("data/t5.csv"), b"n\n")?;
        assert!(reason(&now).starts_with("its files are there, but not which program"));
        now.record(root, &stamp)?;
        assert_eq!(reason(&now), "up to date");
        assert_eq!(reason(&recipe("0.6")), "parameters of t5 changed");
        assert_eq!(reason(&now.clone().input("labels", b"")), "labels is new");
        assert_eq!(
            reason(&base("0.1.0", "a").input("model a", b"m")),
            "parameters of t5 is no longer used"
        );
        assert_eq!(
            reason(&now.clone().output("figures/t5.pdf")),
            "figures/t5.pdf was not made before"
        );
        assert_eq!(
            reason(&base("0.1.0", "b").input("model a", b"m")),
            "the algorithm changed"
        );
        assert_eq!(
            reason(&base("0.2.0", "a")),
            "made by version 0.1.0, this is 0.2.0"
        );
        fs::write(root.join("data/t5.csv"), b"n\n1\n")?;
        assert_eq!(reason(&now), "data/t5.csv was edited");
        fs::remove_file(root.join("figures/t5.svg"))?;
        assert_eq!(reason(&now), "figures/t5.svg is missing");
        fs::write(&stamp, b"{")?;
        assert_eq!(reason(&now), "its stamp is damaged");
        Ok(())
    }
}
