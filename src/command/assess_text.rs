//! An assessment as text: the table that people read, and the model file that other commands read.

use crate::annotation::advice::{Advice, Enough};
use crate::annotation::assess::Assessment;
use crate::annotation::basis::Basis;
use crate::annotation::interval::Interval;
use std::fmt::Write as _;
use std::path::Path;

/// The assessment as a table to read: best annotators first.
pub fn table(a: &Assessment, top: usize) -> String {
    let mut out = String::new();
    let t = &a.table;
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "{} labels of {} items by {} annotators ({} ties, {} empty), {} independent clusters of items",
        t.rows, t.items, t.annotators, t.ties, t.missing, t.clusters
    );
    let percent = 100.0 * a.level;
    let _ = writeln!(out, "\nAgreement ({percent}% intervals, ties left out)");
    for (name, summary) in [
        ("with oneself", &a.self_consistency),
        ("with the expert", &a.expert),
        ("between annotators", &a.peers),
    ] {
        if let Some(s) = summary {
            let _ = writeln!(out, "  {name:<19} {}  {} pairs", range(&s.share), s.pairs);
        }
    }
    let _ = writeln!(out, "\nIdentification\n  {}", a.identification);
    if let Some(kappa) = &a.kappa {
        let _ = writeln!(
            out,
            "  κ = {} from {} pairs: {}",
            range(&kappa.value),
            kappa.pairs,
            kappa.method
        );
        if let Some(bound) = kappa.at_least {
            let _ = writeln!(out, "  whatever the efforts, κ is at least {bound:.3}");
        }
    }
    if let Some(advice) = &a.monitoring {
        out += &monitoring(advice, a.level);
    }
    let mut order: Vec<_> = a.annotators.iter().collect();
    order.sort_by(|x, y| {
        let key = |r: &&crate::annotation::assess::AnnotatorReport| {
            (
                r.effort.map_or(-1.0, |e| e.estimate),
                r.agreement.unwrap_or(-1.0),
                r.samples,
            )
        };
        let (kx, ky) = (key(x), key(y));
        ky.0.total_cmp(&kx.0)
            .then(ky.1.total_cmp(&kx.1))
            .then(ky.2.cmp(&kx.2))
            .then(x.annotator.cmp(&y.annotator))
    });
    let shown = if top == 0 {
        order.len()
    } else {
        top.min(order.len())
    };
    let width = order[..shown]
        .iter()
        .map(|r| r.annotator.chars().count())
        .max()
        .unwrap_or(0)
        .max("annotator".len());
    let heads: &[&str] = if a.scheme == Basis::Both {
        &["with oneself", "with the expert"]
    } else {
        &["agreement"]
    };
    let columns =
        |cells: &[String]| -> String { cells.iter().map(|cell| format!("  {cell:<20}")).collect() };
    let heads: Vec<String> = heads.iter().map(|&head| head.into()).collect();
    let _ = writeln!(
        out,
        "\n{:<width$} {:>8}{}  {:<20}  flags",
        "annotator",
        "samples",
        columns(&heads),
        "effort"
    );
    for r in &order[..shown] {
        let none = || "—".to_owned();
        let agreement = if a.scheme == Basis::Both {
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
        let line = format!(
            "{:<width$} {:>8}{}  {effort:<20}  {}",
            r.annotator,
            r.samples,
            columns(&agreement),
            r.flags.join("; ")
        );
        let _ = writeln!(out, "{}", line.trim_end());
    }
    if shown < order.len() {
        let _ = writeln!(
            out,
            "… and {} more (--top 0 lists all)",
            order.len() - shown
        );
    }
    if order[..shown]
        .iter()
        .any(|r| r.flags.contains(&"clustered"))
    {
        let _ = writeln!(
            out,
            "clustered: several comparisons on one item or in one cluster depend on each other; the interval allows for that"
        );
    }
    out
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
        let line = format!("  {:<27} {:<24} {}", own.task, enough(own), enough(expert));
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

fn enough(e: &Enough) -> String {
    let number = |n: Option<u64>| n.map_or("?".to_owned(), |n| n.to_string());
    match (e.estimate, e.lower, e.upper) {
        (Some(n), lower, upper) => format!("{n} [{}, {}]", number(lower), number(upper)),
        (None, _, Some(upper)) => format!("at most {upper}"),
        (None, Some(lower), None) => format!("at least {lower}"),
        (None, None, None) => "not known".to_owned(),
    }
}

fn range(i: &Interval) -> String {
    format!("{:.3} [{:.3}, {:.3}]", i.estimate, i.lower, i.upper)
}

/// A model file whose monitoring is estimated; everything else is marked as an example to be
/// replaced. `None` without κ.
pub fn model(a: &Assessment, labels: &Path) -> Option<String> {
    let kappa = a.kappa.as_ref()?;
    let scheme = match a.scheme {
        Basis::Expert => "expert",
        // A peer is an expert of unknown effort; what a model can hold is the annotator's agreement
        // with himself.
        Basis::SelfConsistency | Basis::Peers => "self-consistency",
        // κ_e = κ_s: either is right. The one that tells more, if it is known.
        Basis::Both => match a.monitoring.as_ref().and_then(|m| m.tells_more) {
            Some(Basis::Expert) => "expert",
            _ => "self-consistency",
        },
    };
    let k = &kappa.value;
    Some(format!(
        "# kappa is estimated from {labels}; lower and upper are the ends of its\n\
         # {}% interval, so that `design` proves its terms for all of it.\n\
         # {}\n\
         # Utility, cost, value and reservation are examples: labels do not tell them. Put in your own.\n\
         [utility]\nfamily = \"power\"\ngamma = 0.5\nminimum_wage = 0.0\n\
         [cost]\nscale = 0.3333333333333333\nexponent = 3.0\n\
         [monitoring]\nscheme = \"{scheme}\"\nkappa = {}\n\
         [value]\nslope = 0.4060093333333333\n\
         [reservation]\nutility = 0.3\n",
        100.0 * a.level,
        a.identification.replace('\n', " "),
        stated(k),
        labels = labels
            .file_name()
            .unwrap_or(labels.as_os_str())
            .to_string_lossy()
            .escape_default(),
    ))
}

/// κ with its interval as a model file takes it: within (0, 1], and a plain number where the
/// interval is none.
fn stated(kappa: &Interval) -> String {
    // κ is a mean of squared certainties: an end that sampling carries outside says no more.
    let lower = kappa.lower.max(1e-6).min(kappa.estimate);
    let upper = kappa.upper.min(1.0).max(kappa.estimate);
    if lower < upper && lower.is_finite() && upper.is_finite() {
        let value = kappa.estimate;
        format!("{{ value = {value}, lower = {lower}, upper = {upper} }}")
    } else {
        kappa.estimate.to_string()
    }
}
