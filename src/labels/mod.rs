//! Label files: readers of each format, and the table they fill.
//!
//! The room knows rows, not what they say of an annotator: that is
//! [`annotation`](crate::annotation).

pub mod error;
mod guard;
pub mod interner;
pub mod label;
mod newlines;
pub mod read;
mod read_csv;
mod read_jsonl;
#[cfg(feature = "parquet")]
mod read_parquet;
pub mod table;

pub use error::{LabelFileError, RowFault};
pub use label::Label;
pub use read::{ReadOptions, ReadReport, read_labels};
pub use table::{LabelTable, Row};
