//! Two annotators who gave the same labels throughout: one person under two names, or a copy.

use super::{Warning, first_rows};
use crate::labels::table::{LabelTable, NO_CLASS};
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, RandomState};

/// From this many labels on, all of them equal is no chance: half a thousandth if each is equal
/// nine times in ten would take 66, but labels of two who never differ in 20 deserve a look.
const ENOUGH: u64 = 20;

/// Two who are both right give the same labels as well. They are reported where independent labels,
/// each equal to another annotator's as often as the others' are, would all be equal with less than
/// this probability.
const CHANCE: f64 = 1e-4;

/// For each group, the share of comparisons with annotators outside it that agree, and the group's
/// items; `None` where nobody else labelled them. If s_i is the share of others who say the same on
/// item i, n independent labels are all equal with probability Π s_i ≤ (mean of s_i)ⁿ.
fn shares(table: &LabelTable, groups: &[Vec<usize>]) -> Vec<Option<[f64; 2]>> {
    let label = |row: usize| match table.class() {
        Some(class) => Some(class[row][0]).filter(|&c| c != NO_CLASS),
        None => table.label()[row].sign().map(|_| table.label()[row] as u16),
    };
    let mut group_of = vec![usize::MAX; table.annotators().len()];
    for (g, group) in groups.iter().enumerate() {
        group.iter().for_each(|&a| group_of[a] = g);
    }
    // What each group says of each of its items.
    let mut said: HashMap<u32, Vec<(usize, u16)>> = HashMap::new();
    for row in 0..table.rows() {
        let (a, item) = (table.annotator()[row] as usize, table.item()[row]);
        let g = group_of[a];
        if g != usize::MAX
            && groups[g][0] == a
            && let Some(label) = label(row)
        {
            said.entry(item).or_default().push((g, label));
        }
    }
    let mut counts: Vec<BTreeMap<u32, [f64; 2]>> = vec![BTreeMap::new(); groups.len()];
    for row in 0..table.rows() {
        let (a, item) = (table.annotator()[row] as usize, table.item()[row]);
        let (Some(here), Some(other)) = (said.get(&item), label(row)) else {
            continue;
        };
        for &(g, own) in here.iter().filter(|(g, _)| group_of[a] != *g) {
            let count = counts[g].entry(item).or_default();
            count[0] += f64::from(u8::from(own == other));
            count[1] += 1.0;
        }
    }
    counts
        .into_iter()
        .map(|items| {
            let n = items.len() as f64;
            let shares: Vec<f64> = items.into_values().map(|[same, all]| same / all).collect();
            (n > 0.0).then(|| [shares.iter().sum::<f64>() / n, n])
        })
        .collect()
}

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
    let alike = shares(table, &twins);
    let mut alike = alike.into_iter();
    twins.retain(|group| match alike.next().flatten() {
        Some([share, n]) => libm::pow(share, n) < CHANCE,
        // Nobody else labelled the items. That all of three or more agree says that they are plain.
        None => group.len() == 2,
    });
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
