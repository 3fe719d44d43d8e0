//! Verified numerical contract design.
#![warn(missing_docs)]

pub mod contract;
pub mod input;
pub mod lp;
pub mod model;
pub mod numerics;
