//! What an assessment comes to, in plain words.

use crate::annotation::assessment::Assessment;
use crate::annotation::basis::Basis;
use crate::annotation::kappa::Anchor;
use crate::annotation::standing::Standing;
use crate::annotation::verdict::{PAY, PAY_IF, RELATIVE, SWAPPED, TALK, TURNED};

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
    let [if_careful, than_half] = halves(a.kappa.as_ref().map(|kappa| kappa.anchor));
    if a.kappa.is_none() {
        lines.push(
            "How careful the annotators are cannot be said from this file (see Identification)."
                .into(),
        );
    }
    let (careful, careless) = (doing(PAY), doing(TALK));
    let (swapped, turned, perhaps) = (doing(SWAPPED), doing(TURNED), doing(PAY_IF));
    for (n, text) in [
        (careful, if_careful),
        (
            perhaps,
            "careful on half of their labels or more only if careless labels are fair coins, which labels as one-sided as these contradict (see the warning); judge by --kind nominal",
        ),
        (careless, than_half),
        (
            swapped,
            "labels that agree less than chance: see whether the two responses were swapped",
        ),
        (
            turned,
            "labels that agree less than chance: see whether the best grade was taken for the worst",
        ),
        (
            number(Standing::Known) - careful - careless - swapped - turned - perhaps,
            "careful on about half, perhaps more, perhaps less",
        ),
        (
            number(Standing::Aside),
            "set aside: their labels do not depend on the item",
        ),
    ] {
        if n > 0 {
            lines.push(format!("{}: {text}.", people(n)));
        }
    }
    let relative = doing(RELATIVE);
    if relative > 0 {
        lines.push(format!(
            "{}: measured against the best of so few people, so that nothing is known of their care (see the warning).",
            people(relative)
        ));
    }
    let little = number(Standing::Little) - relative;
    if little > 0 && a.kappa.is_some() {
        lines.push(format!(
            "{}: too little is known, check more of their labels.",
            people(little)
        ));
    }
    if let Some(kappa) = &a.kappa {
        lines.extend(judged_by(a, kappa.anchor, relative > 0));
    }
    lines
}

/// What effort was judged by, and what its scale rests on.
fn judged_by(a: &Assessment, anchor: Anchor, relative: bool) -> Vec<String> {
    let mut lines = vec![format!(
        "Judged by {}; effort is {}.",
        match a.scheme {
            Basis::Both => "second looks and the expert's labels together",
            Basis::SelfConsistency => "second looks at the same item",
            Basis::Expert => "the expert's labels",
            Basis::Peers => "labels of other annotators",
        },
        if relative {
            "relative to the best of them, not the share of labels given with care"
        } else {
            "the share of labels given with care"
        }
    )];
    if matches!(anchor, Anchor::Best | Anchor::Everyone) && !relative {
        lines.push(format!(
            "The scale is an assumption that these labels do not check: {}. If they are careless as well, so is everybody, by as much more than is said here; gold and second looks together, or a known κ (--kappa), tell.",
            match anchor {
                Anchor::Best => "the best annotators, those with a tenth of the comparisons, are careful",
                _ => "all annotators are careful",
            }
        ));
    }
    if a.assistant.as_ref().is_some_and(|r| r.careful.is_some()) {
        lines.push(
            "What to do follows the effort net of copies from the model (see Assistant).".into(),
        );
    }
    lines
}

/// Words for those on either side of half their labels, by on whose care it rests that others are
/// careful.
fn halves(anchor: Option<Anchor>) -> [&'static str; 2] {
    match anchor {
        Some(Anchor::Best) => [
            "careful on half of their labels or more, if the best annotators are careful",
            "careful on less than half, even if the best annotators are careful on all",
        ],
        Some(Anchor::Everyone) => [
            "careful on half of their labels or more, if all together are careful",
            "careful on less than half, if all together are careful",
        ],
        _ => [
            "surely careful on half of their labels or more",
            "surely careful on less than half",
        ],
    }
}
