//! Verified numerical contract design.
#![warn(missing_docs)]

pub mod annotation;
pub mod command;
pub mod numerics;
