//! What ends `gap --coq` early.

use crate::proof::model_proof::ModelProofError;
use std::path::PathBuf;

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
