//! Figures of gaps, scaled gaps, brackets and efforts over the number of samples.

use super::gap_notes::{bracket_note, join, left_out_note, missing_note};
use super::gap_points::{Drawn, drawn};
use super::{CurveError, GapCurve, GapPoint, Kind, Scale, names};
use crate::plot::figure::{
    Axis, Band, Bracket, Brackets, Figure, Line, Panel, Points, Reference, Width,
};
use crate::plot::style::{Dash, Ink, Marker, default_dash, default_ink, default_marker};

/// A figure of curves, and what its note says.
#[derive(Debug)]
pub struct Described {
    /// The figure, note included.
    pub figure: Figure,
    /// The note for a terminal (label markup): what marks mean, and what is missing.
    pub note: String,
}

/// The look of the k-th series.
struct Look {
    name: String,
    ink: Ink,
    marker: Marker,
    dash: Dash,
}

/// Draws curves. `kind` is one of those over n.
///
/// # Errors
/// [`CurveError::Nothing`] where nothing is left to draw, [`CurveError::NoConstants`].
pub fn draw(
    kind: Kind,
    curves: &[GapCurve],
    width: Option<Width>,
) -> Result<Described, CurveError> {
    let looks = looks(curves);
    match kind {
        Kind::Gap => gaps(curves, &looks, None, width),
        Kind::Scaled(scale) => gaps(curves, &looks, Some(scale), width),
        Kind::Brackets => brackets(curves, &looks, width),
        Kind::Effort => efforts(curves, &looks, width),
        Kind::Pay | Kind::Replies => Err(CurveError::Nothing {
            kind: "gap",
            reason: "pay and replies are drawn from contracts, not from gaps".to_owned(),
        }),
    }
}

fn looks(curves: &[GapCurve]) -> Vec<Look> {
    let pairs: Vec<(&str, &str)> = curves
        .iter()
        .map(|curve| (curve.model.as_str(), curve.class.as_str()))
        .collect();
    let names = names::of_series(&pairs).into_iter().enumerate();
    names
        .map(|(k, name)| Look {
            name,
            ink: default_ink(k),
            marker: default_marker(k),
            dash: default_dash(k),
        })
        .collect()
}

fn gaps(
    curves: &[GapCurve],
    looks: &[Look],
    scale: Option<Scale>,
    width: Option<Width>,
) -> Result<Described, CurveError> {
    let mut left_out = 0;
    let mut all = Vec::new();
    for curve in curves {
        let drawn = drawn(curve, scale)?;
        left_out += curve.points.len() - drawn.len();
        all.push(drawn);
    }
    let values: Vec<f64> = all.iter().flatten().map(|point| point.y).collect();
    if values.is_empty() {
        return Err(CurveError::Nothing {
            kind: scale.map_or("gap", |_| "scaled"),
            reason: "no gap is above 0 and has a rate at these numbers of samples".to_owned(),
        });
    }
    let label = scale.map_or("gap to the first best $Δ_n$", |scale| {
        scaled_label(curves, scale)
    });
    let mut panel = Panel::new(samples_axis(curves), axis(label, &values));
    if scale.is_some() {
        panel = panel.horizontal(Reference::at(1.0).ink(Ink::Grey).dash(Dash::Solid));
    }
    for (points, look) in all.iter().zip(looks) {
        panel = marks(panel, points, look);
    }
    let note = |plain| join([bracket_note(curves, &all, plain), left_out_note(left_out)]);
    let mut described = described("Gap to the first best", vec![panel], note(false), width);
    described.note = note(true);
    Ok(described)
}

/// Filled markers with bars where both ends are proved, open ones elsewhere.
fn marks(mut panel: Panel, points: &[Drawn], look: &Look) -> Panel {
    let proved = points.iter().filter_map(|point| {
        let (lower, upper) = point.ends?;
        Some(Bracket {
            x: point.x,
            // The gap lies between the ends; an estimate beyond one is off by its own error.
            estimate: point.y.clamp(lower, upper),
            lower,
            upper,
        })
    });
    let proved: Vec<Bracket> = proved.collect();
    let open = points.iter().filter(|point| point.ends.is_none());
    let open: Vec<(f64, f64)> = open.map(|point| (point.x, point.y)).collect();
    // One legend entry a curve, in the look of most of what stands in the panel.
    let named = proved.is_empty();
    if !proved.is_empty() {
        let brackets = Brackets::new(look.name.clone(), proved);
        panel = panel.brackets(brackets.ink(look.ink).marker(look.marker));
    }
    if !open.is_empty() {
        let name = if named {
            look.name.clone()
        } else {
            String::new()
        };
        let points = Points::new(name, open);
        panel = panel.points(points.ink(look.ink).marker(look.marker).open());
    }
    panel
}

/// The axis says what the gap is multiplied by where that is one thing.
fn scaled_label(curves: &[GapCurve], scale: Scale) -> &'static str {
    let own = |curve: &GapCurve| curve.one_bonus && scale == Scale::Own;
    match (curves.iter().all(own), curves.iter().any(own)) {
        (true, _) => "$√{n log n} Δ_n / K_bin$",
        (_, false) => "$n Δ_n / K_lin$",
        _ => "gap $Δ_n$ over its leading term",
    }
}

fn brackets(
    curves: &[GapCurve],
    looks: &[Look],
    width: Option<Width>,
) -> Result<Described, CurveError> {
    let mut bands = Panel::new(
        samples_axis(curves),
        Axis::log("proved bracket of the gap $Δ_n$"),
    );
    let mut widths = Panel::new(
        samples_axis(curves),
        Axis::log("relative width of the bracket"),
    )
    .legend(crate::plot::figure::Legend::Hidden);
    let (mut any, mut any_width) = (false, false);
    for (curve, look) in curves.iter().zip(looks) {
        let complete = |point: &GapPoint| point.proof.ends().filter(|(lower, _)| *lower > 0.0);
        for run in curve.points.split(|point| complete(point).is_none()) {
            let ends: Vec<(f64, f64, f64)> = run
                .iter()
                .filter_map(|p| complete(p).map(|(lower, upper)| (p.samples as f64, lower, upper)))
                .collect();
            any |= !ends.is_empty();
            bands = band(bands, &ends, look);
        }
        let relative: Vec<(f64, f64)> = curve
            .points
            .iter()
            .filter_map(|p| {
                complete(p).map(|(lower, upper)| (p.samples as f64, 1.0 - lower / upper))
            })
            .filter(|(_, width)| *width > 0.0)
            .collect();
        if !relative.is_empty() {
            any_width = true;
            let points = Points::new(look.name.clone(), relative);
            widths = widths.points(points.ink(look.ink).marker(look.marker));
        }
    }
    if !any {
        return Err(CurveError::Nothing {
            kind: "brackets",
            reason: "no bracket has both ends; allowed: without --estimate, or a sweep whose grid \
                     says proved = \"yes\""
                .to_owned(),
        });
    }
    let note = join([
        Some("Each band joins brackets proved at single $n$.".to_owned()),
        missing_note(curves),
    ]);
    let mut panels = vec![bands];
    if any_width {
        panels.push(widths);
    }
    Ok(described("Proved brackets of the gap", panels, note, width))
}

/// A band with its edges, so that a narrow one is seen; a bracket alone as a bar.
fn band(panel: Panel, ends: &[(f64, f64, f64)], look: &Look) -> Panel {
    match ends {
        [] => panel,
        [(x, lower, upper)] => {
            let alone = Bracket {
                x: *x,
                estimate: 0.5 * (lower + upper),
                lower: *lower,
                upper: *upper,
            };
            panel.brackets(
                Brackets::new(look.name.clone(), [alone])
                    .ink(look.ink)
                    .marker(look.marker),
            )
        }
        _ => {
            let edge = |of: fn(&(f64, f64, f64)) -> f64| {
                Line::new(look.name.clone(), ends.iter().map(|end| (end.0, of(end))))
                    .ink(look.ink)
                    .dash(look.dash)
                    .width(0.8)
            };
            panel
                .band(Band::new(look.name.clone(), ends.iter().copied()).ink(look.ink))
                .line(edge(|end| end.1))
                .line(edge(|end| end.2))
        }
    }
}

fn efforts(
    curves: &[GapCurve],
    looks: &[Look],
    width: Option<Width>,
) -> Result<Described, CurveError> {
    let mut panel = Panel::new(samples_axis(curves), Axis::linear("effort $η$"));
    let mut first_bests: Vec<(&str, f64)> = Vec::new();
    for curve in curves {
        let known = first_bests.iter().any(|(model, _)| *model == curve.model);
        if !known {
            first_bests.push((&curve.model, curve.first_best_effort));
        }
    }
    for (model, effort) in &first_bests {
        let label = match first_bests.len() {
            1 => "$η*$".to_owned(),
            _ => format!("$η*$, {model}"),
        };
        panel = panel.horizontal(Reference::at(*effort).label(label).dash(Dash::Solid));
    }
    for (curve, look) in curves.iter().zip(looks) {
        let points = curve.points.iter().map(|p| (p.samples as f64, p.effort));
        let points = Points::new(look.name.clone(), points);
        panel = panel.points(points.ink(look.ink).marker(look.marker).open());
    }
    let note = "Open markers: estimates. Lines: the first best's effort $η*$.".to_owned();
    Ok(described("Effort", vec![panel], note, width))
}

fn described(title: &str, panels: Vec<Panel>, note: String, width: Option<Width>) -> Described {
    let default = match panels.len() {
        1 => Width::OneColumn,
        _ => Width::TwoColumns,
    };
    let mut figure = Figure::new(title, width.unwrap_or(default)).note(note.clone());
    for panel in panels {
        figure = figure.panel(panel);
    }
    Described { figure, note }
}

fn samples_axis(curves: &[GapCurve]) -> Axis {
    let samples = curves.iter().flat_map(|curve| &curve.points);
    let samples: Vec<f64> = samples.map(|point| point.samples as f64).collect();
    axis("monitored samples $n$", &samples)
}

/// Logarithmic where values differ tenfold.
pub(super) fn axis(label: &str, values: &[f64]) -> Axis {
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(0.0, f64::max);
    if least > 0.0 && most >= 10.0 * least {
        Axis::log(label)
    } else {
        Axis::linear(label)
    }
}
