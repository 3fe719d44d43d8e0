//! Verified numerical contract design.
