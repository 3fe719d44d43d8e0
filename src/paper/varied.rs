//! What a run with other values (`--set`) changes, so that every file can say so: labels of the
//! economies reached, and what was set for which theorem.

use super::document::Shelf;
use crate::theorem::Theorem;

/// How the part of a label that names changed values begins.
const NOW: &str = " (now ";

/// The label of an economy of which values were changed: `$√w$, expert (now gamma = 0.4)`.
pub fn label(committed: &str, changes: &[String]) -> String {
    format!("{committed}{NOW}{})", changes.join(", "))
}

/// Whether a label is that of a committed economy, with or without changed values.
pub fn is_of(label: &str, committed: &str) -> bool {
    label
        .strip_prefix(committed)
        .is_some_and(|rest| rest.is_empty() || (rest.starts_with(NOW) && rest.ends_with(')')))
}

/// A setting of a run and the economies of a theorem that it reaches; none where it changes the
/// theorem's own parameters.
pub struct Change<'s> {
    /// The theorem.
    pub theorem: &'static Theorem,
    /// `t5.kappa=0.6`, as written.
    pub set: &'s str,
    /// Labels as committed.
    pub economies: &'s [String],
}

/// Every setting of the runs that made the files on a shelf.
pub fn changes(shelf: &Shelf) -> Vec<Change<'_>> {
    let mut changes = Vec::new();
    for (theorem, record) in shelf.theorems() {
        for set in &record.set {
            changes.push(Change {
                theorem,
                set,
                economies: record.reaches.get(set).map_or(&[], Vec::as_slice),
            });
        }
    }
    changes
}

/// The theorems that settings concern, as a list in words: `T5 and T6`.
pub fn theorems(changes: &[Change<'_>]) -> String {
    let mut names: Vec<String> = changes
        .iter()
        .map(|change| change.theorem.id.to_uppercase())
        .collect();
    names.dedup();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_of, label};

    #[test]
    fn changed_labels_are_still_of_their_economy() {
        let changed = label("$√w$, expert", &["gamma = 0.4".to_owned()]);
        assert_eq!(changed, "$√w$, expert (now gamma = 0.4)");
        assert!(is_of(&changed, "$√w$, expert") && is_of("log", "log"));
        assert!(!is_of(&changed, "$√w$") && !is_of("log (2)", "log"));
    }
}
