//! Draws a laid-out figure through `plotters` into a scene.

use std::convert::Infallible;

use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::{DrawingAreaErrorKind, IntoDrawingArea};

use super::element::{Element, How};
use super::layout::{Layout, Placed};
use super::legend::{Entry, Sample};
use super::looks::Style;
use super::pen::{Canvas, Data, Done, letters};
use super::plot::{Item, Marks, Plot, Rule};
use super::rect::Rect;
use super::{Drawing, Figure, Frame, Span, axes, clip, words};
use crate::plot::path::Point;
use crate::plot::scene::{Recorder, Scene, Stroke, to_units};
use crate::plot::style::{self, Ink, Rgb};

pub fn figure(
    figure: &Figure,
    plots: &[Plot],
    layout: &Layout,
) -> Result<Drawing, DrawingAreaErrorKind<Infallible>> {
    let mut scene = Scene {
        width: layout.width,
        height: layout.height,
        title: figure.title.clone(),
        shapes: Vec::new(),
    };
    {
        let canvas = Recorder(&mut scene).into_drawing_area();
        for (plot, placed) in plots.iter().zip(&layout.panels) {
            panel(&canvas, plot, placed)?;
        }
        for (entry, at) in &layout.strip.entries {
            legend(&canvas, entry, *at)?;
        }
        for (letters_of, at) in layout.strip.letters.iter().chain(&layout.note) {
            letters(&canvas, letters_of, *at, Ink::Black.rgb(), false)?;
        }
        canvas.present()?;
    }
    let frames = plots
        .iter()
        .zip(&layout.panels)
        .map(|(p, l)| frame(p, &l.area))
        .collect();
    Ok(Drawing { scene, frames })
}

fn frame(plot: &Plot, area: &Rect) -> Frame {
    Frame {
        x: Span {
            scale: plot.x.scale,
            lo: plot.x.lo,
            hi: plot.x.hi,
            from: area.left,
            to: area.right,
        },
        y: Span {
            scale: plot.y.scale,
            lo: plot.y.lo,
            hi: plot.y.hi,
            from: area.bottom,
            to: area.top,
        },
    }
}

fn panel(canvas: &Canvas<'_>, plot: &Plot, placed: &Placed) -> Done {
    let area = &placed.area;
    let across = (
        to_units(area.left)..to_units(area.right),
        to_units(area.bottom)..to_units(area.top),
    );
    let spec = Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(
        plot.x.lo..plot.x.hi,
        plot.y.lo..plot.y.hi,
        across,
    );
    let data: Data<'_> = canvas.apply_coord_spec(spec);
    for item in plot
        .items
        .iter()
        .filter(|i| matches!(i.marks, Marks::Band(_)))
    {
        series(&data, item, plot)?;
    }
    for rule in &plot.horizontal {
        line(
            &data,
            vec![(plot.x.lo, rule.at), (plot.x.hi, rule.at)],
            &rule.style,
        )?;
    }
    for rule in &plot.vertical {
        line(
            &data,
            vec![(rule.at, plot.y.lo), (rule.at, plot.y.hi)],
            &rule.style,
        )?;
    }
    for item in plot
        .items
        .iter()
        .filter(|i| !matches!(i.marks, Marks::Band(_)))
    {
        series(&data, item, plot)?;
    }
    axes::draw(canvas, &data, plot, placed)?;
    for (entry, at) in &placed.legend {
        legend(canvas, entry, *at)?;
    }
    let beside = |rules: &[Rule], words_at: &[(usize, Point)]| -> Done {
        for &(index, at) in words_at {
            letters(
                canvas,
                &rules[index].label,
                at,
                readable(rules[index].style.ink),
                false,
            )?;
        }
        Ok(())
    };
    beside(&plot.horizontal, &placed.beside_horizontal)?;
    beside(&plot.vertical, &placed.beside_vertical)?;
    for inscription in &plot.words {
        let at = words::centred(plot, area, inscription);
        letters(canvas, &inscription.words, at, inscription.ink, false)?;
    }
    for &(index, at) in &placed.at_ends {
        let item = &plot.items[index];
        letters(canvas, &item.name, at, readable(item.style.ink), false)?;
    }
    Ok(())
}

/// Light inks are darkened for words, which are thinner than lines.
fn readable(Rgb(r, g, b): Rgb) -> Rgb {
    let dark = |c: u8| (f64::from(c) * 0.8).round() as u8;
    Rgb(dark(r), dark(g), dark(b))
}

fn series(data: &Data<'_>, item: &Item, plot: &Plot) -> Done {
    let markers = |at| {
        data.draw(&Element {
            at,
            how: How::Markers(item.style),
        })
    };
    match &item.marks {
        Marks::Line(points) => {
            for part in clip::polyline(points, plot) {
                line(data, part, &item.style)?;
            }
            Ok(())
        }
        Marks::Points(points) => markers(points.clone()),
        Marks::Brackets(brackets) => {
            for &[x, _, lower, upper] in brackets {
                let ends = [lower, upper].map(|y| (x, y.clamp(plot.y.lo, plot.y.hi)));
                data.draw(&Element {
                    at: ends.to_vec(),
                    how: How::Bar(item.style.ink),
                })?;
            }
            markers(brackets.iter().map(|b| (b[0], b[1])).collect())
        }
        Marks::Band(band) => {
            let lower = band.iter().map(|b| (b[0], b[1]));
            let upper = band.iter().rev().map(|b| (b[0], b[2]));
            data.draw(&Element {
                at: clip::polygon(lower.chain(upper).collect(), plot),
                how: How::Fill(item.style.ink.tint(style::BAND_TINT)),
            })
        }
    }
}

fn line(data: &Data<'_>, at: Vec<(f64, f64)>, look: &Style) -> Done {
    data.draw(&Element {
        at,
        how: How::Stroke(stroke(look)),
    })
}

fn stroke(look: &Style) -> Stroke {
    Stroke {
        ink: look.ink,
        width: look.width,
        dash: look.dash.pattern(),
    }
}

fn legend(canvas: &Canvas<'_>, entry: &Entry, (x, y): Point) -> Done {
    let end = x + entry.sample;
    let middle = 0.5 * (x + end);
    let draw = |at: Vec<Point>, how: How| {
        let at = at
            .into_iter()
            .map(|(x, y)| (to_units(x), to_units(y)))
            .collect();
        canvas.draw(&Element { at, how })
    };
    for (sample, look) in &entry.samples {
        match sample {
            Sample::Line => draw(vec![(x, y), (end, y)], How::Stroke(stroke(look)))?,
            Sample::Points => draw(vec![(middle, y)], How::Markers(*look))?,
            Sample::Brackets => {
                draw(
                    vec![(middle, y - 4.0), (middle, y + 4.0)],
                    How::Bar(look.ink),
                )?;
                draw(vec![(middle, y)], How::Markers(*look))?;
            }
            Sample::Band => {
                let corners = vec![(x, y - 3.0), (end, y - 3.0), (end, y + 3.0), (x, y + 3.0)];
                draw(corners, How::Fill(look.ink.tint(style::BAND_TINT)))?;
            }
        }
    }
    let at = (end + 2.0 * style::GAP, y + 0.25 * style::LEGEND_TEXT);
    letters(canvas, &entry.name, at, Ink::Black.rgb(), false)
}
