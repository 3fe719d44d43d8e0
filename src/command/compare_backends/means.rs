//! One line a solver: how many programs it solved, and its mean time.

use crate::lp::backends;
use crate::lp::comparison::{Comparison, TrialOutcome, shifted_mean};
use serde::Serialize;

/// A solve counts when its objective has this many correct digits: what the common tolerance of
/// 1e-6 lets one expect. A claim that there is no optimum counts where it is proved.
pub const DIGITS: f64 = 6.0;

/// What became of all programs with one solver.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mean {
    /// The solver.
    pub backend: &'static str,
    /// Programs that it was given.
    pub programs: usize,
    /// Programs that it solved.
    pub solved: usize,
    /// Programs on which it claimed what is proved to be wrong, or had fewer digits.
    pub wrong: usize,
    /// Programs on which it gave no answer that passed the check.
    pub failed: usize,
    /// Shifted geometric mean of its times in seconds, failures and wrong answers at the limit.
    #[serde(rename = "shifted_geometric_mean_seconds")]
    pub mean: Option<f64>,
}

/// By solver; failures count as `limit` seconds.
pub fn of(comparisons: &[Comparison], limit: f64) -> Vec<Mean> {
    let by_solver = backends::all().iter().map(|backend| {
        let trials: Vec<_> = comparisons
            .iter()
            .flat_map(|comparison| {
                comparison
                    .trials
                    .iter()
                    .map(move |trial| (comparison, trial))
            })
            .filter(|(_, trial)| trial.backend == backend.name())
            .collect();
        let mut mean = Mean {
            backend: backend.name(),
            programs: trials.len(),
            solved: 0,
            wrong: 0,
            failed: 0,
            mean: None,
        };
        let mut times = Vec::with_capacity(trials.len());
        for (comparison, trial) in trials {
            let solved = comparison.is_solved(trial, DIGITS);
            times.push(solved.then_some(trial.time.as_secs_f64()));
            mean.solved += usize::from(solved);
            let failed = matches!(trial.outcome, TrialOutcome::Failed(_));
            let refuted = trial.claim_holds == Some(false);
            let imprecise = comparison
                .digits(trial)
                .is_some_and(|digits| digits < DIGITS);
            mean.wrong += usize::from(refuted || imprecise);
            mean.failed += usize::from(failed && !refuted);
        }
        mean.mean = shifted_mean(&times, limit);
        mean
    });
    by_solver.collect()
}

impl Mean {
    /// For people.
    pub fn words(&self) -> String {
        let mean = self
            .mean
            .map_or("-".to_owned(), |mean| format!("{mean:.4}"));
        format!(
            "  {:<10} {mean:>10} s; solved {} of {}, wrong {}, failed {}",
            self.backend, self.solved, self.programs, self.wrong, self.failed
        )
    }
}
