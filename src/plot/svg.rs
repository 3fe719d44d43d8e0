//! A scene as SVG. Lettering is outlined; the words stay as labels for screen readers and search.

use crate::print::markup::escape;
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
    let whole = |(x, y): Point| (thousandths(x), thousandths(y));
    // Relative to the last rounded position, so that lengths are short and rounding does not add
    // up.
    let (mut start, mut at) = ((0, 0), (0, 0));
    let mut numbers = |letter: char, points: &[(i64, i64)], at: (i64, i64)| {
        out.push(letter);
        let mut first = true;
        for v in points.iter().flat_map(|p| [p.0 - at.0, p.1 - at.1]) {
            let text = spelled(v);
            if !first && !text.starts_with('-') {
                out.push(' ');
            }
            out.push_str(&text);
            first = false;
        }
    };
    for segment in &path.0 {
        match *segment {
            Segment::Move(p) => {
                (start, at) = (whole(p), whole(p));
                numbers('M', &[at], (0, 0));
            }
            Segment::Line(p) => {
                numbers('l', &[whole(p)], at);
                at = whole(p);
            }
            Segment::Cubic(a, b, p) => {
                numbers('c', &[whole(a), whole(b), whole(p)], at);
                at = whole(p);
            }
            Segment::Close => {
                numbers('z', &[], at);
                at = start;
            }
        }
    }
}

fn thousandths(v: f64) -> i64 {
    (v * 1000.0).round() as i64
}

/// A length to a thousandth, without trailing zeros. Built from the rounded integer, so that equal
/// lengths are equal text.
fn decimal(v: f64) -> String {
    spelled(thousandths(v))
}

fn spelled(thousandths: i64) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, part) = (
        thousandths.unsigned_abs() / 1000,
        thousandths.unsigned_abs() % 1000,
    );
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_short_and_exact() {
        let cases = [
            (0.0, "0"),
            (-0.0001, "0"),
            (0.5, ".5"),
            (-0.25, "-.25"),
            (12.0, "12"),
            (3.1405, "3.141"),
            (234.001, "234.001"),
        ];
        for (v, text) in cases {
            assert_eq!(decimal(v), text);
        }
    }

    #[test]
    fn words_cannot_break_the_document() {
        assert_eq!(escape("a<b & \"c\""), "a&lt;b &amp; &quot;c&quot;");
    }
}
