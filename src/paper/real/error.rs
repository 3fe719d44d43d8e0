//! What ends the work on real labels early.

use crate::annotation::blindness::NotAPair;
use crate::annotation::question::AssessError;
use crate::annotation::reward::NotConverged;
use crate::input::InputError;
use crate::labels::LabelFileError;
use crate::numerics::NumericsError;
use crate::plot::figure::FigureError;
use crate::print::files::FileError;
use std::path::PathBuf;
use thiserror::Error;

/// Why real numbers could not be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RealError {
    /// The list of label sets is malformed.
    #[error(transparent)]
    Input(#[from] InputError),
    /// A label file is not in the folder.
    #[error(
        "{} is not there; fetch it with: python3 benches/studies/fetch_data.py {} --only {set}",
        .path.display(),
        .path.parent().unwrap_or(.path).display()
    )]
    Missing {
        /// The set.
        set: String,
        /// Where it should be.
        path: PathBuf,
    },
    /// A label file is another one than the numbers were made from.
    #[error(
        "{} has SHA-256 {found}; {set} in {MANIFEST} has {expected}: numbers from another file are other numbers",
        .path.display()
    )]
    Different {
        /// The set.
        set: String,
        /// The file.
        path: PathBuf,
        /// Its hash.
        found: String,
        /// The hash it has to have.
        expected: String,
    },
    /// A label file cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// A label file is malformed.
    #[error(transparent)]
    Labels(#[from] LabelFileError),
    /// A set does not answer the question.
    #[error("{set}: {source}")]
    Assess {
        /// The set.
        set: String,
        /// Why not.
        source: AssessError,
    },
    /// Items that should be pairs.
    #[error(transparent)]
    Pairs(#[from] NotAPair),
    /// The joint likelihood.
    #[error(transparent)]
    Numerics(#[from] NumericsError),
    /// The reward model.
    #[error(transparent)]
    Reward(#[from] NotConverged),
    /// The figure.
    #[error(transparent)]
    Figure(#[from] FigureError),
}

/// The list of sets, below the root.
pub const MANIFEST: &str = "benches/studies/data.toml";
