//! From a solver's float answer to a certificate.

mod bracket;
mod interval;
mod witness;

use std::time::{Duration, Instant};

use super::backends::{self, Backend, Limits, Solution, SolveError, Status};
use super::certificate::{Certificate, Claim, Kind, Vector};
use super::{LinearProgram, ProgramError};
use crate::lp::certificate::check::Proved;
use crate::lp::certificate::check::check;
use crate::lp::certify::bracket::Bracket;
use crate::lp::certify::interval::payable;
use crate::lp::exact_simplex::improve;
use crate::lp::exact_simplex::{Basis, Corner, Outcome, scaled_costs};
use crate::lp::float_simplex::Guess;
use crate::lp::float_simplex::polish;
use crate::lp::float_simplex::refine;
use crate::lp::float_simplex::tightened;
use crate::lp::program::Scaled;

/// What certification may use.
#[derive(Debug, Clone, PartialEq)]
pub struct CertifyBudget {
    /// Wall-clock time for exact arithmetic.
    pub time: Duration,
    /// Exact pivots at most.
    pub pivots: usize,
}

impl Default for CertifyBudget {
    fn default() -> Self {
        CertifyBudget {
            time: Duration::from_secs(60),
            pivots: 2_000,
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

/// Solves with `backend` and certifies the answer. Where its answer leads to no exact certificate,
/// the simplex method of the certifier starts from nothing, then the other backends are asked.
/// Each way has half of the time that is left, so that certification ends when `effort` says. An
/// interval comes from the backend's answer to a tightened program where the first way leaves none.
///
/// # Errors
/// What is wrong with the program. A backend's failure is part of the answer, and a missing
/// certificate is no error.
pub fn solve_certified(
    program: &LinearProgram,
    backend: &dyn Backend,
    limits: &Limits,
    effort: &CertifyBudget,
) -> Result<Certified, ProgramError> {
    program.check()?;
    let start = Instant::now();
    let solution = backend.solve(program, limits);
    let solve_time = start.elapsed();
    let start = Instant::now();
    let clock = Clock::until(start + effort.time);
    let share = || effort.lasting(clock.left() / 2);
    let pursue = |best: Option<Accepted>, answer: &_, backend: &dyn Backend, limits: &Limits| {
        let Some(solution) = answer_in(answer) else {
            return best;
        };
        let best = better(best, certify(program, solution, backend, limits, &share()));
        if is_closed(best.as_ref()) || clock.left().is_zero() {
            return best;
        }
        let until = Instant::now() + clock.left() / 2;
        let claim = interval::from_backend(program, backend, limits, until);
        better(best, claim.and_then(|claim| accepted(program, claim)))
    };
    let mut best = pursue(None, &solution, backend, limits);
    if !is_exact(best.as_ref()) {
        best = better(best, certify_from_nothing(program, &share()));
    }
    // any float solution of the program may point to the proof
    let others = backends::all().iter();
    for other in others.filter(|other| other.name() != backend.name()) {
        if is_exact(best.as_ref()) || clock.left().is_zero() {
            break;
        }
        let limits = limits.within(share().time);
        let answer = other.solve(program, &limits);
        best = pursue(best, &answer, *other, &limits);
    }
    Ok(Certified {
        solution,
        certificate: best,
        solve_time,
        certify_time: start.elapsed(),
    })
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

/// What is left of a time.
struct Clock(Instant);

impl Clock {
    fn until(deadline: Instant) -> Self {
        Clock(deadline)
    }

    fn left(&self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }
}

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

fn is_exact(accepted: Option<&Accepted>) -> bool {
    accepted.is_some_and(|(certificate, _)| certificate.kind() == Kind::Exact)
}

/// Whether there is a bound on each side, or more.
fn is_closed(accepted: Option<&Accepted>) -> bool {
    accepted.is_some_and(|(certificate, _)| certificate.kind() != Kind::OneSided)
}

fn better(a: Option<Accepted>, b: Option<Accepted>) -> Option<Accepted> {
    let value = |accepted: &Option<Accepted>| accepted.as_ref().map(|(c, _)| rank(c.kind()));
    if value(&b) > value(&a) { b } else { a }
}

fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::OneSided => 0,
        Kind::Interval => 1,
        Kind::Exact => 2,
    }
}

/// A certificate found without any backend.
#[must_use]
pub fn certify_from_nothing(program: &LinearProgram, effort: &CertifyBudget) -> Option<Accepted> {
    accepted(program, claim_from_nothing(program, effort)?)
}

fn claim_from_nothing(program: &LinearProgram, effort: &CertifyBudget) -> Option<Claim> {
    let guess = Guess::of_rows(program);
    claim_from(program, &guess, Vec::new(), Vec::new(), effort)
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
    effort: &CertifyBudget,
) -> Option<Accepted> {
    let claim = match solution.status {
        Status::Optimal => certify_optimum(program, solution, effort),
        Status::Infeasible | Status::Unbounded => {
            let half = effort.lasting(effort.time / 2);
            let claim = claim_from_nothing(program, &half);
            let decided = claim.filter(|claim| !matches!(claim, Claim::Bounded { .. }));
            decided.or_else(|| match solution.status {
                Status::Infeasible => witness::of_infeasibility(program, backend, limits, &half),
                _ => witness::of_unboundedness(program, backend, limits, &half),
            })
        }
    }?;
    accepted(program, claim)
}

fn accepted(program: &LinearProgram, claim: Claim) -> Option<Accepted> {
    let certificate = Certificate::new(program, claim);
    let proved = check(program, &certificate).ok()?;
    Some((certificate, proved))
}

fn certify_optimum(
    program: &LinearProgram,
    solution: &Solution,
    effort: &CertifyBudget,
) -> Option<Claim> {
    let x = &solution.columns;
    let y = solution.row_duals.as_deref();
    let points = Vector::from_floats(x).into_iter().collect();
    let prices = y.map(|y| payable(program, y));
    let prices = prices.as_deref().and_then(Vector::from_floats);
    let prices = prices.into_iter().collect();
    let guess = Guess::from_point(program, x, y);
    claim_from(program, &guess, points, prices, effort)
}

/// From a guess to an optimal basis: the float simplex method first, refined at what exact
/// arithmetic finds wrong with its end; exact pivots for what floats cannot see.
fn settle(exact: &Scaled<'_>, guess: &Guess, effort: &CertifyBudget, deadline: Instant) -> Outcome {
    let float_deadline = Instant::now() + Clock::until(deadline).left() * 3 / 4;
    let Some(basis) = polish(exact.program, guess, float_deadline) else {
        return Outcome::Unfinished(None);
    };
    let mut adviser = |basis: &Basis, corner: &Corner| refine(exact, basis, corner, float_deadline);
    improve(exact, basis, effort.pivots, &mut adviser, deadline)
}

/// Margins by which conditions are tightened for an interval, the narrowest first: below 1e-9 the
/// float simplex method cannot tell, above 1e-5 an interval says little.
const MARGINS: [f64; 3] = [1e-9, 1e-7, 1e-5];

/// Moves from a guess, and claims what the best point and the best prices met prove.
fn claim_from(
    program: &LinearProgram,
    guess: &Guess,
    points: Vec<Vector>,
    prices: Vec<Vector>,
    effort: &CertifyBudget,
) -> Option<Claim> {
    let clock = Clock::until(Instant::now() + effort.time);
    let exact = Scaled::of(program);
    let mut bracket = Bracket::new(&exact, points, prices);
    // a third of the time is kept for an interval
    match settle(&exact, guess, effort, Instant::now() + clock.left() * 2 / 3) {
        Outcome::Optimal(corner) => bracket.keep(&corner),
        Outcome::Unbounded { corner, ray } => {
            let point = corner.point(&exact);
            return Some(Claim::Unbounded { point, ray });
        }
        Outcome::Infeasible(prices) => return Some(Claim::Infeasible { prices }),
        Outcome::Unfinished(corner) => {
            corner.iter().for_each(|corner| bracket.keep(corner));
            for margin in MARGINS {
                if bracket.is_closed() {
                    break;
                }
                let now = Instant::now();
                let Some(found) = tightened(program, guess, margin, now + clock.left() / 2) else {
                    break;
                };
                let deadline = now + clock.left();
                let costs = scaled_costs(&exact, &found.costs);
                let corner = Corner::new(&exact, &found.basis, &costs, deadline);
                corner.iter().for_each(|corner| bracket.keep(corner));
            }
        }
    }
    bracket.claim()
}
