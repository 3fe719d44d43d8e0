//! Verified numerical contract design.
pub mod contract;
pub mod input;
pub mod model;
pub mod numerics;
