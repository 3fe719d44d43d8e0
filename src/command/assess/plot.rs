//! The efforts with their intervals as a figure.

use crate::annotation::assessment::Assessment;
use crate::plot::figure::{Axis, Drawing, Figure, FigureError, Legend, Line, Panel, Points, Width};
use crate::plot::font::Font;
use crate::plot::style::{Ink, Marker};

/// Most annotators that stay legible.
const ROWS: usize = 60;

/// Characters of a name that are shown.
const NAME: usize = 18;

/// One annotator per line, best first, the interval as a bar and the estimate as a disc, open where
/// the report has a flag. `None` if no annotator's effort is known.
pub fn draw(a: &Assessment) -> Result<Option<Drawing>, FigureError> {
    let mut rows: Vec<_> = a
        .annotators
        .iter()
        .filter_map(|r| Some((r.effort?, r)))
        .collect();
    if rows.is_empty() {
        return Ok(None);
    }
    rows.sort_by(|x, y| {
        y.0.estimate
            .total_cmp(&x.0.estimate)
            .then(x.1.annotator.cmp(&y.1.annotator))
    });
    let left_out = rows.len().saturating_sub(ROWS);
    rows.truncate(ROWS);
    // The axis counts upwards, the best stands on top.
    rows.reverse();
    let names: Vec<String> = rows.iter().map(|(_, r)| legible(&r.annotator)).collect();
    let mut panel = Panel::new(
        Axis::linear("effort $η$").range(-0.02, 1.02),
        Axis::named("", names),
    )
    .legend(Legend::Hidden);
    for ((effort, _), y) in rows.iter().zip(1u32..) {
        let y = f64::from(y);
        panel = panel
            .line(Line::new("interval", [(effort.lower, y), (effort.upper, y)]).ink(Ink::Blue));
    }
    for flagged in [false, true] {
        let points: Vec<(f64, f64)> = rows
            .iter()
            .zip(1u32..)
            .filter(|((_, r), _)| r.flags.is_empty() != flagged)
            .map(|((effort, _), y)| (effort.estimate, f64::from(y)))
            .collect();
        if points.is_empty() {
            continue;
        }
        let points = Points::new("estimate", points)
            .ink(Ink::Blue)
            .marker(Marker::Circle);
        panel = panel.points(if flagged { points.open() } else { points });
    }
    let mut note = format!(
        "Bars: {}% intervals. Open: with a flag in the table.",
        100.0 * a.level
    );
    if left_out > 0 {
        note += &format!(" {left_out} more annotators are not drawn.");
    }
    let inches = 0.75 + 0.16 * rows.len() as f64;
    Figure::new("Efforts of annotators", Width::OneColumn)
        .height(inches.max(1.6))
        .panel(panel)
        .note(note)
        .draw()
        .map(Some)
}

/// A name as label markup: its start, signs of the markup made harmless, a box for what the
/// figures' font lacks.
fn legible(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars().take(NAME) {
        let known = Font::get(false).is_some_and(|font| font.glyph(c).is_some());
        if matches!(c, '$' | '_' | '^' | '{' | '}' | '\\' | '√') {
            out.push('\\');
        }
        out.push(if known { c } else { '□' });
    }
    if name.chars().nth(NAME).is_some() {
        out.push('…');
    }
    out
}
