//! A file in which nobody ever differs: perhaps it holds each item's agreed label in place of the
//! annotators' own.

use super::Warning;
use crate::annotation::index::ItemIndex;
use crate::labels::table::{LabelTable, NO_CLASS};

/// With fewer items that two annotators labelled alike it may be chance: of pairs that agree on
/// 95%, sixty agree throughout in 5% of files.
const ENOUGH: u64 = 60;

/// Warns if all annotators of an item always say the same, although items differ.
pub fn find(table: &LabelTable, index: &ItemIndex) -> Option<Warning> {
    let code = |row: u32| {
        let row = row as usize;
        match table.class() {
            Some(class) => Some(class[row][0]).filter(|&c| c != NO_CLASS),
            None => {
                let label = table.label()[row];
                label.sign().map(|_| label as u16)
            }
        }
    };
    let (mut shared, mut first, mut vary) = (0u64, None, false);
    for item in 0..index.items() {
        let mut seen: Option<(u16, u32)> = None;
        let mut by_two = false;
        for &row in index.rows_of(item) {
            let Some(label) = code(row) else { continue };
            let annotator = table.annotator()[row as usize];
            match seen {
                None => seen = Some((label, annotator)),
                Some((other, _)) if other != label => return None,
                Some((_, who)) => by_two |= who != annotator,
            }
        }
        let Some((label, _)) = seen else { continue };
        shared += u64::from(by_two);
        vary |= *first.get_or_insert(label) != label;
    }
    (shared >= ENOUGH && vary).then(|| Warning {
        kind: "nobody-ever-differs",
        text: format!(
            "on {shared} items two annotators or more gave a label and no two labels of an item differ: people differ now and then. Perhaps the file holds each item's agreed label in place of what each annotator said; then it tells nothing of care"
        ),
        count: shared,
        rows: Vec::new(),
    })
}
