//! Why a file is no linear program.

use crate::lp::ProgramError;

/// Why a file is no linear program.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MpsError {
    /// The file cannot be read.
    #[error("cannot read the file: {0}; allowed: a readable MPS file (.mps, .mps.gz)")]
    Io(#[from] std::io::Error),
    /// The file is something else than a text in MPS format.
    #[error("the file {what}")]
    OtherFile {
        /// What it is, and what to do.
        what: String,
    },
    /// A line is not as the format says.
    #[error("line {line}: {complaint}")]
    Line {
        /// Line number, counted from 1.
        line: usize,
        /// What is wrong, and what would be right.
        complaint: String,
    },
    /// Each line is as the format says, and together they make no program.
    #[error("{complaint}")]
    Meaning {
        /// What is wrong, and what would be right.
        complaint: String,
    },
    /// The file is readable and the program is not one.
    #[error(transparent)]
    Program(#[from] ProgramError),
}

impl MpsError {
    /// How far the reading came.
    pub(super) fn line(&self) -> usize {
        match self {
            MpsError::Line { line, .. } => *line,
            _ => usize::MAX,
        }
    }
}
