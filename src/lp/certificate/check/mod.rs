//! The checker of certificates.
//!
//! It reads the program and the certificate, and computes with integers; no solver, no float
//! arithmetic and no tolerance. All that has to be trusted is in this folder, in
//! [`crate::lp::dyadic`], in the scales that the program's rationals are put over, and in the big
//! integers below.

mod points;
mod prices;
mod vectors;
mod verdict;

use crate::lp::certificate::{Certificate, Claim, Ratio, fingerprint};
use crate::lp::program::{LinearProgram, Scaled, Sense};

pub(in crate::lp) use points::attained_in;
pub use prices::excluded;
pub(in crate::lp) use prices::{excluded_in, excludes_all};
pub use verdict::{CheckError, Proved};

use points::check_ray;
use prices::dual_bound;

/// Decides whether the certificate proves its claim about the program.
///
/// # Errors
/// [`CheckError`] naming the first thing that fails.
pub fn check(program: &LinearProgram, certificate: &Certificate) -> Result<Proved, CheckError> {
    program.check()?;
    let actual = fingerprint(program);
    if certificate.program != actual {
        return Err(CheckError::OtherProgram {
            claimed: certificate.program,
            actual,
        });
    }
    let numbers = &Scaled::of(program);
    match &certificate.claim {
        Claim::Bounded { primal, dual } => {
            let above = match primal {
                Some((point, stated)) => {
                    let found = attained_in(numbers, point)?;
                    Some(as_stated("the objective", stated, found)?)
                }
                None => None,
            };
            let below = match dual {
                Some((prices, stated)) => {
                    let found = excluded_in(numbers, prices)?;
                    Some(as_stated("the dual bound", stated, found)?)
                }
                None => None,
            };
            let (lower, upper) = match program.sense {
                Sense::Minimise => (below, above),
                Sense::Maximise => (above, below),
            };
            Ok(Proved::Bounds { lower, upper })
        }
        Claim::Infeasible { .. } if has_crossed_bounds(numbers) => Ok(Proved::Infeasible),
        Claim::Infeasible { prices } => {
            let bound = dual_bound(numbers, prices, false)?;
            if bound.numerator.signum() > 0 {
                return Ok(Proved::Infeasible);
            }
            Err(CheckError::NoContradiction {
                bound: estimate(&bound),
            })
        }
        Claim::Unbounded { point, ray } => {
            attained_in(numbers, point)?;
            check_ray(numbers, ray)?;
            Ok(Proved::Unbounded)
        }
    }
}

fn has_crossed_bounds(program: &Scaled<'_>) -> bool {
    let mut bounds = program.bounds.iter();
    bounds.any(|bounds| matches!(bounds, (Some(lower), Some(upper)) if lower > upper))
}

fn as_stated(about: &'static str, stated: &Ratio, found: Ratio) -> Result<Ratio, CheckError> {
    if stated.denominator.is_zero() || *stated != found {
        return Err(CheckError::Misstated {
            about,
            stated: estimate(stated),
            found: estimate(&found),
        });
    }
    Ok(found)
}

fn estimate(ratio: &Ratio) -> f64 {
    ratio.numerator.quotient_estimate(&ratio.denominator)
}
