//! An interval from a backend's answer to a slightly tightened program, without pivots.
//!
//! A point that keeps tightened bounds to within a solver's tolerance keeps the true ones, and so
//! do prices under tightened costs (A. Neumaier and O. Shcherbina, *Mathematical Programming* 99,
//! 2004; W. Cook and others, *Mathematical Programming Computation* 5, 2013, section 3, call the
//! first "primal bound shift"). Only equations need exact arithmetic: as many variables as there
//! are equations are solved for, the others stay where the float point has them.

use std::time::Instant;

use super::bracket::Bracket;
use crate::lp::LinearProgram;
use crate::lp::backends::{Backend, Limits, Status};
use crate::lp::certificate::{Claim, Vector};
use crate::lp::dyadic::Dyadic;
use crate::lp::exact_simplex::Corner;
use crate::lp::float_simplex::standing_at;
use crate::lp::program::Scaled;
use crate::lp::scaling::Scaling;

/// Margins, relative to a scaled program: well above the 1e-8 or so to which backends keep bounds.
const MARGINS: [f64; 2] = [1e-6, 1e-5];

/// What the backend's answers to tightened programs prove about the program.
pub(super) fn from_backend(
    program: &LinearProgram,
    backend: &dyn Backend,
    limits: &Limits,
    deadline: Instant,
) -> Option<Claim> {
    let (scaled, scaling) = Scaling::of(program);
    let exact = Scaled::of(program);
    let mut bracket = Bracket::new(&exact, Vec::new(), Vec::new());
    for margin in MARGINS {
        let left = deadline.saturating_duration_since(Instant::now());
        if bracket.is_closed() || left.is_zero() {
            break;
        }
        let limits = limits.within(left / 2).unscaled();
        let Ok(answer) = backend.solve(&tightened(&scaled, margin), &limits) else {
            continue;
        };
        if answer.status != Status::Optimal {
            continue;
        }
        let x = within(program, scaling.columns(&answer.columns));
        let corner = standing_at(program, &x, deadline).and_then(|basis| {
            let no_costs = vec![Dyadic::ZERO; program.columns() + program.rows()];
            Corner::new(&exact, &basis, &no_costs, deadline)
        });
        if let Some(corner) = corner {
            bracket.attain(corner.point(&exact));
        }
        let y = answer.row_duals.map(|y| scaling.row_duals(&y));
        let y = y.and_then(|y| Vector::from_floats(&payable(program, &y)));
        if let Some(y) = y {
            bracket.exclude(y);
        }
    }
    bracket.claim()
}

/// Bounds moved inwards where there is room, and costs of columns with one bound towards a wrong
/// price.
fn tightened(program: &LinearProgram, margin: f64) -> LinearProgram {
    let inside = |(lower, upper): (f64, f64)| {
        let by = |bound: f64| margin * bound.abs().max(1.0);
        // an infinite bound has no inward side
        let room =
            upper - lower > 4.0 * (by(lower) + by(upper)) || lower.is_finite() != upper.is_finite();
        let moved = |bound: f64, by: f64| match bound.is_finite() {
            true => bound + by,
            false => bound,
        };
        match room {
            true => (moved(lower, by(lower)), moved(upper, -by(upper))),
            false => (lower, upper),
        }
    };
    let sign = program.sense.sign();
    let mut tightened = program.clone();
    tightened.map_costs(|j, cost| {
        let (lower, upper) = program.column_bounds()[j];
        let by = sign * margin * cost.abs().max(1.0);
        match (lower.is_finite(), upper.is_finite()) {
            (true, false) => cost - by,
            (false, true) => cost + by,
            _ => cost,
        }
    });
    tightened.map_bounds(inside, inside);
    tightened
}

/// The point with its columns moved into their bounds.
fn within(program: &LinearProgram, x: Vec<f64>) -> Vec<f64> {
    let pairs = x.into_iter().zip(program.column_bounds());
    pairs
        .map(|(x, &(lower, upper))| x.max(lower).min(upper))
        .collect()
}

/// Float row prices without those that press against a bound the row does not have.
pub(super) fn payable(program: &LinearProgram, y: &[f64]) -> Vec<f64> {
    let sign = program.sense.sign();
    let pairs = y.iter().zip(program.row_bounds());
    pairs
        .map(|(&price, &(lower, upper))| {
            let bound = if sign * price > 0.0 { lower } else { upper };
            if bound.is_finite() { price } else { 0.0 }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lp::backends;
    use crate::lp::certify_from_nothing;
    use crate::lp::{CertifyBudget, Sense};

    /// Plants to customers: equations, inequalities, a range; optimum by the exact way.
    fn transport() -> LinearProgram {
        let mut lp = LinearProgram::new(Sense::Minimise);
        let (plants, customers) = (4, 9);
        let mut from = vec![Vec::new(); plants];
        for customer in 0..customers {
            let mut to = Vec::new();
            for (plant, from) in from.iter_mut().enumerate() {
                let cost = 1.0 + (customer * 7 + plant * 5) as f64 % 11.0;
                let x = lp.add_column(cost, 0.0, f64::INFINITY);
                from.push((x, 1.0));
                to.push((x, 0.9));
            }
            let demand = 1.0 + (customer % 4) as f64;
            match customer % 3 {
                0 => lp.add_row(demand, demand, to),
                1 => lp.add_row(demand, demand + 1.0, to),
                _ => lp.add_row(demand, f64::INFINITY, to),
            };
        }
        for entries in from {
            lp.add_row(f64::NEG_INFINITY, 8.0, entries);
        }
        lp
    }

    #[test]
    fn a_backend_that_tells_prices_gives_both_sides() {
        let program = transport();
        let exact = certify_from_nothing(&program, &CertifyBudget::default());
        let Some(Claim::Bounded {
            primal: Some((_, optimum)),
            ..
        }) = exact.map(|(c, _)| c.claim)
        else {
            panic!("no exact optimum");
        };
        let backend = backends::by_name("clarabel").unwrap_or_else(|error| panic!("{error}"));
        let deadline = Instant::now() + std::time::Duration::from_secs(60);
        let claim = from_backend(&program, backend, &Limits::default(), deadline);
        let Some(Claim::Bounded {
            primal: Some((_, above)),
            dual: Some((_, below)),
        }) = claim
        else {
            panic!("{claim:?}");
        };
        assert!(below <= optimum && optimum <= above);
        let float = |ratio: &crate::lp::certificate::Ratio| {
            ratio.numerator.quotient_estimate(&ratio.denominator)
        };
        // margins of 1e-6 at some 60 bounds and costs, of sizes up to 16
        assert!(float(&above) - float(&below) < 1e-6 * 60.0 * 16.0);
    }
}
