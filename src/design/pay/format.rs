//! What a terms file calls itself.

/// What a terms file calls itself.
pub(super) const FORMAT: &str = "firstbest-terms";

/// The version written, and the only one read.
pub(super) const VERSION: u32 = 1;
