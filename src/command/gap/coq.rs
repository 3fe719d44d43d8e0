//! The Coq file of `firstbest gap --coq`.

use super::error::Error;
use crate::command::error::CommandError;
use crate::contract::{Class, SecondBest};
use crate::model::Model;
use crate::print::files;
use crate::proof::missing::{self, End, Missing};
use crate::proof::model_proof::{ModelProof, ModelProofError};
use serde::Serialize;
use std::path::Path;

/// What `--coq` writes, and which ends it leaves out.
#[derive(Debug)]
pub struct CoqFile {
    text: String,
    left_out: Vec<Missing>,
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
    /// Both ends of the gaps of these contracts, as far as Coq can check them.
    pub fn of(file: &Path, model: &Model, solved: &[(Class, &SecondBest)]) -> Result<Self, Error> {
        let mut proof = ModelProof::of(model)?;
        let mut left_out: Vec<Missing> = Vec::new();
        for (class, contract) in solved {
            for missing in proof.add(*class, contract) {
                if !left_out.contains(&missing) {
                    left_out.push(missing);
                }
            }
        }
        match name(file).and_then(|name| proof.write(name)) {
            Some(text) => Ok(CoqFile { text, left_out }),
            None => Err(Error::Proof(ModelProofError::Nothing { missing: left_out })),
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
            words.push_str(&format!("; left out: {}", missing::listed(&self.left_out)));
        }
        words
    }

    /// The same for programs.
    pub fn view(&self, file: &Path) -> CoqView<'_> {
        CoqView {
            file: file.display().to_string(),
            check: Self::command(file),
            left_out: self.left_out.iter().map(LeftOut::of).collect(),
        }
    }
}

/// What `--json` says of the file.
#[derive(Debug, Serialize)]
pub struct CoqView<'a> {
    file: String,
    /// The command that checks it once the proofs are compiled.
    check: String,
    /// The ends that are not in it.
    left_out: Vec<LeftOut<'a>>,
}

/// An end that Coq cannot check.
#[derive(Debug, Serialize)]
struct LeftOut<'a> {
    /// `lower` or `upper`.
    end: &'static str,
    /// The class; none for lower ends, which are of every contract.
    class: Option<&'a str>,
    samples: u64,
    why: &'a str,
}

impl<'a> LeftOut<'a> {
    fn of(missing: &'a Missing) -> Self {
        let (end, class) = match &missing.end {
            End::Lower => ("lower", None),
            End::Upper(class) => ("upper", Some(class.as_str())),
        };
        LeftOut {
            end,
            class,
            samples: missing.samples,
            why: &missing.why,
        }
    }
}
