//! Where the words beside reference lines and behind lines go.

use super::clip;
use super::obstacles::{Obstacles, project};
use super::plot::{Inscription, Item, Marks, Plot};
use super::rect::Rect;
use crate::plot::path::Point;
use crate::plot::style;
use crate::plot::typeset::Lettering;

/// Words and the left end of their baseline.
pub type Word = (usize, Point);

/// Left end of the baseline of words centred at a position of the panel.
pub fn centred(plot: &Plot, area: &Rect, inscription: &Inscription) -> Point {
    let (x, y) = project(plot, area, inscription.at);
    (x - 0.5 * inscription.words.width, y + 0.25 * style::TEXT)
}

/// What words take, given the left end of their baseline.
fn taken(words: &Lettering, (x, y): Point) -> Rect {
    Rect {
        left: x,
        top: y - words.ascent,
        right: x + words.width,
        bottom: y + words.descent,
    }
}

/// Adds the words written into the panel to the obstacles.
pub fn inscribe(plot: &Plot, area: &Rect, obstacles: &mut Obstacles) {
    for inscription in &plot.words {
        obstacles.add(taken(&inscription.words, centred(plot, area, inscription)));
    }
}

/// Words of the horizontal and then of the vertical references, by index; what they take is added
/// to the obstacles.
pub fn beside_rules(plot: &Plot, area: &Rect, obstacles: &mut Obstacles) -> (Vec<Word>, Vec<Word>) {
    let mut place = |index: usize, label: &Lettering, candidates: Vec<Point>| -> Option<Word> {
        if label.plain.is_empty() {
            return None;
        }
        let outside = |r: &Rect| {
            r.left < area.left || r.right > area.right || r.top < area.top || r.bottom > area.bottom
        };
        // The first of the least bad: outside the axes counts like covering other words.
        let best = candidates.into_iter().min_by_key(|at| {
            let r = taken(label, *at);
            obstacles.hits(&r, 1.0) + if outside(&r) { 100 } else { 0 }
        })?;
        obstacles.add(taken(label, best));
        Some((index, best))
    };
    let mut horizontal = Vec::new();
    for (index, rule) in plot.horizontal.iter().enumerate() {
        let label = &rule.label;
        let y = project(plot, area, (plot.x.lo, rule.at)).1;
        let (above, below) = (
            y - style::GAP - label.descent,
            y + style::GAP + label.ascent,
        );
        let (left, right) = (
            area.left + 2.0 * style::GAP,
            area.right - label.width - style::GAP,
        );
        let middle = 0.5 * (left + right);
        let candidates = [
            (right, above),
            (right, below),
            (left, above),
            (left, below),
            (middle, above),
            (middle, below),
        ];
        horizontal.extend(place(index, label, candidates.to_vec()));
    }
    let mut vertical = Vec::new();
    for (index, rule) in plot.vertical.iter().enumerate() {
        let label = &rule.label;
        let x = project(plot, area, (rule.at, plot.y.lo)).0;
        let (before, behind) = (x - style::GAP - label.width, x + style::GAP);
        let (top, bottom) = (
            area.top + label.ascent + style::GAP,
            area.bottom - label.descent - style::GAP,
        );
        let middle = 0.5 * (top + bottom);
        let candidates = [
            (behind, top),
            (before, top),
            (behind, bottom),
            (before, bottom),
            (behind, middle),
            (before, middle),
        ];
        vertical.extend(place(index, label, candidates.to_vec()));
    }
    (horizontal, vertical)
}

/// Names behind the right ends of their lines, by item, moved apart where they would touch.
pub fn at_ends(plot: &Plot, area: &Rect) -> Vec<Word> {
    let mut ends: Vec<(usize, Point)> = plot
        .items
        .iter()
        .enumerate()
        .filter(|(_, item)| item.at_end)
        .filter_map(|(index, item)| Some((index, project(plot, area, last(item, plot)?))))
        .collect();
    ends.sort_by(|a, b| a.1.1.total_cmp(&b.1.1));
    // Down from the top, each at least a line below the one before; then back up from the bottom.
    let step = style::TEXT * 1.15;
    let mut floor = f64::NEG_INFINITY;
    for (_, at) in &mut ends {
        at.1 = at.1.max(floor);
        floor = at.1 + step;
    }
    let mut ceiling = area.bottom;
    for (_, at) in ends.iter_mut().rev() {
        at.1 = at.1.min(ceiling);
        ceiling = at.1 - step;
    }
    // Middle of the small letters on the line's height.
    ends.into_iter()
        .map(|(index, (x, y))| (index, (x + style::GAP + 0.5, y + 0.22 * style::TEXT)))
        .collect()
}

/// The rightmost visible end of a line.
fn last(item: &Item, plot: &Plot) -> Option<Point> {
    let Marks::Line(points) = &item.marks else {
        return None;
    };
    let visible = clip::polyline(points, plot).into_iter().flatten();
    visible.max_by(|a, b| a.0.total_cmp(&b.0))
}
