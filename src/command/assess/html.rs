//! An assessment as one web page that needs nothing else.

use super::plot;
use super::text::{counted, counted_as, in_short, range};
use crate::annotation::assessment::{AnnotatorReport, Assessment};
use crate::annotation::standing::Standing;
use crate::annotation::trend::PeriodReport;
use crate::annotation::verdict;
use crate::plot::figure::FigureError;
use crate::print::markup::{self, LINE};
use maud::{Markup, html};

/// Rows of a table that are seen at once; the others are folded away.
const OPEN: usize = 40;

const TITLE: &str = "How careful the annotators are";

/// The page: plain words, what may mislead, the annotators with what to do, the figure, then what
/// the numbers rest on.
pub fn page(
    a: &Assessment,
    notes: &[String],
    trend: &[PeriodReport],
) -> Result<String, FigureError> {
    let drawing = plot::draw(a)?;
    let main = html! {
        h1 { (TITLE) } (LINE)
        p {
            (a.table.rows) " labels of " (a.table.items) " items by " (a.table.annotators)
            " annotators."
        } (LINE)
        ul { (LINE) @for line in in_short(a) { li { (line) } (LINE) } } (LINE)
        @for warning in &a.warnings { p.warning { "Warning: " (warning.text) } (LINE) }
        @for note in notes { p.note { (note) } (LINE) }
        (groups(a))
        @if let Some(drawing) = drawing {
            figure { (LINE) (markup::drawing(&drawing.svg())) (LINE) } (LINE)
        }
        @if !trend.is_empty() { (over_time(trend)) }
        (basis(a))
    };
    Ok(markup::page(TITLE, include_str!("assess.css"), &main))
}

fn groups(a: &Assessment) -> Markup {
    let of = |standing: Standing| -> Vec<&AnnotatorReport> {
        let ordered = verdict::ordered(&a.annotators).into_iter();
        ordered.filter(|r| r.standing == standing).collect()
    };
    html! {
        @for (standing, title, counts) in [
            (Standing::Known, "Annotators", counted_as(a.scheme)),
            (Standing::Little, "Little is known of", counted_as(a.scheme)),
            (Standing::Aside, "Set aside", "labels"),
        ] {
            @let rows = of(standing);
            @let (open, folded) = rows.split_at(rows.len().min(OPEN));
            @if !open.is_empty() { h2 { (title) } (LINE) (annotators(open, counts)) }
            @if !folded.is_empty() {
                details {
                    summary { (folded.len()) " more" } (LINE)
                    (annotators(folded, counts))
                } (LINE)
            }
        }
    }
}

fn annotators(rows: &[&AnnotatorReport], counts: &str) -> Markup {
    html! {
        div.wide { table { (LINE)
            tr {
                th { "annotator" } th { (counts) } th { "effort" } th { "what to do" } th { "flags" }
            } (LINE)
            @for r in rows {
                tr {
                    td { (r.annotator) }
                    td { (counted(r)) }
                    td { (r.effort.map_or("—".into(), |e| range(&e))) }
                    td { (r.to_do) }
                    td { (r.flags.join("; ")) }
                } (LINE)
            }
        } } (LINE)
    }
}

fn over_time(trend: &[PeriodReport]) -> Markup {
    html! {
        h2 { "Over time" } (LINE)
        table { (LINE)
            tr { th { "period" } th { "rows" } th { "agreement (pooled)" } } (LINE)
            @for p in trend {
                tr {
                    td { (p.period) }
                    td { (p.rows) }
                    td { (p.agreement.map_or("—".into(), |s| range(&s.share))) }
                } (LINE)
            }
        } (LINE)
    }
}

fn basis(a: &Assessment) -> Markup {
    html! {
        h2 { "What this rests on" } (LINE)
        p { (a.identification) } (LINE)
        @if let Some(kappa) = &a.kappa {
            p {
                "How certain the items are: κ = " (range(&kappa.value)) " (" (kappa.method)
                "), pooled over annotators."
            } (LINE)
        }
        @if let Some(report) = &a.assistant { p { (report.identification) } (LINE) }
        @if let Some(advice) = &a.monitoring { p { (advice.verdict) } (LINE) }
    }
}
