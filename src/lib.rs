//! Verified numerical contract design.
#![warn(missing_docs)]

pub mod annotation;
pub mod command;
pub mod contract;
pub mod input;
pub mod lp;
pub mod model;
pub mod numerics;
pub mod rates;
pub mod report;
pub mod theorem;
