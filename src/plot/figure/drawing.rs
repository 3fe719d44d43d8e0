//! A drawn figure and the files it becomes.

use std::path::{Path, PathBuf};

use super::Scale;
use super::error::FigureError;
use crate::plot::scene::Scene;
use crate::plot::{pdf, png, svg};
use crate::print::files::{self, FileError, Written};

/// Resolution of the previews, dots per inch.
pub const PREVIEW_DPI: f64 = 300.0;

/// A side of a panel: which values lie where.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// How values are spread.
    pub scale: Scale,
    /// Axis units (value or log₁₀ of it) at the start.
    pub lo: f64,
    /// Axis units at the end.
    pub hi: f64,
    /// Position of the start in points from the figure's left or top edge.
    pub from: f64,
    /// Position of the end.
    pub to: f64,
}

/// Where a panel's data lie in the drawing, for readers of positions such as a hover display.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Left to right.
    pub x: Span,
    /// Bottom to top.
    pub y: Span,
}

/// A drawn figure, ready to be written. The same figure gives the same bytes everywhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    pub(super) scene: Scene,
    pub(super) frames: Vec<Frame>,
}

impl Drawing {
    /// As an SVG document.
    pub fn svg(&self) -> String {
        svg::write(&self.scene)
    }

    /// As a vector PDF of one page.
    pub fn pdf(&self) -> Vec<u8> {
        pdf::write(&self.scene)
    }

    /// As a PNG at `dpi` dots per inch.
    ///
    /// # Errors
    /// A resolution outside 50 to 1200.
    pub fn png(&self, dpi: f64) -> Result<Vec<u8>, FigureError> {
        Ok(png::write(&self.scene, dpi)?)
    }

    /// Where each panel's data lie.
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// The recorded shapes.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// Writes `stem.svg`, `stem.pdf` and `stem.png` into the folder, leaving files alone that are
    /// the same already.
    ///
    /// # Errors
    /// A folder that cannot be written to.
    pub fn write(&self, folder: &Path, stem: &str) -> Result<Vec<(PathBuf, Written)>, WriteError> {
        let files = [
            ("svg", self.svg().into_bytes()),
            ("pdf", self.pdf()),
            ("png", self.png(PREVIEW_DPI)?),
        ];
        files
            .into_iter()
            .map(|(extension, bytes)| {
                let path = folder.join(format!("{stem}.{extension}"));
                let written = files::write_if_changed(&path, &bytes)?;
                Ok((path, written))
            })
            .collect()
    }
}

/// Why a figure's files were not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The figure.
    #[error(transparent)]
    Figure(#[from] FigureError),
    /// The file.
    #[error(transparent)]
    File(#[from] FileError),
}
