//! What each backend makes of each of a set of programs, measured against certified optima.

use std::time::{Duration, Instant};

use super::backends::{Backend, Limits, Quality, Status};
use super::certificate::{Kind, Ratio};
use super::certify::{CertifyBudget, certify, certify_from_nothing};
use super::{LinearProgram, ProgramError};
use crate::lp::certificate::check::Proved;

/// One solve.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// The backend.
    pub backend: &'static str,
    /// Wall-clock time of the solve, the least of the repetitions.
    pub time: Duration,
    /// What came out.
    pub outcome: TrialOutcome,
}

/// How a solve ended. A failed check is a failed solve.
#[derive(Debug, Clone, PartialEq)]
pub enum TrialOutcome {
    /// An answer whose point passed the check.
    Answered {
        /// The status claimed.
        status: Status,
        /// The objective, recomputed from the point.
        objective: f64,
        /// Residuals.
        quality: Quality,
    },
    /// No answer, or one that is not what it claims.
    Failed(String),
}

/// All backends on one program.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Name of the program.
    pub program: String,
    /// Rows, columns, nonzeros.
    pub size: (usize, usize, usize),
    /// The certified optimum or the proof that there is none.
    pub proved: Option<(Kind, Proved)>,
    /// Time that the certificate took.
    pub certify_time: Duration,
    /// By backend.
    pub trials: Vec<Trial>,
}

/// Runs every backend on the program, `repetitions` times each, and certifies the best answer.
///
/// # Errors
/// What is wrong with the program.
pub fn compare(
    program: &LinearProgram,
    backends: &[&dyn Backend],
    limits: &Limits,
    effort: &CertifyBudget,
    repetitions: usize,
) -> Result<Comparison, ProgramError> {
    program.check()?;
    let mut trials = Vec::with_capacity(backends.len());
    let mut proved: Option<(Kind, Proved)> = None;
    let mut certify_time = Duration::ZERO;
    for &backend in backends {
        let mut time = Duration::MAX;
        let mut result = None;
        for _ in 0..repetitions.max(1) {
            let start = Instant::now();
            let answer = backend.solve(program, limits);
            time = time.min(start.elapsed());
            let failed = answer.is_err();
            result = Some(answer);
            if failed {
                break;
            }
        }
        let outcome = match result {
            Some(Ok(solution)) => {
                if !is_exact(proved.as_ref()) {
                    let start = Instant::now();
                    let found = certify(program, &solution, backend, limits, effort);
                    certify_time = start.elapsed();
                    proved = stronger(proved, found.map(|(c, p)| (c.kind(), p)));
                }
                TrialOutcome::Answered {
                    status: solution.status,
                    objective: solution.objective,
                    quality: solution.quality,
                }
            }
            Some(Err(error)) => TrialOutcome::Failed(error.to_string()),
            None => TrialOutcome::Failed("not run".into()),
        };
        trials.push(Trial {
            backend: backend.name(),
            time,
            outcome,
        });
    }
    if !is_exact(proved.as_ref()) {
        let start = Instant::now();
        let found = certify_from_nothing(program, effort);
        certify_time = start.elapsed();
        proved = stronger(proved, found.map(|(c, p)| (c.kind(), p)));
    }
    for trial in &mut trials {
        refute(trial, proved.as_ref());
    }
    Ok(Comparison {
        program: program.name.clone(),
        size: (program.rows(), program.columns(), program.nonzeros()),
        proved,
        certify_time,
        trials,
    })
}

fn is_exact(proved: Option<&(Kind, Proved)>) -> bool {
    matches!(proved, Some((Kind::Exact, _)))
}

fn stronger(a: Option<(Kind, Proved)>, b: Option<(Kind, Proved)>) -> Option<(Kind, Proved)> {
    match (&a, &b) {
        (None, _) | (_, Some((Kind::Exact, _))) => b,
        _ => a,
    }
}

/// A claim that the certificate contradicts is a failure.
fn refute(trial: &mut Trial, proved: Option<&(Kind, Proved)>) {
    let TrialOutcome::Answered { status, .. } = &trial.outcome else {
        return;
    };
    let truth = match proved {
        Some((_, Proved::Infeasible)) => Status::Infeasible,
        Some((_, Proved::Unbounded)) => Status::Unbounded,
        Some((
            _,
            Proved::Bounds {
                lower: Some(_),
                upper: Some(_),
            },
        )) => Status::Optimal,
        _ => return,
    };
    if *status != truth {
        trial.outcome = TrialOutcome::Failed(format!("claimed {status:?}, proved {truth:?}"));
    }
}

impl Comparison {
    /// Correct decimal digits of a trial's objective, `−log10` of its error relative to the
    /// certified optimum (absolute where that is 0), from 0 to 17; `None` where either is missing.
    #[must_use]
    pub fn digits(&self, trial: &Trial) -> Option<f64> {
        let TrialOutcome::Answered { objective, .. } = trial.outcome else {
            return None;
        };
        let Some((
            _,
            Proved::Bounds {
                lower: Some(lower),
                upper: Some(upper),
            },
        )) = &self.proved
        else {
            return None;
        };
        let float = |ratio: &Ratio| ratio.numerator.quotient_estimate(&ratio.denominator);
        let (lower, upper) = (float(lower), float(upper));
        let error = (objective - lower).abs().max((objective - upper).abs());
        let size = lower.abs().max(upper.abs());
        let relative = if size > 0.0 { error / size } else { error };
        Some(if relative > 0.0 {
            (-libm::log10(relative)).clamp(0.0, 17.0)
        } else {
            17.0
        })
    }
}
