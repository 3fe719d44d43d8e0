//! How often labels agree, how often labels without care would, and what that identifies.

use super::range::range;
use crate::annotation::assessment::Assessment;
use crate::annotation::classes::ClassSummary;
use std::fmt::Write as _;

/// Classes named with their shares at most.
const CLASSES_SHOWN: usize = 12;

/// Agreement pooled over annotators.
pub(super) fn agreement(a: &Assessment) -> String {
    let mut out = String::new();
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
    out + &a.classes.as_ref().map_or(String::new(), by_class)
}

/// The classes of the labels, and how often careless labels agree.
fn by_class(classes: &ClassSummary) -> String {
    let mut out = String::new();
    let mut shown: Vec<String> = classes
        .classes
        .iter()
        .take(CLASSES_SHOWN)
        .map(|(name, share)| format!("{name} {:.0}%", 100.0 * share))
        .collect();
    match classes.classes.get(CLASSES_SHOWN..) {
        None | Some([]) => {}
        Some(rest) => shown.push(format!("and {} more", rest.len())),
    }
    let _ = writeln!(out, "  classes ({}): {}", classes.kind, shown.join(", "));
    let careful = classes
        .careful
        .map_or(String::new(), |q| format!("; of careful labels {q:.3}"));
    let _ = match (classes.curve, &classes.no_curve) {
        (Some(curve), _) if curve.measured => writeln!(
            out,
            "  agreement of careless labels, as they are: {}{careful}\n  (if they followed the margin of all labels: {:.3}, which some annotators agree less than by more than chance)",
            range(&curve.careless),
            classes.by_chance
        ),
        (_, Some(why)) => writeln!(out, "  agreement of careless labels: not known: {why}"),
        _ => writeln!(
            out,
            "  agreement of labels that ignore the item and follow the margin of all: {:.3}{careful}",
            classes.by_chance
        ),
    };
    out
}

/// What the file identifies.
pub(super) fn identification(a: &Assessment) -> String {
    let mut out = String::new();
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
    out
}
