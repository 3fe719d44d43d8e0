//! From a solver's float answer to a certificate.
//!
//! The walk goes one way: [`solve_certified`] tries one start after another; from each, `search`
//! runs the simplex method in floats and settles its end exactly, or, where that takes many pivots,
//! looks for the optimal `face` around a point inside it; where a backend says that there is no
//! optimum, `witness` searches programs that show it; where all that ends early, `interval` asks
//! the backend for a tightened program. Whatever is found counts only if the checker accepts it.
//! Where no backend is named, [`unnamed`] says who is asked.

mod bracket;
mod budget;
mod face;
mod interval;
mod search;
pub mod unnamed;
mod witness;

pub use budget::CertifyBudget;
use std::time::{Duration, Instant};

use super::backends::{self, Backend, Limits, Solution, SolveError, Status};
use super::certificate::{Certificate, Claim, Kind};
use super::exact_simplex::Position;
use super::{LinearProgram, ProgramError};
use crate::lp::certificate::check::{Proved, check};
use crate::lp::work::Work;
use search::{Found, Start, search};

impl CertifyBudget {
    /// The same effort with another time.
    #[must_use]
    pub fn lasting(&self, time: Duration) -> Self {
        CertifyBudget {
            time,
            ..self.clone()
        }
    }
}

/// An answer, and what of it is proved.
#[derive(Debug, Clone, PartialEq)]
pub struct Certified {
    /// The backend's answer.
    pub solution: Result<Solution, SolveError>,
    /// A certificate that the checker has accepted, and what it proves.
    pub certificate: Option<(Certificate, Proved)>,
    /// By column, then by row: where it is in the optimal basis, if the certificate rests on one.
    pub basis: Option<Vec<Position>>,
    /// What certification took.
    pub work: Work,
    /// Time of the backend.
    pub solve_time: Duration,
    /// Time of certification.
    pub certify_time: Duration,
}

impl Certified {
    /// What is to be believed: what is proved where a proof decides; else that there is an optimum
    /// where the backend gave a point that passed the check; else nothing.
    #[must_use]
    pub fn status(&self) -> Option<Status> {
        match &self.certificate {
            Some((_, Proved::Infeasible)) => Some(Status::Infeasible),
            Some((_, Proved::Unbounded)) => Some(Status::Unbounded),
            Some((
                _,
                Proved::Bounds {
                    lower: Some(_),
                    upper: Some(_),
                },
            )) => Some(Status::Optimal),
            // that there is no optimum is believed with a proof only
            _ => match &self.solution {
                Ok(solution) if solution.status == Status::Optimal => Some(Status::Optimal),
                _ => None,
            },
        }
    }
}

/// Where a search for a proof starts.
enum Way<'a> {
    /// At the answer of the backend that was asked for.
    Answer(&'a dyn Backend),
    /// At the rows, without any backend.
    Rows,
    /// At the answer of another backend, which is then asked.
    Other(&'a dyn Backend),
}

/// Solves with `backend` and certifies the answer. Where its answer leads to no exact certificate,
/// the simplex method of the certifier starts from nothing, then the other backends are asked.
/// Each way has half of the time that is left, so that certification ends when `budget` says. An
/// interval comes from the backend's answer to a tightened program where the first way leaves none.
///
/// # Errors
/// What is wrong with the program. A backend's failure is part of the answer, and a missing
/// certificate is no error.
pub fn solve_certified(
    program: &LinearProgram,
    backend: &dyn Backend,
    limits: &Limits,
    budget: &CertifyBudget,
) -> Result<Certified, ProgramError> {
    program.check()?;
    let start = Instant::now();
    let solution = backend.solve(program, limits);
    let solve_time = start.elapsed();
    let start = Instant::now();
    let end = start + budget.time;
    let left = || end.saturating_duration_since(Instant::now());
    let others = backends::all().iter().copied();
    let others = others.filter(|other| other.name() != backend.name());
    let first = [Way::Answer(backend), Way::Rows];
    let mut best = Best::default();
    'ways: for way in first.into_iter().chain(others.map(Way::Other)) {
        if left().is_zero() {
            break 'ways;
        }
        let half = budget.lasting(left() / 2);
        let limits = limits.within(half.time);
        // any float solution of the program may point to the proof
        let asked;
        let (teller, answer) = match way {
            Way::Answer(backend) => (backend, &solution),
            Way::Other(other) => {
                asked = other.solve(program, &limits);
                (other, &asked)
            }
            Way::Rows => {
                best.improve(program, search(program, Start::of_rows(program), &half));
                if best.is_exact() {
                    break 'ways;
                }
                continue 'ways;
            }
        };
        let Some(answer) = answer_in(answer) else {
            continue 'ways;
        };
        best.improve(
            program,
            from_answer(program, answer, teller, &limits, &half),
        );
        if best.is_exact() {
            break 'ways;
        }
        if !best.is_closed() {
            let until = Instant::now() + left() / 2;
            let claim = interval::from_backend(program, teller, &limits, until);
            best.improve(program, claim.map(Found::from));
        }
    }
    Ok(Certified {
        solution,
        certificate: best.accepted,
        basis: best.basis,
        work: best.work,
        solve_time,
        certify_time: start.elapsed(),
    })
}

/// Certifies the program without any backend: the certifier's own simplex method starts from
/// nothing. The answer in the result is the float view of what is proved.
///
/// # Errors
/// What is wrong with the program.
pub fn certify_alone(
    program: &LinearProgram,
    budget: &CertifyBudget,
) -> Result<Certified, ProgramError> {
    program.check()?;
    let start = Instant::now();
    let mut best = Best::default();
    match witness::of_crossed_bounds(program) {
        Some(claim) => best.improve(program, Some(claim.into())),
        None => best.improve(program, search(program, Start::of_rows(program), budget)),
    }
    let certificate = best.accepted;
    let answer = certificate
        .as_ref()
        .and_then(|(c, p)| view(program, &c.claim, p));
    Ok(Certified {
        solution: answer.ok_or(SolveError::Failed {
            backend: OWN_NAME,
            reason: format!("no certificate within {} s", budget.time.as_secs_f64()),
        }),
        certificate,
        basis: best.basis,
        work: best.work,
        solve_time: Duration::ZERO,
        certify_time: start.elapsed(),
    })
}

/// What [`certify_alone`] is called where backends have names.
pub const OWN_NAME: &str = "own simplex";

/// The doubles nearest to what a claim says.
fn view(program: &LinearProgram, claim: &Claim, proved: &Proved) -> Option<Solution> {
    let status = match proved {
        Proved::Infeasible => Status::Infeasible,
        Proved::Unbounded => Status::Unbounded,
        Proved::Bounds {
            lower: Some(_),
            upper: Some(_),
        } => Status::Optimal,
        Proved::Bounds { .. } => return None,
    };
    let Claim::Bounded {
        primal: Some((point, _)),
        dual: Some((prices, _)),
    } = claim
    else {
        return Some(Solution::of_status(program, status));
    };
    let (x, y) = (
        point.nearest(program.columns()),
        prices.nearest(program.rows()),
    );
    Some(Solution::of_vectors(program, x, Some(y)))
}

/// The answer, or the point that did not pass the check: it may still be near the optimum.
fn answer_in(result: &Result<Solution, SolveError>) -> Option<&Solution> {
    match result {
        Ok(solution) => Some(solution),
        Err(SolveError::NotOptimal { answer, .. }) => Some(answer),
        Err(_) => None,
    }
}

/// A certificate and what it proves.
type Accepted = (Certificate, Proved);

/// The strongest certificate so far.
#[derive(Default)]
struct Best {
    accepted: Option<Accepted>,
    basis: Option<Vec<Position>>,
    work: Work,
}

impl Best {
    /// Takes over what is found, if the checker accepts it and it says more.
    fn improve(&mut self, program: &LinearProgram, found: Option<Found>) {
        let Some(Found { claim, basis, work }) = found else {
            return;
        };
        self.work.add(work);
        let certificate = Certificate::new(program, claim);
        let Ok(proved) = check(program, &certificate) else {
            return;
        };
        let rank = |accepted: &Accepted| match accepted.0.kind() {
            Kind::OneSided => 0,
            Kind::Interval => 1,
            Kind::Exact => 2,
        };
        let accepted = (certificate, proved);
        if self
            .accepted
            .as_ref()
            .is_none_or(|best| rank(&accepted) > rank(best))
        {
            self.accepted = Some(accepted);
            self.basis = basis.map(|basis| basis.positions());
        }
    }

    fn kind(&self) -> Option<Kind> {
        self.accepted
            .as_ref()
            .map(|(certificate, _)| certificate.kind())
    }

    fn is_exact(&self) -> bool {
        self.kind() == Some(Kind::Exact)
    }

    /// Whether there is a bound on each side, or more.
    fn is_closed(&self) -> bool {
        !matches!(self.kind(), None | Some(Kind::OneSided))
    }
}

impl From<Claim> for Found {
    fn from(claim: Claim) -> Self {
        Found {
            claim,
            basis: None,
            work: Work::default(),
        }
    }
}

/// A certificate found without any backend.
#[must_use]
pub fn certify_from_nothing(program: &LinearProgram, budget: &CertifyBudget) -> Option<Accepted> {
    certify_alone(program, budget).ok()?.certificate
}

/// The strongest certificate found for an answer, accepted by the checker; `None` if none.
///
/// The backend is asked again for witnesses of infeasibility and unboundedness.
#[must_use]
pub fn certify(
    program: &LinearProgram,
    solution: &Solution,
    backend: &dyn Backend,
    limits: &Limits,
    budget: &CertifyBudget,
) -> Option<Accepted> {
    let mut best = Best::default();
    best.improve(
        program,
        from_answer(program, solution, backend, limits, budget),
    );
    best.accepted
}

/// What an answer leads to: from its point; or, if it says that there is no optimum, from the rows,
/// then by a witness that the backend finds.
fn from_answer(
    program: &LinearProgram,
    answer: &Solution,
    backend: &dyn Backend,
    limits: &Limits,
    budget: &CertifyBudget,
) -> Option<Found> {
    if answer.status == Status::Optimal {
        return search(program, Start::of_answer(program, answer), budget);
    }
    if let Some(claim) = witness::of_crossed_bounds(program) {
        return Some(claim.into());
    }
    let half = budget.lasting(budget.time / 2);
    let found = search(program, Start::of_rows(program), &half);
    let decided = found.filter(|found| !matches!(found.claim, Claim::Bounded { .. }));
    decided.or_else(|| {
        let claim = match answer.status {
            Status::Infeasible => witness::of_infeasibility(program, backend, limits, &half),
            _ => witness::of_unboundedness(program, backend, limits, &half),
        };
        claim.map(Found::from)
    })
}
