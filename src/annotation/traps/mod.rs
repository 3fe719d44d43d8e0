//! What looks like care and is not: copies, habits, names that are one, golds that are two.
//!
//! Everything found is said with its count and its first rows (counted from 1 in the order of the
//! table); what would mislead the estimates is set right or set aside, and that is said as well.

pub mod alike;
pub mod copies;
pub mod golds;
pub mod habits;
pub mod one_sided;
pub mod twins;
mod unanimous;

use super::index::ItemIndex;
use crate::labels::table::LabelTable;
use serde::Serialize;
use std::borrow::Cow;

/// Something about the file that a reader should know before its numbers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Warning {
    /// What kind of trap, for programs.
    pub kind: &'static str,
    /// The same in words, with counts.
    pub text: String,
    /// How many rows (or names, where the trap is one of names) it is about.
    pub count: u64,
    /// The first of the rows, counted from 1.
    pub rows: Vec<u64>,
}

impl Warning {
    /// About rows, counted from 0.
    pub(crate) fn of_rows(kind: &'static str, rows: &[u32], text: String) -> Self {
        Self {
            kind,
            text,
            count: rows.len() as u64,
            rows: first_rows(rows.iter().copied()),
        }
    }
}

/// Rows that a warning lists.
pub(crate) const ROWS: usize = 5;

/// What to do with rows of the same annotator, item and label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum SecondLooks {
    /// Second looks, unless they can only be copies
    #[default]
    Auto,
    /// Second looks, whatever they look like
    Keep,
    /// Copies: each annotator's first label of an item counts
    Drop,
}

/// A table set right, and what was found on the way.
#[derive(Debug)]
pub struct Inspected<'t> {
    /// The table without copies, every gold on all rows of its item.
    pub table: Cow<'t, LabelTable>,
    /// The rows by item.
    pub index: ItemIndex,
    /// What was found.
    pub warnings: Vec<Warning>,
    /// Whether second looks are too few to judge by where there is anything else.
    pub few_repeats: bool,
    /// Whether most annotators did not look twice, so that second looks leave most of them unknown.
    pub few_lookers: bool,
    /// Annotators whose own repeats are all equal, where others' are not; empty if there is none.
    pub doubled: Vec<bool>,
}

/// Looks for copies, golds that contradict each other, names that look alike and annotators whose
/// labels are the same throughout.
pub fn inspect(table: &LabelTable, looks: SecondLooks) -> Inspected<'_> {
    let index = ItemIndex::new(table);
    let mut warnings = Vec::new();
    let mut table = Cow::Borrowed(table);
    warnings.extend(alike::find(&table));
    let filled = golds::find(&table, &index, &mut warnings);
    if let Some(gold) = filled {
        let label = table.label().to_vec();
        table.to_mut().relabel(label, gold);
    }
    let found = copies::find(&table, &index, looks, &mut warnings);
    if !found.rows.is_empty() {
        copies::drop_rows(table.to_mut(), &found.rows);
    }
    warnings.extend(twins::find(&table));
    warnings.extend(unanimous::find(&table, &index));
    Inspected {
        table,
        index,
        warnings,
        few_repeats: found.few,
        few_lookers: found.few_lookers,
        doubled: found.doubled,
    }
}

/// The first rows, counted from 1.
pub(crate) fn first_rows(rows: impl IntoIterator<Item = u32>) -> Vec<u64> {
    rows.into_iter()
        .take(ROWS)
        .map(|r| u64::from(r) + 1)
        .collect()
}
