//! A drawn figure and the files it becomes.

use std::path::{Path, PathBuf};

use super::Scale;
use super::error::FigureError;
use crate::plot::scene::Scene;
use crate::plot::{pdf, png, svg};
use crate::print::files::{self, FileError, Written};

/// Resolution of the previews, dots per inch.
pub const PREVIEW_DPI: f64 = 300.0;

/// What a drawing can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Outlines, for the web.
    Svg,
    /// Outlines, for print.
    Pdf,
    /// Dots, [`PREVIEW_DPI`] an inch.
    Png,
}

impl Format {
    /// All, with the endings of their files.
    const ENDINGS: [(&str, Self); 3] = [("svg", Self::Svg), ("pdf", Self::Pdf), ("png", Self::Png)];

    /// The format that a file's ending names, whatever its case; `None` where it names none.
    pub fn of(path: &Path) -> Option<Self> {
        let named = path.extension()?.to_str()?;
        let mut all = Self::ENDINGS.into_iter();
        let (_, format) = all.find(|(ending, _)| named.eq_ignore_ascii_case(ending))?;
        Some(format)
    }
}

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

    /// The bytes of a file.
    ///
    /// # Errors
    /// None that a figure of usual size leads to.
    pub fn encoded(&self, format: Format) -> Result<Vec<u8>, FigureError> {
        match format {
            Format::Svg => Ok(self.svg().into_bytes()),
            Format::Pdf => Ok(self.pdf()),
            Format::Png => self.png(PREVIEW_DPI),
        }
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
        let all = Format::ENDINGS.into_iter();
        all.map(|(ending, format)| {
            let path = folder.join(format!("{stem}.{ending}"));
            let written = files::write_if_changed(&path, &self.encoded(format)?)?;
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
