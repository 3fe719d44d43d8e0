//! Names that differ and look as if they should not.

use super::{ROWS, Warning};
use crate::labels::folded::{folded, is_hidden};
use crate::labels::interner::Interner;
use crate::labels::table::LabelTable;
use std::hash::{BuildHasher, RandomState};
use unicode_normalization::UnicodeNormalization;

/// Warns of annotators' and of items' names that differ only in case, spaces, a `.0` behind a whole
/// number, leading zeros or the form of Unicode.
pub fn find(table: &LabelTable) -> Vec<Warning> {
    [
        ("annotator", table.annotators(), table.annotator()),
        ("item", table.items(), table.item()),
    ]
    .into_iter()
    .filter_map(|(what, names, column)| warning(what, names, column))
    .collect()
}

fn warning(what: &'static str, names: &Interner, column: &[u32]) -> Option<Warning> {
    let keys = RandomState::new();
    let mut plain: Vec<(u64, u32)> = Vec::with_capacity(names.len());
    let mut buffer = Vec::new();
    for id in 0..names.len() as u32 {
        folded(&names.name(id), &mut buffer);
        plain.push((keys.hash_one(&buffer), id));
    }
    plain.sort_unstable();
    let mut groups: Vec<Vec<u32>> = plain
        .chunk_by(|x, y| x.0 == y.0)
        .filter(|group| group.len() > 1)
        .map(|group| group.iter().map(|g| g.1).collect())
        .collect();
    groups.sort();
    let first = groups.first()?;
    let mut alike = vec![false; names.len()];
    groups
        .iter()
        .flatten()
        .for_each(|&id| alike[id as usize] = true);
    let (mut count, mut rows) = (0u64, Vec::new());
    for (row, &id) in (1u64..).zip(column) {
        if alike[id as usize] {
            count += 1;
            if rows.len() < ROWS {
                rows.push(row);
            }
        }
    }
    let name = |&id: &u32| format!("{:?}", names.name(id).replace('\u{1f}', " / "));
    let shown: Vec<String> = first.iter().take(3).map(name).collect();
    let all: usize = groups.iter().map(Vec::len).sum();
    Some(Warning {
        kind: if what == "item" {
            "look-alike-items"
        } else {
            "look-alike-annotators"
        },
        text: format!(
            "{all} {what} names are perhaps {} (such as {}): they differ only by {}; {count} rows are theirs. If they are one, make them one in the file: second looks and labels of peers are counted wrongly otherwise",
            groups.len(),
            shown.join(" and "),
            difference(&names.name(first[0]), &names.name(first[1])),
        ),
        count,
        rows,
    })
}

/// What two names of one group differ by.
fn difference(a: &str, b: &str) -> &'static str {
    let whole = |t: &str| t.strip_suffix(".0").unwrap_or(t).to_owned();
    let spaces = |t: &str| {
        t.split(|c: char| c.is_whitespace() || is_hidden(c))
            .collect::<String>()
    };
    let zeros = |t: &str| {
        let mut out = Vec::new();
        folded(t, &mut out);
        out
    };
    if whole(a) == whole(b) {
        "`.0`"
    } else if a.to_lowercase() == b.to_lowercase() {
        "upper and lower case"
    } else if spaces(a) == spaces(b) {
        "spaces (or signs that cannot be seen)"
    } else if a.nfkc().eq(b.nfkc()) {
        "the form of Unicode in which the same letters are written"
    } else if zeros(a) == zeros(b) && a.is_ascii() && b.is_ascii() {
        "leading zeros, case, spaces or `.0`"
    } else {
        "case, spaces or the form of Unicode"
    }
}
