//! How far an axis reaches when its range is left to the data.

use super::Scale;
use super::plot::{Item, Marks, Rule};

/// Smallest and largest x and y of everything, in axis units.
pub fn extents(items: &[Item], vertical: &[Rule], horizontal: &[Rule]) -> ((f64, f64), (f64, f64)) {
    let (mut xs, mut ys): (Vec<f64>, Vec<f64>) = (Vec::new(), Vec::new());
    for item in items {
        match &item.marks {
            Marks::Line(points) | Marks::Points(points) => {
                xs.extend(points.iter().map(|p| p.0));
                ys.extend(points.iter().map(|p| p.1));
            }
            Marks::Brackets(brackets) => {
                xs.extend(brackets.iter().map(|b| b[0]));
                ys.extend(brackets.iter().flat_map(|b| [b[2], b[3]]));
            }
            Marks::Band(band) => {
                xs.extend(band.iter().map(|b| b[0]));
                ys.extend(band.iter().flat_map(|b| [b[1], b[2]]));
            }
        }
    }
    xs.extend(vertical.iter().map(|r| r.at));
    ys.extend(horizontal.iter().map(|r| r.at));
    let extent = |v: &[f64]| {
        v.iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), &x| {
                (lo.min(x), hi.max(x))
            })
    };
    (extent(&xs), extent(&ys))
}

/// The data's range and a little more, except at an end the caller named.
pub fn padded(
    (mut lo, mut hi): (f64, f64),
    include: &[f64],
    scale: Scale,
    generous: bool,
) -> (f64, f64) {
    let least = 1e-6 * lo.abs().max(hi.abs()).max(1e-280);
    if hi - lo < least {
        // All values equal (to the eye): show them in the middle of something.
        let half = match scale {
            Scale::Log => 0.5,
            Scale::Linear => (0.1 * lo.abs()).max(1e-280),
        };
        return (lo - half, hi + half);
    }
    let pad = (hi - lo) * if generous { 0.06 } else { 0.035 };
    let named = |end: f64| include.iter().any(|&v| scale.to_axis(v) == end);
    let (named_lo, named_hi) = (named(lo), named(hi));
    if !named_lo {
        lo -= pad;
    }
    if !named_hi {
        hi += pad;
    }
    (lo, hi)
}
