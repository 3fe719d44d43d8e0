//! What an assessment says, as data: the JSON document of `assess` is these types.

use super::advice::Advice;
use super::basis::Basis;
use super::classes::summary::ClassSummary;
use super::copying::AssistantReport;
use super::interval::Interval;
use super::kappa::Kappa;
use super::standing::Standing;
use super::summary::AgreementSummary;
use super::traps::Warning;
use serde::Serialize;

/// One annotator.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnnotatorReport {
    /// Name.
    pub annotator: String,
    /// Labels, of whatever use.
    pub labels: u64,
    /// Comparisons; by repeats and expert together, those of both kinds.
    pub samples: u64,
    /// Share that agrees; `None` without comparisons.
    pub agreement: Option<f64>,
    /// Limits of the agreement probability; `None` for a share over both kinds of comparison, which
    /// is no one probability.
    pub agreement_interval: Option<[f64; 2]>,
    /// By repeats and expert together: agreement with oneself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_oneself: Option<AgreementSummary>,
    /// By repeats and expert together: agreement with the expert.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_expert: Option<AgreementSummary>,
    /// Effort; `None` where κ or the agreement is missing.
    pub effort: Option<Interval>,
    /// What a reader should know of the numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<&'static str>,
    /// Labels to check besides, after which what to do would be settled, at the rate of agreement
    /// so far; `None` where it is settled, or where such checks do not settle it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more: Option<u64>,
    /// How much is known.
    pub standing: Standing,
    /// What to do.
    pub to_do: String,
}

/// The table in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Shape {
    /// Rows of the file.
    pub rows: usize,
    /// Items.
    pub items: usize,
    /// Annotators.
    pub annotators: usize,
    /// Labels that are ties.
    pub ties: usize,
    /// Rows without a label in the file.
    pub missing: usize,
    /// Rows with a label that are left out as copies.
    pub copies: usize,
    /// Independent clusters of items.
    pub clusters: usize,
}

/// Everything `assess` reports.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Assessment {
    /// κ; `None` if it could not be estimated, for the reason in `identification`.
    pub kappa: Option<Kappa>,
    /// What is identified, by what assumption.
    pub identification: String,
    /// What efforts are judged by.
    pub scheme: Basis,
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
    /// Which monitoring tells more, and how many samples are enough; `None` if nothing was
    /// compared.
    pub monitoring: Option<Advice>,
    /// The annotators in the order of the table: of a file that was read, by name.
    pub annotators: Vec<AnnotatorReport>,
    /// What about the file may mislead.
    pub warnings: Vec<Warning>,
    /// What was copied from a model, if the file has a column `assistant`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assistant: Option<AssistantReport>,
    /// Of labels that are not binary: their classes, and what agreement by chance would be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classes: Option<ClassSummary>,
}
