//! Linear programs as data, solved by any backend and certified without trusting one.
//!
//! The room knows no contracts. A [`LinearProgram`] is plain sparse data; a
//! [`backends::Backend`] turns it into a [`backends::Solution`] whose status the crate has
//! re-derived from the returned point.

mod auxiliary;
pub mod backends;
pub mod certificate;
pub mod certify;
pub mod comparison;
mod decimals;
pub mod dyadic;
pub mod error;
pub(crate) mod exact_simplex;
mod float_simplex;
pub mod mps;
pub mod optimum;
pub mod program;
mod scaling;
mod work;

pub use certify::{
    Certified, CertifyBudget, OWN_NAME, certify, certify_alone, certify_from_nothing,
    solve_certified,
};
pub use error::ProgramError;
pub use exact_simplex::Position;
pub use program::{ColumnId, LinearProgram, RowId, Sense};
pub use work::Work;
