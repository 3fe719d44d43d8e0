//! What can be wrong with a figure.

use thiserror::Error;

use crate::plot::png::PngError;
use crate::plot::typeset::TypesetError;
use crate::print::label::LabelError;

/// Where in a figure a fault is: "figure …, panel (a), series …".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The figure's title.
    pub figure: String,
    /// The panel, counted from 0.
    pub panel: usize,
    /// The series or axis.
    pub what: String,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "figure {:?}, panel {}, {}",
            self.figure,
            self.panel + 1,
            self.what
        )
    }
}

/// Why a figure cannot be drawn.
#[derive(Debug, Error)]
pub enum FigureError {
    /// There is no panel.
    #[error("figure {figure:?} has no panel; add at least one")]
    NoPanel {
        /// The figure's title.
        figure: String,
    },
    /// There is nothing in a panel.
    #[error("figure {figure:?}, panel {}: nothing to draw; add a series", .panel + 1)]
    EmptyPanel {
        /// The figure's title.
        figure: String,
        /// The panel, counted from 0.
        panel: usize,
    },
    /// A series without data.
    #[error("{place}: no data (a line or band needs two positions, points and brackets one)")]
    EmptySeries {
        /// Where.
        place: Place,
    },
    /// A number that cannot be drawn.
    #[error("{place}, entry {index}: {value} is not a number between -1e300 and 1e300")]
    NotFinite {
        /// Where.
        place: Place,
        /// Which entry, counted from 0.
        index: usize,
        /// The number.
        value: f64,
    },
    /// A number without a logarithm.
    #[error(
        "{place}, entry {index}: {value} on a logarithmic axis, which has room for positive values only"
    )]
    NotPositive {
        /// Where.
        place: Place,
        /// Which entry, counted from 0.
        index: usize,
        /// The number.
        value: f64,
    },
    /// An enclosure whose ends are in the wrong order or that misses its estimate.
    #[error("{place}, entry {index}: {lower} ≤ {estimate} ≤ {upper} does not hold")]
    Inverted {
        /// Where.
        place: Place,
        /// Which entry, counted from 0.
        index: usize,
        /// Lower end.
        lower: f64,
        /// Estimate (a band's lower end again).
        estimate: f64,
        /// Upper end.
        upper: f64,
    },
    /// A point that a fixed range leaves out.
    #[error(
        "{place}, entry {index}: {value} lies outside the axis range {from} to {to}; widen the range or leave it to the data"
    )]
    Outside {
        /// Where.
        place: Place,
        /// Which entry, counted from 0.
        index: usize,
        /// The number.
        value: f64,
        /// Start of the range.
        from: f64,
        /// End of the range.
        to: f64,
    },
    /// A fixed range that is no range.
    #[error(
        "{place}: the range {from} to {to} must increase, by more than a billionth of its ends"
    )]
    Range {
        /// Where.
        place: Place,
        /// Start of the range.
        from: f64,
        /// End of the range.
        to: f64,
    },
    /// No room is left for the data.
    #[error(
        "figure {figure:?}: labels and legends leave only {width:.0} by {height:.0} points for the data; make the figure larger or the labels shorter"
    )]
    TooSmall {
        /// The figure's title.
        figure: String,
        /// Points left across.
        width: f64,
        /// Points left down.
        height: f64,
    },
    /// `plotters` refused to draw.
    #[error("plotters: {0}")]
    Backend(String),
    /// A label that cannot be read.
    #[error(transparent)]
    Label(#[from] LabelError),
    /// A label that cannot be set.
    #[error(transparent)]
    Typeset(#[from] TypesetError),
    /// A picture that cannot be made.
    #[error(transparent)]
    Png(#[from] PngError),
}
