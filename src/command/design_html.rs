//! The sheet of `firstbest design` as one web page that needs nothing else.

use super::design_blocks::{Block, Part};
use crate::print::markup::escape;
use std::fmt::Write;

/// The page: the parts of the sheet, each on a page of its own in print, and its plot (SVG) behind the
/// company's first words.
pub fn page(parts: &[Part], plot: Option<&str>) -> String {
    let mut out = String::from(HEAD);
    for (place, part) in parts.iter().enumerate() {
        out.push_str("<div class=\"part\">\n");
        for (line, block) in part.blocks.iter().enumerate() {
            // What the annotator is told first is what counts.
            section(&mut out, block, (place, line) == (0, 0));
            if (place, line) == (1, 0)
                && let Some(svg) = plot
            {
                // An SVG file's own XML declaration has no place inside a page.
                let start = svg.find("<svg").unwrap_or(0);
                // Writing to a String cannot fail.
                let _ = writeln!(
                    out,
                    "<figure class=\"wide\">\n{}\n</figure>",
                    svg[start..].trim_end()
                );
            }
        }
        out.push_str("</div>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn section(out: &mut String, block: &Block, terms: bool) {
    // Writing to a String cannot fail.
    let _ = write!(out, "<section>\n<h2>{}</h2>\n", escape(&block.title));
    if !block.rows.is_empty() {
        let kind = if block.header.len() == 2 {
            " class=\"words\""
        } else {
            ""
        };
        let _ = write!(out, "<div class=\"wide\">\n<table{kind}>\n");
        let named = |name: &&str| !name.is_empty() && *name != "value";
        if block.header.iter().any(named) {
            out.push_str("<tr>");
            for name in &block.header {
                let _ = write!(out, "<th>{}</th>", escape(name));
            }
            out.push_str("</tr>\n");
        }
        for row in &block.rows {
            out.push_str("<tr>");
            for cell in row {
                let _ = write!(out, "<td>{}</td>", escape(cell));
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</table>\n</div>\n");
    }
    for (line, note) in block.notes.iter().enumerate() {
        let class = if terms && line == 0 { "terms" } else { "note" };
        let _ = writeln!(out, "<p class=\"{class}\">{}</p>", escape(note));
    }
    out.push_str("</section>\n");
}

const HEAD: &str = "<!DOCTYPE html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<title>A contract for annotators</title>
<style>
body { font-family: Georgia, serif; color: #222; background: #fff; line-height: 1.45; margin: 0; }
main { max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 0.5rem; border-bottom: 1px solid #ccc; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: 0.92rem; }
td, th { text-align: right; padding: 0.15rem 0.5rem; vertical-align: top; }
td:first-child, th:first-child { text-align: left; padding-left: 0; }
tr + tr { border-top: 1px solid #eee; }
p.terms { font-size: 1.15rem; border-left: 3px solid #0072b2; padding-left: 0.8rem; }
p.note { color: #555; font-size: 0.9rem; }
figure { margin: 1.5rem 0; }
figure svg { display: block; width: 100%; min-width: 34rem; height: auto; }
.wide { overflow-x: auto; }
td:not(:first-child) { white-space: nowrap; }
table.words td:last-child { white-space: normal; }
@page { size: A4; margin: 16mm; }
@media print {
  body { font-size: 9.5pt; line-height: 1.3; }
  main { max-width: none; margin: 0; padding: 0; }
  .part { break-after: page; }
  .part:last-child { break-after: auto; }
  section, tr, figure { break-inside: avoid; }
  h2 { margin: 0.8rem 0 0.3rem; }
  figure { margin: 0.5rem 0; }
  figure svg { min-width: 0; }
}
@media (max-width: 40rem) {
  main { margin: 1rem auto; padding: 0 0.75rem; }
  td, th { padding: 0.15rem 0.3rem; font-size: 0.82rem; }
}
</style>
</head>
<body>
<main>
";
