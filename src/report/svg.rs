//! A scene as SVG. Lettering is outlined; the words stay as labels for screen readers and search.

use std::fmt::Write;

use super::path::{Path, Point, Segment};
use super::scene::{Scene, Shape};
use super::style::Rgb;

/// The scene as a self-contained SVG document, sized in physical units.
pub fn write(scene: &Scene) -> String {
    let mut out = String::new();
    let (w, h) = (decimal(scene.width), decimal(scene.height));
    let title = escape(&scene.title);
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}pt\" height=\"{h}pt\" viewBox=\"0 0 {w} {h}\" role=\"img\" aria-label=\"{title}\">\n<title>{title}</title>\n<path fill=\"#fff\" d=\"M0 0H{w}V{h}H0Z\"/>"
    );
    for shape in &scene.shapes {
        element(shape, &mut out);
    }
    out.push_str("</svg>\n");
    out
}

fn element(shape: &Shape, out: &mut String) {
    out.push_str("<path");
    if let Some(text) = &shape.text {
        let _ = write!(out, " aria-label=\"{}\"", escape(text));
    }
    match shape.fill {
        Some(ink) => {
            let _ = write!(out, " fill=\"{}\"", hex(ink));
        }
        None => out.push_str(" fill=\"none\""),
    }
    if let Some(stroke) = &shape.stroke {
        let _ = write!(
            out,
            " stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\"",
            hex(stroke.ink),
            decimal(stroke.width)
        );
        if !stroke.dash.is_empty() {
            let lengths: Vec<String> = stroke.dash.iter().map(|&d| decimal(d)).collect();
            let _ = write!(out, " stroke-dasharray=\"{}\"", lengths.join(" "));
        }
    }
    out.push_str(" d=\"");
    data(&shape.path, out);
    out.push_str("\"/>\n");
}

fn data(path: &Path, out: &mut String) {
    let point = |(x, y): Point| format!("{} {}", decimal(x), decimal(y));
    for segment in &path.0 {
        let _ = match *segment {
            Segment::Move(p) => write!(out, "M{}", point(p)),
            Segment::Line(p) => write!(out, "L{}", point(p)),
            Segment::Cubic(a, b, p) => write!(out, "C{} {} {}", point(a), point(b), point(p)),
            Segment::Close => write!(out, "Z"),
        };
    }
}

/// A length to a thousandth, without trailing zeros. Built from the rounded integer, so that equal lengths are equal text.
pub(super) fn decimal(v: f64) -> String {
    let thousandths = (v * 1000.0).round() as i64;
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, part) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
    let digits = format!("{part:03}");
    let digits = digits.trim_end_matches('0');
    match (whole, digits) {
        (w, "") => format!("{sign}{w}"),
        (0, d) => format!("{sign}.{d}"),
        (w, d) => format!("{sign}{w}.{d}"),
    }
}

fn hex(Rgb(r, g, b): Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_short_and_exact() {
        let cases = [(0.0, "0"), (-0.0001, "0"), (0.5, ".5"), (-0.25, "-.25"), (12.0, "12"), (3.1405, "3.141"), (234.001, "234.001")];
        for (v, text) in cases {
            assert_eq!(decimal(v), text);
        }
    }

    #[test]
    fn words_cannot_break_the_document() {
        assert_eq!(escape("a<b & \"c\""), "a&lt;b &amp; &quot;c&quot;");
    }
}
