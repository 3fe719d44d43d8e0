//! What is asked of a header, and where its columns stand.

use super::names::ColumnNames;
use super::role::Role;

/// Where each role's columns stand in a header; none for a role that the file lacks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Places {
    pub(super) of: [Vec<usize>; 10],
    /// What was read as what, where the names differ; and columns that may be more.
    pub notes: Vec<String>,
}

impl Places {
    pub fn of(&self, role: Role) -> &[usize] {
        &self.of[role as usize]
    }

    pub fn one(&self, role: Role) -> Option<usize> {
        self.of(role).first().copied()
    }

    /// Every place in use.
    pub fn all(&self) -> impl Iterator<Item = usize> + '_ {
        self.of.iter().flatten().copied()
    }
}

/// What is asked of a header.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'a> {
    pub named: &'a ColumnNames,
    pub cluster: Option<&'a str>,
    /// Whether dates are used.
    pub date: bool,
    /// Whether the file has a header; if not, columns are known by place only.
    pub header: bool,
    /// How many of the names are the file's own; those behind may come later.
    pub own: usize,
}
