//! What can be wrong with terms.

use super::format::VERSION;
use std::path::PathBuf;
use thiserror::Error;

/// Why terms cannot be read or written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TermsError {
    /// No such file.
    #[error("cannot read {}: {cause}; allowed: a file that `design --terms-out` wrote", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: String,
    },
    /// Not the format.
    #[error("{}: {problem}; allowed: a file that `design --terms-out` wrote (version {VERSION})", .path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
    /// Changed since it was written.
    #[error(
        "{}: the terms were changed after they were written: their fingerprint is {found}, the file says {stated}; allowed: the file as `design --terms-out` wrote it",
        .path.display()
    )]
    Fingerprint {
        /// The file.
        path: PathBuf,
        /// SHA-256 of the content.
        found: String,
        /// What the file says.
        stated: String,
    },
    /// No labels tell agreement.
    #[error(
        "labels cannot be checked by the scheme \"{scheme}\"; allowed: expert | self-consistency"
    )]
    Scheme {
        /// The model's scheme.
        scheme: String,
    },
    /// A lottery is no pay slip.
    #[error(
        "terms that pay a bonus by chance have no pay slip; allowed: `--threshold deterministic`"
    )]
    Chance,
    /// An amount that decimals cannot hold.
    #[error("an amount of {value} is not a decimal number of money")]
    Amount {
        /// The amount.
        value: f64,
    },
}
