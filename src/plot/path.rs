//! Outlines made of straight and cubic pieces, in points.

/// A position, x to the right; whether y points up or down is said by whoever holds the path.
pub type Point = (f64, f64);

/// One piece of an outline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// Starts a new contour.
    Move(Point),
    /// A straight piece to the point.
    Line(Point),
    /// A cubic Bézier piece: two control points, then the end.
    Cubic(Point, Point, Point),
    /// Back to the start of the contour.
    Close,
}

/// An outline of one or more contours.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Path(pub Vec<Segment>);

impl Path {
    /// An open polyline.
    pub fn polyline(points: impl IntoIterator<Item = Point>) -> Path {
        let mut path = Path::default();
        for point in points {
            path.0.push(if path.0.is_empty() {
                Segment::Move(point)
            } else {
                Segment::Line(point)
            });
        }
        path
    }

    /// A closed polygon.
    pub fn polygon(points: impl IntoIterator<Item = Point>) -> Path {
        let mut path = Path::polyline(points);
        path.0.push(Segment::Close);
        path
    }

    /// A circle in four cubic pieces; their radius errs by at most 2.7e-4 of itself.
    pub fn circle((x, y): Point, r: f64) -> Path {
        let k = 0.552_284_749_830_793_4 * r; // 4/3·(√2 − 1)·r: the pieces touch the circle at 45°.
        Path(vec![
            Segment::Move((x + r, y)),
            Segment::Cubic((x + r, y + k), (x + k, y + r), (x, y + r)),
            Segment::Cubic((x - k, y + r), (x - r, y + k), (x - r, y)),
            Segment::Cubic((x - r, y - k), (x - k, y - r), (x, y - r)),
            Segment::Cubic((x + k, y - r), (x + r, y - k), (x + r, y)),
            Segment::Close,
        ])
    }

    /// The end of the last piece that has one.
    pub fn end(&self) -> Option<Point> {
        self.0.iter().rev().find_map(|s| match *s {
            Segment::Move(p) | Segment::Line(p) | Segment::Cubic(_, _, p) => Some(p),
            Segment::Close => None,
        })
    }

    /// The path with every point sent through `f`.
    pub fn map(&self, f: impl Fn(Point) -> Point) -> Path {
        Path(
            self.0
                .iter()
                .map(|s| match *s {
                    Segment::Move(p) => Segment::Move(f(p)),
                    Segment::Line(p) => Segment::Line(f(p)),
                    Segment::Cubic(a, b, p) => Segment::Cubic(f(a), f(b), f(p)),
                    Segment::Close => Segment::Close,
                })
                .collect(),
        )
    }
}
