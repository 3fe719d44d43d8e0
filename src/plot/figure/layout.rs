//! Where the panels, their legends and their labels go. Lengths in points, y downwards.

use super::error::FigureError;
use super::legend::{self, Entry, Group, Strip};
use super::obstacles::Obstacles;
use super::plot::Plot;
use super::prepare::{letter, lettering};
use super::rect::Rect;
use super::set_ticks::{self, SetTick, SetTicks};
use super::{Figure, Legend, note, words};
use crate::plot::style;
use crate::plot::typeset::Lettering;

/// A panel in its place.
#[derive(Debug)]
pub struct Placed {
    /// Between the axes.
    pub area: Rect,
    pub x: SetTicks,
    pub y: SetTicks,
    /// Distance from the axis to the far side of its tick labels.
    pub y_labels: f64,
    /// Words of the horizontal references, by index, with their baselines' left ends.
    pub beside_horizontal: Vec<words::Word>,
    /// Words of the vertical references.
    pub beside_vertical: Vec<words::Word>,
    /// Names behind the ends of lines, by item.
    pub at_ends: Vec<words::Word>,
    /// Legend entries and where each starts (left end of its sample, middle of the line); empty if
    /// hidden or above the figure.
    pub legend: Vec<(Entry, (f64, f64))>,
}

/// The whole figure laid out.
#[derive(Debug)]
pub struct Layout {
    pub width: f64,
    pub height: f64,
    pub panels: Vec<Placed>,
    /// Legends that found no room in their panels.
    pub strip: Strip,
    /// Lines of the note with their baselines' left ends.
    pub note: Vec<(Lettering, (f64, f64))>,
}

/// Room a panel needs outside its axes.
#[derive(Debug, Clone, Copy, Default)]
struct Borders {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

const DEFAULT_HEIGHT: f64 = 2.45 * 72.0;

pub fn figure(figure: &Figure, plots: &[Plot]) -> Result<Layout, FigureError> {
    let width = figure.width.points();
    let height = figure.height.map_or(DEFAULT_HEIGHT, |inches| inches * 72.0);
    let note_lines = note::broken(&figure.note, width - 2.0 * style::MARGIN)?;
    let note_step = style::NOTE_TEXT * 1.25;
    let note_height = if note_lines.is_empty() {
        0.0
    } else {
        style::GAP * 2.0 + note_step * note_lines.len() as f64
    };
    // Legends that find no room inside go into a strip above the whole figure, one more per round;
    // that changes the panels' height, so start again.
    let mut above: Vec<bool> = figure
        .panels
        .iter()
        .map(|p| p.legend == Legend::Above)
        .collect();
    loop {
        let free = width - 2.0 * style::MARGIN;
        let groups = groups(plots, &above)?;
        let strip_height = match legend::strip_rows(&groups, free) {
            0 => 0.0,
            rows => rows as f64 * style::LEGEND_STEP + 2.0 * style::GAP,
        };
        let mut panels = panels(figure, plots, strip_height, (width, height - note_height))?;
        let mut crowded = None;
        for (index, (placed, plot)) in panels.iter_mut().zip(plots).enumerate() {
            let mut obstacles = Obstacles::of(plot, &placed.area).with_rules(plot, &placed.area);
            words::inscribe(plot, &placed.area, &mut obstacles);
            (placed.beside_horizontal, placed.beside_vertical) =
                words::beside_rules(plot, &placed.area, &mut obstacles);
            placed.at_ends = words::at_ends(plot, &placed.area);
            if above[index] || figure.panels[index].legend == Legend::Hidden {
                continue;
            }
            match legend::inside(legend::entries(plot), &obstacles, &placed.area) {
                Some(found) => placed.legend = found,
                None => crowded = crowded.or(Some(index)),
            }
        }
        let Some(index) = crowded else {
            let first = height - style::MARGIN - note_step * note_lines.len() as f64
                + style::NOTE_TEXT * 0.9;
            let note = note_lines
                .into_iter()
                .enumerate()
                .map(|(k, line)| (line, (style::MARGIN, first + note_step * k as f64)))
                .collect();
            return Ok(Layout {
                width,
                height,
                panels,
                strip: legend::strip(groups, style::MARGIN, free, style::MARGIN),
                note,
            });
        };
        above[index] = true;
    }
}

/// What goes into the strip: entries that several panels share once, under the letters of those
/// panels (none where all share them), then what is left panel by panel.
fn groups(plots: &[Plot], above: &[bool]) -> Result<Vec<Group>, FigureError> {
    let mut owned: Vec<(Vec<usize>, Vec<Entry>)> = Vec::new();
    let mut entries: Vec<(Entry, Vec<usize>)> = Vec::new();
    for (index, plot) in plots.iter().enumerate().filter(|(index, _)| above[*index]) {
        for entry in legend::entries(plot) {
            match entries.iter_mut().find(|(known, _)| *known == entry) {
                Some((_, owners)) => owners.push(index),
                None => entries.push((entry, vec![index])),
            }
        }
    }
    for (entry, owners) in entries {
        match owned.iter_mut().find(|(known, _)| *known == owners) {
            Some((_, list)) => list.push(entry),
            None => owned.push((owners, vec![entry])),
        }
    }
    owned
        .into_iter()
        .map(|(owners, mut entries)| {
            // One width of samples, whatever the panels they come from.
            let sample = entries.iter().map(|entry| entry.sample).fold(0.0, f64::max);
            entries.iter_mut().for_each(|entry| entry.sample = sample);
            let letters: Vec<String> = match owners.len() == plots.len() {
                true => Vec::new(),
                false => owners
                    .iter()
                    .map(|index| format!("({})", letter(*index)))
                    .collect(),
            };
            Ok(Group {
                letters: lettering(&letters.join(", "), style::LEGEND_TEXT)?,
                entries,
            })
        })
        .collect()
}

/// Height of what stands above a panel's top: the title or the axis' power of ten.
fn top_text(plot: &Plot, multiplier: bool) -> f64 {
    let title = if plot.title.plain.is_empty() {
        0.0
    } else {
        style::TEXT + 2.0 * style::GAP
    };
    title
        + if multiplier {
            style::TICK_TEXT + style::GAP
        } else {
            0.0
        }
}

fn panels(
    figure: &Figure,
    plots: &[Plot],
    strip: f64,
    (width, height): (f64, f64),
) -> Result<Vec<Placed>, FigureError> {
    let count = plots.len() as f64;
    let free = width - 2.0 * style::MARGIN - style::GUTTER * (count - 1.0);
    let mut size = (free / count * 0.8, height * 0.8);
    let mut set = Vec::new();
    let mut borders = Vec::new();
    // Labels decide the borders, the borders the length of the axes, and that the labels: three
    // rounds settle it.
    for _ in 0..3 {
        set = plots
            .iter()
            .map(|plot| {
                Ok((
                    set_ticks::choose(&plot.x, size.0, false)?,
                    set_ticks::choose(&plot.y, size.1, true)?,
                ))
            })
            .collect::<Result<Vec<_>, FigureError>>()?;
        borders = plots
            .iter()
            .zip(&set)
            .map(|(plot, (x, y))| measure(plot, x, y, size.0))
            .collect();
        let sides: f64 = borders.iter().map(|b| b.left + b.right).sum();
        let most = |f: fn(&Borders) -> f64| borders.iter().map(f).fold(0.0, f64::max);
        size = (
            (free - sides) / count,
            height - 2.0 * style::MARGIN - strip - most(|b| b.top) - most(|b| b.bottom),
        );
        if !(size.0 >= 36.0 && size.1 >= 36.0) {
            return Err(FigureError::TooSmall {
                figure: figure.title.clone(),
                width: size.0,
                height: size.1,
            });
        }
    }
    let top = style::MARGIN + strip + borders.iter().map(|b| b.top).fold(0.0, f64::max);
    let mut left = style::MARGIN;
    let mut placed = Vec::new();
    for ((x, y), border) in set.into_iter().zip(&borders) {
        left += border.left;
        let area = Rect {
            left,
            top,
            right: left + size.0,
            bottom: top + size.1,
        };
        left += size.0 + border.right + style::GUTTER;
        let y_labels = style::TICK + style::GAP + y.widest();
        placed.push(Placed {
            area,
            x,
            y,
            y_labels,
            beside_horizontal: Vec::new(),
            beside_vertical: Vec::new(),
            at_ends: Vec::new(),
            legend: Vec::new(),
        });
    }
    Ok(placed)
}

fn measure(plot: &Plot, x: &SetTicks, y: &SetTicks, width: f64) -> Borders {
    let text = |l: &Lettering| {
        if l.plain.is_empty() {
            0.0
        } else {
            style::TEXT + 1.5 * style::GAP
        }
    };
    let names = plot.items.iter().filter(|i| i.at_end).map(|i| i.name.width);
    let at_end = names.fold(0.0, f64::max);
    let overhang = |t: &SetTick| -> f64 {
        let past = (t.at - plot.x.hi) / (plot.x.hi - plot.x.lo) * width;
        t.label.as_ref().map_or(0.0, |l| 0.5 * l.width + past)
    };
    let last = x.ticks.iter().map(overhang).fold(0.0, f64::max);
    let top = top_text(plot, y.multiplier.is_some());
    Borders {
        left: style::TICK
            + style::GAP
            + y.widest()
            + if plot.y.label.plain.is_empty() {
                0.0
            } else {
                plot.y.label.ascent + plot.y.label.descent + 1.5 * style::GAP
            },
        right: last.max(if at_end > 0.0 {
            at_end + 2.0 * style::GAP
        } else {
            0.0
        }),
        // Half a tick label may stand above the axis' end.
        top: top.max(0.5 * style::TICK_TEXT),
        bottom: style::TICK + style::GAP + style::TICK_TEXT + text(&plot.x.label),
    }
}
