//! Every threshold and every effort by boxes of failing chances and efforts: for bonuses whose best
//! threshold is not lenient, or under which an effort far away tempts, with many samples or
//! thresholds by chance.
//!
//! **All tests in one inequality.** Let a test pay the bonus with probability φ(s) at count s, f =
//! P(no bonus), y = dP(bonus)/dq and v = q(1−q). For any t, with N = nq − t of either sign,
//!
//! v·y = E\[φ·(S − nq)\] = E\[φ·(S − t)\] − N·(1−f) ≤ E(S − t)₊ − N·(1−f) = W + N·f,  W = E(t −
//! S)₊,
//!
//! as E(S − t)₊ = E(S − t) + W = N + W. Equality holds for [S ≥ t] and for what lies between it and
//! [S ≥ t + 1] where t is whole (Neyman and Pearson 1933). So a bonus b that implements η has
//!
//! b = c′/(q′·y) ≥ c′·v/(q′·(W + N·f)) =: b̲,
//!
//! and at full effort, where only lower efforts can tempt, b is at least c′/(q′·y) all the more. No
//! deviation to no effort asks for b·(1−f) ≥ c.
//!
//! **Cost.** Base pay v₀ is at least ū − x, x = (1−f)·b (participation), and at least u(w_min), and
//! cost rises with v₀ and with b. So with either of b = b̲ and b = c/(1−f) the gap is at least
//! either of
//!
//! - loss + f·D_h(ū, −d) + (1−f)·D_h(ū, f·b), d = min(x, ū − u(w_min)): pay h(v₀) and h(v₀ + b) at
//!   the larger of the two v₀ has mean utility ū + e, e = x − d ≥ 0, and costs at least h(ū) +
//!   h′(ū)·e + f·D_h(ū, −d) + (1−f)·D_h(ū, b − d), b − d ≥ b − x = f·b,
//! - Π* − V + w_min + (1−f)·(h(u(w_min) + b) − w_min).
//!
//! On a box t is whole and fixed, so W and N are functions of q alone: dW/dq = −n·P(S′ < t), S′ one
//! trial fewer. Everything is known to first order in f and η (`Planar`); with the t that is best
//! at the centre both b̲ and its slopes are those of the best tests there, and the errors are of
//! second order. By ranges alone, f₀ ≤ f ≤ f₁, the gap is at least
//!
//! loss + f₀·D_h(ū, −d) + x·f₀·D_h(ū, δ)/δ + h′(ū)·(x − (ū − u(w_min)))₊
//!
//! with the least x and δ = f₀·b, as D_h(ū, ·)/· rises: that dismisses boxes next to f = 0 and f = 1.
//! No effort needs no bonus; it costs its loss.
//!
//! **Temptations.** Where U0 is what the minimum wage is worth these bounds may lie far below the
//! best bonus: a threshold far out would cost next to nothing, were it not that other efforts tempt.
//! Thresholds alone (not tests of any shape) have a y that is known from both sides (module
//! `rules`), and with it the bonus b = c′/(q′·y) of an effort in (0, 1). So what keeps efforts below
//! (`lower_efforts`), above (`higher_efforts`) and next to a best reply (`second_order`) from
//! tempting is asked for to first order, and so is f = P_q(S < t) where thresholds are whole.

mod bound;
mod higher_efforts;
mod lower_efforts;
mod piece;
mod rules;
mod second_order;

use super::best_first::{self, Boxes, Ends};
use super::found::{Candidate, FoundBonus};
use crate::bounds::EnclosedModel;
use crate::bounds::binary::cutting::Spread;
use crate::contract::Threshold;
use crate::numerics::{Bounded, Interval};
use std::cmp::Ordering;

/// Boxes looked at, each at the price of some dozen probabilities: up to a second. Where the bound
/// is sharp some 900 are mostly asked for, and up to this many where thresholds lie far from the
/// mean.
const BOXES: usize = 6_000;

/// From this many boxes on a bound that is [`CLOSE`] is enough, and one that has not come nearer by
/// [`NEARER`] of its distance in as many boxes more gets no closer.
const ENOUGH: usize = 2_000;
const CLOSE: f64 = 5e-5;
const NEARER: f64 = 0.05;

/// Failing chances are cut at their geometric mean where they differ by more, and next to 0 at this
/// share.
const FAR: f64 = 4.0;

/// Failing chances and efforts.
struct Region {
    bound: f64,
    fails: Interval,
    efforts: Interval,
    /// The efforts below and above that tempt most at the centre of a box that this one is part
    /// of, and how many times that was halved since.
    tempting: Option<[Option<f64>; 2]>,
    halved: u8,
    /// Which side takes more from the bound to first order, where there is one.
    efforts_first: Option<bool>,
}

impl Bounded for Region {
    fn bound(&self) -> f64 {
        self.bound
    }
    fn order(&self, other: &Self) -> Ordering {
        let place = |r: &Self| (r.fails.lower().to_bits(), r.efforts.lower().to_bits());
        place(self).cmp(&place(other))
    }
}

struct Search<'a, 'm> {
    economy: &'a EnclosedModel<'m>,
    samples: u64,
    threshold: Threshold,
    /// What is not worth exceeding.
    target: f64,
    /// Boxes at which the distance to the target is looked at next, and what it was before.
    next_check: usize,
    before: f64,
}

/// A lower bound of the gap of every bonus contract on `samples` samples with such thresholds, at
/// most `target` (no effort is made to get beyond).
pub fn least_gap(
    economy: &EnclosedModel<'_>,
    samples: u64,
    threshold: Threshold,
    target: f64,
) -> f64 {
    Search::new(economy, samples, threshold, target)
        .run(None)
        .lower
}

/// The same up to upper·(1 − precision), given a verified `upper` gap, and what better bonus the
/// search comes upon.
pub fn ends(
    economy: &EnclosedModel<'_>,
    samples: u64,
    threshold: Threshold,
    [upper, precision]: [f64; 2],
) -> Ends {
    let target = upper * (1.0 - precision);
    Search::new(economy, samples, threshold, target).run(Some([upper, precision]))
}

impl Boxes for Search<'_, '_> {
    type Region = Region;

    fn target(&mut self) -> &mut f64 {
        &mut self.target
    }

    /// The halves of a box along the side that moves the bound by more; none where it splits no
    /// more.
    fn halves(&self, region: &Region) -> Vec<Region> {
        let (fails, efforts) = (region.fails, region.efforts);
        let efforts_first = region
            .efforts_first
            .unwrap_or_else(|| self.effort_moves_more(region));
        let with = |fails: Option<Interval>, efforts: Option<Interval>| {
            Some(Region {
                bound: region.bound,
                fails: fails?,
                efforts: efforts?,
                tempting: region.tempting,
                halved: region.halved.saturating_add(1),
                efforts_first: None,
            })
        };
        let cut = |side: Interval, at: f64| {
            let inside = at > side.lower() && at < side.upper();
            inside.then(|| {
                [
                    Interval::new(side.lower(), at),
                    Interval::new(at, side.upper()),
                ]
            })
        };
        let by_effort = cut(efforts, efforts.midpoint());
        let by_fails = cut(fails, middle(fails));
        let parts: Vec<Option<Region>> = match (by_effort, by_fails) {
            (Some(parts), None) => parts.map(|part| with(Some(fails), part)).into(),
            (Some(parts), _) if efforts_first => parts.map(|part| with(Some(fails), part)).into(),
            (_, Some(parts)) => parts.map(|part| with(part, Some(efforts))).into(),
            (None, None) => Vec::new(),
        };
        parts.into_iter().flatten().collect()
    }

    fn raise(&self, region: &mut Region) {
        region.bound = self.bound(region).max(region.bound);
    }

    fn bonus_next_to(&self, region: &Region, known: f64) -> Option<FoundBonus> {
        let effort = region.efforts.midpoint();
        let agreement = self.economy.model().monitoring().agreement(effort);
        let rule = self.rule(agreement, region.fails.midpoint())?;
        let candidate = Candidate {
            samples: self.samples,
            threshold: self.threshold,
            position: rule.position(),
            effort,
        };
        candidate.bonus(self.economy, known)
    }

    fn is_over(&mut self, made: usize, distance: f64) -> bool {
        let mut over = made > BOXES;
        if made >= self.next_check {
            over |= distance <= CLOSE * self.target || distance > (1.0 - NEARER) * self.before;
            (self.next_check, self.before) = (made + ENOUGH, distance);
        }
        over
    }
}

impl<'a, 'm> Search<'a, 'm> {
    fn new(
        economy: &'a EnclosedModel<'m>,
        samples: u64,
        threshold: Threshold,
        target: f64,
    ) -> Self {
        Self {
            economy,
            samples,
            threshold,
            target,
            next_check: ENOUGH,
            before: f64::INFINITY,
        }
    }

    /// Searches all failing chances and efforts.
    fn run(self, known: Option<[f64; 2]>) -> Ends {
        let all = Region {
            bound: 0.0,
            fails: Interval::UNIT,
            efforts: Interval::UNIT,
            tempting: None,
            halved: 0,
            efforts_first: Some(true),
        };
        best_first::search(self, std::iter::once(all).collect(), known)
    }

    fn n(&self) -> f64 {
        self.samples as f64
    }

    /// Whether the efforts of a box spread further than its failing chances, where no bound to
    /// first order says which side to cut.
    fn effort_moves_more(&self, region: &Region) -> bool {
        let spread = Spread::of(self.economy, self.samples, self.target, region.efforts);
        let fails = region.fails;
        let least = fails.lower().min(1.0 - fails.upper());
        let share = fails.width() / least.max(f64::MIN_POSITIVE);
        // Far out a factor is but a part of a standard deviation.
        let apart = libm::log1p(share) / (-2.0 * libm::log(least)).max(1.0).sqrt();
        let apart = if least > 0.0 { share.min(apart) } else { share };
        apart < spread.efforts
    }
}

/// Where failing chances are cut: next to 0 and 1 by their sizes there.
fn middle(fails: Interval) -> f64 {
    let (low, high) = (fails.lower(), fails.upper());
    if low == 0.0 && high == 1.0 {
        0.5
    } else if low == 0.0 {
        high / FAR
    } else if high == 1.0 {
        1.0 - (1.0 - low) / FAR
    } else if high > FAR * low {
        (low * high).sqrt()
    } else if 1.0 - low > FAR * (1.0 - high) {
        1.0 - ((1.0 - low) * (1.0 - high)).sqrt()
    } else {
        fails.midpoint()
    }
}
