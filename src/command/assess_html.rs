//! An assessment as one web page that needs nothing else.

use super::assess_plot;
use super::assess_text::{counted, in_short, range};
use crate::annotation::assess::Assessment;
use crate::annotation::trend::PeriodReport;
use crate::annotation::verdict::{self, Standing};
use crate::plot::figure::FigureError;
use crate::print::markup::escape;
use std::fmt::Write as _;

/// Rows of a table that are seen at once; the others are folded away.
const OPEN: usize = 40;

/// The page: plain words, what may mislead, the annotators with what to do, the figure, then what
/// the numbers rest on.
pub fn page(
    a: &Assessment,
    notes: &[String],
    trend: &[PeriodReport],
) -> Result<String, FigureError> {
    let mut out = String::from(HEAD);
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "<h1>How careful the annotators are</h1>\n<p>{} labels of {} items by {} annotators.</p>\n<ul>",
        a.table.rows, a.table.items, a.table.annotators
    );
    for line in in_short(a) {
        let _ = writeln!(out, "<li>{}</li>", escape(&line));
    }
    out.push_str("</ul>\n");
    for warning in &a.warnings {
        let _ = writeln!(
            out,
            "<p class=\"warning\">Warning: {}</p>",
            escape(&warning.text)
        );
    }
    for note in notes {
        let _ = writeln!(out, "<p class=\"note\">{}</p>", escape(note));
    }
    for (standing, title) in [
        (Standing::Known, "Annotators"),
        (Standing::Little, "Little is known of"),
        (Standing::Aside, "Set aside"),
    ] {
        let rows: Vec<_> = verdict::ordered(&a.annotators)
            .into_iter()
            .filter(|r| r.standing == standing)
            .collect();
        if rows.is_empty() {
            continue;
        }
        let samples = match standing {
            Standing::Aside => "labels",
            _ => "samples",
        };
        let head = format!(
            "<div class=\"wide\"><table>\n<tr><th>annotator</th><th>{samples}</th><th>effort</th><th>what to do</th><th>flags</th></tr>"
        );
        let _ = writeln!(out, "<h2>{title}</h2>\n{head}");
        let folded = rows.len().saturating_sub(OPEN);
        for (at, r) in rows.into_iter().enumerate() {
            if at == OPEN {
                let _ = writeln!(
                    out,
                    "</table></div>\n<details><summary>{folded} more</summary>\n{head}"
                );
            }
            let _ = writeln!(
                out,
                "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                escape(&r.annotator),
                counted(r),
                r.effort.map_or("—".into(), |e| range(&e)),
                escape(&r.to_do),
                escape(&r.flags.join("; "))
            );
        }
        out.push_str("</table></div>\n");
        if folded > 0 {
            out.push_str("</details>\n");
        }
    }
    if let Some(drawing) = assess_plot::draw(a)? {
        let svg = drawing.svg();
        // An SVG file's own XML declaration has no place inside a page.
        let start = svg.find("<svg").unwrap_or(0);
        let _ = writeln!(out, "<figure>\n{}\n</figure>", svg[start..].trim_end());
    }
    if !trend.is_empty() {
        out.push_str("<h2>Over time</h2>\n<table>\n<tr><th>period</th><th>rows</th><th>agreement (pooled)</th></tr>\n");
        for p in trend {
            let _ = writeln!(
                out,
                "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
                escape(&p.period),
                p.rows,
                p.agreement.map_or("—".into(), |s| range(&s.share))
            );
        }
        out.push_str("</table>\n");
    }
    let _ = writeln!(
        out,
        "<h2>What this rests on</h2>\n<p>{}</p>",
        escape(&a.identification)
    );
    if let Some(kappa) = &a.kappa {
        let _ = writeln!(
            out,
            "<p>How certain the items are: κ = {} ({}), pooled over annotators.</p>",
            range(&kappa.value),
            escape(kappa.method)
        );
    }
    if let Some(report) = &a.assistant {
        let _ = writeln!(out, "<p>{}</p>", escape(&report.identification));
    }
    if let Some(advice) = &a.monitoring {
        let _ = writeln!(out, "<p>{}</p>", escape(&advice.verdict));
    }
    out.push_str("</main>\n</body>\n</html>\n");
    Ok(out)
}

const HEAD: &str = "<!DOCTYPE html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<title>How careful the annotators are</title>
<style>
body { font-family: Georgia, serif; color: #222; background: #fff; line-height: 1.45; margin: 0; }
main { max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 0.5rem; border-bottom: 1px solid #ccc; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: 0.92rem; }
td, th { text-align: left; padding: 0.15rem 0.5rem 0.15rem 0; vertical-align: top; }
tr + tr { border-top: 1px solid #eee; }
p.warning { border-left: 3px solid #d55e00; padding-left: 0.8rem; }
p.note { color: #555; font-size: 0.9rem; }
figure { margin: 1.5rem 0; overflow-x: auto; }
.wide { overflow-x: auto; }
</style>
</head>
<body>
<main>
";
