//! Draws a panel's axes: lines, ticks, labels.

use super::layout::Placed;
use super::pen::{Canvas, Data, Done, letters, segment};
use super::plot::Plot;
use super::set_ticks::SetTick;
use crate::plot::scene::{Stroke, UNITS};
use crate::plot::style::{self, Dash, Ink};

/// Depth of the baseline below the middle of digits, in the size of the text.
const HALF_DIGIT: f64 = 0.305;

pub fn draw(canvas: &Canvas<'_>, data: &Data<'_>, plot: &Plot, placed: &Placed) -> Done {
    let (area, ink) = (&placed.area, Ink::Black.rgb());
    let pen = || Stroke {
        ink,
        width: style::AXIS_WIDTH,
        dash: Dash::Solid.pattern(),
    };
    segment(
        canvas,
        [
            (area.left, area.top),
            (area.left, area.bottom),
            (area.right, area.bottom),
        ],
        pen(),
    )?;
    let tick_pen = |t: &SetTick| match t.label {
        Some(_) => (style::TICK, pen()),
        None => (
            style::MINOR_TICK,
            Stroke {
                width: style::MINOR_WIDTH,
                ..pen()
            },
        ),
    };
    for tick in &placed.x.ticks {
        let x = f64::from(data.map_coordinate(&(tick.at, plot.y.lo)).0) / UNITS;
        let (length, pen) = tick_pen(tick);
        segment(canvas, [(x, area.bottom), (x, area.bottom + length)], pen)?;
        if let Some(label) = &tick.label {
            let y = area.bottom + style::TICK + style::GAP + 0.66 * style::TICK_TEXT + 1.0;
            letters(canvas, label, (x - 0.5 * label.width, y), ink, false)?;
        }
    }
    for tick in &placed.y.ticks {
        let y = f64::from(data.map_coordinate(&(plot.x.lo, tick.at)).1) / UNITS;
        let (length, pen) = tick_pen(tick);
        segment(canvas, [(area.left, y), (area.left - length, y)], pen)?;
        if let Some(label) = &tick.label {
            let x = area.left - style::TICK - style::GAP - label.width;
            letters(
                canvas,
                label,
                (x, y + HALF_DIGIT * style::TICK_TEXT),
                ink,
                false,
            )?;
        }
    }
    let below = area.bottom
        + style::TICK
        + style::GAP
        + style::TICK_TEXT
        + 1.5 * style::GAP
        + 0.7 * style::TEXT;
    let label = &plot.x.label;
    letters(
        canvas,
        label,
        (0.5 * (area.left + area.right - label.width), below),
        ink,
        false,
    )?;
    let label = &plot.y.label;
    let x = area.left - placed.y_labels - 1.5 * style::GAP - label.descent;
    letters(
        canvas,
        label,
        (x, 0.5 * (area.top + area.bottom + label.width)),
        ink,
        true,
    )?;
    if let Some(power) = &placed.x.multiplier {
        letters(canvas, power, (area.right - power.width, below), ink, false)?;
    }
    let mut above = area.top - 1.5 * style::GAP;
    if let Some(power) = &placed.y.multiplier {
        letters(
            canvas,
            power,
            (area.left - style::TICK - style::GAP, above),
            ink,
            false,
        )?;
        above -= style::TICK_TEXT + style::GAP;
    }
    letters(
        canvas,
        &plot.title,
        (area.left, above - style::GAP),
        ink,
        false,
    )
}
