//! The Coq file of `firstbest gap --coq`.

use super::CommandError;
use crate::contract::{Class, SecondBest};
use crate::model::Model;
use crate::print::files;
use crate::proof::model_coq::{ModelProof, ModelProofError};
use crate::proof::upper::BONUS;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Why no file was written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Coq would not take the file.
    #[error(
        "--coq: {} is no name for a Coq file; allowed: letters, digits and _, a letter first, with the ending .v",
        .file.display()
    )]
    Name {
        /// The file.
        file: PathBuf,
    },
    /// The model or the contracts have no proof.
    #[error("--coq: {0}")]
    Proof(#[from] ModelProofError),
}

/// What `--coq` writes, and which contracts it leaves out.
#[derive(Debug)]
pub struct CoqFile {
    text: String,
    left_out: Vec<String>,
}

/// The name of the file, if Coq can compile it.
fn name(file: &Path) -> Option<&str> {
    let stem = file.file_stem()?.to_str()?;
    let ending = file.extension().is_some_and(|ending| ending == "v");
    let letters = stem.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let first = stem.starts_with(|c: char| c.is_ascii_alphabetic());
    (ending && letters && first).then_some(file.file_name()?.to_str()?)
}

/// Looks whether a file can be made at all, before contracts are computed.
pub fn check(file: &Path, model: &Model) -> Result<(), Error> {
    name(file).ok_or_else(|| Error::Name {
        file: file.to_owned(),
    })?;
    ModelProof::of(model)?;
    Ok(())
}

impl CoqFile {
    /// Both ends of the gaps of these contracts, as far as the classes have a checker.
    pub fn of(file: &Path, model: &Model, solved: &[(Class, &SecondBest)]) -> Result<Self, Error> {
        let mut proof = ModelProof::of(model)?;
        let mut left_out: Vec<String> = Vec::new();
        for (class, contract) in solved {
            let complete = match *class {
                Class::General => proof.add_any(contract.samples)?,
                class if class == BONUS => {
                    proof.add_bonus(contract)?;
                    true
                }
                Class::Linear => proof.add_line(contract.samples)?,
                _ => false,
            };
            let name = class.to_string();
            if !complete && !left_out.contains(&name) {
                left_out.push(name);
            }
        }
        let named = name(file).and_then(|name| proof.write(name));
        match named {
            Some(text) => Ok(CoqFile { text, left_out }),
            None => Err(Error::Proof(ModelProofError::Class {
                class: left_out.join(", "),
            })),
        }
    }

    /// Writes it.
    pub fn write(&self, file: &Path) -> Result<(), CommandError> {
        files::write(file, self.text.as_bytes())?;
        Ok(())
    }

    /// How to check it.
    fn command(file: &Path) -> String {
        format!("coqc -R proofs FirstBest {}", file.display())
    }

    /// How to check it, in words.
    pub fn words(&self, file: &Path) -> String {
        let mut words = format!(
            "{}: a proof for Coq; after make -C proofs, {} checks it",
            file.display(),
            Self::command(file)
        );
        if !self.left_out.is_empty() {
            words.push_str(&format!(
                "; left out: the upper ends of {}",
                self.left_out.join(", ")
            ));
        }
        words
    }

    /// The same for programs.
    pub fn view(&self, file: &Path) -> CoqView<'_> {
        CoqView {
            file: file.display().to_string(),
            check: Self::command(file),
            upper_ends_left_out: &self.left_out,
        }
    }
}

/// What `--json` says of the file.
#[derive(Debug, Serialize)]
pub struct CoqView<'a> {
    file: String,
    /// The command that checks it once the proofs are compiled.
    check: String,
    /// The classes whose upper ends are not in it.
    upper_ends_left_out: &'a [String],
}
