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
use super::setting::{Law, Setting};
use nalgebra::DVector;
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

struct Descent<'s, 'a, 'm> {
    setting: &'s Setting<'a, 'm>,
    free: Free,
    /// Units of the variables.
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
    /// Offers that may still be looked at.
    work: &'s Cell<usize>,
}

/// The best offer near `start`; `None` where no offer that holds was reached.
pub fn descend(setting: &Setting<'_, '_>, start: &Offer, free: Free, money: f64) -> Option<Found> {
    descend_with(setting, start, free, money, margin(setting), &unbounded())
}

/// Work for a single descent, which its steps bound.
pub fn unbounded() -> Cell<usize> {
    Cell::new(usize::MAX)
}

/// The same with deviations that lose more than a rounding, as a share of the cost they save, and on
/// both sides of the corner of participation and limited liability, which a plain descent may get
/// stuck at. Every offer looked at takes one from `work`; without work the best so far is the end.
pub fn descend_to_corner(
    setting: &Setting<'_, '_>,
    start: &Offer,
    free: Free,
    money: f64,
    margin: f64,
    work: &Cell<usize>,
) -> Option<Found> {
    let mut best = descend_with(setting, start, free, money, margin, work);
    for accepted in [true, false] {
        let side = Side { accepted, margin };
        let from = best.as_ref().map_or(start, |found| &found.offer).clone();
        let other = on_side(setting, &from, free, money, (margin, Some(side)), work);
        keep_better(&mut best, other);
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
    work: &Cell<usize>,
) -> Option<Found> {
    on_side(setting, start, free, money, (margin, None), work)
}

fn on_side(
    setting: &Setting<'_, '_>,
    start: &Offer,
    free: Free,
    money: f64,
    (margin, side): (f64, Option<Side>),
    work: &Cell<usize>,
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
    let descent = Descent {
        setting,
        free: Free {
            effort: free.effort && !full_care,
            ..free
        },
        full_care,
        scale,
        money,
        margin,
        ends: ends.collect(),
        side,
        work,
    };
    let found = descent.run(start.clone())?;
    if side.is_none() {
        return Some(found);
    }
    // As it is, from neither side.
    let seen = found.offer.see(setting)?;
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
        let left = self.work.get().checked_sub(1)?;
        self.work.set(left);
        offer.see_from(self.setting, self.side)
    }

    fn run(&self, mut offer: Offer) -> Option<Found> {
        let mut seen = self.see(&offer)?;
        let mut hessian = self.first_hessian(&offer);
        let mut bound: Vec<f64> = Vec::new();
        let mut incentive = 1.0;
        let mut penalty = 1.0;
        let mut history: Vec<f64> = Vec::new();
        let mut best = self.holds(&seen).then(|| Found {
            offer: offer.clone(),
            seen: seen.clone(),
            binding: Vec::new(),
        });
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
                .take(1 + offer.tiers())
                .fold(0.0, |a: f64, b| a.max(b.abs()));
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

    /// Number of variables.
    fn size(&self, offer: &Offer) -> usize {
        1 + 2 * offer.tiers()
    }

    fn moved(&self, offer: &Offer, step: &DVector<f64>, share: f64) -> Offer {
        let tiers = offer.tiers();
        let mut moved = offer.clone();
        if self.free.effort {
            moved.x += share * step[0];
        }
        if self.free.thresholds {
            for i in 0..tiers {
                let t = moved.thresholds[i] + share * step[1 + i] * self.setting.deviation;
                moved.thresholds[i] = t.clamp(self.ends[i].0, self.ends[i].1);
            }
        }
        for i in 0..tiers {
            let place = 1 + tiers + i;
            moved.bonuses[i] =
                (moved.bonuses[i] + share * step[place] * self.scale[place]).max(0.0);
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
