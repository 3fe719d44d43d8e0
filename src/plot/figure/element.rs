//! The drawing elements given to `plotters`, in data or canvas coordinates: each hands its outline,
//! with dashes and lettering that `plotters`' own elements do not know, to the [`Recorder`].

use plotters::element::{Drawable, PointCollection};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};

use super::looks::Style;
use crate::plot::path::{Path, Point};
use crate::plot::scene::{Recorder, Shape, Stroke, to_points};
use crate::plot::style::{self, Marker, Rgb};
use crate::plot::typeset::Lettering;

/// What to draw through or at the positions.
#[derive(Debug, Clone)]
pub enum How {
    /// A polyline.
    Stroke(Stroke),
    /// A filled polygon.
    Fill(Rgb),
    /// A marker at each position.
    Markers(Style),
    /// A bar from the first position to the second, with caps.
    Bar(Rgb),
    /// Words whose baseline starts at the position; `turned` upwards.
    Words {
        words: Lettering,
        ink: Rgb,
        turned: bool,
    },
}

/// An element: how to draw, and where.
#[derive(Debug, Clone)]
pub struct Element<C> {
    pub at: Vec<C>,
    pub how: How,
}

impl<'a, C: 'a> PointCollection<'a, C> for &'a Element<C> {
    type Point = &'a C;
    type IntoIter = std::slice::Iter<'a, C>;

    fn point_iter(self) -> Self::IntoIter {
        self.at.iter()
    }
}

impl<'s, C> Drawable<Recorder<'s>> for Element<C> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        at: I,
        recorder: &mut Recorder<'s>,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<<Recorder<'s> as DrawingBackend>::ErrorType>> {
        let points: Vec<Point> = at.map(to_points).collect();
        match &self.how {
            How::Stroke(stroke) => recorder.add(stroked(Path::polyline(points), stroke.clone())),
            How::Fill(ink) => recorder.add(filled(Path::polygon(points), *ink)),
            How::Markers(style) => points
                .into_iter()
                .for_each(|p| recorder.add(marker(p, style))),
            How::Bar(ink) => bar(&points, *ink, recorder),
            How::Words { words, ink, turned } => {
                for (x0, y0) in points {
                    let path = words.outline.map(|(x, y)| {
                        if *turned {
                            (x0 + y, y0 - x)
                        } else {
                            (x0 + x, y0 + y)
                        }
                    });
                    recorder.add(Shape {
                        text: Some(words.plain.clone()),
                        ..filled(path, *ink)
                    });
                }
            }
        }
        Ok(())
    }
}

fn stroked(path: Path, stroke: Stroke) -> Shape {
    Shape {
        path,
        fill: None,
        stroke: Some(stroke),
        text: None,
    }
}

fn filled(path: Path, ink: Rgb) -> Shape {
    Shape {
        path,
        fill: Some(ink),
        stroke: None,
        text: None,
    }
}

fn pen(ink: Rgb) -> Stroke {
    Stroke {
        ink,
        width: style::MARKER_STROKE,
        dash: &[],
    }
}

fn bar(ends: &[Point], ink: Rgb, recorder: &mut Recorder<'_>) {
    let (Some(&a), Some(&b)) = (ends.first(), ends.last()) else {
        return;
    };
    recorder.add(stroked(Path::polyline([a, b]), pen(ink)));
    for (x, y) in [a, b] {
        let cap = [(x - style::CAP, y), (x + style::CAP, y)];
        recorder.add(stroked(Path::polyline(cap), pen(ink)));
    }
}

fn marker((x, y): Point, look: &Style) -> Shape {
    let r = style::MARKER_RADIUS;
    let corners =
        |offsets: &[Point]| Path::polygon(offsets.iter().map(|&(dx, dy)| (x + r * dx, y + r * dy)));
    let path = match look.marker {
        Marker::Circle => Path::circle((x, y), r),
        Marker::Square => corners(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
        Marker::Triangle => corners(&[(0.0, -1.25), (1.15, 0.85), (-1.15, 0.85)]),
        Marker::TriangleDown => corners(&[(0.0, 1.25), (1.15, -0.85), (-1.15, -0.85)]),
        Marker::Diamond => corners(&[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)]),
        Marker::Cross => {
            let mut path = Path::polyline([(x - r, y - r), (x + r, y + r)]);
            path.0
                .extend(Path::polyline([(x - r, y + r), (x + r, y - r)]).0);
            return stroked(path, pen(look.ink));
        }
    };
    if look.open {
        Shape {
            stroke: Some(pen(look.ink)),
            ..filled(path, Rgb(255, 255, 255))
        }
    } else {
        filled(path, look.ink)
    }
}
