//! The table of annotators.

use super::range::range;
use crate::annotation::assessment::{AnnotatorReport, Assessment};
use crate::annotation::basis::Basis;
use crate::annotation::interval::Interval;
use crate::annotation::standing::Standing;
use crate::annotation::verdict;
use std::fmt::Write as _;

/// The table of annotators, in the order of what is sure.
pub(super) fn annotators(a: &Assessment, top: usize) -> String {
    let mut out = String::new();
    let groups = verdict::shown(&a.annotators, top);
    let rows = || groups.iter().flat_map(|g| g.first.iter().chain(&g.last));
    let of_names = rows().map(|r| r.annotator.chars().count());
    let width = of_names.max().unwrap_or(0).max("annotator".len());
    let heads: &[&str] = if a.scheme == Basis::Both && a.classes.is_none() {
        &["with oneself", "with the expert"]
    } else {
        &["agreement"]
    };
    let columns =
        |cells: &[String]| -> String { cells.iter().map(|cell| format!("  {cell:<20}")).collect() };
    let names: Vec<String> = heads.iter().map(|&head| head.into()).collect();
    let _ = writeln!(
        out,
        "\n{:<width$} {:>8}{}  {:<20}  what to do; flags",
        "annotator",
        counted_as(a.scheme),
        columns(&names),
        "effort"
    );
    let line = |r: &AnnotatorReport| {
        let none = || "—".to_owned();
        let agreement = if heads.len() == 2 {
            [r.with_oneself, r.with_expert]
                .iter()
                .map(|part| part.map_or_else(none, |p| range(&p.share)))
                .collect()
        } else {
            let share = r.agreement.zip(r.agreement_interval);
            vec![share.map_or_else(none, |(estimate, [lower, upper])| {
                range(&Interval {
                    estimate,
                    lower,
                    upper,
                })
            })]
        };
        let effort = r.effort.map_or("—".into(), |e| range(&e));
        let notes: Vec<&str> = [r.to_do.as_str()]
            .into_iter()
            .chain(r.flags.iter().copied())
            .collect();
        let line = format!(
            "{:<width$} {:>8}{}  {effort:<20}  {}",
            r.annotator,
            counted(r),
            columns(&agreement),
            notes.join("; ")
        );
        line.trim_end().to_owned()
    };
    for group in &groups {
        let head = match group.standing {
            Standing::Known => None,
            Standing::Little => Some("— little is known of —"),
            Standing::Aside => {
                Some("— set aside: labels do not depend on the item (how many labels) —")
            }
        };
        let first = group.first.iter().map(|r| line(r));
        let last = group.last.iter().map(|r| line(r));
        let between = match group.between {
            0 => None,
            n => Some(format!("… {n} more (--top 0 lists all)")),
        };
        for line in (head.map(str::to_owned).into_iter())
            .chain(first)
            .chain(between)
            .chain(last)
        {
            let _ = writeln!(out, "{line}");
        }
    }
    if rows().any(|r| r.more.is_some()) {
        let _ = writeln!(
            out,
            "check N more: so many labels more settle what to do, if they agree as often as those so far (effort surely half or more, surely\nless, or known to ±0.15)"
        );
    }
    if rows().any(|r| r.flags.contains(&"clustered")) {
        let _ = writeln!(
            out,
            "clustered: several comparisons on one item or in one cluster depend on each other; the interval allows for that"
        );
    }
    out
}

/// The head of the column of counts: with peers one label is compared several times.
pub fn counted_as(scheme: Basis) -> &'static str {
    match scheme {
        Basis::Peers => "pairs",
        _ => "samples",
    }
}

/// What stands under [`counted_as`]: comparisons, and of those set aside, who have none that count,
/// the labels.
pub fn counted(r: &AnnotatorReport) -> u64 {
    match r.standing {
        Standing::Aside => r.labels,
        _ => r.samples,
    }
}
