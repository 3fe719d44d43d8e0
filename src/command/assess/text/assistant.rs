//! Care and copies.

use super::range::range;
use crate::annotation::copying::{AssistantLine, AssistantReport};
use crate::annotation::interval::Interval;
use std::fmt::Write as _;

/// Care and copies where the file has a model's labels.
pub(super) fn assistant(report: &AssistantReport, top: usize) -> String {
    let mut out = format!(
        "\nAssistant\n  {}\n  {} items with a model's label; {} of them serve as sentinels (it contradicts the expert)\n",
        report.identification, report.items, report.sentinels
    );
    if let Some(share) = &report.with_expert {
        let alpha = share.map(|q| 2.0 * q - 1.0);
        let _ = writeln!(
            out,
            "  the model agrees with the expert on {}: a copied label's agreement beyond chance (alpha_e of a model file) is {}",
            range(share),
            range(&alpha)
        );
    }
    let mut lines: Vec<_> = report.annotators.iter().collect();
    let copied = |l: &AssistantLine| l.copied.map_or(-1.0, |c| c.lower);
    lines.sort_by(|x, y| copied(y).total_cmp(&copied(x)));
    let shown = if top == 0 {
        lines.len()
    } else {
        top.min(lines.len())
    };
    let names = lines[..shown].iter().map(|l| l.annotator.chars().count());
    let width = names.max().unwrap_or(0).max("copies of".len());
    let _ = writeln!(
        out,
        "  {:<width$} {:>9}  {:<20}  {:<20}  more sentinels",
        "copies of", "sentinels", "share copied", "effort net of copies"
    );

    for l in &lines[..shown] {
        let cell = |i: Option<Interval>| i.map_or("—".to_owned(), |i| range(&i));
        let copied = match (l.copied, l.copied_at_most) {
            (None, Some(most)) => format!("at most {most:.3}"),
            (copied, _) => cell(copied),
        };
        let more = l.more_sentinels.map_or("—".into(), |n| n.to_string());
        let _ = writeln!(
            out,
            "  {:<width$} {:>9}  {copied:<20}  {:<20}  {more}",
            l.annotator,
            l.sentinels,
            cell(l.effort)
        );
    }
    let _ = writeln!(
        out,
        "  more sentinels: labels on them after which, at the rates so far, what to do would be settled (— where it is, or where\n  sentinels alone do not settle it)"
    );
    if shown < lines.len() {
        let _ = writeln!(
            out,
            "  … {} more, who copied less (--top 0 lists all)",
            lines.len() - shown
        );
    }
    out
}
