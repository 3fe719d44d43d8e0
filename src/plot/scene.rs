//! What a figure comes down to: filled and stroked outlines in drawing order, and the `plotters`
//! backend that records them.
//!
//! `plotters` places everything on a canvas of whole numbers. Its own SVG backend takes these for
//! pixels; here one unit is a hundredth of a point, so that a coordinate is never off by more than
//! printers resolve, and the same recorded scene is written as SVG, PDF and PNG.

use std::convert::Infallible;

use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::path::{Path, Point};
use super::style::Rgb;

/// Canvas units per point.
pub const UNITS: f64 = 100.0;

/// A canvas position in points.
pub fn to_points((x, y): BackendCoord) -> Point {
    (f64::from(x) / UNITS, f64::from(y) / UNITS)
}

/// Points in canvas units.
pub fn to_units(points: f64) -> i32 {
    (points * UNITS).round() as i32
}

/// How an outline is stroked.
#[derive(Debug, Clone, PartialEq)]
pub struct Stroke {
    /// Colour.
    pub ink: Rgb,
    /// Width in points.
    pub width: f64,
    /// Lengths of stroke and pause; empty for unbroken.
    pub dash: &'static [f64],
}

/// One thing drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// The outline in points, origin at the top left, y downwards.
    pub path: Path,
    /// Interior, by the nonzero rule.
    pub fill: Option<Rgb>,
    /// Outline.
    pub stroke: Option<Stroke>,
    /// The words, if the outline is lettering.
    pub text: Option<String>,
}

/// All that is drawn, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
    /// What the figure shows, for readers who cannot see it.
    pub title: String,
    /// The shapes, back to front.
    pub shapes: Vec<Shape>,
}

/// A `plotters` backend that appends to a [`Scene`].
pub struct Recorder<'a>(pub &'a mut Scene);

impl Recorder<'_> {
    /// Records a shape.
    pub fn add(&mut self, shape: Shape) {
        self.0.shapes.push(shape);
    }

    fn outline<S: BackendStyle>(&mut self, path: Path, style: &S, fill: bool) {
        let BackendColor { alpha, rgb } = style.color();
        let ink = Rgb(rgb.0, rgb.1, rgb.2).tint(alpha);
        let stroke = (!fill).then(|| Stroke {
            ink,
            width: f64::from(style.stroke_width()) / UNITS,
            dash: &[],
        });
        self.add(Shape {
            path,
            fill: fill.then_some(ink),
            stroke,
            text: None,
        });
    }
}

type Done = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Recorder<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (
            to_units(self.0.width).unsigned_abs(),
            to_units(self.0.height).unsigned_abs(),
        )
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Done {
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Done {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        a: BackendCoord,
        b: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Done {
        let corners = [a, (b.0, a.1), b, (a.0, b.1)].map(to_points);
        self.outline(Path::polygon(corners), style, fill);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        self.outline(
            Path::polyline(path.into_iter().map(to_points)),
            style,
            false,
        );
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Done {
        let path = Path::circle(to_points(center), f64::from(radius) / UNITS);
        self.outline(path, style, fill);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Done {
        self.outline(
            Path::polygon(corners.into_iter().map(to_points)),
            style,
            true,
        );
        Ok(())
    }

    /// Lettering goes through [`super::typeset`], which knows the markup and the font; `plotters`
    /// is never asked for text.
    fn draw_text<T: BackendTextStyle>(&mut self, _: &str, _: &T, _: BackendCoord) -> Done {
        Ok(())
    }
}
