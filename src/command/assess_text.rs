//! An assessment as text: the table that people read, and the model file that other commands read.

use crate::annotation::advice::{Advice, Enough};
use crate::annotation::assess::Assessment;
use crate::annotation::assessment::AnnotatorReport;
use crate::annotation::basis::Basis;
use crate::annotation::copying::{AssistantLine, AssistantReport};
use crate::annotation::interval::Interval;
use crate::annotation::trend::PeriodReport;
use crate::annotation::verdict::{self, Standing};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// The assessment to read: in plain words first, then the numbers, those that are sure on top.
pub fn table(a: &Assessment, notes: &[String], trend: &[PeriodReport], top: usize) -> String {
    let mut out = String::new();
    let t = &a.table;
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "{} labels of {} items by {} annotators ({} ties, {} empty{}), {} independent clusters of items",
        t.rows,
        t.items,
        t.annotators,
        t.ties,
        t.missing,
        match t.copies {
            0 => String::new(),
            n => format!(", {n} left out as copies"),
        },
        t.clusters
    );
    for note in notes {
        let _ = writeln!(out, "note: {note}");
    }
    let _ = writeln!(out, "\nIn short");
    for line in in_short(a) {
        let _ = writeln!(out, "  {line}");
    }
    for warning in &a.warnings {
        let rows: Vec<String> = warning.rows.iter().map(u64::to_string).collect();
        let place = if rows.is_empty() {
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
        };
        let _ = writeln!(out, "  warning: {}{place}", warning.text);
    }
    let percent = 100.0 * a.level;
    let _ = writeln!(
        out,
        "\nAgreement, pooled over annotators ({percent}% intervals, ties left out)"
    );
    for (name, summary) in [
        ("with oneself", &a.self_consistency),
        ("with the expert", &a.expert),
        ("between annotators", &a.peers),
    ] {
        if let Some(s) = summary {
            let _ = writeln!(out, "  {name:<19} {}  {} pairs", range(&s.share), s.pairs);
        }
    }
    if let Some(classes) = &a.classes {
        let shown: Vec<String> = classes
            .classes
            .iter()
            .take(12)
            .map(|(name, share)| format!("{name} {:.0}%", 100.0 * share))
            .collect();
        let _ = writeln!(out, "  classes ({}): {}", classes.kind, shown.join(", "));
        let careful = classes
            .careful
            .map_or(String::new(), |q| format!("; of careful labels {q:.3}"));
        let _ = writeln!(
            out,
            "  agreement of labels that ignore the item: {:.3}{careful}",
            classes.by_chance
        );
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
    out += &annotators(a, top);
    if let Some(report) = &a.assistant {
        out += &assistant(report, top);
    }
    if !trend.is_empty() {
        out += &over_time(trend);
    }
    out
}

/// What the numbers come to, in plain words.
pub fn in_short(a: &Assessment) -> Vec<String> {
    let number = |standing: Standing| {
        a.annotators
            .iter()
            .filter(|r| r.standing == standing)
            .count()
    };
    let doing = |to_do: &str| a.annotators.iter().filter(|r| r.to_do == to_do).count();
    let people = |n: usize| {
        if n == 1 {
            "1 annotator".to_owned()
        } else {
            format!("{n} annotators")
        }
    };
    let mut lines = Vec::new();
    if a.kappa.is_none() {
        lines.push(
            "How careful the annotators are cannot be said from this file (see Identification)."
                .into(),
        );
    }
    for (n, text) in [
        (
            doing("pay"),
            "surely careful on half of their labels or more",
        ),
        (doing("talk to"), "surely careful on less than half"),
        (
            number(Standing::Aside),
            "set aside: their labels do not depend on the item",
        ),
    ] {
        if n > 0 {
            lines.push(format!("{}: {text}.", people(n)));
        }
    }
    let little = number(Standing::Little);
    if little > 0 && a.kappa.is_some() {
        lines.push(format!(
            "{}: too little is known, check more of their labels.",
            people(little)
        ));
    }
    if a.kappa.is_some() {
        lines.push(format!(
            "Judged by {}; effort is the share of labels given with care.",
            match a.scheme {
                Basis::Both => "second looks and the expert's labels together",
                Basis::SelfConsistency => "second looks at the same item",
                Basis::Expert => "the expert's labels",
                Basis::Peers => "labels of other annotators",
            }
        ));
    }
    lines
}

/// The table of annotators, in the order of what is sure.
fn annotators(a: &Assessment, top: usize) -> String {
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
        "samples",
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
    if rows().any(|r| r.flags.contains(&"clustered")) {
        let _ = writeln!(
            out,
            "clustered: several comparisons on one item or in one cluster depend on each other; the interval allows for that"
        );
    }
    out
}

/// What stands under `samples`: comparisons, and of those set aside, who have none that count, the
/// labels.
pub(super) fn counted(r: &AnnotatorReport) -> u64 {
    match r.standing {
        Standing::Aside => r.labels,
        _ => r.samples,
    }
}

/// Care and copies where the file has a model's labels.
fn assistant(report: &AssistantReport, top: usize) -> String {
    let mut out = format!(
        "\nAssistant\n  {}\n  {} items with a model's label; {} of them serve as sentinels (it contradicts the expert)\n",
        report.identification, report.items, report.sentinels
    );
    if let Some(share) = &report.with_expert {
        let _ = writeln!(
            out,
            "  the model agrees with the expert on {}",
            range(share)
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
    if shown < lines.len() {
        let _ = writeln!(
            out,
            "  … {} more, who copied less (--top 0 lists all)",
            lines.len() - shown
        );
    }
    out
}

/// Periods one under the other; of single annotators those that moved.
fn over_time(trend: &[PeriodReport]) -> String {
    let mut out = String::from("\nOver time (each period by itself, κ as above)\n");
    let _ = writeln!(
        out,
        "  {:<12} {:>8}  {:<20}  median effort",
        "period", "rows", "agreement (pooled)"
    );
    for p in trend {
        let mut efforts: Vec<f64> = p.efforts.iter().map(|e| e.1.estimate).collect();
        efforts.sort_by(f64::total_cmp);
        let median = efforts.get(efforts.len() / 2);
        let _ = writeln!(
            out,
            "  {:<12} {:>8}  {:<20}  {}",
            p.period,
            p.rows,
            p.agreement.map_or("—".into(), |s| range(&s.share)),
            median.map_or("—".into(), |m| format!("{m:.3} of {}", efforts.len()))
        );
    }
    let mut first: BTreeMap<&str, (&str, Interval)> = BTreeMap::new();
    for p in trend {
        for (name, effort) in &p.efforts {
            let (since, before) = *first.entry(name).or_insert((&p.period, *effort));
            // Intervals that do not meet: more than chance moves.
            if effort.upper < before.lower || effort.lower > before.upper {
                let way = if effort.estimate < before.estimate {
                    "fell"
                } else {
                    "rose"
                };
                let _ = writeln!(
                    out,
                    "  {name}: effort {way} from {} in {since} to {} in {}",
                    range(&before),
                    range(effort),
                    p.period
                );
                first.insert(name, (&p.period, *effort));
            }
        }
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

pub(super) fn range(i: &Interval) -> String {
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
    // Four decimals, outwards: sampling leaves no more.
    let lower = (libm::floor(1e4 * kappa.lower) / 1e4).max(1e-6);
    let upper = (libm::ceil(1e4 * kappa.upper) / 1e4).min(1.0);
    let (lower, upper) = (lower.min(kappa.estimate), upper.max(kappa.estimate));
    if lower < upper && lower.is_finite() && upper.is_finite() {
        let value = kappa.estimate;
        format!("{{ value = {value}, lower = {lower}, upper = {upper} }}")
    } else {
        kappa.estimate.to_string()
    }
}
