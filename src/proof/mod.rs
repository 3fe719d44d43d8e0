//! The bridge to `proofs/`: certificates that Coq checks, and which theorem is proved to which
//! extent.

pub mod gap;
pub mod gap_coq;
pub mod generated;
pub mod lower;
pub mod lower_coq;
mod polynomial;
pub mod status;
pub mod table;
