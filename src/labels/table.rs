//! The table of labels: columns of small integers, in file order.

use super::error::RowFault;
use super::interner::Interner;
use super::label::Label;

/// Labels as columns; row r is the r-th accepted row of the file.
///
/// A row costs 10 bytes (14 with clusters) and no allocation; names are kept once each.
#[derive(Debug, Clone, Default)]
pub struct LabelTable {
    items: Interner,
    annotators: Interner,
    clusters: Interner,
    item: Vec<u32>,
    annotator: Vec<u32>,
    label: Vec<Label>,
    gold: Vec<Label>,
    cluster: Vec<u32>,
}

/// One row, borrowed from the reader's buffer.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Name of the item.
    pub item: &'a [u8],
    /// Name of the annotator.
    pub annotator: &'a [u8],
    /// The annotator's label.
    pub label: Label,
    /// The expert's label.
    pub gold: Label,
    /// Name of the cluster within which rows are not independent, if the file has that column.
    pub cluster: Option<&'a [u8]>,
}

/// Number that marks a row without cluster.
pub(crate) const NO_CLUSTER: u32 = u32::MAX;

impl LabelTable {
    /// Appends a row. Refused: an empty item or annotator name.
    pub fn push(&mut self, row: Row<'_>) -> Result<(), RowFault> {
        if self.item.len() >= u32::MAX as usize {
            return Err(RowFault::Syntax("more than 4294967295 rows".into()));
        }
        let item = name(&mut self.items, "item", row.item)?;
        let annotator = name(&mut self.annotators, "annotator", row.annotator)?;
        let cluster = match row.cluster.map(|c| c.trim_ascii()) {
            Some(c) if !c.is_empty() => name(&mut self.clusters, "cluster", c)?,
            _ => NO_CLUSTER,
        };
        if cluster != NO_CLUSTER || !self.cluster.is_empty() {
            self.cluster.resize(self.item.len(), NO_CLUSTER);
            self.cluster.push(cluster);
        }
        self.item.push(item);
        self.annotator.push(annotator);
        self.label.push(row.label);
        self.gold.push(row.gold);
        Ok(())
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.item.len()
    }

    /// Item names; row r is about item `item()[r]`.
    pub fn items(&self) -> &Interner {
        &self.items
    }

    /// Annotator names; row r is by annotator `annotator()[r]`.
    pub fn annotators(&self) -> &Interner {
        &self.annotators
    }

    /// The item of each row.
    pub fn item(&self) -> &[u32] {
        &self.item
    }

    /// The annotator of each row.
    pub fn annotator(&self) -> &[u32] {
        &self.annotator
    }

    /// The label of each row.
    pub fn label(&self) -> &[Label] {
        &self.label
    }

    /// The expert's label of each row ([`Label::Missing`] where there is none).
    pub fn gold(&self) -> &[Label] {
        &self.gold
    }

    /// The cluster of each row, [`None`] if no row has one.
    pub(crate) fn cluster(&self) -> Option<&[u32]> {
        (!self.cluster.is_empty()).then_some(self.cluster.as_slice())
    }

    /// How many clusters are named.
    pub fn clusters(&self) -> usize {
        self.clusters.len()
    }

    /// How many rows hold `label`.
    pub fn count(&self, label: Label) -> usize {
        self.label.iter().filter(|&&l| l == label).count()
    }
}

fn name(names: &mut Interner, field: &'static str, text: &[u8]) -> Result<u32, RowFault> {
    let trimmed = text.trim_ascii();
    if trimmed.is_empty() {
        return Err(RowFault::Field {
            field,
            found: "empty".into(),
            expected: "a name",
        });
    }
    names.intern(trimmed).ok_or(RowFault::Field {
        field,
        found: "one name too many".into(),
        expected: "at most 4294967295 distinct names",
    })
}
