//! Pay of two unknowns that meets participation and incentives exactly, next to an estimate and by
//! expansions of the count: the existence argument, for lines and for pay of any shape.
//!
//! If one constraint changes sign between two opposite faces of a box of unknowns whatever the
//! other unknown, and the other constraint between the other two, some unknowns in the box meet
//! both (Poincaré–Miranda). What the pay is then enclosed with is the box.

use super::EnclosedModel;
use super::count_expansion::CountExpansion;
use super::regimes::orders;
use crate::contract::SecondBest;
use crate::numerics::Interval;

/// Relative half-widths of the box around the estimate that are tried.
pub const BOXES: [f64; 5] = [1e-10, 1e-9, 1e-8, 1e-7, 1e-6];

/// What both constraints are short of, negative where it is missing, at a level and a slope of pay.
pub trait Constraints {
    /// Rises with the level.
    fn participation(&self, level: Interval, slope: Interval) -> Option<Interval>;
    /// Rises with the slope.
    fn incentive(&self, level: Interval, slope: Interval) -> Option<Interval>;
}

/// The first box of some shares, in units of `halves`, around a guess that holds a level and a
/// slope which meet both constraints.
pub fn solution(
    constraints: &impl Constraints,
    [level, slope]: [f64; 2],
    halves: [f64; 2],
    shares: &[f64],
) -> Option<[Interval; 2]> {
    shares.iter().find_map(|share| {
        let [low, wide] = halves.map(|half| share * half);
        let level = Interval::new(level - low, level + low)?;
        let slope = Interval::new(slope - wide, slope + wide)?;
        holds_a_solution(constraints, level, slope)?.then_some([level, slope])
    })
}

fn holds_a_solution(
    constraints: &impl Constraints,
    level: Interval,
    slope: Interval,
) -> Option<bool> {
    let end = Interval::point;
    let participation = |level: f64| constraints.participation(end(level), slope);
    let incentive = |slope: f64| constraints.incentive(level, end(slope));
    Some(
        participation(level.lower())?.upper() < 0.0
            && participation(level.upper())?.lower() > 0.0
            && incentive(slope.lower())?.upper() < 0.0
            && incentive(slope.upper())?.lower() > 0.0,
    )
}

/// The gap, from above, of the first contract next to the estimate that is verified: with rents, as
/// shares of the premium, in turn, each by an expansion of the usual order, then of the highest.
///
/// `verified` says `None` where it finds no solution, so that another order may, and `Some(None)`
/// where the solution is not shown to be a best reply, so that another rent may be.
pub fn first_gap(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    rents: &[f64],
    verified: impl Fn(&CountExpansion<'_, '_>, Interval) -> Option<Option<f64>>,
) -> Option<f64> {
    let (samples, at) = (contract.samples, Interval::point(contract.point.effort));
    let locals = orders(samples).map(|order| CountExpansion::of_order(order, economy, samples, at));
    let locals: Vec<_> = locals.collect::<Option<_>>()?;
    let marginal = locals.first()?.money.midpoint();
    rents.iter().find_map(|share| {
        let rent = Interval::point(share * contract.gap.premium / marginal);
        locals
            .iter()
            .find_map(|local| verified(local, rent))
            .flatten()
    })
}
