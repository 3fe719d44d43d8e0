//! Descent to the best offer near a given one: sequential quadratic programming in standardised
//! units.
//!
//! minimise gap(x, τ, b) subject to ψ′ = 0 at x, ψ(x) ≥ ψ(every other local maximum), b ≥ 0 and
//! thresholds in order. From full care the effort stays there and ψ′ ≥ 0 is enough. Each step linearises the constraints, takes a quadratic model of the
//! Lagrangian and is shortened until an exact penalty falls. At the
//! optimum about as many constraints bind as there are bonuses and one more, so the steps soon are
//! those of Newton's method on these.

mod curvature;
mod step;

use super::offer::{Offer, Seen, Side, Temptation};
use super::peaks::Slopes;
use super::setting::{Law, Setting};
use nalgebra::{DMatrix, DVector};
use std::cell::Cell;
use step::Step;

/// Steps before giving up; some twenty are asked for.
const STEPS: usize = 40;

/// Steps without progress before a start is given up.
const PATIENCE: usize = 6;

/// The longest step of effort and thresholds, in standard deviations.
const LONGEST: f64 = 0.7;

/// ψ′/c′ at the own effort that counts as 0.
const LEVEL: f64 = 1e-10;

/// The share of a margin that roundings may leave it short of.
const SHORT_OF_MARGIN: f64 = 1e-8;

/// What deviations are asked to lose beyond 0, as a share of the cost they save: without it the
/// best offer leaves the annotator indifferent, and a rounding decides. It costs the same share of
/// the gap. A rounding of the effort is ε·√(nI) standard deviations, one of q is ε·nq/σ: where checks
/// tell little of the effort the latter is far more.
pub fn margin(setting: &Setting<'_, '_>) -> f64 {
    let agreement = match setting.law {
        Law::Count => setting.mean / setting.deviation,
        Law::Normal => 0.0, // its mean moves with the effort itself
    };
    f64::max(
        1e-12,
        4.0 * f64::EPSILON * agreement.max(1.0 / setting.unit),
    )
}

/// Change of the scaled variables below which the gap, flat at its minimum, has its digits.
const STILL: f64 = 1e-8;

/// A descent that looks at more offers is not sure to end where one from another start, or from a
/// side of the corner, would.
pub const STRAIGHT: usize = 30;

/// Descents whose promised gap is above what is of use by more than this share are given up.
const TOO_DEAR: f64 = 1e-4;

/// Participation may ask for a base wage so close to the minimum wage, as a share of the expected
/// bonuses, that the corner of both matters.
const CORNER_AT: f64 = 0.02;

/// What may move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Free {
    /// The effort.
    pub effort: bool,
    /// The thresholds.
    pub thresholds: bool,
    /// Least distance between thresholds, in counts.
    pub apart: u32,
    /// Whether thresholds stay within their cell [⌈t⌉ − 1, ⌈t⌉].
    pub within_cells: bool,
}

impl Free {
    /// Effort and bonuses only.
    pub const BONUSES: Self = Self {
        effort: true,
        thresholds: false,
        apart: 0,
        within_cells: false,
    };
    /// Everything.
    pub const ALL: Self = Self {
        effort: true,
        thresholds: true,
        apart: 0,
        within_cells: false,
    };
}

/// What a descent may cost, and what it has to reach.
pub struct Effort<'w> {
    /// Offers that may still be looked at.
    pub work: &'w Cell<usize>,
    /// Gaps above this are of no use.
    pub most: f64,
    /// What a descent that was given up for that would have come to, about.
    pub dear: Cell<Option<f64>>,
}

impl<'w> Effort<'w> {
    /// Whatever is reached.
    pub fn new(work: &'w Cell<usize>) -> Self {
        Self::below(work, f64::INFINITY)
    }

    /// For gaps up to `most` only.
    pub fn below(work: &'w Cell<usize>, most: f64) -> Self {
        let dear = Cell::new(None);
        Self { work, most, dear }
    }
}

/// The end of a descent.
#[derive(Debug, Clone)]
pub struct Found {
    /// The offer.
    pub offer: Offer,
    /// Everything about it.
    pub seen: Seen,
    /// Multipliers of the temptations, by effort.
    pub binding: Vec<(f64, f64)>,
}

impl Found {
    /// Whether participation and limited liability are both close to binding.
    fn near_corner(&self, setting: &Setting<'_, '_>) -> bool {
        let each = self.seen.reaches.iter().zip(&self.offer.bonuses);
        let expected: f64 = each.map(|(reach, bonus)| reach.pass * bonus).sum();
        let headroom = self.seen.point.headroom(setting.model());
        (headroom - expected).abs() <= CORNER_AT * expected
    }
}

struct Descent<'s, 'a, 'm> {
    setting: &'s Setting<'a, 'm>,
    free: Free,
    /// What moves: the effort 0, thresholds from 1, bonuses from 1 + L.
    places: Vec<usize>,
    /// Slopes at the thresholds, where these stay.
    slopes: Option<&'s Slopes>,
    /// Units of the variables, those that stay among them.
    scale: Vec<f64>,
    /// Unit of the gap.
    money: f64,
    /// What deviations are asked to lose.
    margin: f64,
    /// Ends of each threshold, in counts.
    ends: Vec<(f64, f64)>,
    /// Whether the effort is full care and stays so.
    full_care: bool,
    /// The side of the corner of participation and limited liability.
    side: Option<Side>,
    /// What it may cost.
    effort: &'s Effort<'s>,
}

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

/// The same with deviations that lose more than a rounding, as a share of the cost they save, and on
/// both sides of the corner of participation and limited liability, which a plain descent may get
/// stuck at. Every offer looked at takes one from the work; without work the best so far is the
/// end.
/// An end away from the corner is not looked at from its sides.
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

impl Descent<'_, '_, '_> {
    /// Whether every constraint holds, up to half of what is left to roundings.
    fn holds(&self, seen: &Seen) -> bool {
        let rounding = 0.5 * margin(self.setting);
        let deterred = |t: &Temptation| {
            t.margin.value >= self.margin - rounding.max(SHORT_OF_MARGIN * self.margin)
        };
        // A slope this far from 0 moves the best reply by as many standard deviations, which gains
        // the annotator the square.
        self.lacking(seen) <= rounding.max(LEVEL) && seen.temptations.iter().all(deterred)
    }

    /// By how much ψ′/c′ misses what it has to be.
    fn lacking(&self, seen: &Seen) -> f64 {
        if self.full_care {
            (-seen.incentive.value).max(0.0)
        } else {
            seen.incentive.value.abs()
        }
    }

    /// Everything about an offer, as long as there is work left.
    fn see(&self, offer: &Offer) -> Option<Seen> {
        let left = self.effort.work.get().checked_sub(1)?;
        self.effort.work.set(left);
        offer.see_from(self.setting, self.slopes, self.side)
    }

    fn run(&self, mut offer: Offer) -> Option<Found> {
        let mut seen = self.see(&offer)?;
        let mut hessian = self.first_hessian();
        let mut bound: Vec<f64> = Vec::new();
        let mut incentive = 1.0;
        let mut penalty = 1.0;
        let mut history: Vec<f64> = Vec::new();
        let mut best = self.holds(&seen).then(|| Found {
            offer: offer.clone(),
            seen: seen.clone(),
            binding: Vec::new(),
        });
        let mut promised = None;
        // Whether all steps so far were taken as they were.
        let mut whole = true;
        for _ in 0..STEPS {
            let Some(Step {
                step,
                equality,
                weights,
                slack,
            }) = self.step(&offer, &seen, &hessian, (incentive, &bound), penalty)
            else {
                break;
            };
            if slack <= 1e-9 && whole && self.is_too_dear(&seen, &step, &hessian, &mut promised) {
                return None;
            }
            let most = weights.iter().fold(equality.abs(), |a, (_, b)| a.max(*b));
            let before = penalty;
            if slack <= 1e-9 {
                penalty = f64::max(penalty, 2.0 * most);
            } else {
                penalty *= 4.0;
            }
            if penalty > before {
                // Merits under another penalty are no comparison.
                history.clear();
            }
            let longest = step
                .iter()
                .zip(&self.places)
                .filter(|(_, place)| **place <= offer.tiers())
                .fold(0.0, |a: f64, (b, _)| a.max(b.abs()));
            let mut share = if longest > LONGEST {
                LONGEST / longest
            } else {
                1.0
            };
            history.push(self.merit(&seen, penalty));
            let recent = history.len().saturating_sub(4);
            let reference = history[recent..].iter().copied().fold(f64::MIN, f64::max);
            let mut next = None;
            for _ in 0..12 {
                let moved = self.moved(&offer, &step, share);
                if let Some(there) = self.see(&moved) {
                    let merit = self.merit(&there, penalty);
                    if merit <= reference * (1.0 + 1e-13) {
                        next = Some((moved, there));
                        break;
                    }
                }
                share *= 0.5;
            }
            let stalled = history.len() > PATIENCE
                && history[history.len() - 1 - PATIENCE]
                    <= history[history.len() - 1] * (1.0 + 1e-6);
            whole &= share == 1.0;
            let still = step.amax() * share <= STILL;
            let Some((moved, there)) = next else { break };
            if stalled && best.is_none() && !self.holds(&there) {
                break;
            }
            (offer, seen) = (moved, there);
            // Multipliers of the temptations as they are now, by the nearest effort.
            let nearest = |x: f64| {
                weights
                    .iter()
                    .min_by(|a, b| (a.0 - x).abs().total_cmp(&(b.0 - x).abs()))
                    .map_or(0.0, |(_, weight)| *weight)
            };
            let now: Vec<(f64, f64)> = seen
                .temptations
                .iter()
                .map(|t| (t.x, nearest(t.x)))
                .collect();
            bound = now.iter().map(|(_, weight)| *weight).collect();
            incentive = equality;
            if let Some(exact) = self.curvature(&offer, &seen, equality, &now) {
                hessian = exact;
            }
            if self.holds(&seen)
                && best
                    .as_ref()
                    .is_none_or(|b| seen.gap.value <= b.seen.gap.value)
            {
                best = Some(Found {
                    offer: offer.clone(),
                    seen: seen.clone(),
                    binding: weights.clone(),
                });
            }
            if still && self.holds(&seen) {
                break;
            }
        }
        best
    }

    /// Whether two steps in a row promise about the same gap, and more than is of use.
    fn is_too_dear(
        &self,
        seen: &Seen,
        step: &DVector<f64>,
        hessian: &DMatrix<f64>,
        before: &mut Option<f64>,
    ) -> bool {
        let change = self.scaled(&seen.gap, self.money).dot(step);
        let bent = 0.5 * step.dot(&(hessian * step));
        let promised = seen.gap.value + self.money * (change + bent);
        let last = before.replace(promised);
        // Steps converge by squares, so what is left is less than what changed.
        let least = last.map_or(f64::NAN, |last| promised - 4.0 * (promised - last).abs());
        let dear = least > self.effort.most * (1.0 + TOO_DEAR);
        if dear {
            self.effort.dear.set(Some(least));
        }
        dear
    }

    /// Number of variables.
    fn size(&self) -> usize {
        self.places.len()
    }

    fn moved(&self, offer: &Offer, step: &DVector<f64>, share: f64) -> Offer {
        let mut moved = self.shifted(offer, step, share);
        for (t, (low, high)) in moved.thresholds.iter_mut().zip(&self.ends) {
            *t = t.clamp(*low, *high);
        }
        for bonus in &mut moved.bonuses {
            *bonus = bonus.max(0.0);
        }
        moved
    }

    /// `offer` moved along `step`, without cutting anything.
    fn shifted(&self, offer: &Offer, step: &DVector<f64>, share: f64) -> Offer {
        let tiers = offer.tiers();
        let mut moved = offer.clone();
        for (place, step) in self.places.iter().zip(step.iter()) {
            let by = share * step;
            match *place {
                0 => moved.x += by,
                place if place <= tiers => {
                    moved.thresholds[place - 1] += by * self.setting.deviation;
                }
                place => moved.bonuses[place - 1 - tiers] += by * self.scale[place],
            }
        }
        moved
    }

    /// The gap and what the constraints lack.
    fn merit(&self, seen: &Seen, penalty: f64) -> f64 {
        let tempted = seen
            .temptations
            .iter()
            .map(|t| (self.margin - t.margin.value).max(0.0));
        let lacking = self.lacking(seen) + tempted.sum::<f64>();
        seen.gap.value / self.money + penalty * lacking
    }
}
