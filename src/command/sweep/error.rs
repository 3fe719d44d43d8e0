//! What ends `sweep` early.

use crate::sweep::RecordError;
use crate::sweep::ShardError;
use std::path::PathBuf;
use thiserror::Error;

/// Why a sweep stopped.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// `--shard` was wrong.
    #[error("--shard: {0}")]
    Shard(#[from] ShardError),
    /// A file does not hold results.
    #[error("{}: {cause}", .file.display())]
    Records {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        cause: RecordError,
    },
    /// Results contradict each other.
    #[error(transparent)]
    Merge(RecordError),
    /// Results could not be appended.
    #[error("cannot append to {}: {cause}", .file.display())]
    Append {
        /// The file.
        file: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
}
