//! From a start to a claim: the simplex method in floats, then exactly at its end.

use std::time::{Duration, Instant};

use super::CertifyBudget;
use super::bracket::Bracket;
use super::interval::payable;
use crate::lp::LinearProgram;
use crate::lp::backends::Solution;
use crate::lp::certificate::{Claim, Vector};
use crate::lp::exact_simplex::{Basis, Corner, Outcome, Reached, improve, scaled_costs};
use crate::lp::float_simplex::{Guess, refine, simplex, tightened};
use crate::lp::program::Scaled;
use crate::lp::work::Work;

/// Where the search starts: a guess of the basis, and float vectors that may prove bounds.
pub(super) struct Start {
    guess: Guess,
    points: Vec<Vector>,
    prices: Vec<Vector>,
}

impl Start {
    /// Every row free to be what it is: where nothing is known.
    pub(super) fn of_rows(program: &LinearProgram) -> Self {
        Start {
            guess: Guess::of_rows(program),
            points: Vec::new(),
            prices: Vec::new(),
        }
    }

    /// What a backend's point and, if it tells them, prices suggest.
    pub(super) fn of_answer(program: &LinearProgram, answer: &Solution) -> Self {
        let y = answer.row_duals.as_deref();
        let prices = y.and_then(|y| Vector::from_floats(&payable(program, y)));
        Start {
            guess: Guess::from_point(program, &answer.columns, y),
            points: Vector::from_floats(&answer.columns).into_iter().collect(),
            prices: prices.into_iter().collect(),
        }
    }
}

/// A claim, not yet checked.
pub(super) struct Found {
    pub(super) claim: Claim,
    /// The optimal basis, if the claim rests on one.
    pub(super) basis: Option<Basis>,
    pub(super) work: Work,
}

/// Margins by which conditions are tightened for an interval, the narrowest first: below 1e-9 the
/// float simplex method cannot tell, above 1e-5 an interval says little.
const MARGINS: [f64; 3] = [1e-9, 1e-7, 1e-5];

/// Moves from a start, and claims what the best point and the best prices met prove.
pub(super) fn search(
    program: &LinearProgram,
    start: Start,
    budget: &CertifyBudget,
) -> Option<Found> {
    let end = Instant::now() + budget.time;
    let left = || end.saturating_duration_since(Instant::now());
    let exact = Scaled::of(program);
    let mut bracket = Bracket::new(&exact, start.points, start.prices);
    let mut work = Work::default();
    // a third of the time is kept for an interval
    let outcome = settle(
        &exact,
        &start.guess,
        budget.pivots,
        left() * 2 / 3,
        &mut work,
    );
    let mut basis = None;
    let claim = match outcome {
        Outcome::Optimal { corner, at } => {
            bracket.keep(&corner);
            basis = Some(at);
            bracket.claim()
        }
        Outcome::Unbounded { corner, ray } => Some(Claim::Unbounded {
            point: corner.point(&exact),
            ray,
        }),
        Outcome::Infeasible(prices) => Some(Claim::Infeasible { prices }),
        Outcome::Unfinished(corner) => {
            corner.iter().for_each(|corner| bracket.keep(corner));
            for margin in MARGINS {
                if bracket.is_closed() {
                    break;
                }
                let now = Instant::now();
                let Some(found) = tightened(program, &start.guess, margin, now + left() / 2) else {
                    break;
                };
                work.float_pivots += found.pivots;
                work.exact_bases += 1;
                let costs = scaled_costs(&exact, &found.costs);
                let corner = Corner::new(&exact, &found.basis, &costs, now + left());
                corner.iter().for_each(|corner| bracket.keep(corner));
            }
            bracket.claim()
        }
    };
    Some(Found {
        claim: claim?,
        basis,
        work,
    })
}

/// From a guess to an optimal basis: the float simplex method first, refined at what exact
/// arithmetic finds wrong with its end; exact pivots for what floats cannot see.
fn settle(
    program: &Scaled<'_>,
    guess: &Guess,
    pivots: usize,
    time: Duration,
    work: &mut Work,
) -> Outcome {
    let now = Instant::now();
    let (floats_end, end) = (now + time * 3 / 4, now + time);
    let Some(reached) = simplex(program.program, guess, floats_end) else {
        return Outcome::Unfinished(None);
    };
    let mut float_pivots = reached.pivots;
    let mut adviser = |basis: &Basis, corner: &Corner| -> Option<Reached> {
        let better = refine(program, basis, corner, floats_end);
        float_pivots += better.as_ref().map_or(0, |better| better.pivots);
        better
    };
    let outcome = improve(program, reached, pivots, &mut adviser, work, end);
    work.float_pivots += float_pivots;
    outcome
}
