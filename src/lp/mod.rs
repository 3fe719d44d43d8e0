//! Linear programs as data, solved by any backend and certified without trusting one.
//!
//! The room knows no contracts. A [`LinearProgram`] is plain sparse data; a
//! [`backends::Backend`] turns it into a [`backends::Solution`] whose status the crate has
//! re-derived from the returned point.

pub mod backends;
pub mod error;
pub mod program;

pub use error::ProgramError;
pub use program::{ColumnId, LinearProgram, RowId, Sense};
