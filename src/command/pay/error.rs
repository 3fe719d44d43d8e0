//! What ends `pay` early.

use crate::design::pay::LookAlike;
use crate::design::pay::TermsError;
use crate::labels::LabelFileError;

/// Why nobody is paid.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The label file cannot be read.
    #[error(transparent)]
    Labels(#[from] LabelFileError),
    /// The terms cannot be read.
    #[error(transparent)]
    Terms(#[from] TermsError),
    /// One person twice.
    #[error("{path}: {source}")]
    Twice {
        /// The label file.
        path: String,
        /// Who.
        source: LookAlike,
    },
    /// A file exported twice.
    #[error(
        "{path}: {copies} rows only repeat the label of another row, as in a file exported twice, and look like copies, no second looks: copies agree, whoever gave the labels; allowed: the file exported once, with second looks of their own, or --second-looks keep if these are second looks after all"
    )]
    Copies {
        /// The label file.
        path: String,
        /// How many rows are copies.
        copies: u64,
    },
    /// Nothing to go by.
    #[error(
        "{path}: not one label can be checked{missing}, so that everybody would be paid the same whatever the care; allowed: a file with what the check needs (if a column has it, --columns says which), or --unchecked to pay all the same"
    )]
    Unchecked {
        /// The label file.
        path: String,
        /// What the check needs and the file has not.
        missing: &'static str,
    },
    /// Terms for something else.
    #[error(
        "{terms}: designed for another model than {model} (fingerprints {stated} and {found}); allowed: the model file that `design` read, unchanged in its numbers"
    )]
    Model {
        /// The terms.
        terms: String,
        /// The model.
        model: String,
        /// The terms' model.
        stated: String,
        /// This one.
        found: String,
    },
    /// A folder of another month.
    #[error(
        "--statements {folder}: the folder holds {number} of another run ({first}, …), which would lie beside this run's, so that somebody may find two; nothing is written. Allowed: a new folder for each month, or this one once you have moved the old statements away"
    )]
    OldSlips {
        /// The folder.
        folder: String,
        /// How many.
        number: String,
        /// One of them.
        first: String,
    },
    /// Too much money.
    #[error(transparent)]
    TooMuch(#[from] crate::design::pay::slip::TooMuch),
    /// A table that cannot be written.
    #[error("cannot write a table: {0}")]
    Csv(String),
}
