//! What the name of a column says of it.

use super::role::Role;

/// Letters and digits of a name in lower case: `Worker ID`, `worker_id` and `WorkerId` are one.
pub(super) fn plain(name: &str) -> String {
    let kept = name.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// Whether a name says that a column holds an expert's labels: `gold_standard`, `label_gold`,
/// `truth`.
pub(in crate::labels) fn is_gold(name: &str) -> bool {
    let name = plain(name);
    name.starts_with("gold")
        || name.ends_with("gold")
        || Role::Gold.synonyms().contains(&name.as_str())
}

/// Whether a name says what a column is for.
pub(in crate::labels) fn is_known(name: &str) -> bool {
    let plain = plain(name);
    let of = |role: Role| plain == role.name() || role.synonyms().contains(&plain.as_str());
    let roles = [Role::Annotator, Role::Label, Role::Gold, Role::Assistant];
    is_gold(name) || roles.into_iter().any(of)
}

/// Whether a name is that of an assignment's status: `AssignmentStatus` of Mechanical Turk,
/// `ASSIGNMENT:status` of Toloka.
pub(in crate::labels) fn is_status(name: &str) -> bool {
    plain(name) == "assignmentstatus"
}

/// Places of columns `x` with a column `x_gold` or `x:gold`.
pub(in crate::labels) fn gold_pairs<'a>(
    names: &'a [&str],
) -> impl Iterator<Item = (usize, usize)> + 'a {
    names.iter().enumerate().filter_map(|(gold, name)| {
        let lower = name.to_lowercase();
        let stem = lower
            .strip_suffix("_gold")
            .or(lower.strip_suffix(":gold"))?;
        let label = names.iter().position(|name| name.to_lowercase() == stem)?;
        Some((label, gold))
    })
}
