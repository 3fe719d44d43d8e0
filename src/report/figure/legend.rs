//! Legends: what they list and where they find room.

use super::layout::Rect;
use super::obstacles::Obstacles;
use super::prepare::{Item, Marks, Plot, Style};
use crate::report::path::Point;
use crate::report::style;
use crate::report::typeset::Lettering;

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
}

impl Entry {
    fn width(&self) -> f64 {
        style::LEGEND_SAMPLE + 2.0 * style::GAP + self.name.width
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
                });
            }
        }
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

type Placed = Vec<(Entry, Point)>;

/// How many rows entries fill above a panel of this width.
pub fn rows(entries: Vec<Entry>, width: f64) -> usize {
    arranged(&entries, width).len()
}

fn arranged(entries: &[Entry], width: f64) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = Vec::new();
    let mut used = 0.0;
    for (k, entry) in entries.iter().enumerate() {
        match rows.last_mut() {
            Some(row) if used + COLUMN_GAP + entry.width() <= width => {
                used += COLUMN_GAP + entry.width();
                row.push(k);
            }
            _ => {
                used = entry.width();
                rows.push(vec![k]);
            }
        }
    }
    rows
}

/// Entries in rows above the panel, leaving `below` for what stands between.
pub fn above(entries: Vec<Entry>, area: &Rect, below: f64) -> Placed {
    let rows = arranged(&entries, area.width());
    let mut placed = Vec::new();
    for (r, row) in rows.iter().enumerate() {
        let y = area.top - below - style::LEGEND_STEP * ((rows.len() - r) as f64 - 0.5) - style::GAP;
        let mut x = area.left;
        for &k in row {
            placed.push((entries[k].clone(), (x, y)));
            x += entries[k].width() + COLUMN_GAP;
        }
    }
    placed
}

/// Entries in a block inside the panel where it covers nothing; `None` if there is no such place.
pub fn inside(entries: Vec<Entry>, obstacles: &Obstacles, area: &Rect) -> Option<Placed> {
    let width = entries.iter().map(Entry::width).fold(0.0, f64::max);
    let height = entries.len() as f64 * style::LEGEND_STEP;
    let (slack_x, slack_y) = (area.width() - width - 2.0 * ROOM, area.height() - height - 2.0 * ROOM);
    if entries.is_empty() {
        return Some(Vec::new());
    }
    if slack_x < 0.0 || slack_y < 0.0 {
        return None;
    }
    let free = candidates().into_iter().map(|(u, v)| {
        let (left, top) = (area.left + ROOM + u * slack_x, area.top + ROOM + v * slack_y);
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

/// Fractions of the free width and height, best first: corners, then along the edges, nearest to a corner first.
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
