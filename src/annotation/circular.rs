//! Scales that rest on nobody but the people who are judged by them.

use super::assessment::AnnotatorReport;
use super::best::SHARE;
use super::kappa::Anchor;
use super::traps::Warning;

/// The kind of the warning.
pub const KIND: &str = "measured-against-themselves";

/// The annotators who hold all but the anchor's share of the comparisons, if they are one or two
/// and the scale assumes care of them: the others together hold less than the share that the best
/// are picked by, so that the best are one of these, or both.
fn few(annotators: &[AnnotatorReport], anchor: Anchor) -> Option<Vec<&AnnotatorReport>> {
    if !matches!(anchor, Anchor::Best | Anchor::Everyone) {
        return None;
    }
    let mut judged: Vec<&AnnotatorReport> =
        annotators.iter().filter(|a| a.effort.is_some()).collect();
    judged.sort_by_key(|a| std::cmp::Reverse(a.samples));
    let all: u64 = judged.iter().map(|a| a.samples).sum();
    let (mut held, mut few) = (0, 0);
    while (held as f64) < (1.0 - SHARE) * all as f64 {
        held += judged.get(few)?.samples;
        few += 1;
    }
    judged.truncate(few);
    (1..=2).contains(&few).then_some(judged)
}

/// Warns where the scale is one or two annotators' own agreement.
pub(super) fn find(annotators: &[AnnotatorReport], anchor: Anchor) -> Option<Warning> {
    let few = few(annotators, anchor)?;
    let count: u64 = few.iter().map(|a| a.samples).sum();
    let names: Vec<String> = few.iter().map(|a| format!("{:?}", a.annotator)).collect();
    let who = match &names[..] {
        [one] => format!("{one} is measured against {one}: there are no others, or too few"),
        names => format!(
            "{} are measured against the better of the two, or against both: there are no others, or too few",
            names.join(" and ")
        ),
    };
    Some(Warning {
        kind: KIND,
        text: format!(
            "{who}. Effort here is relative to the best of so few, who may be careless as well, and says nothing of care itself: neither pay nor blame by it. What tells: κ found from many annotators on such items (--kappa), labels of more annotators, or second looks and gold together"
        ),
        count,
        rows: Vec::new(),
    })
}

/// What the words on identification say besides.
pub(super) const SAID: &str =
    " Those taken for careful are the very people judged: nothing follows for their care.";
