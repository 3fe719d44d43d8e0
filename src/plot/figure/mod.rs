//! Figures described by what they show; the look is decided in [`super::style`].
//!
//! ```
//! use firstbest::plot::figure::{Axis, Figure, Line, Panel, Points, Width};
//! use firstbest::plot::style::Dash;
//!
//! let n = [100.0, 1e4, 1e6];
//! let panel = Panel::new(Axis::log("monitored samples $n$"), Axis::log("gap $Δ_n$"))
//!     .points(Points::new("computed", n.map(|n| (n, 0.3 / n))))
//!     .line(Line::new("$K_lin/n$", n.map(|n| (n, 0.26 / n))).dash(Dash::Dashed));
//! let drawing = Figure::new("gap against samples", Width::OneColumn).panel(panel).draw()?;
//! assert!(drawing.svg().starts_with("<svg"));
//! # Ok::<(), firstbest::plot::figure::FigureError>(())
//! ```

mod axes;
mod axis;
mod check;
mod clip;
mod draw;
mod drawing;
mod element;
mod error;
mod layout;
mod legend;
mod looks;
mod note;
mod obstacles;
mod pen;
mod plot;
mod prepare;
mod range;
mod rect;
mod series;
mod set_ticks;
mod ticks;
mod words;

pub use axis::{Axis, Scale};
pub use drawing::{Drawing, Format, Frame, PREVIEW_DPI, Span, WriteError};
pub use error::{FigureError, Place};
pub use series::{Band, Bracket, Brackets, Line, Points, Reference, Words};
pub use ticks::{Tick, Ticks, place as place_ticks};

use super::style;
use series::Series;

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
    /// Inside where it covers no data, else above the figure.
    #[default]
    Auto,
    /// In a strip above the figure, with the panel's letter.
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
    words: Vec<Words>,
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
            words: Vec::new(),
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

    /// Writes words into the panel.
    pub fn words(mut self, words: Words) -> Panel {
        self.words.push(words);
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
    /// A figure without panels. The title is not drawn: it names the figure in errors and tells
    /// readers who cannot see it what it shows.
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
    /// Everything in [`FigureError`]: no data, numbers that cannot be drawn, ends of brackets in
    /// the wrong order, labels that cannot be read, or no room.
    pub fn draw(&self) -> Result<Drawing, FigureError> {
        let prepared = prepare::figure(self)?;
        let layout = layout::figure(self, &prepared)?;
        draw::figure(self, &prepared, &layout).map_err(|e| FigureError::Backend(e.to_string()))
    }
}
