//! What words must not cover.

use super::clip;
use super::plot::{Marks, Plot};
use super::rect::Rect;
use crate::plot::path::Point;
use crate::plot::style;

/// Positions taken by data, densely enough that nothing of a word's size slips between, and
/// rectangles taken by words.
#[derive(Debug, Default)]
pub struct Obstacles {
    points: Vec<Point>,
    rects: Vec<Rect>,
}

/// Distance between two positions that stand for a line.
const SPACING: f64 = 2.0;

impl Obstacles {
    /// Everything the series draw.
    pub fn of(plot: &Plot, area: &Rect) -> Obstacles {
        let mut all = Obstacles::default();
        let project = |p| project(plot, area, p);
        for item in &plot.items {
            match &item.marks {
                Marks::Line(points) => {
                    for part in clip::polyline(points, plot) {
                        all.line(part.into_iter().map(project));
                    }
                }
                Marks::Points(points) => all.points.extend(points.iter().map(|&p| project(p))),
                Marks::Brackets(brackets) => {
                    for &[x, estimate, lower, upper] in brackets {
                        let ends = [lower, upper].map(|y| y.clamp(plot.y.lo, plot.y.hi));
                        all.line(ends.map(|y| project((x, y))));
                        all.points.push(project((x, estimate)));
                    }
                }
                // A tint may lie under words, its edges not.
                Marks::Band(band) => {
                    for edge in [1, 2] {
                        let line: Vec<_> = band.iter().map(|b| (b[0], b[edge])).collect();
                        for part in clip::polyline(&line, plot) {
                            all.line(part.into_iter().map(project));
                        }
                    }
                }
            }
        }
        all
    }

    /// Adds the reference lines.
    pub fn with_rules(mut self, plot: &Plot, area: &Rect) -> Obstacles {
        for rule in &plot.horizontal {
            let y = project(plot, area, (plot.x.lo, rule.at)).1;
            self.line([(area.left, y), (area.right, y)]);
        }
        for rule in &plot.vertical {
            let x = project(plot, area, (rule.at, plot.y.lo)).0;
            self.line([(x, area.top), (x, area.bottom)]);
        }
        self
    }

    /// Adds words.
    pub fn add(&mut self, rect: Rect) {
        self.rects.push(rect);
    }

    fn line(&mut self, points: impl IntoIterator<Item = Point>) {
        let mut before: Option<Point> = None;
        for to in points {
            if let Some(from) = before {
                let steps = ((to.0 - from.0).hypot(to.1 - from.1) / SPACING)
                    .ceil()
                    .max(1.0);
                let count = steps as usize;
                let between = (0..count).map(|k| {
                    let t = k as f64 / steps;
                    (from.0 + t * (to.0 - from.0), from.1 + t * (to.1 - from.1))
                });
                self.points.extend(between);
            }
            self.points.push(to);
            before = Some(to);
        }
    }

    /// How many of them come nearer than `room` to a rectangle.
    pub fn hits(&self, rect: &Rect, room: f64) -> usize {
        let room = room + style::MARKER_RADIUS;
        let points = self.points.iter().filter(|p| {
            (rect.left - room..=rect.right + room).contains(&p.0)
                && (rect.top - room..=rect.bottom + room).contains(&p.1)
        });
        let rects = self.rects.iter().filter(|r| {
            r.left < rect.right + room
                && r.right > rect.left - room
                && r.top < rect.bottom + room
                && r.bottom > rect.top - room
        });
        // Words over words are worse than words over one point of a line.
        points.count() + 100 * rects.count()
    }
}

/// Axis units to points.
pub fn project(plot: &Plot, area: &Rect, (x, y): Point) -> Point {
    let along = |v: f64, lo: f64, hi: f64| (v - lo) / (hi - lo);
    (
        area.left + along(x, plot.x.lo, plot.x.hi) * area.width(),
        area.bottom - along(y, plot.y.lo, plot.y.hi) * area.height(),
    )
}
