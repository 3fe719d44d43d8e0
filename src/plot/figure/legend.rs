//! Legends: what they list and where they find room.

use super::looks::Style;
use super::obstacles::Obstacles;
use super::plot::{Item, Marks, Plot};
use super::rect::Rect;
use crate::plot::path::Point;
use crate::plot::style;
use crate::plot::typeset::Lettering;

/// What a legend shows of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    Line,
    Points,
    Brackets,
    Band,
}

/// A line of a legend: series of one name together.
#[derive(Debug, Clone)]
pub struct Entry {
    pub name: Lettering,
    pub samples: Vec<(Sample, Style)>,
    /// Width of the samples, the same in all entries of a legend.
    pub sample: f64,
}

impl PartialEq for Entry {
    /// The same to the reader: name and samples.
    fn eq(&self, other: &Entry) -> bool {
        self.name.plain == other.name.plain && self.samples == other.samples
    }
}

impl Entry {
    fn width(&self) -> f64 {
        self.sample + 2.0 * style::GAP + self.name.width
    }
}

/// The entries of a panel in the order of its series.
pub fn entries(plot: &Plot) -> Vec<Entry> {
    let mut keys: Vec<&str> = Vec::new();
    let mut entries: Vec<Entry> = Vec::new();
    for item in plot.items.iter().filter(|i| !i.key.is_empty() && !i.at_end) {
        let sample = (sample(item), item.style);
        match keys.iter().position(|k| *k == item.key) {
            Some(known) => entries[known].samples.push(sample),
            None => {
                keys.push(&item.key);
                entries.push(Entry {
                    name: item.name.clone(),
                    samples: vec![sample],
                    sample: style::LEGEND_POINT,
                });
            }
        }
    }
    let wide = |e: &Entry| {
        e.samples
            .iter()
            .any(|s| matches!(s.0, Sample::Line | Sample::Band))
    };
    if entries.iter().any(wide) {
        entries
            .iter_mut()
            .for_each(|e| e.sample = style::LEGEND_SAMPLE);
    }
    entries
}

fn sample(item: &Item) -> Sample {
    match item.marks {
        Marks::Line(_) => Sample::Line,
        Marks::Points(_) => Sample::Points,
        Marks::Brackets(_) => Sample::Brackets,
        Marks::Band(_) => Sample::Band,
    }
}

/// White between columns of a legend above a panel.
const COLUMN_GAP: f64 = 10.0;
/// White between a legend and the axes, and the least between it and data.
const ROOM: f64 = 4.0;

/// Entries with the left end of the sample and the middle of the line.
pub type Placed = Vec<(Entry, Point)>;

/// Entries of one panel, or of several, in the strip above the whole figure.
#[derive(Debug)]
pub struct Group {
    /// The letters of the panels, "(b)"; empty where there is one panel, or where it is of all.
    pub letters: Lettering,
    /// The entries.
    pub entries: Vec<Entry>,
}

/// White between a group's letters and its first entry.
const LETTERS_GAP: f64 = 6.0;

/// How many rows groups fill in a strip of this width.
pub fn strip_rows(groups: &[Group], width: f64) -> usize {
    let rows = |group: &Group| {
        let free = width - group.indent();
        group
            .entries
            .len()
            .div_ceil(columns(&group.entries, free).len())
    };
    groups.iter().map(rows).sum()
}

impl Group {
    fn indent(&self) -> f64 {
        match self.letters.width {
            0.0 => 0.0,
            width => width + LETTERS_GAP,
        }
    }
}

/// Entries and letters with their places in a strip of this width that starts at `top`.
pub fn strip(groups: Vec<Group>, left: f64, width: f64, top: f64) -> Strip {
    let mut strip = Strip::default();
    let mut row = 0;
    for group in groups {
        let indent = group.indent();
        let columns = columns(&group.entries, width - indent);
        let middle = |row: usize| top + style::LEGEND_STEP * (row as f64 + 0.5);
        let rows = group.entries.len().div_ceil(columns.len());
        if indent > 0.0 {
            let baseline = middle(row) + 0.25 * style::LEGEND_TEXT;
            strip.letters.push((group.letters, (left, baseline)));
        }
        for (k, entry) in group.entries.into_iter().enumerate() {
            let before: f64 = columns[..k % columns.len()]
                .iter()
                .map(|w| w + COLUMN_GAP)
                .sum();
            let at = (left + indent + before, middle(row + k / columns.len()));
            strip.entries.push((entry, at));
        }
        row += rows;
    }
    strip
}

/// A strip laid out: entries with the left end of the sample and the middle of the line, letters
/// with the left end of their baseline.
#[derive(Debug, Default)]
pub struct Strip {
    /// The entries.
    pub entries: Placed,
    /// The letters.
    pub letters: Vec<(Lettering, Point)>,
}

/// The widths of as many columns as fit, filled row by row.
fn columns(entries: &[Entry], width: f64) -> Vec<f64> {
    let widths = |count: usize| -> Vec<f64> {
        let column = |c| {
            entries
                .iter()
                .skip(c)
                .step_by(count)
                .map(Entry::width)
                .fold(0.0, f64::max)
        };
        (0..count).map(column).collect()
    };
    let fits = |w: &Vec<f64>| w.iter().sum::<f64>() + COLUMN_GAP * (w.len() - 1) as f64 <= width;
    let most = entries.len().max(1);
    (1..=most)
        .rev()
        .map(widths)
        .find(fits)
        .unwrap_or_else(|| widths(1))
}

/// Entries in a block inside the panel where it covers nothing; `None` if there is no such place.
pub fn inside(entries: Vec<Entry>, obstacles: &Obstacles, area: &Rect) -> Option<Placed> {
    let width = entries.iter().map(Entry::width).fold(0.0, f64::max);
    let height = entries.len() as f64 * style::LEGEND_STEP;
    let (slack_x, slack_y) = (
        area.width() - width - 2.0 * ROOM,
        area.height() - height - 2.0 * ROOM,
    );
    if entries.is_empty() {
        return Some(Vec::new());
    }
    if slack_x < 0.0 || slack_y < 0.0 {
        return None;
    }
    let free = candidates().into_iter().map(|(u, v)| {
        let (left, top) = (
            area.left + ROOM + u * slack_x,
            area.top + ROOM + v * slack_y,
        );
        Rect {
            left,
            top,
            right: left + width,
            bottom: top + height,
        }
    });
    let block = free.into_iter().find(|r| obstacles.hits(r, ROOM) == 0)?;
    let placed = entries.into_iter().enumerate().map(|(k, entry)| {
        let y = block.top + style::LEGEND_STEP * (k as f64 + 0.5);
        (entry, (block.left, y))
    });
    Some(placed.collect())
}

/// Fractions of the free width and height, best first: corners, then along the edges, nearest to a
/// corner first.
fn candidates() -> Vec<(f64, f64)> {
    let mut all = vec![(1.0, 0.0), (0.0, 0.0), (0.0, 1.0), (1.0, 1.0)];
    for k in 1..=10 {
        let t = f64::from(k) / 20.0;
        for (u, v) in [(t, 0.0), (t, 1.0), (0.0, t), (1.0, t)] {
            all.push((1.0 - u, v));
            all.push((u, 1.0 - v));
            all.push((u, v));
            all.push((1.0 - u, 1.0 - v));
        }
    }
    all
}
