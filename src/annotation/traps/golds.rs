//! Gold is of an item, not of a row.

use super::{Warning, first_rows};
use crate::annotation::index::ItemIndex;
use crate::labels::label::Label;
use crate::labels::table::LabelTable;
use crate::print::words::counted;

/// Warns of items with two golds and of items with gold on some rows only; the gold column with
/// the latter filled, if there are any.
///
/// Two golds stay as they are: if they are two experts' labels, both are right, and leaving such
/// items out would keep the easy ones.
pub fn find(
    table: &LabelTable,
    index: &ItemIndex,
    warnings: &mut Vec<Warning>,
) -> Option<Vec<Label>> {
    if let Some(class) = table.class() {
        two(table, index, warnings, |row| {
            Some(class[row][1]).filter(|&c| c != u16::MAX)
        });
        return None;
    }
    let gold = table.gold();
    let of = |row: usize| (gold[row] != Label::Missing).then_some(gold[row] as u16);
    let some = two(table, index, warnings, of);
    if some.is_empty() {
        return None;
    }
    let mut filled = gold.to_vec();
    let mut rows = Vec::new();
    let items = some.len() as u64;
    for item in some {
        let known = index.rows_of(item).iter().map(|&r| gold[r as usize]);
        let Some(value) = known.clone().find(|&g| g != Label::Missing) else {
            continue;
        };
        for &row in index.rows_of(item) {
            if filled[row as usize] == Label::Missing {
                filled[row as usize] = value;
                rows.push(row);
            }
        }
    }
    rows.sort_unstable();
    let text = format!(
        "{} have gold on some of their rows only; it is taken for all their rows ({} more)",
        counted(items, "item"),
        counted(rows.len() as u64, "row")
    );
    warnings.push(Warning::of_rows("gold-on-some-rows", &rows, text));
    Some(filled)
}

/// Warns of items with two golds; the items with one gold that stands on some rows only.
fn two(
    table: &LabelTable,
    index: &ItemIndex,
    warnings: &mut Vec<Warning>,
    of: impl Fn(usize) -> Option<u16>,
) -> Vec<usize> {
    let (mut some, mut clash, mut rows) = (Vec::new(), Vec::new(), 0);
    for item in 0..index.items() {
        let mut first = None;
        let (mut missing, mut differ) = (false, None);
        for &row in index.rows_of(item) {
            match (of(row as usize), first) {
                (None, _) => missing = true,
                (Some(g), None) => first = Some(g),
                (Some(g), Some(f)) if g != f => differ = differ.or(Some(row)),
                _ => {}
            }
        }
        if let Some(row) = differ {
            clash.push((item, row));
            rows += index.rows_of(item).len() as u64;
        } else if missing && first.is_some() {
            some.push(item);
        }
    }
    if let Some(&(item, _)) = clash.first() {
        warnings.push(Warning {
            kind: "two-golds",
            text: format!(
                "{} have two different golds (the first is {:?}), on {}; gold is of an item: unless two experts labelled it, one of them is wrong",
                counted(clash.len() as u64, "item"),
                table.items().name(item as u32),
                counted(rows, "row")
            ),
            count: rows,
            rows: first_rows(clash.iter().map(|c| c.1)),
        });
    }
    some
}
