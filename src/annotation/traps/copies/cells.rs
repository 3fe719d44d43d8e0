//! The labels that one annotator gave one item.

use crate::annotation::index::ItemIndex;
use crate::labels::label::Label;
use crate::labels::table::{LabelTable, NO_CLASS};

/// One annotator's labels of one item.
pub(super) struct Cell<'r> {
    pub annotator: u32,
    pub rows: &'r [u32],
}

/// A label as a small number; `None` where there is none.
pub(super) fn code(table: &LabelTable, row: usize) -> Option<u16> {
    match table.class() {
        Some(class) => Some(class[row][0]).filter(|&c| c != NO_CLASS),
        None => {
            let label = table.label()[row];
            (label != Label::Missing).then_some(label as u16)
        }
    }
}

/// Visits each annotator's rows of each item, rows without label aside.
pub(super) fn cells(table: &LabelTable, index: &ItemIndex, mut visit: impl FnMut(usize, Cell<'_>)) {
    let mut rows: Vec<u32> = Vec::new();
    for item in 0..index.items() {
        rows.clear();
        let labelled = index
            .rows_of(item)
            .iter()
            .filter(|&&r| code(table, r as usize).is_some());
        rows.extend(labelled);
        let of = |r: &u32| table.annotator()[*r as usize];
        rows.sort_by_key(|r| (of(r), *r));
        for rows in rows.chunk_by(|x, y| of(x) == of(y)) {
            visit(
                item,
                Cell {
                    annotator: of(&rows[0]),
                    rows,
                },
            );
        }
    }
}

/// Every row but an annotator's first of each item.
pub(super) fn later(table: &LabelTable, index: &ItemIndex, of: impl Fn(u32) -> bool) -> Vec<u32> {
    let mut rows = Vec::new();
    cells(table, index, |_, cell| {
        if of(cell.annotator) {
            rows.extend_from_slice(&cell.rows[1..]);
        }
    });
    rows.sort_unstable();
    rows
}

/// Half the rows of every label, if each stands an even number of times.
pub(super) fn halved(rows: &[u32], code: impl Fn(u32) -> Option<u16>) -> Option<Vec<u32>> {
    if rows.len() % 2 == 1 {
        return None;
    }
    let mut sorted: Vec<(Option<u16>, u32)> = rows.iter().map(|&r| (code(r), r)).collect();
    sorted.sort_unstable();
    let mut half = Vec::new();
    for group in sorted.chunk_by(|x, y| x.0 == y.0) {
        if group.len() % 2 == 1 {
            return None;
        }
        half.extend(group[group.len() / 2..].iter().map(|g| g.1));
    }
    Some(half)
}

/// Adds how often the cell's first label agrees with gold and with the first of each peer's.
pub(super) fn compare(table: &LabelTable, all: &[u32], cell: &Cell<'_>, sums: &mut [u64; 2]) {
    let row = cell.rows[0];
    let Some(own) = code(table, row as usize) else {
        return;
    };
    let gold = match table.class() {
        Some(class) => Some(class[row as usize][1]).filter(|&c| c != NO_CLASS),
        None => Some(table.gold()[row as usize])
            .filter(|&g| g != Label::Missing)
            .map(|g| g as u16),
    };
    if let Some(gold) = gold {
        sums[0] += u64::from(gold == own);
        sums[1] += 1;
    }
    // A few peers are enough to know how often they agree.
    let peers = all
        .iter()
        .filter(|&&r| table.annotator()[r as usize] != cell.annotator);
    for peer in peers.take(8).filter_map(|&r| code(table, r as usize)) {
        sums[0] += u64::from(peer == own);
        sums[1] += 1;
    }
}
