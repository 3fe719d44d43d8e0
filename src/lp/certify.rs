//! From a solver's float answer to a certificate.

use std::time::{Duration, Instant};

use super::LinearProgram;
use super::backends::{Backend, Limits, Solution, SolveError, Status};
use super::certificate::{Certificate, Claim, Ratio, Vector};
use super::check::{Proved, attained, check, excluded};
use super::exact::{Basis, Corner, Outcome, improve};
use super::witness;

/// What certification may use.
#[derive(Debug, Clone, PartialEq)]
pub struct Effort {
    /// Wall-clock time for exact arithmetic.
    pub time: Duration,
    /// Exact pivots at most.
    pub pivots: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Effort {
            time: Duration::from_secs(60),
            pivots: 2_000,
        }
    }
}

/// An answer, and what of it is proved.
#[derive(Debug, Clone, PartialEq)]
pub struct Certified {
    /// The backend's answer.
    pub solution: Solution,
    /// A certificate that the checker has accepted, and what it proves.
    pub certificate: Option<(Certificate, Proved)>,
    /// Time of the backend.
    pub solve_time: Duration,
    /// Time of certification.
    pub certify_time: Duration,
}

impl Certified {
    /// What is to be believed: what is proved where a proof decides, else what the backend says.
    #[must_use]
    pub fn status(&self) -> Status {
        match &self.certificate {
            Some((_, Proved::Infeasible)) => Status::Infeasible,
            Some((_, Proved::Unbounded)) => Status::Unbounded,
            _ => self.solution.status,
        }
    }
}

/// Solves with `backend` and certifies the answer.
///
/// # Errors
/// That of the backend. A missing certificate is no error.
pub fn solve_certified(
    program: &LinearProgram,
    backend: &dyn Backend,
    limits: &Limits,
    effort: &Effort,
) -> Result<Certified, SolveError> {
    let start = Instant::now();
    let solution = backend.solve(program, limits)?;
    let solve_time = start.elapsed();
    let start = Instant::now();
    let certificate = certify(program, &solution, backend, limits, effort);
    Ok(Certified {
        solution,
        certificate,
        solve_time,
        certify_time: start.elapsed(),
    })
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
    effort: &Effort,
) -> Option<(Certificate, Proved)> {
    let deadline = Instant::now() + effort.time;
    let claim = match solution.status {
        Status::Optimal => certify_optimum(program, solution, effort, deadline),
        Status::Infeasible => witness::of_infeasibility(program, backend, limits, effort),
        Status::Unbounded => witness::of_unboundedness(program, backend, limits, effort),
    }?;
    let certificate = Certificate::new(program, claim);
    let proved = check(program, &certificate).ok()?;
    Some((certificate, proved))
}

fn certify_optimum(
    program: &LinearProgram,
    solution: &Solution,
    effort: &Effort,
    deadline: Instant,
) -> Option<Claim> {
    let x = &solution.columns;
    let y = solution.row_duals.as_deref();
    let mut points = vec![Vector::from_floats(x)?];
    let mut prices: Vec<Vector> = y.and_then(Vector::from_floats).into_iter().collect();
    let basis = Basis::suggested(program, x, y);
    let mut keep = |corner: &Corner| {
        points.push(corner.point());
        prices.push(corner.prices(program));
    };
    match improve(program, basis, effort.pivots, deadline) {
        Outcome::Optimal(corner) => keep(&corner),
        Outcome::Unbounded { corner, ray } => {
            return Some(Claim::Unbounded {
                point: corner.point(),
                ray,
            });
        }
        Outcome::Infeasible(prices) => return Some(Claim::Infeasible { prices }),
        Outcome::Unfinished(corners) => corners.iter().for_each(|corner| keep(corner)),
    }
    let sense = program.sense;
    let proven = |vector: Vector, value: Ratio| (vector, value);
    let primal = points
        .into_iter()
        .filter_map(|point| attained(program, &point).ok().map(|v| proven(point, v)))
        .min_by(|(_, a), (_, b)| sense.order(a.cmp(b)));
    let dual = prices
        .into_iter()
        .filter_map(|price| excluded(program, &price).ok().map(|v| proven(price, v)))
        .max_by(|(_, a), (_, b)| sense.order(a.cmp(b)));
    (primal.is_some() || dual.is_some()).then_some(Claim::Bounded { primal, dual })
}
