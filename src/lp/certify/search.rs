//! From a start to a claim: the simplex method in floats, then exactly at its end.

use std::time::Instant;

use super::bracket::Bracket;
use super::budget::CertifyBudget;
use super::face;
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

/// Pivots in floats, beside three for every row, after which a point inside the optimal face is
/// looked for instead; fewer where factors fill in. Two to three pivots a row are usual (V.
/// Chvátal, *Linear Programming*, Freeman 1983, chapter 4); where there are far more, degeneracy is
/// mostly to blame.
const PATIENCE: usize = 5_000;

/// Moves from a start, and claims what the best point and the best prices met prove.
pub(super) fn search(
    program: &LinearProgram,
    start: Start,
    budget: &CertifyBudget,
) -> Option<Found> {
    let begin = Instant::now();
    let end = begin + budget.time;
    // a third of the time is kept for an interval, a quarter of the rest for exact pivots
    let settled = begin + budget.time * 2 / 3;
    let floats = begin + budget.time / 2;
    let exact = Scaled::of(program);
    let mut bracket = Bracket::new(&exact, start.points, start.prices);
    let mut work = Work::default();
    let reached = reach(&exact, &start.guess, floats, &mut bracket, &mut work);
    let in_time = Instant::now() <= floats;
    let outcome = match reached {
        Some(reached) if reached.ended || !bracket.is_exact() => {
            settle(&exact, reached, budget.pivots, (floats, settled), &mut work)
        }
        _ => Outcome::Unfinished(None),
    };
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
            // what did not end in time once does not end in less time
            let margins = MARGINS.iter().filter(|_| in_time);
            for &margin in margins {
                if bracket.is_closed() {
                    break;
                }
                let now = Instant::now();
                let half = now + end.saturating_duration_since(now) / 2;
                let Some(found) = tightened(program, &start.guess, margin, half) else {
                    break;
                };
                work.float_pivots += found.pivots;
                work.exact_bases += 1;
                let costs = scaled_costs(&exact, &found.costs);
                let corner = Corner::new(&exact, &found.basis, &costs, end);
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

/// Where the float simplex method comes from a guess. Where it takes many pivots the face around a
/// point inside it is tried, and only if that proves no optimum the method goes on.
fn reach(
    program: &Scaled<'_>,
    guess: &Guess,
    deadline: Instant,
    bracket: &mut Bracket<'_>,
    work: &mut Work,
) -> Option<Reached> {
    let patience = PATIENCE + 3 * program.rows();
    let reached = simplex(program.program, guess, patience, deadline)?;
    work.float_pivots += reached.pivots;
    let now = Instant::now();
    if reached.ended || now > deadline {
        return Some(reached);
    }
    if !bracket.is_exact() {
        let half = now + deadline.saturating_duration_since(now) / 2;
        face::from_inner_point(program, bracket, work, half);
    }
    if bracket.is_exact() {
        return Some(reached);
    }
    let guess = Guess::of_basis(program.program, &reached.basis);
    let further = simplex(program.program, &guess, usize::MAX, deadline)?;
    work.float_pivots += further.pivots;
    Some(further)
}

/// From where floats ended to an optimal basis: the float simplex method is refined at what exact
/// arithmetic finds wrong with its end; exact pivots for what floats cannot see.
fn settle(
    program: &Scaled<'_>,
    reached: Reached,
    pivots: usize,
    (floats, end): (Instant, Instant),
    work: &mut Work,
) -> Outcome {
    let mut float_pivots = 0;
    let mut adviser = |basis: &Basis, corner: &Corner| -> Option<Reached> {
        let better = refine(program, basis, corner, floats);
        float_pivots += better.as_ref().map_or(0, |better| better.pivots);
        better
    };
    let outcome = improve(program, reached, pivots, &mut adviser, work, end);
    work.float_pivots += float_pivots;
    outcome
}
