//! An assessment as text: the table that people read, and the model file that other commands read.

mod agreement;
mod annotators;
mod assistant;
mod in_short;
mod model_file;
mod range;
mod trend;

use crate::annotation::advice::{Advice, Enough};
use crate::annotation::assessment::{Assessment, Shape};
use crate::annotation::traps::Warning;
use crate::annotation::trend::PeriodReport;
use agreement::{agreement, identification};
use annotators::annotators;
pub(super) use annotators::{counted, counted_as};
use assistant::assistant;
pub use in_short::in_short;
pub use model_file::model;
pub(super) use range::range;
use std::fmt::Write as _;
use trend::over_time;

/// `1 row`, `2 rows`.
fn counted_words(n: usize, what: &str) -> String {
    crate::print::words::counted(n as u64, what)
}

/// The assessment to read: in plain words first, then the numbers, those that are sure on top.
pub fn table(a: &Assessment, notes: &[String], trend: &[PeriodReport], top: usize) -> String {
    let mut out = what_was_read(&a.table);
    // Writing to a String cannot fail.
    for note in notes {
        let _ = writeln!(out, "note: {note}");
    }
    let _ = writeln!(out, "\nIn short");
    for line in in_short(a) {
        let _ = writeln!(out, "  {line}");
    }
    for warning in &a.warnings {
        let _ = writeln!(out, "  warning: {}{}", warning.text, place(warning));
    }
    out += &agreement(a);
    out += &identification(a);
    if let Some(advice) = &a.monitoring {
        out += &monitoring(advice, a.level);
    }
    out += &annotators(a, top);
    if let Some(report) = &a.assistant {
        out += &assistant(report, top);
    }
    if !trend.is_empty() {
        out += &over_time(trend, a.level);
    }
    out
}

/// How many labels there are, of what and by whom.
fn what_was_read(t: &Shape) -> String {
    format!(
        "{} of {} by {} ({}, {} empty{}), {} of items\n",
        counted_words(t.rows, "label"),
        counted_words(t.items, "item"),
        counted_words(t.annotators, "annotator"),
        counted_words(t.ties, "tie"),
        t.missing,
        match t.copies {
            0 => String::new(),
            n => format!(", {n} left out as copies"),
        },
        counted_words(t.clusters, "independent cluster")
    )
}

/// The rows that a warning is about.
fn place(warning: &Warning) -> String {
    let rows: Vec<String> = warning.rows.iter().map(u64::to_string).collect();
    if rows.is_empty() {
        String::new()
    } else {
        format!(
            " (rows {}{})",
            rows.join(", "),
            if warning.count > rows.len() as u64 {
                ", …"
            } else {
                ""
            }
        )
    }
}

/// Which scheme tells more, and how many samples are enough.
fn monitoring(advice: &Advice, level: f64) -> String {
    let mut out = format!("\nMonitoring\n  {}\n", advice.verdict);
    let _ = writeln!(
        out,
        "  enough samples, for an annotator who agrees as all do together (errors at most {:.0}%)",
        100.0 * (1.0 - level)
    );
    let _ = writeln!(out, "  {:<27} {:<24} expert's labels", "", "second looks");
    for (own, expert) in advice.repeats.samples.iter().zip(&advice.expert.samples) {
        let (own_words, expert_words) = (
            enough(own, advice.repeats.excess),
            enough(expert, advice.expert.excess),
        );
        let line = format!("  {:<27} {own_words:<24} {expert_words}", own.task);
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

/// Of what was measured without exception only limits are known.
fn enough(e: &Enough, measured: Option<f64>) -> String {
    let number = |n: Option<u64>| n.map_or("?".to_owned(), |n| n.to_string());
    match (e.estimate, e.lower, e.upper) {
        (Some(n), lower, upper) => format!("{n} [{}, {}]", number(lower), number(upper)),
        (None, Some(lower), Some(upper)) if measured.is_some() && lower < upper => {
            format!("from {lower} to {upper}")
        }
        (None, _, Some(upper)) => format!("at most {upper}"),
        (None, Some(lower), None) => format!("at least {lower}"),
        (None, None, None) if measured.is_some_and(|excess| excess > 0.5) => {
            "too few labels to say".to_owned()
        }
        (None, None, None) => "not known".to_owned(),
    }
}
