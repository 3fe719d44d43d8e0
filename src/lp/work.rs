//! How much was done to find a proof.

use serde::Serialize;

/// Steps of the methods that search for a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Work {
    /// Pivots of the simplex method in floats.
    pub float_pivots: usize,
    /// Pivots of the exact simplex method.
    pub exact_pivots: usize,
    /// Bases whose primal and dual solutions were computed exactly.
    pub exact_bases: usize,
}

impl Work {
    pub(super) fn add(&mut self, other: Work) {
        self.float_pivots += other.float_pivots;
        self.exact_pivots += other.exact_pivots;
        self.exact_bases += other.exact_bases;
    }
}
