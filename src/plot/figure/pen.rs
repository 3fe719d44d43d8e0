//! What everything is drawn with: a canvas, segments on it, letters.

use std::convert::Infallible;

use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};

use super::element::{Element, How};
use crate::plot::path::Point;
use crate::plot::scene::{Recorder, Stroke, to_units};
use crate::plot::style::Rgb;
use crate::plot::typeset::Lettering;

/// `plotters` passes on the backend's errors, and recording has none.
pub type Done = Result<(), DrawingAreaErrorKind<Infallible>>;

pub type Canvas<'a> = DrawingArea<Recorder<'a>, Shift>;

pub type Data<'a> = DrawingArea<Recorder<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

pub fn segment(
    canvas: &Canvas<'_>,
    points: impl IntoIterator<Item = Point>,
    stroke: Stroke,
) -> Done {
    canvas.draw(&Element {
        at: points
            .into_iter()
            .map(|(x, y)| (to_units(x), to_units(y)))
            .collect(),
        how: How::Stroke(stroke),
    })
}

pub fn letters(
    canvas: &Canvas<'_>,
    words: &Lettering,
    (x, y): Point,
    ink: Rgb,
    turned: bool,
) -> Done {
    if words.plain.is_empty() {
        return Ok(());
    }
    canvas.draw(&Element {
        at: vec![(to_units(x), to_units(y))],
        how: How::Words {
            words: words.clone(),
            ink,
            turned,
        },
    })
}
