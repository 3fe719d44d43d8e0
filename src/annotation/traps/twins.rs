//! Two annotators who gave the same labels throughout: one person under two names, or a copy.

use super::{Warning, first_rows};
use crate::labels::table::{LabelTable, NO_CLASS};
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

/// From this many labels on, all of them equal is no chance: half a thousandth if each is equal
/// nine times in ten would take 66, but labels of two who never differ in 20 deserve a look.
const ENOUGH: u64 = 20;

/// Warns of annotators with the same items and the same labels, if these vary.
pub fn find(table: &LabelTable) -> Option<Warning> {
    let keys = RandomState::new();
    let annotators = table.annotators().len();
    // Per annotator: a sum of hashes that does not depend on the order, rows, and the labels seen.
    let mut sums = vec![(0u64, 0u64, 0u64, u32::MAX); annotators];
    for row in 0..table.rows() {
        let label = match table.class() {
            Some(class) => class[row][0],
            None => table.label()[row] as u16,
        };
        if label == NO_CLASS || (table.class().is_none() && table.label()[row].sign().is_none()) {
            continue;
        }
        let sum = &mut sums[table.annotator()[row] as usize];
        sum.0 = sum
            .0
            .wrapping_add(keys.hash_one((table.item()[row], label)));
        sum.1 += 1;
        sum.2 |= 1 << (label % 64);
        sum.3 = sum.3.min(row as u32);
    }
    let mut groups: HashMap<(u64, u64), Vec<usize>> = HashMap::new();
    for (a, &(hash, rows, seen, _)) in sums.iter().enumerate() {
        if rows >= ENOUGH && seen.count_ones() > 1 {
            groups.entry((hash, rows)).or_default().push(a);
        }
    }
    let mut twins: Vec<Vec<usize>> = groups.into_values().filter(|g| g.len() > 1).collect();
    twins.sort();
    let first = twins.first()?;
    let name = |a: usize| format!("{:?}", table.annotators().name(a as u32));
    let names: Vec<String> = first.iter().take(4).map(|&a| name(a)).collect();
    let all: u64 = twins.iter().flatten().map(|&a| sums[a].1).sum();
    let mut rows: Vec<u32> = twins.iter().flatten().map(|&a| sums[a].3).collect();
    rows.sort_unstable();
    Some(Warning {
        kind: "same-labels-throughout",
        text: format!(
            "{} annotators gave exactly the labels of another on exactly the same items ({} for one): one person under two names, or copies, whose agreement is no evidence of care",
            twins.iter().map(Vec::len).sum::<usize>(),
            names.join(" and ")
        ),
        count: all,
        rows: first_rows(rows),
    })
}
