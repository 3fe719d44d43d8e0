//! Cutting lines and areas off at the ends of the axes, in axis units.

use super::plot::{Plot, Side};

type P = (f64, f64);

/// The parts of a polyline within the panel.
pub fn polyline(points: &[P], plot: &Plot) -> Vec<Vec<P>> {
    let mut parts: Vec<Vec<P>> = Vec::new();
    for pair in points.windows(2) {
        let Some((a, b)) = segment(pair[0], pair[1], plot) else {
            continue;
        };
        match parts.last_mut() {
            Some(part) if part.last() == Some(&a) => part.push(b),
            _ => parts.push(vec![a, b]),
        }
    }
    parts
}

/// The part of a segment within the panel (Liang and Barsky's parametric form). An end that lies
/// inside is returned as it is, so that neighbouring segments join.
fn segment(a: P, b: P, plot: &Plot) -> Option<(P, P)> {
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    let directions = [
        (a.0 - b.0, a.0 - plot.x.lo),
        (b.0 - a.0, plot.x.hi - a.0),
        (a.1 - b.1, a.1 - plot.y.lo),
        (b.1 - a.1, plot.y.hi - a.1),
    ];
    for (slope, room) in directions {
        if slope == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if slope < 0.0 {
            from = from.max(room / slope);
        } else {
            to = to.min(room / slope);
        }
    }
    if from > to {
        return None;
    }
    let at = |t: f64| (a.0 + t * (b.0 - a.0), a.1 + t * (b.1 - a.1));
    let start = if from == 0.0 { a } else { at(from) };
    let end = if to == 1.0 { b } else { at(to) };
    Some((start, end))
}

/// The part of a polygon within the panel (Sutherland and Hodgman: one edge after the other).
pub fn polygon(corners: Vec<P>, plot: &Plot) -> Vec<P> {
    let across = |p: P, side: &Side| (p.0 - side.lo, side.hi - p.0);
    let up = |p: P, side: &Side| (p.1 - side.lo, side.hi - p.1);
    let corners = half(corners, |p| across(p, &plot.x).0);
    let corners = half(corners, |p| across(p, &plot.x).1);
    let corners = half(corners, |p| up(p, &plot.y).0);
    half(corners, |p| up(p, &plot.y).1)
}

/// What remains where `depth`, a linear function, is not negative.
fn half(corners: Vec<P>, depth: impl Fn(P) -> f64) -> Vec<P> {
    let mut kept = Vec::new();
    for (k, &b) in corners.iter().enumerate() {
        let a = corners[(k + corners.len() - 1) % corners.len()];
        let (da, db) = (depth(a), depth(b));
        if (da < 0.0) != (db < 0.0) {
            let t = da / (da - db);
            kept.push((a.0 + t * (b.0 - a.0), a.1 + t * (b.1 - a.1)));
        }
        if db >= 0.0 {
            kept.push(b);
        }
    }
    kept
}
