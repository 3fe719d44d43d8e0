//! What is drawn in a panel. Each series has a name: the text of its legend entry (empty: none) and
//! the name that errors use. Series of one name share entry and look: points and the line through
//! them are one thing to the reader.

use crate::plot::style::{Dash, Ink, Marker};

/// Look of a series as far as it is set; the rest is [`crate::plot::style::default_ink`].
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Look {
    pub ink: Option<Ink>,
    pub dash: Option<Dash>,
    pub marker: Option<Marker>,
    pub open: bool,
    pub width: Option<f64>,
}

/// The data of a series, in values.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Data {
    Line(Vec<(f64, f64)>),
    Points(Vec<(f64, f64)>),
    Brackets(Vec<Bracket>),
    Band(Vec<(f64, f64, f64)>),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Series {
    pub name: String,
    pub data: Data,
    pub look: Look,
    pub at_end: bool,
}

/// An estimate with what encloses it, or with its error bar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bracket {
    /// Where.
    pub x: f64,
    /// The value drawn as a marker.
    pub estimate: f64,
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
}

macro_rules! series {
    ($(#[$doc:meta])* $name:ident, $variant:ident, $item:ty) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name(pub(super) Series);

        impl $name {
            /// A series of this name (label markup; empty: not in the legend).
            pub fn new(name: impl Into<String>, data: impl IntoIterator<Item = $item>) -> $name {
                $name(Series {
                    name: name.into(),
                    data: Data::$variant(data.into_iter().collect()),
                    look: Look::default(),
                    at_end: false,
                })
            }

            /// Sets the colour.
            pub fn ink(mut self, ink: Ink) -> $name {
                self.0.look.ink = Some(ink);
                self
            }
        }

        impl From<$name> for Series {
            fn from(it: $name) -> Series {
                it.0
            }
        }
    };
}

series! {
    /// A polyline through (x, y) in the given order.
    Line, Line, (f64, f64)
}

impl Line {
    /// Sets how the line is broken.
    pub fn dash(mut self, dash: Dash) -> Line {
        self.0.look.dash = Some(dash);
        self
    }

    /// Sets the width in points.
    pub fn width(mut self, points: f64) -> Line {
        self.0.look.width = Some(points);
        self
    }

    /// Writes the name at the line's right end instead of in the legend.
    pub fn labelled_at_end(mut self) -> Line {
        self.0.at_end = true;
        self
    }
}

series! {
    /// Markers at (x, y).
    Points, Points, (f64, f64)
}

impl Points {
    /// Sets the shape.
    pub fn marker(mut self, marker: Marker) -> Points {
        self.0.look.marker = Some(marker);
        self
    }

    /// Draws the outline only, so that what lies behind is seen.
    pub fn open(mut self) -> Points {
        self.0.look.open = true;
        self
    }
}

series! {
    /// Markers with a vertical bar from the lower to the upper end of each bracket.
    Brackets, Brackets, Bracket
}

impl Brackets {
    /// Sets the shape of the markers.
    pub fn marker(mut self, marker: Marker) -> Brackets {
        self.0.look.marker = Some(marker);
        self
    }

    /// Draws the outline of the markers only.
    pub fn open(mut self) -> Brackets {
        self.0.look.open = true;
        self
    }
}

series! {
    /// The area between two curves, given as (x, lower, upper).
    Band, Band, (f64, f64, f64)
}

/// A line across the whole panel at one value.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    pub(super) at: f64,
    pub(super) label: String,
    pub(super) look: Look,
}

impl Reference {
    /// A reference at this value, thin and grey.
    pub fn at(value: f64) -> Reference {
        Reference {
            at: value,
            label: String::new(),
            look: Look::default(),
        }
    }

    /// Words to write beside it.
    pub fn label(mut self, label: impl Into<String>) -> Reference {
        self.label = label.into();
        self
    }

    /// Sets the colour of line and words.
    pub fn ink(mut self, ink: Ink) -> Reference {
        self.look.ink = Some(ink);
        self
    }

    /// Sets how the line is broken.
    pub fn dash(mut self, dash: Dash) -> Reference {
        self.look.dash = Some(dash);
        self
    }
}

/// Words centred at a position of the panel, to name a region for instance.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    pub(super) at: (f64, f64),
    pub(super) text: String,
    pub(super) ink: Ink,
}

impl Words {
    /// Words (label markup) centred at this value of x and y.
    pub fn at(x: f64, y: f64, text: impl Into<String>) -> Words {
        Words {
            at: (x, y),
            text: text.into(),
            ink: Ink::Black,
        }
    }

    /// Sets the colour.
    pub fn ink(mut self, ink: Ink) -> Words {
        self.ink = ink;
        self
    }
}
