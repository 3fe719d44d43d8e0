//! A comparison of solvers as JSON.

use super::files;
use super::means::Mean;
use crate::command::backends::BackendView;
use crate::command::lp_answers;
use crate::lp::backends::Quality;
use crate::lp::certificate::view::in_words as proof_in_words;
use crate::lp::comparison::{Comparison, KnownOptimum, Trial, TrialOutcome};
use serde::Serialize;

/// What `--json` prints.
#[derive(Serialize)]
pub(super) struct Document<'a> {
    pub machine: Machine,
    pub backends: Vec<BackendView>,
    pub scaled: bool,
    pub limits: LimitsView,
    pub right_digits: f64,
    pub shift_seconds: f64,
    pub means: &'a [Mean],
    pub comparisons: Vec<ComparisonView<'a>>,
}

#[derive(Serialize)]
pub(super) struct Machine {
    pub processor: String,
    pub architecture: &'static str,
    pub system: &'static str,
    pub threads: usize,
}

#[derive(Serialize)]
pub(super) struct LimitsView {
    pub seconds: f64,
    pub memory_bytes: u64,
    pub tolerance: f64,
}

#[derive(Serialize)]
pub(super) struct ComparisonView<'a> {
    program: &'a str,
    rows: usize,
    columns: usize,
    nonzeros: usize,
    proved: Option<ProofView>,
    known_optimum: Option<f64>,
    known_optimum_held: Option<bool>,
    relaxed: bool,
    warnings: &'a [String],
    certify_seconds: f64,
    trials: Vec<TrialView<'a>>,
}

#[derive(Serialize)]
struct ProofView {
    kind: &'static str,
    claim: String,
}

#[derive(Serialize)]
struct TrialView<'a> {
    backend: &'static str,
    seconds: f64,
    status: &'static str,
    objective: Option<f64>,
    iterations: Option<u64>,
    iterations_untold: Option<&'static str>,
    digits: Option<f64>,
    threads: Option<i64>,
    claim_holds: Option<bool>,
    residuals: Option<Quality>,
    failure: Option<&'a str>,
}

impl<'a> ComparisonView<'a> {
    pub fn of(comparison: &'a Comparison) -> Self {
        let (rows, columns, nonzeros) = comparison.size;
        let trials = comparison.trials.iter();
        Self {
            program: &comparison.program,
            rows,
            columns,
            nonzeros,
            proved: comparison.proved.as_ref().map(|(kind, proved)| ProofView {
                kind: kind.name(),
                claim: proof_in_words(proved),
            }),
            known_optimum: comparison.known.as_ref().map(KnownOptimum::estimate),
            known_optimum_held: comparison.held(),
            relaxed: comparison.relaxed,
            warnings: &comparison.warnings,
            certify_seconds: comparison.certify_time.as_secs_f64(),
            trials: trials
                .map(|trial| TrialView::of(comparison, trial))
                .collect(),
        }
    }
}

impl<'a> TrialView<'a> {
    fn of(comparison: &Comparison, trial: &'a Trial) -> Self {
        let (status, objective, failure) = match &trial.outcome {
            TrialOutcome::Answered {
                status, objective, ..
            } => (lp_answers::status(Some(*status)), Some(*objective), None),
            TrialOutcome::Failed(reason) => ("failed", None, Some(reason.as_str())),
        };
        Self {
            backend: trial.backend,
            seconds: trial.time.as_secs_f64(),
            status,
            objective,
            iterations: trial.iterations,
            iterations_untold: lp_answers::iterations_untold(trial.backend, trial.iterations),
            digits: comparison.digits(trial),
            threads: files::threads(trial.backend),
            claim_holds: trial.claim_holds,
            residuals: trial.quality,
            failure,
        }
    }
}
