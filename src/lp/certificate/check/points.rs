//! What points and rays prove: feasibility, the objective attained, and that it improves without
//! end.

use dashu_int::UBig;

use super::vectors::{describe, numerators};
use super::verdict::CheckError;
use crate::lp::certificate::{Ratio, Vector};
use crate::lp::dyadic::Dyadic;
use crate::lp::program::{Scaled, Sense};

/// The objective at a point, if the point is feasible.
///
/// # Errors
/// The first constraint violated.
pub(in crate::lp) fn attained_in(
    program: &Scaled<'_>,
    point: &Vector,
) -> Result<Ratio, CheckError> {
    const WHAT: &str = "the point";
    let x = numerators(WHAT, point, program.columns())?;
    within(WHAT, program, &x, Some(&point.denominator))?;
    let mut value = program.constant.times_integer(&point.denominator);
    for (x, cost) in x.iter().zip(&program.costs) {
        value.add_product(cost, x);
    }
    Ok(Ratio {
        numerator: value,
        denominator: &point.denominator * &program.cost_scale,
    })
}

/// A ray keeps every finite bound and improves the objective.
pub(super) fn check_ray(program: &Scaled<'_>, ray: &Vector) -> Result<(), CheckError> {
    const WHAT: &str = "the ray";
    let r = numerators(WHAT, ray, program.columns())?;
    within(WHAT, program, &r, None)?;
    let mut slope = Dyadic::ZERO;
    for (r, cost) in r.iter().zip(&program.costs) {
        slope.add_product(cost, r);
    }
    let improves = match program.program.sense {
        Sense::Minimise => slope.signum() < 0,
        Sense::Maximise => slope.signum() > 0,
    };
    if improves {
        Ok(())
    } else {
        Err(CheckError::NoImprovement)
    }
}

/// Whether `x / denominator` keeps all bounds; without a denominator, whether the direction `x`
/// keeps them however far one goes: each bound is then 0.
fn within(
    what: &'static str,
    program: &Scaled<'_>,
    x: &[Dyadic],
    denominator: Option<&UBig>,
) -> Result<(), CheckError> {
    let inside = |value: &Dyadic, k: usize| {
        let (lower, upper) = &program.bounds[k];
        let value = value.times_integer(&program.bound_scale);
        let at = |bound: &Dyadic| denominator.map_or(Dyadic::ZERO, |d| bound.times_integer(d));
        let violated = |side| {
            Err(CheckError::Violated {
                what,
                side,
                of: describe(program, k),
            })
        };
        if lower.as_ref().is_some_and(|lower| value < at(lower)) {
            return violated("lower");
        }
        if upper.as_ref().is_some_and(|upper| value > at(upper)) {
            return violated("upper");
        }
        Ok(())
    };
    for (j, value) in x.iter().enumerate() {
        inside(value, j)?;
    }
    for i in 0..program.rows() {
        let mut sum = Dyadic::ZERO;
        for (j, a) in program.row(i) {
            sum.add_product(a, &x[j]);
        }
        inside(&sum, program.columns() + i)?;
    }
    Ok(())
}
