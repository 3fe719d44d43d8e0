//! A drawing inside the page, with its values for pointer and keyboard.

use super::text::prose;
use crate::paper::document::{DocumentError, Shelf};
use crate::paper::sheet::{SheetPanel, SheetSeries};
use crate::print::label::Label;
use crate::print::markup::LINE;
use maud::{Markup, PreEscaped, html};
use serde::Serialize;

/// The drawing of `paper/figures/<stem>.svg`; without `panels` it has no values to read off.
/// Nothing where there is no such file.
pub fn of(shelf: &Shelf, stem: &str, panels: &[SheetPanel]) -> Result<Markup, DocumentError> {
    let path = format!("paper/figures/{stem}.svg");
    if shelf.bytes(&path).is_none() {
        return Ok(Markup::default());
    }
    let svg = PreEscaped(inline(shelf.text(&path)?));
    let series = panels.iter().flat_map(|panel| &panel.series);
    let data = data(panels).map_err(|error| DocumentError::Malformed {
        path: path.clone(),
        problem: error.to_string(),
    })?;
    let values: usize = series.map(|series| series.points.len()).sum();
    Ok(html! {
        figure.drawing data-values=[(values > 0).then_some("")] { (LINE)
            div.scroll { div.canvas { (LINE) (svg) } } (LINE)
            @if values > 0 {
                figcaption { (panel_captions(panels)) } (LINE)
                p.value aria-live="polite" {
                    (values) " values: point at one"
                    span.keys {
                        ", or focus the figure and use the arrow keys (← → along a series, ↑ ↓ to the next)"
                    }
                    "."
                } (LINE)
                script type="application/json" { (PreEscaped(data)) } (LINE)
            }
        } (LINE)
    })
}

/// The drawing as part of the page: its size is the page's matter, and its title would cover the
/// values as a tooltip.
fn inline(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len());
    for (index, line) in svg.lines().enumerate() {
        if index == 0 {
            // <svg xmlns="…" width="…" height="…" viewBox="…" …>
            let open = line.split(' ').filter(|part| {
                !["width=", "height=", "xmlns="]
                    .iter()
                    .any(|name| part.starts_with(name))
            });
            out.push_str(&open.collect::<Vec<_>>().join(" "));
        } else if line.starts_with("<title>") {
            continue;
        } else {
            out.push_str(line);
        }
        out.push('\n');
    }
    out
}

/// "(a) gap against samples. (b) …": what each panel shows, from left to right.
fn panel_captions(panels: &[SheetPanel]) -> Markup {
    html! {
        @for (place, (panel, letter)) in panels.iter().zip('a'..='z').enumerate() {
            @if place > 0 { " " }
            b { "(" (letter) ")" } " " (prose(&panel.y)) ", against " (prose(&panel.x)) "."
        }
    }
}

/// A panel for the page's script; fields stand in alphabetical order.
#[derive(Serialize)]
struct PanelValues<'a> {
    series: Vec<SeriesValues<'a>>,
    x: String,
    y: String,
}

#[derive(Serialize)]
struct SeriesValues<'a> {
    name: String,
    points: Vec<(f64, f64, &'a str, &'a str)>,
}

impl<'a> PanelValues<'a> {
    fn of(panel: &'a SheetPanel) -> Self {
        Self {
            series: panel.series.iter().map(SeriesValues::of).collect(),
            x: Label::plain_text(&panel.x),
            y: Label::plain_text(&panel.y),
        }
    }
}

impl<'a> SeriesValues<'a> {
    fn of(series: &'a SheetSeries) -> Self {
        let points = series.points.iter();
        Self {
            name: Label::plain_text(&series.name),
            points: points
                .map(|point| (point.at[0], point.at[1], &*point.x, &*point.y))
                .collect(),
        }
    }
}

/// Panels as compact JSON: points as [left, top, x, y].
fn data(panels: &[SheetPanel]) -> Result<String, serde_json::Error> {
    let panels: Vec<PanelValues<'_>> = panels.iter().map(PanelValues::of).collect();
    // Inside a script element only `<` could end it early.
    Ok(serde_json::to_string(&panels)?.replace('<', "\\u003c"))
}

#[cfg(test)]
mod tests {
    use super::{SheetPanel, inline, panel_captions};

    #[test]
    fn each_panel_has_its_letter() {
        let panel = |x: &str, y: &str| SheetPanel {
            x: x.to_owned(),
            y: y.to_owned(),
            series: Vec::new(),
        };
        assert_eq!(
            panel_captions(&[panel("samples n", "gap"), panel("n·I", "ratio <1")]).into_string(),
            "<b>(a)</b> gap, against samples n. <b>(b)</b> ratio &lt;1, against n·I."
        );
    }

    #[test]
    fn drawings_lose_their_size_and_tooltip_only() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4pt\" height=\"2pt\" viewBox=\"0 0 4 2\" \
             role=\"img\" aria-label=\"a b\">\n<title>a b</title>\n<path d=\"M0 0\"/>\n</svg>\n";
        assert_eq!(
            inline(svg),
            "<svg viewBox=\"0 0 4 2\" role=\"img\" aria-label=\"a b\">\n<path d=\"M0 0\"/>\n</svg>\n"
        );
    }
}
