//! Running a backend so that its failure is an answer.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::thread;

use super::{Backend, Limits, Quality, Solution, SolveError, Status, trivial};
use crate::lp::LinearProgram;
use crate::lp::auxiliary::{recession, without_costs};
use crate::lp::scaling::Scaling;

/// What a backend says before it is checked.
pub(super) enum Claim {
    /// A point, and the shadow price of each row if known.
    Optimal {
        columns: Vec<f64>,
        row_duals: Option<Vec<f64>>,
        iterations: Option<u64>,
    },
    Infeasible,
    Unbounded,
    Failed(String),
}

/// A solver that is run contained: what [`Backend`] asks of it, and how it is called.
pub(super) struct Contained {
    pub name: &'static str,
    pub version: &'static str,
    pub engine: &'static str,
    pub origin: &'static str,
    pub iterations_untold: Option<&'static str>,
    pub run: fn(&LinearProgram, &Limits) -> Claim,
}

impl Backend for Contained {
    fn name(&self) -> &'static str {
        self.name
    }
    fn version(&self) -> &'static str {
        self.version
    }
    fn engine(&self) -> &'static str {
        self.engine
    }
    fn origin(&self) -> &'static str {
        self.origin
    }
    fn iterations_untold(&self) -> Option<&'static str> {
        self.iterations_untold
    }
    fn solve(&self, program: &LinearProgram, limits: &Limits) -> Result<Solution, SolveError> {
        solve(self, program, limits, self.run)
    }
}

/// Checks the data, runs `solver` on a thread of its own, and checks its claim.
///
/// A solver that does not answer in time is abandoned: a thread cannot be killed, so it goes on
/// until it ends or the process does, but nobody waits for it.
pub(super) fn solve(
    backend: &dyn Backend,
    program: &LinearProgram,
    limits: &Limits,
    solver: fn(&LinearProgram, &Limits) -> Claim,
) -> Result<Solution, SolveError> {
    program.check()?;
    if let Some(solution) = trivial::solve(program) {
        return Ok(solution);
    }
    let name = backend.name();
    let needed = memory_needed(program);
    if needed > limits.memory {
        return Err(SolveError::TooLarge {
            backend: name,
            needed,
            allowed: limits.memory,
        });
    }
    let (sender, receiver) = mpsc::channel();
    let (problem, its_limits) = (program.clone(), limits.clone());
    let thread = thread::Builder::new()
        .name(format!("backend {name}"))
        .spawn(move || {
            let run = || confirmed(&problem, &its_limits, solver);
            let claim = catch_unwind(AssertUnwindSafe(run));
            // The receiver is gone if the time was up: nothing to do about it.
            let _ = sender.send(claim);
        });
    if let Err(error) = thread {
        return Err(SolveError::Failed {
            backend: name,
            reason: format!("no thread to run it on: {error}"),
        });
    }
    match receiver.recv_timeout(limits.time) {
        Ok(Ok(claim)) => judge(name, program, limits, claim),
        Ok(Err(panic)) => Err(SolveError::Panicked {
            backend: name,
            reason: message_of(panic.as_ref()),
        }),
        Err(_) => Err(SolveError::TimedOut {
            backend: name,
            seconds: limits.time.as_secs_f64(),
        }),
    }
}

/// The solver's claim. That there is no optimum is confirmed by the same solver on programs that
/// have one: some answer "infeasible" for "infeasible or unbounded", others "unbounded" for either.
fn confirmed(
    program: &LinearProgram,
    limits: &Limits,
    solver: fn(&LinearProgram, &Limits) -> Claim,
) -> Claim {
    let run = |program: &LinearProgram| match limits.scale {
        true => solve_scaled(program, limits, solver),
        false => solver(program, limits),
    };
    let claim = run(program);
    if !matches!(claim, Claim::Infeasible | Claim::Unbounded) {
        return claim;
    }
    let is_answered = |program: &LinearProgram| match run(program) {
        Claim::Optimal { columns, .. } => {
            let quality = Quality::measure(program, &columns, None);
            quality.within(limits.tolerance).then_some(columns)
        }
        _ => None,
    };
    if is_answered(&without_costs(program)).is_none() {
        return match claim {
            Claim::Infeasible => Claim::Infeasible,
            _ => Claim::Failed("called unbounded what it finds no point of".into()),
        };
    }
    let recession = recession(program);
    let gain = is_answered(&recession).map_or(0.0, |ray| {
        -program.sense.sign() * recession.objective_at(&ray)
    });
    let greatest = program.costs().iter().fold(0.0_f64, |m, c| m.max(c.abs()));
    if gain > limits.tolerance * greatest {
        return Claim::Unbounded;
    }
    Claim::Failed(match claim {
        Claim::Infeasible => "called infeasible what it finds a point of".into(),
        _ => "called unbounded what it finds no ray of".into(),
    })
}

fn solve_scaled(
    program: &LinearProgram,
    limits: &Limits,
    solver: fn(&LinearProgram, &Limits) -> Claim,
) -> Claim {
    let (scaled, scaling) = Scaling::of(program);
    match solver(&scaled, limits) {
        Claim::Optimal {
            columns,
            row_duals,
            iterations,
        } => Claim::Optimal {
            columns: scaling.columns(&columns),
            row_duals: row_duals.map(|y| scaling.row_duals(&y)),
            iterations,
        },
        other => other,
    }
}

/// The estimate that [`Limits::memory`] is held against.
fn memory_needed(program: &LinearProgram) -> u64 {
    const FILL: usize = 10;
    const BYTES: usize = 64;
    let entries = program.nonzeros().saturating_mul(FILL);
    let entries = entries.saturating_add(program.rows() + program.columns());
    entries.saturating_mul(BYTES) as u64
}

fn message_of(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned())
}

fn judge(
    backend: &'static str,
    program: &LinearProgram,
    limits: &Limits,
    claim: Claim,
) -> Result<Solution, SolveError> {
    match claim {
        Claim::Failed(reason) => Err(SolveError::Failed { backend, reason }),
        Claim::Infeasible => Ok(Solution::without_point(Status::Infeasible, f64::NAN)),
        Claim::Unbounded => Ok(Solution::without_point(
            Status::Unbounded,
            program.sense.best_value(),
        )),
        Claim::Optimal {
            columns,
            row_duals,
            iterations,
        } => {
            let quality = Quality::measure(program, &columns, row_duals.as_deref());
            let finite =
                columns.iter().all(|x| x.is_finite()) && columns.len() == program.columns();
            let solution = Solution {
                status: Status::Optimal,
                objective: program.objective_at(&columns),
                columns: if finite {
                    columns
                } else {
                    vec![0.0; program.columns()]
                },
                row_duals: row_duals.filter(|y| y.len() == program.rows()),
                iterations,
                quality,
            };
            if quality.within(limits.tolerance) {
                return Ok(solution);
            }
            Err(SolveError::NotOptimal {
                backend,
                quality,
                answer: Box::new(solution),
            })
        }
    }
}

impl Solution {
    /// An answer that consists of its status, with the objective that goes with it.
    pub(in crate::lp) fn of_status(program: &LinearProgram, status: Status) -> Self {
        let objective = match status {
            Status::Unbounded => program.sense.best_value(),
            _ => f64::NAN,
        };
        Solution::without_point(status, objective)
    }

    /// An optimal point with row prices, measured.
    pub(in crate::lp) fn of_vectors(
        program: &LinearProgram,
        columns: Vec<f64>,
        row_duals: Option<Vec<f64>>,
    ) -> Self {
        Solution {
            status: Status::Optimal,
            objective: program.objective_at(&columns),
            quality: Quality::measure(program, &columns, row_duals.as_deref()),
            columns,
            row_duals,
            iterations: None,
        }
    }

    /// An answer that consists of its status.
    pub(super) fn without_point(status: Status, objective: f64) -> Self {
        Solution {
            status,
            objective,
            columns: Vec::new(),
            row_duals: None,
            iterations: None,
            quality: Quality::default(),
        }
    }
}
