//! Answers where no backend is named.
//!
//! Every backend of this build gives up on some small program, or does not come back from it, while
//! the certifier's own simplex method settles it in exact arithmetic: that method is asked first,
//! and the backends where it does not end in half of the time.

use std::time::Duration;

use super::{Certified, CertifyBudget, OWN_NAME, certify_alone, solve_certified};
use crate::lp::backends::{self, Backend, Limits, Solution, SolveError, Status};
use crate::lp::certificate::Kind;
use crate::lp::{LinearProgram, ProgramError};

/// Whose answer it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// Name of the method.
    pub name: &'static str,
    /// The time that the certifier's own simplex method had before it, and found nothing exact in.
    pub own_gave_up: Option<Duration>,
}

impl Source {
    fn at_once(name: &'static str) -> Self {
        Source {
            name,
            own_gave_up: None,
        }
    }
}

/// Certifies by the answer of `backend`; without one by the certifier's own simplex method, and by
/// the first backend where that leads to no exact certificate in half of the time.
///
/// # Errors
/// What is wrong with the program.
pub fn certified(
    program: &LinearProgram,
    backend: Option<&dyn Backend>,
    limits: &Limits,
    budget: &CertifyBudget,
) -> Result<(Source, Certified), ProgramError> {
    if let Some(backend) = backend {
        let certified = solve_certified(program, backend, limits, budget)?;
        return Ok((Source::at_once(backend.name()), certified));
    }
    let half = budget.lasting(budget.time / 2);
    let alone = certify_alone(program, &half)?;
    let kind = |certified: &Certified| {
        let certificate = certified.certificate.as_ref();
        certificate.map(|(certificate, _)| certificate.kind())
    };
    if kind(&alone) == Some(Kind::Exact) {
        return Ok((Source::at_once(OWN_NAME), alone));
    }
    let backend = backends::all()[0];
    let certified = solve_certified(program, backend, &limits.within(half.time), &half)?;
    let (name, certified) = match (kind(&alone), kind(&certified)) {
        (Some(_), None) => (OWN_NAME, alone),
        _ => (backend.name(), certified),
    };
    let own_gave_up = Some(half.time);
    Ok((Source { name, own_gave_up }, certified))
}

/// The answer of `backend`; without one that of the certifier's own simplex method, or, where that
/// does not end in half of the time, of the first backend that has one in its share of the rest.
///
/// # Errors
/// What is wrong with the program; why the last one that was asked has no answer is part of it.
pub fn answer(
    program: &LinearProgram,
    backend: Option<&dyn Backend>,
    limits: &Limits,
) -> Result<(Source, Result<Solution, SolveError>), ProgramError> {
    if let Some(backend) = backend {
        let answer = backend.solve(program, limits);
        return Ok((Source::at_once(backend.name()), answer));
    }
    let half = limits.time / 2;
    let alone = certify_alone(program, &CertifyBudget::default().lasting(half))?;
    let mut last = (Source::at_once(OWN_NAME), alone.solution);
    let share = half / backends::all().len() as u32;
    for backend in backends::all() {
        if last.1.is_ok() {
            break;
        }
        let source = Source {
            name: backend.name(),
            own_gave_up: Some(half),
        };
        last = (source, backend.solve(program, &limits.within(share)));
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
