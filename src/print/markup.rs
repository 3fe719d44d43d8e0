//! Text inside HTML and SVG. Pages are templates of `maud`, which escape by themselves; this holds
//! what several of them share.

use maud::{Markup, PreEscaped};

/// The end of a line: a template has none of its own, and a page that people compare needs some.
pub const LINE: PreEscaped<&str> = PreEscaped("\n");

/// Text with the four signs that markup and its attributes give a meaning replaced, for SVG, which
/// is written drawing by drawing.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = std::fmt::Write::write_str(&mut maud::Escaper::new(&mut out), text);
    out
}

/// A drawing inside a page: the XML declaration of an SVG file has no place there.
#[must_use]
pub fn drawing(svg: &str) -> Markup {
    let start = svg.find("<svg").unwrap_or(0);
    PreEscaped(svg[start..].trim_end().to_owned())
}

/// A page that needs nothing else: its title, its style, and what its `main` holds.
#[must_use]
pub fn page(title: &str, style: &str, main: &Markup) -> String {
    maud::html! {
        (maud::DOCTYPE) (LINE)
        html lang="en" {
            head {
                (LINE) meta charset="utf-8";
                (LINE) meta name="viewport" content="width=device-width, initial-scale=1";
                (LINE) title { (title) }
                (LINE) style { (LINE) (PreEscaped(style)) }
                (LINE)
            }
            (LINE)
            body { (LINE) main { (LINE) (main) } (LINE) }
        }
        (LINE)
    }
    .into_string()
}
