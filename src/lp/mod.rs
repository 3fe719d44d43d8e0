//! Linear programs as data, solved by any backend and certified without trusting one.
//!
//! The room knows no contracts. A [`LinearProgram`] is plain sparse data; a
//! [`backends::Backend`] turns it into a [`backends::Solution`] whose status the crate has
//! re-derived from the returned point.

mod auxiliary;
pub mod backends;
mod bracket;
pub mod certificate;
pub mod certificate_file;
pub mod certify;
pub mod check;
pub mod comparison;
pub mod coq;
mod decimals;
pub mod dyadic;
pub mod error;
pub(crate) mod exact;
mod interval;
pub mod mps;
mod polish;
pub mod program;
mod scaling;
mod witness;

pub use certify::{Certified, Effort, certify, certify_from_nothing, solve_certified};
pub use error::ProgramError;
pub use program::{ColumnId, LinearProgram, RowId, Sense};
