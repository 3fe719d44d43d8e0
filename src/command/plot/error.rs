//! What ends `plot` early.

use crate::curves::CurveError;
use crate::plot::figure::FigureError;
use crate::sweep::RecordError;
use std::path::PathBuf;
use thiserror::Error;

/// Why nothing was drawn.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// A file name that says no format.
    #[error("--out: {} says no format; allowed: names that end in .svg, .pdf or .png", .path.display())]
    Format {
        /// The name.
        path: PathBuf,
    },
    /// Names that fit no models.
    #[error("--label: {labels} names for {models} models; allowed: one for each, in their order")]
    Labels {
        /// Names given.
        labels: usize,
        /// Models given.
        models: usize,
    },
    /// An option that the kind has no use for.
    #[error("{option}: `plot {kind}` has no use for it; allowed: {allowed}")]
    Option {
        /// The option.
        option: &'static str,
        /// The kind.
        kind: String,
        /// Where it belongs.
        allowed: &'static str,
    },
    /// A file holds no results.
    #[error("--from: {}: {cause}", .file.display())]
    Records {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        cause: RecordError,
    },
    /// The curves.
    #[error(transparent)]
    Curves(#[from] CurveError),
    /// The drawing.
    #[error(transparent)]
    Figure(#[from] FigureError),
}
