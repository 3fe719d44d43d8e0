//! Agreement of one kind, over everybody.

use super::interval::{Binomial, Clustered, Interval};
use serde::Serialize;

/// Agreement of one kind, over everybody.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AgreementSummary {
    /// Comparisons.
    pub pairs: u64,
    /// Independent clusters of items they come from.
    pub clusters: u64,
    /// Share that agrees, with limits.
    #[serde(flatten)]
    pub share: Interval,
}

impl AgreementSummary {
    /// `None` without comparisons.
    pub(super) fn of(c: &Clustered, level: f64, binomial: Binomial) -> Option<Self> {
        Some(AgreementSummary {
            pairs: c.agreement.pairs,
            clusters: c.clusters,
            share: c.interval(level, binomial)?,
        })
    }
}
