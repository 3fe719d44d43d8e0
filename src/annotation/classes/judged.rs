//! What annotators of classes are judged on.

use super::association;
use super::space::Space;
use crate::annotation::basis::Scheme;
use crate::annotation::index::ItemIndex;
use crate::annotation::interval::Binomial;
use crate::labels::table::LabelTable;

/// What annotators are judged on.
#[derive(Clone, Copy)]
pub(super) struct Judged<'a> {
    pub(super) table: &'a LabelTable,
    pub(super) index: &'a ItemIndex,
    pub(super) space: &'a Space,
    /// Associations on all items.
    pub(super) whole: &'a [association::All],
    /// Who is set aside.
    pub(super) flagged: &'a [bool],
    pub(super) scheme: Scheme,
    pub(super) level: f64,
    pub(super) binomial: Binomial,
    /// Whether classes are grades.
    pub(super) grades: bool,
}
