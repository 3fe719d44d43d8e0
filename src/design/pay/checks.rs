//! Which of a month's labels are checked, and which of them agree.
//!
//! - Against gold (`expert`): a label of an item with gold. Gold is of an item, not of a row; an
//!   item whose rows disagree about it, or whose gold is a tie, is not checked. Of several labels
//!   of one annotator on one item the first counts. A tie where gold decides does not agree: who
//!   could choose to be left out would leave out what is hard.
//! - Against oneself (`self-consistency`): the first and second label on one item, the third and
//!   fourth, and so on, in file order. Two ties say nothing and are not checked; a tie and a
//!   decision do not agree.
//!
//! An empty label is no label.

use crate::labels::folded::folded;
use crate::labels::{Label, LabelTable};
use std::collections::{BTreeMap, HashMap, HashSet};

/// One annotator's month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Name as in the file.
    pub annotator: String,
    /// Labels given.
    pub labels: u64,
    /// Checked labels in file order: whether each agrees.
    pub agrees: Vec<bool>,
    /// Checked labels that are ties, and so do not agree.
    pub ties: u64,
    /// Labels that could not be checked: no usable gold, or no second look.
    pub unchecked: u64,
    /// Further labels on an item that was already checked.
    pub repeated: u64,
}

/// Two names that are likely one annotator's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the annotators {first:?} and {second:?} look like one person written in two ways, who would be paid twice; allowed: one spelling, or --two-people if they are two"
)]
pub struct LookAlike {
    /// One spelling.
    pub first: String,
    /// The other.
    pub second: String,
}

/// Names that are likely one annotator's, if there are any.
pub fn look_alike(checked: &[Checked]) -> Option<LookAlike> {
    let mut seen: BTreeMap<Vec<u8>, &str> = BTreeMap::new();
    for one in checked {
        let mut plain = Vec::new();
        folded(&one.annotator, &mut plain);
        if let Some(first) = seen.insert(plain, &one.annotator) {
            return Some(LookAlike {
                first: first.to_owned(),
                second: one.annotator.clone(),
            });
        }
    }
    None
}

/// Every annotator's checked labels, in the order of the annotators' names.
pub fn checks(table: &LabelTable, scheme: &str) -> Vec<Checked> {
    let mut all: Vec<Checked> = (0..table.annotators().len())
        .map(|id| Checked {
            annotator: table.annotators().name(id as u32).into_owned(),
            labels: 0,
            agrees: Vec::new(),
            ties: 0,
            unchecked: 0,
            repeated: 0,
        })
        .collect();
    if scheme == "expert" {
        against_gold(table, &mut all);
    } else {
        against_oneself(table, &mut all);
    }
    all.sort_by(|a, b| a.annotator.cmp(&b.annotator));
    all
}

/// Whether each item's gold decides, and how; items whose rows contradict each other have none.
fn gold(table: &LabelTable) -> Vec<Option<Label>> {
    let mut gold = vec![None; table.items().len()];
    let mut contradicted = HashSet::new();
    for (row, item) in table.item().iter().enumerate() {
        let stated = table.gold().get(row).copied().unwrap_or(Label::Missing);
        if stated == Label::Missing {
            continue;
        }
        let known = &mut gold[*item as usize];
        if known.is_some_and(|known| known != stated) {
            contradicted.insert(*item);
        }
        *known = Some(stated);
    }
    for item in contradicted {
        gold[item as usize] = None;
    }
    gold.into_iter()
        .map(|gold| gold.filter(|label| label.sign().is_some()))
        .collect()
}

/// Item, annotator and label of every row that has a label, in file order.
fn given(table: &LabelTable) -> impl Iterator<Item = (u32, u32, Label)> + '_ {
    let places = table.item().iter().zip(table.annotator());
    let rows = places.zip(table.label());
    rows.map(|((item, annotator), label)| (*item, *annotator, *label))
        .filter(|(_, _, label)| *label != Label::Missing)
}

fn against_gold(table: &LabelTable, all: &mut [Checked]) {
    let gold = gold(table);
    let mut seen = HashSet::new();
    for (item, annotator, label) in given(table) {
        let one = &mut all[annotator as usize];
        one.labels += 1;
        let Some(truth) = gold[item as usize] else {
            one.unchecked += 1;
            continue;
        };
        if !seen.insert((annotator, item)) {
            one.repeated += 1;
            continue;
        }
        one.ties += u64::from(label == Label::Tie);
        one.agrees.push(label == truth);
    }
}

fn against_oneself(table: &LabelTable, all: &mut [Checked]) {
    let mut waiting: HashMap<(u32, u32), Label> = HashMap::new();
    for (item, annotator, label) in given(table) {
        let one = &mut all[annotator as usize];
        one.labels += 1;
        match waiting.remove(&(annotator, item)) {
            None => {
                waiting.insert((annotator, item), label);
            }
            Some(Label::Tie) if label == Label::Tie => one.unchecked += 2,
            Some(first) => {
                one.ties += u64::from(first == Label::Tie || label == Label::Tie);
                one.agrees.push(first == label);
            }
        }
    }
    for (annotator, _) in waiting.keys() {
        all[*annotator as usize].unchecked += 1;
    }
}
