//! The look of every figure, in one place.
//!
//! Colours are Okabe and Ito's palette, which readers with the common colour deficiencies tell
//! apart; each also comes with its own dash and marker, so a print in grey loses nothing. Lengths
//! are in points (1/72 inch) at print size: figures are drawn for one column (3.25 in) or two (6.75
//! in) and must not be scaled afterwards.

/// An opaque colour, red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// The colour mixed with white; `strength` 1 leaves it, 0 gives white. Tints instead of
    /// transparency: journals' PDF profiles forbid the latter, and overlaps stay predictable.
    pub fn tint(self, strength: f64) -> Rgb {
        let mix = |c: u8| (255.0 - (255.0 - f64::from(c)) * strength.clamp(0.0, 1.0)).round() as u8;
        Rgb(mix(self.0), mix(self.1), mix(self.2))
    }
}

/// The named colours a series can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Near-black, for the main series and for text.
    Black,
    /// Blue.
    Blue,
    /// Vermilion.
    Vermilion,
    /// Bluish green.
    Green,
    /// Reddish purple.
    Purple,
    /// Orange.
    Orange,
    /// Sky blue.
    Sky,
    /// Grey, for what is context rather than result.
    Grey,
}

impl Ink {
    /// The colour itself.
    pub fn rgb(self) -> Rgb {
        match self {
            Ink::Black => Rgb(26, 26, 26),
            Ink::Blue => Rgb(0, 114, 178),
            Ink::Vermilion => Rgb(213, 94, 0),
            Ink::Green => Rgb(0, 158, 115),
            Ink::Purple => Rgb(204, 121, 167),
            Ink::Orange => Rgb(230, 159, 0),
            Ink::Sky => Rgb(86, 180, 233),
            Ink::Grey => Rgb(120, 120, 120),
        }
    }
}

/// How a line is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dash {
    /// Unbroken.
    Solid,
    /// Long strokes.
    Dashed,
    /// Dots.
    Dotted,
    /// Stroke and dot in turn.
    DashDot,
}

impl Dash {
    /// Lengths of stroke and pause in points; empty for an unbroken line.
    pub fn pattern(self) -> &'static [f64] {
        match self {
            Dash::Solid => &[],
            Dash::Dashed => &[4.5, 2.0],
            Dash::Dotted => &[1.0, 1.7],
            Dash::DashDot => &[5.0, 1.7, 1.0, 1.7],
        }
    }
}

/// The shape of a data point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// Disc.
    Circle,
    /// Square.
    Square,
    /// Triangle standing on its base.
    Triangle,
    /// Square on its corner.
    Diamond,
    /// Triangle standing on its point.
    TriangleDown,
    /// Diagonal cross (always a stroke, never filled).
    Cross,
}

/// Colour of the k-th name of a panel among those that set none.
pub fn default_ink(k: usize) -> Ink {
    const INKS: [Ink; 7] = [
        Ink::Black,
        Ink::Blue,
        Ink::Vermilion,
        Ink::Green,
        Ink::Purple,
        Ink::Orange,
        Ink::Sky,
    ];
    INKS[k % INKS.len()]
}

/// Dash of the k-th line among those that set none.
pub fn default_dash(k: usize) -> Dash {
    const DASHES: [Dash; 4] = [Dash::Solid, Dash::Dashed, Dash::DashDot, Dash::Dotted];
    DASHES[k % DASHES.len()]
}

/// Marker of the k-th series of points or brackets among those that set none.
pub fn default_marker(k: usize) -> Marker {
    const MARKERS: [Marker; 6] = [
        Marker::Circle,
        Marker::Square,
        Marker::Triangle,
        Marker::Diamond,
        Marker::TriangleDown,
        Marker::Cross,
    ];
    MARKERS[k % MARKERS.len()]
}

/// Width of a figure in one column of a journal page, points.
pub const ONE_COLUMN: f64 = 3.25 * 72.0;
/// Width of a figure across two columns, points.
pub const TWO_COLUMNS: f64 = 6.75 * 72.0;
/// White kept around everything.
pub const MARGIN: f64 = 2.0;
/// White between two panels.
pub const GUTTER: f64 = 12.0;

/// Size of axis labels and panel titles.
pub const TEXT: f64 = 8.5;
/// Size of legends: no larger than a journal's footnotes, so that most find room beside the data.
pub const LEGEND_TEXT: f64 = 7.5;
/// Size of tick labels.
pub const TICK_TEXT: f64 = 8.0;
/// Size of the note under a figure.
pub const NOTE_TEXT: f64 = 7.5;

/// Width of axes and ticks.
pub const AXIS_WIDTH: f64 = 0.6;
/// Width of ticks without a label.
pub const MINOR_WIDTH: f64 = 0.4;
/// Length of a labelled tick.
pub const TICK: f64 = 3.5;
/// Length of a tick without a label.
pub const MINOR_TICK: f64 = 2.0;
/// White between tick and label, and between lines of text.
pub const GAP: f64 = 2.5;

/// Width of a data line.
pub const LINE_WIDTH: f64 = 1.1;
/// Width of a reference line.
pub const REFERENCE_WIDTH: f64 = 0.7;
/// Width of the stroke of brackets and markers.
pub const MARKER_STROKE: f64 = 0.8;
/// Half the width of a disc; other markers have about its area.
pub const MARKER_RADIUS: f64 = 1.9;
/// Half the width of a bracket's caps.
pub const CAP: f64 = 1.8;
/// Strength of a band's tint.
pub const BAND_TINT: f64 = 0.22;
/// Length of the sample of a line in a legend.
pub const LEGEND_SAMPLE: f64 = 15.0;
/// Length of a sample where a legend has only points.
pub const LEGEND_POINT: f64 = 6.0;
/// Distance between a legend's lines of text.
pub const LEGEND_STEP: f64 = 9.75;
