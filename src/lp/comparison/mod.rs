//! What each backend makes of each of a set of programs, measured against certified optima.

mod means;
mod optima;

pub use means::{SHIFT, shifted_mean};
pub use optima::{KnownOptimum, OptimaError, read_optima};

use std::time::{Duration, Instant};

use super::backends::{Backend, Limits, Quality, SolveError, Status};
use super::certificate::{Kind, Ratio};
use super::certify::{CertifyBudget, certify, certify_from_nothing};
use super::{LinearProgram, ProgramError, Sense};
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
    /// Iterations of the last repetition, where the backend tells them.
    pub iterations: Option<u64>,
    /// Residuals of the point returned, also where they are why it did not pass.
    pub quality: Option<Quality>,
    /// Whether what the backend claims (an optimum, or that there is none) is what is proved;
    /// `None` where it claims nothing or nothing is proved.
    pub claim_holds: Option<bool>,
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
    /// An optimum known from elsewhere.
    pub known: Option<KnownOptimum>,
    /// Whether the optimum is a least or a greatest value.
    pub sense: Sense,
    /// Whether the program is a relaxation of the one that the known optimum belongs to.
    pub relaxed: bool,
    /// What is odd about the program's file.
    pub warnings: Vec<String>,
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
    known: Option<KnownOptimum>,
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
        let quality = match &result {
            Some(Ok(solution)) if solution.status == Status::Optimal => Some(solution.quality),
            Some(Err(SolveError::NotOptimal { quality, .. })) => Some(*quality),
            _ => None,
        };
        let iterations = match &result {
            Some(Ok(solution)) => solution.iterations,
            Some(Err(SolveError::NotOptimal { answer, .. })) => answer.iterations,
            _ => None,
        };
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
            iterations,
            quality,
            claim_holds: None,
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
        known,
        sense: program.sense,
        relaxed: false,
        warnings: Vec::new(),
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
    trial.claim_holds = Some(*status == truth);
    if *status != truth {
        trial.outcome =
            TrialOutcome::Failed(format!("claimed {status:?}, proved {truth:?}").to_lowercase());
    }
}

impl Comparison {
    /// The same with what is known of the program's file.
    #[must_use]
    pub fn with_remarks(self, relaxed: bool, warnings: Vec<String>) -> Self {
        Comparison {
            relaxed,
            warnings,
            ..self
        }
    }

    /// Whether what is proved allows the known optimum; `None` where nothing says so or otherwise.
    /// A relaxation only says what the optimum is no better than.
    #[must_use]
    pub fn held(&self) -> Option<bool> {
        let (known, (_, proved)) = (self.known.as_ref()?, self.proved.as_ref()?);
        match self.relaxed {
            true => known.is_within_reach(proved, self.sense),
            false => known.is_held(proved),
        }
    }

    /// The optimum that answers are measured against: proved exactly, else known from elsewhere,
    /// else within what is proved.
    #[must_use]
    pub fn optimum(&self) -> Option<(f64, f64)> {
        let float = |ratio: &Ratio| ratio.numerator.quotient_estimate(&ratio.denominator);
        let within = match &self.proved {
            Some((
                _,
                Proved::Bounds {
                    lower: Some(lower),
                    upper: Some(upper),
                },
            )) => Some((float(lower), float(upper))),
            _ => None,
        };
        match &self.known {
            Some(known) if !self.relaxed && !is_exact(self.proved.as_ref()) => {
                let value = known.estimate();
                Some((value, value))
            }
            _ => within,
        }
    }

    /// Whether a trial counts as solved: an objective with so many correct digits, or a claim that
    /// there is no optimum which is proved to hold.
    #[must_use]
    pub fn is_solved(&self, trial: &Trial, digits: f64) -> bool {
        match (&trial.outcome, self.digits(trial)) {
            (TrialOutcome::Failed(_), _) => false,
            (_, Some(found)) => found >= digits,
            (TrialOutcome::Answered { status, .. }, None) => {
                *status != Status::Optimal && trial.claim_holds == Some(true)
            }
        }
    }

    /// Correct decimal digits of a trial's objective, `−log10` of its error relative to the
    /// certified optimum (absolute where that is 0), from 0 to 17; `None` where either is missing.
    #[must_use]
    pub fn digits(&self, trial: &Trial) -> Option<f64> {
        let TrialOutcome::Answered { objective, .. } = trial.outcome else {
            return None;
        };
        let (lower, upper) = self.optimum()?;
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
