//! What an assessment says, as data: the JSON document of `assess` is these types.

use super::interval::Interval;
use super::kappa::{Kappa, Scheme};
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

/// One annotator.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnnotatorReport {
    /// Name.
    pub annotator: String,
    /// Comparisons.
    pub samples: u64,
    /// Share that agrees; `None` without comparisons.
    pub agreement: Option<f64>,
    /// Limits of the agreement probability.
    pub agreement_interval: Option<[f64; 2]>,
    /// Effort; `None` where κ or the agreement is missing.
    pub effort: Option<Interval>,
    /// What a reader should know of the numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<&'static str>,
}

/// The table in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Shape {
    pub rows: usize,
    pub items: usize,
    pub annotators: usize,
    pub ties: usize,
    pub missing: usize,
    pub clusters: usize,
}

/// Everything `assess` reports.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Assessment {
    /// κ; `None` if it could not be estimated, for the reason in `identification`.
    pub kappa: Option<Kappa>,
    /// What is identified, by what assumption.
    pub identification: String,
    /// The agreement judged by.
    pub scheme: Scheme,
    /// Confidence level.
    pub level: f64,
    /// The table in numbers.
    pub table: Shape,
    /// Agreement with oneself.
    pub self_consistency: Option<AgreementSummary>,
    /// Agreement with the expert.
    pub expert: Option<AgreementSummary>,
    /// Agreement of peers.
    pub peers: Option<AgreementSummary>,
    /// The annotators in order of first appearance.
    pub annotators: Vec<AnnotatorReport>,
}
