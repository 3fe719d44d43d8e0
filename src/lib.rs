//! Verified numerical contract design.
pub mod report;
