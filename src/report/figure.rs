//! Figures described by what they show; the look is decided in [`super::style`].
//!
//! ```
//! use firstbest::report::figure::{Axis, Figure, Line, Panel, Points, Width};
//! use firstbest::report::style::Dash;
//!
//! let n = [100.0, 1e4, 1e6];
//! let panel = Panel::new(Axis::log("monitored samples $n$"), Axis::log("gap $Δ_n$"))
//!     .points(Points::new("computed", n.map(|n| (n, 0.3 / n))))
//!     .line(Line::new("$K_lin/n$", n.map(|n| (n, 0.26 / n))).dash(Dash::Dashed));
//! let drawing = Figure::new("gap against samples", Width::OneColumn).panel(panel).draw()?;
//! assert!(drawing.svg().starts_with("<svg"));
//! # Ok::<(), firstbest::report::figure::FigureError>(())
//! ```

mod axes;
mod axis;
mod clip;
mod draw;
mod element;
mod error;
mod layout;
mod legend;
mod looks;
mod note;
mod obstacles;
mod plot;
mod prepare;
mod range;
mod series;
mod ticks;
mod words;

use std::path::{Path, PathBuf};

pub use axis::{Axis, Scale};
pub use error::{FigureError, Place};
pub use series::{Band, Bracket, Brackets, Line, Points, Reference};
pub use ticks::{Tick, Ticks, place as place_ticks};

use super::files::{self, FileError, Written};
use super::scene::Scene;
use super::{pdf, png, style, svg};
use series::Series;

/// Resolution of the previews, dots per inch.
pub const PREVIEW_DPI: f64 = 300.0;

/// How much of a journal's page a figure takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// One of two columns, 3.25 in.
    OneColumn,
    /// The whole width, 6.75 in.
    TwoColumns,
}

impl Width {
    fn points(self) -> f64 {
        match self {
            Width::OneColumn => style::ONE_COLUMN,
            Width::TwoColumns => style::TWO_COLUMNS,
        }
    }
}

/// Where a panel's legend goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Legend {
    /// Inside where it covers no data, else above the panel.
    #[default]
    Auto,
    /// Above the panel.
    Above,
    /// Nowhere.
    Hidden,
}

/// A pair of axes and what is drawn between them.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    x: Axis,
    y: Axis,
    title: String,
    series: Vec<Series>,
    horizontal: Vec<Reference>,
    vertical: Vec<Reference>,
    legend: Legend,
}

impl Panel {
    /// An empty panel.
    pub fn new(x: Axis, y: Axis) -> Panel {
        Panel {
            x,
            y,
            title: String::new(),
            series: Vec::new(),
            horizontal: Vec::new(),
            vertical: Vec::new(),
            legend: Legend::Auto,
        }
    }

    /// Words above the panel, behind its letter if the figure has several.
    pub fn title(mut self, title: impl Into<String>) -> Panel {
        self.title = title.into();
        self
    }

    /// Adds a line. Series are drawn in the order they are added, bands before all others.
    pub fn line(mut self, line: Line) -> Panel {
        self.series.push(line.into());
        self
    }

    /// Adds points.
    pub fn points(mut self, points: Points) -> Panel {
        self.series.push(points.into());
        self
    }

    /// Adds brackets.
    pub fn brackets(mut self, brackets: Brackets) -> Panel {
        self.series.push(brackets.into());
        self
    }

    /// Adds a band.
    pub fn band(mut self, band: Band) -> Panel {
        self.series.push(band.into());
        self
    }

    /// Adds a horizontal reference line.
    pub fn horizontal(mut self, at: Reference) -> Panel {
        self.horizontal.push(at);
        self
    }

    /// Adds a vertical reference line.
    pub fn vertical(mut self, at: Reference) -> Panel {
        self.vertical.push(at);
        self
    }

    /// Says where the legend goes.
    pub fn legend(mut self, legend: Legend) -> Panel {
        self.legend = legend;
        self
    }
}

/// One or several panels side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    title: String,
    width: Width,
    height: Option<f64>,
    panels: Vec<Panel>,
    note: String,
}

impl Figure {
    /// A figure without panels. The title is not drawn: it names the figure in errors and tells readers who cannot see it what
    /// it shows.
    pub fn new(title: impl Into<String>, width: Width) -> Figure {
        Figure {
            title: title.into(),
            width,
            height: None,
            panels: Vec::new(),
            note: String::new(),
        }
    }

    /// Adds a panel to the right of the others.
    pub fn panel(mut self, panel: Panel) -> Figure {
        self.panels.push(panel);
        self
    }

    /// Sets the height in inches (2.45 otherwise).
    pub fn height(mut self, inches: f64) -> Figure {
        self.height = Some(inches);
        self
    }

    /// A short note below the panels, broken into lines as needed.
    pub fn note(mut self, note: impl Into<String>) -> Figure {
        self.note = note.into();
        self
    }

    /// Checks the description, lays it out and draws it.
    ///
    /// # Errors
    /// Everything in [`FigureError`]: no data, numbers that cannot be drawn, ends of brackets in the wrong order, labels that
    /// cannot be read, or no room.
    pub fn draw(&self) -> Result<Drawing, FigureError> {
        let prepared = prepare::figure(self)?;
        let layout = layout::figure(self, &prepared)?;
        draw::figure(self, &prepared, &layout).map_err(|e| FigureError::Backend(e.to_string()))
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
    scene: Scene,
    frames: Vec<Frame>,
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

    /// Writes `stem.svg`, `stem.pdf` and `stem.png` into the folder, leaving files alone that are the same already.
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
