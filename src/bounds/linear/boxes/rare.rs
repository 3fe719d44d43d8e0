//! How unlikely a count may be and still be looked at.

/// Counts less likely than this are put together.
pub(super) const RARE: f64 = 1e-30;

/// Probabilities down to here tell which counts matter and how steep a line with a late kink may
/// be.
pub(super) const RAREST: f64 = 1e-280;
