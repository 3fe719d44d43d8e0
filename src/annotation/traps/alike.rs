//! Names that differ and look as if they should not.

use super::{ROWS, Warning};
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

/// Zero-width signs and the like.
fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
    )
}

/// A name with all this folded.
fn folded(name: &str, out: &mut Vec<u8>) {
    out.clear();
    if name.is_ascii() {
        let kept = name.bytes().filter(|b| !b.is_ascii_whitespace());
        out.extend(kept.map(|b| b.to_ascii_lowercase()));
    } else {
        let kept = name.nfkc().filter(|&c| !c.is_whitespace() && !is_hidden(c));
        let text: String = kept.flat_map(char::to_lowercase).collect();
        out.extend_from_slice(text.as_bytes());
    }
    // `5.0` and `5.00` are 5.
    if let Some(point) = out.iter().rposition(|&b| b == b'.')
        && point > 0
        && out[..point].iter().all(u8::is_ascii_digit)
        && point + 1 < out.len()
        && out[point + 1..].iter().all(|&b| b == b'0')
    {
        out.truncate(point);
    }
    // Zeros in front of a number's other digits.
    let mut kept = 0;
    let mut inside = false;
    for i in 0..out.len() {
        let b = out[i];
        let digit_follows = out.get(i + 1).is_some_and(u8::is_ascii_digit);
        let leading = b == b'0' && !inside && digit_follows;
        inside = (b.is_ascii_digit() && !leading) || (inside && b == b'.');
        if !leading {
            out[kept] = b;
            kept += 1;
        }
    }
    out.truncate(kept);
}

#[cfg(test)]
mod tests {
    use super::folded;

    fn fold(name: &str) -> Vec<u8> {
        let mut out = Vec::new();
        folded(name, &mut out);
        out
    }

    #[test]
    fn names_that_look_alike_fold_to_one() {
        for (a, b) in [
            ("5", "5.0"),
            ("00", "00.0"),
            ("007", "7"),
            ("w01", "w1"),
            ("Anna", "anna"),
            ("anna b", "anna\u{a0}b"),
            ("caf\u{e9}", "cafe\u{301}"),
            ("\u{ff41}1", "a1"),
            ("a\u{200b}b", "ab"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
        for (a, b) in [
            ("5", "50"),
            ("a1", "a10"),
            ("1.10", "1.1"),
            ("10", "1"),
            ("a-b", "ab"),
            ("100", "1"),
        ] {
            assert_ne!(fold(a), fold(b), "{a} {b}");
        }
    }
}
