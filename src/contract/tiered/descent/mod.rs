//! Descent to the best offer near a given one: sequential quadratic programming in standardised
//! units.
//!
//! minimise gap(x, τ, b) subject to ψ′ = 0 at x, ψ(x) ≥ ψ(every other local maximum), b ≥ 0 and
//! thresholds in order. From full care the effort stays there and ψ′ ≥ 0 is enough. Each step
//! linearises the constraints, takes a quadratic model of the Lagrangian and is shortened until an
//! exact penalty falls. At the optimum about as many constraints bind as there are bonuses and one
//! more, so the steps soon are those of Newton's method on these.

mod curvature;
mod margin;
mod run;
mod step;
mod task;
mod variables;

pub use margin::margin;
pub use task::{Effort, Found, Free};

use super::offer::{Offer, Side};
use super::peaks::Slopes;
use super::setting::Setting;
use std::cell::Cell;
use variables::Descent;

/// A descent that looks at more offers is not sure to end where one from another start, or from a
/// side of the corner, would.
pub const STRAIGHT: usize = 30;

/// The best offer near `start`; `None` where no offer that holds was reached.
pub fn descend(setting: &Setting<'_, '_>, start: &Offer, free: Free, money: f64) -> Option<Found> {
    let work = unbounded();
    let effort = Effort::new(&work);
    descend_with(setting, start, free, money, margin(setting), &effort)
}

/// Work for a single descent, which its steps bound.
pub fn unbounded() -> Cell<usize> {
    Cell::new(usize::MAX)
}

/// The same with deviations that lose more than a rounding, as a share of the cost they save, and
/// on both sides of the corner of participation and limited liability, which a plain descent may
/// get stuck at. Every offer looked at takes one from the work; without work the best so far is the
/// end. An end away from the corner is not looked at from its sides.
pub fn descend_to_corner(
    setting: &Setting<'_, '_>,
    start: &Offer,
    free: Free,
    money: f64,
    margin: f64,
    effort: &Effort<'_>,
) -> Option<Found> {
    let slopes = slopes(setting, start, free);
    let on = |from: &Offer, side| {
        let slopes = slopes.as_ref();
        on_side(setting, (from, slopes), free, money, (margin, side), effort)
    };
    let before = effort.work.get();
    let mut best = on(start, None);
    let straight = before - effort.work.get() <= STRAIGHT;
    let done = match &best {
        Some(found) => !found.near_corner(setting),
        None => effort.dear.get().is_some(),
    };
    if straight && done {
        return best;
    }
    for accepted in [true, false] {
        let side = Side { accepted, margin };
        let from = best.as_ref().map_or(start, |found| &found.offer).clone();
        keep_better(&mut best, on(&from, Some(side)));
    }
    best
}

/// Keeps the cheaper of two offers.
pub fn keep_better(best: &mut Option<Found>, other: Option<Found>) {
    if let Some(other) = other
        && best
            .as_ref()
            .is_none_or(|b| other.seen.gap.value < b.seen.gap.value)
    {
        *best = Some(other);
    }
}

/// The same with deviations that lose more than a rounding, as a share of the cost they save.
pub fn descend_with(
    setting: &Setting<'_, '_>,
    start: &Offer,
    free: Free,
    money: f64,
    margin: f64,
    effort: &Effort<'_>,
) -> Option<Found> {
    let slopes = slopes(setting, start, free);
    let from = (start, slopes.as_ref());
    on_side(setting, from, free, money, (margin, None), effort)
}

/// Slopes at the thresholds where these stay.
fn slopes(setting: &Setting<'_, '_>, start: &Offer, free: Free) -> Option<Slopes> {
    (!free.thresholds).then(|| Slopes::new(setting, &start.thresholds))
}

fn on_side<'s>(
    setting: &'s Setting<'_, '_>,
    (start, slopes): (&Offer, Option<&'s Slopes>),
    free: Free,
    money: f64,
    (margin, side): (f64, Option<Side>),
    effort: &'s Effort<'s>,
) -> Option<Found> {
    let tiers = start.tiers();
    let marginal = setting.point(start.x).marginal_cost * setting.unit;
    let mut scale = vec![1.0; 1 + tiers];
    scale.extend(start.bonuses.iter().map(|b| b.max(0.05 * marginal)));
    let n = setting.samples as f64;
    let ends = start.thresholds.iter().map(|t| {
        if free.within_cells {
            (t.ceil() - 1.0, t.ceil())
        } else {
            (1.0, n)
        }
    });
    let full_care = start.x >= setting.full_effort();
    let moves = |place: &usize| match *place {
        0 => free.effort && !full_care,
        place => place > tiers || free.thresholds,
    };
    let descent = Descent {
        setting,
        free,
        places: (0..scale.len()).filter(moves).collect(),
        slopes,
        full_care,
        scale,
        money,
        margin,
        ends: ends.collect(),
        side,
        effort,
    };
    let found = descent.run(start.clone())?;
    if side.is_none() {
        return Some(found);
    }
    // As it is, from neither side.
    let seen = found.offer.see_from(setting, slopes, None)?;
    descent.holds(&seen).then_some(Found { seen, ..found })
}
