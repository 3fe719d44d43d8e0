//! Annotators in public data, and how well effort is estimated.

use super::figure;
use super::table::{cell, download, table};
use crate::paper::document::{DocumentError, Shelf};
use crate::paper::rows::{Csv, Row};
use crate::print::markup::LINE;
use maud::{Markup, html};
use std::collections::BTreeMap;

const REAL: &str = "paper/data/real_annotators.csv";
const COVERAGE: &str = "paper/data/effort_coverage.csv";
const REWARD: &str = "paper/data/reward_blindness.csv";
const PREFERENCES: &str = "paper/data/dawid_skene.csv";

/// Files this section reads.
pub const SOURCES: &[&str] = &[
    REAL,
    COVERAGE,
    REWARD,
    PREFERENCES,
    "paper/figures/dawid_skene.svg",
];

/// The section.
pub fn section(shelf: &Shelf) -> Result<Markup, DocumentError> {
    let real = match Csv::read(shelf, REAL)? {
        Some(sheet) => real(&sheet)?,
        None => Markup::default(),
    };
    let coverage = match Csv::read(shelf, COVERAGE)? {
        Some(sheet) => coverage(&sheet)?,
        None => Markup::default(),
    };
    Ok(html! {
        section.card id="annotators" aria-labelledby="annotators-title" { (LINE)
            h2 id="annotators-title" { "Real annotators" } (LINE)
            (real)
            (figure::of(shelf, "dawid_skene", &[])?)
            @if shelf.bytes("paper/figures/dawid_skene.svg").is_some() {
                p.caption {
                    "Annotators with preferences of their own: Dawid and Skene’s model reads them as careless, self-consistency does not."
                } (LINE)
            }
            (coverage)
            p.files {
                (download(shelf, REAL, "real annotators")) " "
                (download(shelf, PREFERENCES, "own preferences")) " "
                (download(shelf, COVERAGE, "coverage")) " "
                (download(shelf, REWARD, "reward models"))
            } (LINE)
        } (LINE)
    })
}

fn real(sheet: &Csv) -> Result<Markup, DocumentError> {
    let mut rows = Vec::new();
    let mut last = "";
    for row in sheet.rows() {
        let data = row.cell("data")?;
        rows.push(annotators(&row, data != last)?);
        last = data;
    }
    let names = [
        "Data",
        "Monitored by",
        "Taken as careful",
        "Annotators",
        "Agreement",
        "κ",
        "Effort: 10%, median, 90%",
        "More informative",
    ];
    Ok(html! {
        p {
            "What public label files tell of care. Agreement alone leaves the scale of effort open: each row says whom it \
             takes as fully careful, and intervals are 95%. The last column says which signal is more informative about the median \
             annotator."
        } (LINE)
        (table(&names, &rows))
    })
}

/// A row of the table; the `first` of a data set tells where it is from.
fn annotators(row: &Row<'_>, first: bool) -> Result<Vec<Markup>, DocumentError> {
    let interval = |name: &str| -> Result<Markup, DocumentError> {
        let (lower, upper) = (format!("{name}_lower"), format!("{name}_upper"));
        Ok(html! {
            (row.cell(name)?)
            br;
            small.line { "[" (row.cell(&lower)?) ", " (row.cell(&upper)?) "]" }
        })
    };
    let plain = |name: &str| row.cell(name).map(cell);
    let note = row.cell("note")?;
    let data = html! {
        (row.cell("data")?)
        @if first {
            br;
            small {
                (row.cell("source")?) ", " (row.cell("licence")?)
                @if !note.is_empty() { ". " (note) }
            }
        }
    };
    let efforts = html! {
        span.line {
            (row.cell("effort_p10")?) ", " (row.cell("effort_p50")?) ", " (row.cell("effort_p90")?)
        }
    };
    Ok(vec![
        data,
        plain("scheme")?,
        plain("anchor")?,
        plain("annotators")?,
        interval("agreement")?,
        interval("kappa")?,
        efforts,
        plain("winner_at_median_effort")?,
    ])
}

/// The smallest and largest coverage of each kind of interval.
fn coverage(sheet: &Csv) -> Result<Markup, DocumentError> {
    let mut kinds: BTreeMap<[&str; 3], Vec<&str>> = BTreeMap::new();
    for row in sheet.rows() {
        let kind = [
            row.cell("interval")?,
            row.cell("scheme")?,
            row.cell("kappa_is")?,
        ];
        kinds.entry(kind).or_default().push(row.cell("coverage")?);
    }
    let rows: Vec<Vec<Markup>> = kinds
        .into_iter()
        .map(|([interval, scheme, kappa], mut shares)| {
            // Decimals of equal length below or at one: their order as text is their order.
            shares.sort_unstable();
            let [first, last] =
                [shares.first(), shares.last()].map(|s| s.copied().unwrap_or_default());
            vec![
                cell(interval),
                cell(scheme),
                cell(kappa),
                html! { (shares.len()) },
                html! { (first) " to " (last) },
            ]
        })
        .collect();
    let names = ["Interval", "Monitored by", "κ is", "Settings", "Coverage"];
    Ok(html! {
        h3 { "Do 95% intervals of effort hold it?" } (LINE)
        p {
            "Share of simulated annotators whose true effort lay in their interval, from the worst to the best setting."
        } (LINE)
        (table(&names, &rows))
    })
}
