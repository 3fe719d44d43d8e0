//! Annotators in public data, and how well effort is estimated.

use super::figure;
use super::table::{self, download};
use super::text::escape;
use crate::paper::document::{DocumentError, Shelf};
use crate::paper::rows::{Csv, Row};
use std::collections::BTreeMap;
use std::fmt::Write;

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
pub fn write(shelf: &Shelf, out: &mut String) -> Result<(), DocumentError> {
    out.push_str(
        "<section class=\"card\" id=\"annotators\" aria-labelledby=\"annotators-title\">\n\
         <h2 id=\"annotators-title\">Real annotators</h2>\n",
    );
    if let Some(sheet) = Csv::read(shelf, REAL)? {
        out.push_str(
            "<p>What public label files tell of care. Agreement alone leaves the scale of effort open: each row says whom it \
             takes as fully careful, and intervals are 95%. The last column says which signal is more informative about the median \
             annotator.</p>\n",
        );
        let mut rows = Vec::new();
        let mut last = "";
        for row in sheet.rows() {
            let data = row.cell("data")?;
            rows.push(real(&row, data != last)?);
            last = data;
        }
        table::write(
            &[
                "Data",
                "Monitored by",
                "Taken as careful",
                "Annotators",
                "Agreement",
                "κ",
                "Effort: 10%, median, 90%",
                "More informative",
            ],
            &rows,
            out,
        );
    }
    figure::write(shelf, "dawid_skene", &[], out)?;
    if shelf.bytes("paper/figures/dawid_skene.svg").is_some() {
        out.push_str(&figure::caption(
            "Annotators with preferences of their own: Dawid and Skene’s model reads them as careless, self-consistency does not.",
        ));
    }
    if let Some(sheet) = Csv::read(shelf, COVERAGE)? {
        coverage(&sheet, out)?;
    }
    let _ = writeln!(
        out,
        "<p class=\"files\">{} {} {} {}</p>\n</section>",
        download(shelf, REAL, "real annotators"),
        download(shelf, PREFERENCES, "own preferences"),
        download(shelf, COVERAGE, "coverage"),
        download(shelf, REWARD, "reward models")
    );
    Ok(())
}

/// A row of the table; the `first` of a data set tells where it is from.
fn real(row: &Row<'_>, first: bool) -> Result<Vec<String>, DocumentError> {
    let interval = |name: &str| -> Result<String, DocumentError> {
        Ok(format!(
            "{}<br/><small class=\"line\">[{}, {}]</small>",
            escape(row.cell(name)?),
            escape(row.cell(&format!("{name}_lower"))?),
            escape(row.cell(&format!("{name}_upper"))?)
        ))
    };
    let note = row.cell("note")?;
    let origin = format!(
        "<br/><small>{}, {}{}{}</small>",
        escape(row.cell("source")?),
        escape(row.cell("licence")?),
        if note.is_empty() { "" } else { ". " },
        escape(note)
    );
    Ok(vec![
        format!(
            "{}{}",
            escape(row.cell("data")?),
            if first { &origin } else { "" }
        ),
        escape(row.cell("scheme")?),
        escape(row.cell("anchor")?),
        escape(row.cell("annotators")?),
        interval("agreement")?,
        interval("kappa")?,
        format!(
            "<span class=\"line\">{}, {}, {}</span>",
            escape(row.cell("effort_p10")?),
            escape(row.cell("effort_p50")?),
            escape(row.cell("effort_p90")?)
        ),
        escape(row.cell("winner_at_median_effort")?),
    ])
}

/// The smallest and largest coverage of each kind of interval.
fn coverage(sheet: &Csv, out: &mut String) -> Result<(), DocumentError> {
    let mut kinds: BTreeMap<[&str; 3], Vec<&str>> = BTreeMap::new();
    for row in sheet.rows() {
        let kind = [
            row.cell("interval")?,
            row.cell("scheme")?,
            row.cell("kappa_is")?,
        ];
        kinds.entry(kind).or_default().push(row.cell("coverage")?);
    }
    out.push_str(
        "<h3>Do 95% intervals of effort hold it?</h3>\n<p>Share of simulated annotators whose true effort lay in their interval, \
         from the worst to the best setting.</p>\n",
    );
    let rows: Vec<Vec<String>> = kinds
        .into_iter()
        .map(|([interval, scheme, kappa], mut shares)| {
            // Decimals of equal length below or at one: their order as text is their order.
            shares.sort_unstable();
            vec![
                escape(interval),
                escape(scheme),
                escape(kappa),
                shares.len().to_string(),
                format!(
                    "{} to {}",
                    escape(shares.first().copied().unwrap_or_default()),
                    escape(shares.last().copied().unwrap_or_default())
                ),
            ]
        })
        .collect();
    table::write(
        &["Interval", "Monitored by", "κ is", "Settings", "Coverage"],
        &rows,
        out,
    );
    Ok(())
}
