//! What ends `assess` early.

use crate::annotation::question::AssessError;
use crate::labels::LabelFileError;
use crate::labels::coding::CodingError;
use crate::labels::columns::ColumnNamesError;
use crate::plot::figure::FigureError;
use std::path::PathBuf;

/// Why `assess` stopped.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is not a label table.
    #[error(transparent)]
    File(#[from] LabelFileError),
    /// `--columns` makes no sense.
    #[error("--columns {0}")]
    Columns(#[from] ColumnNamesError),
    /// `--labels` makes no sense.
    #[error("--labels {0}")]
    Labels(#[from] CodingError),
    /// The table does not answer the question.
    #[error("{path}: {source}")]
    Assess {
        /// The label file.
        path: String,
        /// Why not.
        source: AssessError,
    },
    /// `--model-out` where no model could be used.
    #[error("no model written: {0}")]
    NoModel(String),
    /// `--plot` without a single effort.
    #[error("nothing drawn: no annotator's effort is known. {0}")]
    NothingToPlot(String),
    /// `--plot` to a format that is not written.
    #[error("--plot {}: allowed: a file ending in .svg, .pdf or .png", .0.display())]
    PlotFormat(PathBuf),
    /// The plot could not be drawn.
    #[error("cannot draw: {0}")]
    Figure(#[from] FigureError),
}
