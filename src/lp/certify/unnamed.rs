//! Answers where no backend is named.
//!
//! Every backend of this build gives up on some small program, or does not come back from it, while
//! the certifier's own simplex method settles it in exact arithmetic: that method is asked first,
//! and the backends where it does not end in half of the time.

use super::{Certified, CertifyBudget, OWN_NAME, certify_alone, solve_certified};
use crate::lp::backends::{self, Backend, Limits, Solution, SolveError, Status};
use crate::lp::certificate::Kind;
use crate::lp::{LinearProgram, ProgramError};

/// Certifies by the answer of `backend`; without one by the certifier's own simplex method, and by
/// the first backend where that leads to no exact certificate in half of the time. The name is that
/// of the method whose answer it is.
///
/// # Errors
/// What is wrong with the program.
pub fn certified(
    program: &LinearProgram,
    backend: Option<&dyn Backend>,
    limits: &Limits,
    budget: &CertifyBudget,
) -> Result<(&'static str, Certified), ProgramError> {
    if let Some(backend) = backend {
        let certified = solve_certified(program, backend, limits, budget)?;
        return Ok((backend.name(), certified));
    }
    let half = budget.lasting(budget.time / 2);
    let alone = certify_alone(program, &half)?;
    let kind = |certified: &Certified| {
        let certificate = certified.certificate.as_ref();
        certificate.map(|(certificate, _)| certificate.kind())
    };
    if kind(&alone) == Some(Kind::Exact) {
        return Ok((OWN_NAME, alone));
    }
    let backend = backends::all()[0];
    let certified = solve_certified(program, backend, &limits.within(half.time), &half)?;
    Ok(match (kind(&alone), kind(&certified)) {
        (Some(_), None) => (OWN_NAME, alone),
        _ => (backend.name(), certified),
    })
}

/// The answer of `backend`; without one that of the certifier's own simplex method, or, where that
/// does not end in half of the time, of the first backend that has one in its share of the rest.
/// The name is that of the method whose answer it is.
///
/// # Errors
/// What is wrong with the program; why the last one that was asked has no answer is part of it.
pub fn answer(
    program: &LinearProgram,
    backend: Option<&dyn Backend>,
    limits: &Limits,
) -> Result<(&'static str, Result<Solution, SolveError>), ProgramError> {
    if let Some(backend) = backend {
        return Ok((backend.name(), backend.solve(program, limits)));
    }
    let half = limits.time / 2;
    let alone = certify_alone(program, &CertifyBudget::default().lasting(half))?;
    let mut last = (OWN_NAME, alone.solution);
    let share = half / backends::all().len() as u32;
    for backend in backends::all() {
        if last.1.is_ok() {
            break;
        }
        last = (
            backend.name(),
            backend.solve(program, &limits.within(share)),
        );
    }
    Ok(last)
}

/// An optimal point of `backend`, or of the first that has one where it has none.
#[must_use]
pub fn optimum(
    program: &LinearProgram,
    backend: Option<&dyn Backend>,
    limits: &Limits,
) -> Option<Solution> {
    let optimal = |found: Result<Solution, SolveError>| {
        found
            .ok()
            .filter(|solution| solution.status == Status::Optimal)
    };
    let of = |backend| {
        let answer = answer(program, backend, limits).ok();
        answer.and_then(|(_, found)| optimal(found))
    };
    of(backend).or_else(|| backend.and_then(|_| of(None)))
}
