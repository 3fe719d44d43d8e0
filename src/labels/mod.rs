//! Label files: readers of each format, and the table they fill.
//!
//! The room knows rows, not what they say of an annotator: that is
//! [`annotation`](crate::annotation).

pub mod coding;
pub mod columns;
pub mod dates;
mod elements;
pub mod error;
mod fields;
pub(crate) mod folded;
mod guard;
mod gzip;
pub mod interner;
pub mod label;
mod lines;
mod meanings;
pub mod nested;
mod newlines;
mod options;
mod ranking;
pub mod read;
mod read_csv;
mod read_json;
#[cfg(feature = "parquet")]
mod read_parquet;
mod shell;
mod sink;
mod suggest;
mod survey;
pub mod table;

pub use coding::{Coding, Kind};
pub use columns::{ColumnNames, Role};
pub use dates::{DateOrder, Period};
pub use error::{LabelFileError, RowFault};
pub use label::Label;
pub use nested::Format;
pub use options::{ReadOptions, ReadReport};
pub use read::read_labels;
pub use table::{LabelTable, Row};
