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
    extras: Extras,
}

/// Columns that few files have; each is empty, or as long as the table.
#[derive(Debug, Clone, Default)]
struct Extras {
    assistant: Vec<Label>,
    day: Vec<i32>,
    mark: Vec<u32>,
    class: Vec<[u16; 2]>,
    classes: Interner,
}

/// What a row may hold besides, for [`LabelTable::push_with`].
#[derive(Debug, Clone, Copy, Default)]
pub struct Extra<'a> {
    /// A model's label of the item.
    pub assistant: Option<Label>,
    /// Days since 1970-01-01.
    pub day: Option<i32>,
    /// A number that tells rows of different further columns apart.
    pub mark: Option<u32>,
    /// The label and the expert's as classes, empty for none.
    pub classes: Option<[&'a [u8]; 2]>,
}

/// Stands for no day.
pub const NO_DAY: i32 = i32::MIN;

/// Stands for no class.
pub const NO_CLASS: u16 = u16::MAX;

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
    /// Appends a row. Refused: an empty item or annotator name. Names are taken as they stand.
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

    /// Appends a row with what else it holds. Refused: more than 65535 classes.
    pub fn push_with(&mut self, row: Row<'_>, extra: Extra<'_>) -> Result<(), RowFault> {
        let mut classes = [NO_CLASS; 2];
        if let Some(names) = extra.classes {
            for (class, name) in classes.iter_mut().zip(names) {
                if !name.is_empty() {
                    let id = self.extras.classes.intern(name);
                    *class = id
                        .and_then(|id| u16::try_from(id).ok())
                        .filter(|&id| id != NO_CLASS)
                        .ok_or_else(|| RowFault::Syntax("more than 65535 classes".into()))?;
                }
            }
        }
        self.push(row)?;
        let before = self.rows() - 1;
        let extras = &mut self.extras;
        fill(
            &mut extras.assistant,
            before,
            extra.assistant,
            Label::Missing,
        );
        fill(&mut extras.day, before, extra.day, NO_DAY);
        fill(&mut extras.mark, before, extra.mark, 0);
        let classes = extra.classes.map(|_| classes);
        fill(&mut extras.class, before, classes, [NO_CLASS; 2]);
        Ok(())
    }

    /// Takes the spaces at the ends off names of items and annotators, as in `item, annotator`, but
    /// not where two names differ by nothing else: these are two, until somebody says otherwise.
    pub fn trim_names(&mut self) {
        self.items.trim();
        self.annotators.trim();
    }

    /// Numbers items, annotators and classes in the order of their names, so that nothing that goes
    /// by the numbers depends on the order of the rows. The rows stay where they are.
    pub fn number_by_name(&mut self) {
        let renumber = |names: &mut Interner, column: &mut [u32]| {
            if let Some(new) = names.sort() {
                column.iter_mut().for_each(|id| *id = new[*id as usize]);
            }
        };
        renumber(&mut self.items, &mut self.item);
        renumber(&mut self.annotators, &mut self.annotator);
        if let Some(new) = self.extras.classes.sort() {
            let known = self.extras.class.iter_mut().flatten();
            // There are fewer classes than 65535.
            for class in known.filter(|class| **class != NO_CLASS) {
                *class = new[*class as usize] as u16;
            }
        }
    }

    /// A model's label of each row's item, `None` if no row has one.
    pub fn assistant(&self) -> Option<&[Label]> {
        whole(&self.extras.assistant)
    }

    /// Days since 1970-01-01 ([`NO_DAY`] where there is no date), `None` if dates were not read.
    pub fn day(&self) -> Option<&[i32]> {
        whole(&self.extras.day)
    }

    /// A number that differs where further columns differ, `None` if there are none.
    pub fn mark(&self) -> Option<&[u32]> {
        whole(&self.extras.mark)
    }

    /// The label and the expert's label of each row as classes ([`NO_CLASS`] for none), `None` in
    /// a binary table.
    pub fn class(&self) -> Option<&[[u16; 2]]> {
        whole(&self.extras.class)
    }

    /// Names of the classes.
    pub fn classes(&self) -> &Interner {
        &self.extras.classes
    }

    /// The same rows with other labels and golds.
    ///
    /// # Panics
    /// If the columns are not as long as the table.
    pub fn relabel(&mut self, label: Vec<Label>, gold: Vec<Label>) {
        assert_eq!([label.len(), gold.len()], [self.rows(); 2]);
        (self.label, self.gold) = (label, gold);
    }

    /// The same rows with other classes.
    ///
    /// # Panics
    /// If the column is not as long as the table.
    pub fn reclass(&mut self, class: Vec<[u16; 2]>) {
        assert_eq!(class.len(), self.rows());
        self.extras.class = class;
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

    /// How many labels each annotator gave, ties among them.
    pub fn labels_of_each(&self) -> Vec<u64> {
        let mut each = vec![0; self.annotators.len()];
        for (row, &annotator) in self.annotator.iter().enumerate() {
            let there = match self.class() {
                Some(class) => class[row][0] != NO_CLASS,
                None => self.label[row] != Label::Missing,
            };
            each[annotator as usize] += u64::from(there);
        }
        each
    }

    /// How many rows hold `label`.
    pub fn count(&self, label: Label) -> usize {
        self.label.iter().filter(|&&l| l == label).count()
    }
}

fn whole<T>(column: &[T]) -> Option<&[T]> {
    (!column.is_empty()).then_some(column)
}

/// Appends to a column that may not have been there for the first `before` rows.
fn fill<T: Copy>(column: &mut Vec<T>, before: usize, value: Option<T>, none: T) {
    if value.is_some() || !column.is_empty() {
        column.resize(before, none);
        column.push(value.unwrap_or(none));
    }
}

fn name(names: &mut Interner, field: &'static str, text: &[u8]) -> Result<u32, RowFault> {
    if text.trim_ascii().is_empty() {
        return Err(RowFault::Field {
            field,
            found: "empty".into(),
            expected: "a name",
        });
    }
    names.intern(text).ok_or(RowFault::Field {
        field,
        found: "one name too many".into(),
        expected: "at most 4294967295 distinct names",
    })
}
