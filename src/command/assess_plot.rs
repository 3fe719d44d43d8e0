//! The efforts with their intervals as a drawing.

use crate::annotation::assess::Assessment;
use std::fmt::Write as _;

/// Most annotators that stay legible.
const ROWS: usize = 60;

/// A self-contained SVG: one annotator per line, best first, the interval as a bar and the estimate as a dot.
pub fn svg(a: &Assessment) -> String {
    let mut rows: Vec<_> = a
        .annotators
        .iter()
        .filter_map(|r| Some((r.effort?, r)))
        .collect();
    rows.sort_by(|x, y| {
        y.0.estimate
            .total_cmp(&x.0.estimate)
            .then(x.1.annotator.cmp(&y.1.annotator))
    });
    let left_out = rows.len().saturating_sub(ROWS);
    rows.truncate(ROWS);
    let (left, plot, line, head) = (140.0, 460.0, 18.0, 48.0);
    let height = head + line * rows.len() as f64 + 44.0;
    let x = |e: f64| left + plot * e;
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 {height:.0}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <text x=\"{left}\" y=\"20\" font-size=\"14\">Effort with {}% intervals</text>",
        100.0 * a.level
    );
    let bottom = head + line * rows.len() as f64;
    for tick in 0..=5 {
        let e = f64::from(tick) / 5.0;
        let _ = writeln!(
            out,
            "<path d=\"M{0:.1} {head:.1}V{bottom:.1}\" stroke=\"#ddd\"/>\
             <text x=\"{0:.1}\" y=\"{1:.1}\" text-anchor=\"middle\">{e:.1}</text>",
            x(e),
            bottom + 16.0
        );
    }
    for (i, (effort, report)) in rows.iter().enumerate() {
        let y = head + line * (i as f64 + 0.5);
        let name: String = report.annotator.chars().take(18).collect();
        let _ = writeln!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>\
             <path d=\"M{:.1} {y:.1}H{:.1}\" stroke=\"#0072b2\" stroke-width=\"2\"/>\
             <circle cx=\"{:.1}\" cy=\"{y:.1}\" r=\"3.5\" fill=\"#0072b2\"/>",
            left - 8.0,
            y + 4.0,
            escape(&name),
            x(effort.lower),
            x(effort.upper),
            x(effort.estimate)
        );
    }
    let note = if left_out > 0 {
        format!("effort ({left_out} more annotators not drawn)")
    } else {
        "effort".into()
    };
    let _ = writeln!(
        out,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{note}</text>\n</svg>",
        left + 0.5 * plot,
        bottom + 36.0
    );
    out
}

fn escape(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '&' => "&amp;".into(),
            '<' => "&lt;".into(),
            '>' => "&gt;".into(),
            '"' => "&quot;".into(),
            c if c.is_control() => "\u{fffd}".into(),
            c => c.to_string(),
        })
        .collect()
}
