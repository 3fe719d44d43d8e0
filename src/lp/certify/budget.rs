//! What a certificate may cost.

use std::time::Duration;

/// What certification may use.
#[derive(Debug, Clone, PartialEq)]
pub struct CertifyBudget {
    /// Wall-clock time for exact arithmetic.
    pub time: Duration,
    /// Exact pivots at most.
    pub pivots: usize,
}

impl Default for CertifyBudget {
    fn default() -> Self {
        CertifyBudget {
            time: Duration::from_secs(60),
            pivots: 2_000,
        }
    }
}
