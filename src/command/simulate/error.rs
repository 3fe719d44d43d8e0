//! What ends `simulate` early.

use std::path::PathBuf;

/// Why `simulate` stopped.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An argument out of its range.
    #[error("--{name} is {value}; allowed: {allowed}")]
    Argument {
        /// Which.
        name: &'static str,
        /// What was given.
        value: String,
        /// What is allowed.
        allowed: &'static str,
    },
    /// The model's monitoring has no κ.
    #[error("{}: monitoring scheme `{scheme}` has no kappa; labels can be simulated for expert and self-consistency", path.display())]
    NoKappa {
        /// The model file.
        path: PathBuf,
        /// Its scheme.
        scheme: &'static str,
    },
    /// A file could not be written.
    #[error("{}: cannot write: {source}", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
}
