//! Labels that say nothing about the items.

use super::association::{self, Association};
use crate::annotation::basis::Scheme;
use crate::annotation::traps::Warning;
use crate::labels::table::LabelTable;
use crate::print::words::counted;

/// Annotators whose labels never vary, or say nothing about the items although they are consistent.
pub(super) fn blind(whole: &[association::All]) -> Vec<bool> {
    let usual = |kind: Scheme| {
        let mut known: Vec<f64> = whole
            .iter()
            .filter_map(|a| Some(a.of(kind)?.value))
            .collect();
        known.sort_by(f64::total_cmp);
        (
            known.len(),
            known.get(known.len() / 2).copied().unwrap_or(0.0),
        )
    };
    let (_, gold) = usual(Scheme::Expert);
    let (compared, peers) = usual(Scheme::Peers);
    whole
        .iter()
        .map(|a| {
            if a.labels < 10 {
                return false;
            }
            if a.constant {
                return true;
            }
            // One in a hundred, one-sided, and below half of what is usual.
            let none = |x: Option<Association>, usual: f64| {
                x.filter(|x| usual > 0.0 && x.items >= 10)
                    .map(|x| x.value + 2.33 * x.error < 0.5 * usual)
            };
            let by_gold = none(a.of(Scheme::Expert), gold);
            let by_peers = if compared > 2 {
                none(a.of(Scheme::Peers), peers)
            } else {
                None
            };
            let consistent = a
                .of(Scheme::SelfConsistency)
                .is_some_and(|own| own.items >= 10 && own.value - 4.0 * own.error > 0.0);
            consistent
                && by_gold != Some(false)
                && by_peers != Some(false)
                && (by_gold.is_some() || by_peers.is_some())
        })
        .collect()
}

/// The warning that names them, if there are any.
pub(super) fn warning(table: &LabelTable, flagged: &[bool]) -> Option<Warning> {
    let blind = || (0..flagged.len()).filter(|&a| flagged[a]);
    let n = blind().count() as u64;
    let names: Vec<String> = blind()
        .take(5)
        .map(|a| table.annotators().name(a as u32).into_owned())
        .collect();
    (n > 0).then(|| Warning {
        kind: "labels-ignore-the-item",
        text: format!(
            "the labels of {} ({}) do not depend on the item: that is no care, however consistent; they do not count for the scale",
            counted(n, "annotator"),
            names.join(", ")
        ),
        count: n,
        rows: Vec::new(),
    })
}
