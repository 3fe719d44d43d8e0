//! How a label file is read, and how the reading went.

use super::coding::Coding;
use super::coding::Kind;
use super::columns::ColumnNames;
use super::dates::DateOrder;
use super::error::RowFault;
use super::nested::Format;

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Skip and count wrong rows in place of stopping at the first; refused where that would skip
    /// more than a tenth.
    pub lenient: bool,
    /// The column that names the cluster of a row; by default `cluster`, or else `ranking`, if
    /// there is one.
    pub cluster_column: Option<String>,
    /// Which column is what, where the names do not say.
    pub columns: ColumnNames,
    /// What the labels mean, where they are not 0, 1 and 0.5.
    pub labels: Option<Coding>,
    /// What kind of labels they are.
    pub kind: Kind,
    /// Whether the caller can use binary labels only, so that no other kind is proposed.
    pub binary_only: bool,
    /// The file's first row is a row of labels already.
    pub no_header: bool,
    /// The tool whose nested format it is.
    pub format: Option<Format>,
    /// Take rows of rejected assignments as any other.
    pub keep_rejected: bool,
    /// Read dates as well.
    pub dates: bool,
    /// The order of dates that do not begin with the year; without it they are refused.
    pub date_order: Option<DateOrder>,
}

/// How a reading went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadReport {
    /// Rows skipped.
    pub skipped: u64,
    /// The first few of them: line and fault.
    pub examples: Vec<(u64, RowFault)>,
    /// Rows without any content.
    pub blank: u64,
    /// What was read as what, where the file does not say it itself.
    pub notes: Vec<String>,
}
