//! The theorems: each one file with its statement, its assumptions, and the evidence the workbench
//! has for it.
//!
//! A theorem is the unit everything meets in. Its stem names its file here, its test in `tests/`,
//! its proof in `proofs/`, its parameters in `figures/`, and what it leaves in `paper/figures` and
//! `paper/data`. Adding a theorem is adding one file here and its line in [`REGISTRY`]; a test
//! walks the registry and fails where a stem is missing.

mod assumptions;
mod brackets;
mod c9_monitoring_budget;
mod committed;
mod error;
pub mod evidence;
mod information;
mod limits;
pub mod measured;
mod rate_study;
mod simulation;
mod study;
mod t10_assistant;
mod t1_monitoring_signals;
mod t2_sample_complexity;
mod t3_downstream_blindness;
mod t4_complementarity;
mod t5_binary_rate;
mod t6_linear_rate;
mod t7_general_rate;
mod t8_discrete_rate;
mod t9_tiered_rate;
mod variant;

pub use error::TheoremError;
pub use evidence::{Check, Evidence, Verdict};
pub use study::{Instance, Progress, Silent};

use crate::input::Section;

/// A statement that can be checked.
pub struct Theorem {
    /// `t5`.
    pub id: &'static str,
    /// `t5_binary_rate`.
    pub stem: &'static str,
    /// The file of this theorem in the source tree.
    pub code: &'static str,
    /// A few words.
    pub title: &'static str,
    /// The claim.
    pub statement: &'static str,
    /// What it assumes, one assumption each.
    pub assumptions: &'static [&'static str],
    /// Gathers the evidence under the parameters of `figures/<stem>.toml`.
    pub evidence: fn(&Section<'_, '_>, &dyn Progress) -> Found,
}

/// What gathering evidence comes to.
pub type Found = Result<Evidence, TheoremError>;

/// Every theorem the workbench checks.
pub const REGISTRY: &[Theorem] = &[
    t1_monitoring_signals::THEOREM,
    t2_sample_complexity::THEOREM,
    t3_downstream_blindness::THEOREM,
    t4_complementarity::THEOREM,
    t5_binary_rate::THEOREM,
    t6_linear_rate::THEOREM,
    t7_general_rate::THEOREM,
    t8_discrete_rate::THEOREM,
    t9_tiered_rate::THEOREM,
    c9_monitoring_budget::THEOREM,
    t10_assistant::THEOREM,
];

/// The theorem with this id or stem.
pub fn find(name: &str) -> Option<&'static Theorem> {
    REGISTRY
        .iter()
        .find(|theorem| theorem.id == name || theorem.stem == name)
}
