//! How the signals come.

/// How the signals come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// `q = ½ + ½κe`.
    Expert,
    /// `q = ½ + ½κe²`.
    TwoLooks,
}
