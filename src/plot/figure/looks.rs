//! Filling in what a series leaves open: series of one name look alike, different names look
//! different.

use super::series::{Data, Look, Series};
use crate::plot::style::{self, Dash, Ink, Marker, Rgb};

/// A look with nothing left open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    pub ink: Rgb,
    pub dash: Dash,
    pub marker: Marker,
    pub open: bool,
    pub width: f64,
}

/// The looks of a panel's series. A name's ink is the first that one of its series sets, else the
/// next that is free; so with the dash among lines and the marker among points. A nameless series
/// is a name of its own.
pub fn complete(series: &[Series]) -> Vec<Style> {
    let name = |k: usize| match series[k].name.as_str() {
        "" => k,
        name => series.iter().position(|s| s.name == name).unwrap_or(k),
    };
    // Per name: what it sets, and otherwise its rank among those names that set nothing.
    let mut set: Vec<Look> = vec![Look::default(); series.len()];
    for (k, s) in series.iter().enumerate() {
        let first = &mut set[name(k)];
        first.ink = first.ink.or(s.look.ink);
        first.dash = first.dash.or(s.look.dash);
        first.marker = first.marker.or(s.look.marker);
    }
    let rank = |k: usize, open: &dyn Fn(usize) -> bool| {
        let first = name(k);
        let before = (0..series.len())
            .filter(|&j| open(j) && name(j) < first)
            .map(name);
        before.collect::<std::collections::BTreeSet<_>>().len()
    };
    let is_line = |k: usize| matches!(series[k].data, Data::Line(_));
    let is_points = |k: usize| matches!(series[k].data, Data::Points(_) | Data::Brackets(_));
    let no_ink = |k: usize| set[name(k)].ink.is_none();
    let no_dash = |k: usize| is_line(k) && set[name(k)].dash.is_none();
    let no_marker = |k: usize| is_points(k) && set[name(k)].marker.is_none();
    series
        .iter()
        .enumerate()
        .map(|(k, s)| {
            let named = set[name(k)];
            let ink = named
                .ink
                .unwrap_or_else(|| style::default_ink(rank(k, &no_ink)));
            Style {
                ink: ink.rgb(),
                dash: named
                    .dash
                    .unwrap_or_else(|| style::default_dash(rank(k, &no_dash))),
                marker: named
                    .marker
                    .unwrap_or_else(|| style::default_marker(rank(k, &no_marker))),
                open: s.look.open,
                width: s.look.width.unwrap_or(style::LINE_WIDTH),
            }
        })
        .collect()
}

/// The look of a reference line: thin, grey and unbroken unless it says otherwise.
pub fn reference(look: &Look) -> Style {
    Style {
        ink: look.ink.unwrap_or(Ink::Grey).rgb(),
        dash: look.dash.unwrap_or(Dash::Solid),
        marker: Marker::Circle,
        open: false,
        width: style::REFERENCE_WIDTH,
    }
}
