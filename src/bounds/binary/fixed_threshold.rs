//! Every whole threshold but some and every effort at once: a lower bound of the gap with a
//! threshold that stays on a piece of efforts. What it says of all tests of the count
//! [`crate::bounds::binary::moving_threshold`] says in less; that no whole threshold is just strict
//! enough it says alone.
//!
//! **All rules in one inequality.** Let a test pay the bonus with probability φ(s) at count s, f =
//! P(no bonus) and y = dP(bonus)/dq. For any λ > 0, f − λy = 1 − E\[φ·(1 + λ·score)] with score =
//! (s − nq)/(q(1−q)). Choosing λ = q(1−q)/N, N = nq − κ + ½ > 0, makes 1 + λ·score change sign
//! between κ − 1 and κ, so (Neyman and Pearson 1933)
//!
//! f ≥ A(q) + λ(q)·y,  A = f_κ − λ·g_κ,  f_κ = P(S < κ), g_κ = dP(S ≥ κ)/dq,
//!
//! with equality for [S ≥ κ]. One tail at one κ bounds every rule, deterministic, randomised or of
//! another shape.
//!
//! **The gap.** Let x = (1−f)·b be the bonus in expectation. Incentives at η ask for y = Y·(1−f), Y
//! = c′/(x·q′), so f ≥ (A + λY)/(1 + λY) and f/Y ≥ B/(1 + λY) with B = A/Y + λ; no deviation to ê =
//! 0 asks for x ≥ c(η). The gap is at least
//!
//! h′(ū)·e + (f/Y)·(c′/q′)·D_h(ū, −x)/x + (1−f)·D_h(ū, f·x/(1−f)) + loss(η),
//!
//! e the rent; D_h(ū, −x)/x and the third term rise with x, the third also with f. In x = s·c(η)
//! and η every quantity varies slowly: A and λ are stationary in q together (dB/dq vanishes where y
//! = g_κ), so a piece of efforts can be a sizeable part of the effort that moves the count by a
//! standard deviation.

use super::threshold::lenient;
use crate::bounds::EnclosedModel;
use crate::numerics::interval::{holds_on, mul_down, mul_up};
use crate::numerics::{EnclosedBinomial, Interval};
use std::ops::RangeInclusive;

/// Pieces of the effort interval before giving up.
const PIECES: usize = 40_000;

/// Steps of the scaled bonus over all pieces before giving up, each at the price of a few tails: a
/// second or two.
const STEPS: u32 = 100_000;

/// Smallest relative step of the scaled bonus s.
const SMALLEST_STEP: f64 = 1e-9;

/// Pieces narrower than this share of the effort that moves the count by a standard deviation are
/// not tried: there B's second-order remainder is 1e-12 of it, so a bound that still fails will
/// fail for good.
const SMALLEST_PIECE: f64 = 1e-6;

/// Whether every binary contract on `samples` samples with a whole threshold outside of `but` has a
/// gap of at least `target`.
pub fn gap_is_at_least(
    economy: &EnclosedModel<'_>,
    samples: u64,
    target: f64,
    but: &RangeInclusive<u64>,
) -> bool {
    // Full effort need not be stationary: that no whole threshold has a slope between two numbers
    // says nothing of larger slopes, so that its first-best loss has to exclude it.
    if economy.least_loss(Interval::ONE) < target {
        return false;
    }
    let Some(information) = economy.information(economy.first_best_effort()) else {
        return false;
    };
    let narrow = SMALLEST_PIECE / (samples as f64 * information.upper()).sqrt();
    let first_step = std::cell::Cell::new(f64::INFINITY);
    let left = std::cell::Cell::new(STEPS);
    let mut failed = false;
    holds_on(0.0, 1.0, PIECES, |efforts| {
        if failed {
            return false;
        }
        if economy.least_loss(efforts) >= target {
            return true;
        }
        let shown = Piece::new(economy, samples, target, but, efforts)
            .is_some_and(|piece| piece.every_bonus_costs_enough(&first_step, &left));
        failed = !shown && (efforts.width() < narrow || left.get() == 0);
        shown
    }) && !failed
}

/// Whether the bound reaches `target` at one effort; if not there, a search over all is in vain.
pub fn reaches_at(
    economy: &EnclosedModel<'_>,
    samples: u64,
    target: f64,
    but: &RangeInclusive<u64>,
    effort: f64,
) -> bool {
    let at = Interval::point(effort);
    let left = std::cell::Cell::new(STEPS / 10);
    economy.least_loss(at) >= target
        || Piece::new(economy, samples, target, but, at).is_some_and(|piece| {
            piece.every_bonus_costs_enough(&std::cell::Cell::new(f64::INFINITY), &left)
        })
}

/// A piece of efforts with what does not depend on the rule.
struct Piece<'a, 'm> {
    economy: &'a EnclosedModel<'m>,
    samples: u64,
    target: f64,
    but: &'a RangeInclusive<u64>,
    /// Whether thresholds at or above the mode are shown to cost too much.
    only_lenient: bool,
    agreement: Interval,
    mean: Interval,
    cost: Interval,
    /// c′/q′.
    price: Interval,
    /// h′(ū).
    money: Interval,
    loss: f64,
}

impl<'a, 'm> Piece<'a, 'm> {
    fn new(
        economy: &'a EnclosedModel<'m>,
        samples: u64,
        target: f64,
        but: &'a RangeInclusive<u64>,
        efforts: Interval,
    ) -> Option<Self> {
        let agreement = economy.agreement(0, efforts)?;
        let mean = economy.required_utility(efforts)?;
        let cost = economy.cost(0, efforts)?;
        if !(cost.lower() > 0.0) {
            return None;
        }
        let mut piece = Self {
            economy,
            samples,
            target,
            but,
            only_lenient: false,
            agreement,
            mean,
            cost,
            price: economy.cost_by_agreement(1, efforts)?,
            money: economy.utility().wage_derivative(1, mean)?,
            loss: economy.least_loss(efforts),
        };
        piece.only_lenient = piece.strict_thresholds_cost_enough().unwrap_or(false);
        Some(piece)
    }

    /// The last threshold up to which g_k surely rises with k on the piece: k ≤ (n−1)q.
    fn last_lenient(&self) -> f64 {
        mul_down(self.samples as f64 - 1.0, self.agreement.lower()).floor() - 1.0
    }

    /// Whether the thresholds beyond cost too much: they fail with at least the probability of the
    /// first of them.
    fn strict_thresholds_cost_enough(&self) -> Option<bool> {
        let last = self.last_lenient();
        if last < 1.0 {
            return None;
        }
        let highest = Interval::point(self.agreement.upper());
        let fail = EnclosedBinomial::new(self.samples, highest)
            .ok()?
            .tail(last as u64)
            .below;
        // Pay without the bonus lies c(η) below ū at least, or at w_min: with U0 a rounding below
        // u(w_min) that may be nearer.
        let room = self.mean - self.economy.minimum_utility();
        let drop = self.cost.lower().min(room.lower()).max(0.0);
        let distance = self.economy.least_bregman(self.mean, -drop);
        let cost = Interval::point(mul_down(fail.lower(), distance.min(f64::MAX))) + self.loss;
        Some(cost.lower() >= self.target)
    }

    /// Whether no threshold has a slope g_k between `low` and `high` anywhere on the piece, those
    /// of the excepted range aside.
    fn no_threshold_between(&self, low: f64, high: f64) -> Option<bool> {
        // Where q alone moves the count by more than one, slopes of neighbours overlap.
        if !self.only_lenient || self.agreement.width() * self.samples as f64 > 1.0 {
            return Some(false);
        }
        let law = EnclosedBinomial::new(self.samples, self.agreement).ok()?;
        let middle = self.agreement.midpoint();
        let last = self.last_lenient() as u64;
        let near = lenient(self.samples, middle, 0.5 * (low + high))?;
        // Thresholds below `least` have too small a slope, those above `most` too large a one.
        let reach = |k: u64| k.clamp(1, last);
        let (mut least, mut most) = (reach(near.saturating_sub(1)), reach(near + 1));
        if least > 1 && law.tail_slope(least - 1).upper() >= low {
            return Some(false);
        }
        if most >= last || law.tail_slope(most + 1).lower() <= high {
            return Some(false);
        }
        while least <= most && law.tail_slope(least).upper() < low {
            least += 1;
        }
        while most >= least && law.tail_slope(most).lower() > high {
            most -= 1;
        }
        Some(least > most || (*self.but.start() <= least && most <= *self.but.end()))
    }

    /// Walks through s = x/c from 1 to where the rent alone is too much, in steps that lengthen
    /// while they succeed.
    ///
    /// `first_step` carries the first successful step from piece to piece, `left` the steps that
    /// may still be made.
    fn every_bonus_costs_enough(
        &self,
        first_step: &std::cell::Cell<f64>,
        left: &std::cell::Cell<u32>,
    ) -> bool {
        let slack = self.economy.reservation() - self.economy.minimum_utility();
        let affordable = slack + Interval::point(self.target) / self.money;
        let last = (Interval::ONE + affordable / self.cost).upper();
        if !last.is_finite() {
            return false;
        }
        let (mut from, mut step) = (1.0, (last - 1.0).max(0.25).min(first_step.get()));
        while from < last {
            let to = (from + step).min(last);
            if to <= from || left.get() == 0 {
                return false;
            }
            left.set(left.get() - 1);
            if self.bonus_costs_enough(from, to).unwrap_or(false) {
                if from == 1.0 {
                    first_step.set(4.0 * step);
                }
                from = to;
                step *= 8.0;
            } else {
                step = 0.25 * (to - from);
                if step < SMALLEST_STEP {
                    return false;
                }
            }
        }
        true
    }

    /// Whether s between `from` and `to` costs too much, or belongs to the window.
    fn bonus_costs_enough(&self, from: f64, to: f64) -> Option<bool> {
        let least = Interval::point(from) * self.cost;
        let most = Interval::point(to) * self.cost;
        let (x_low, x_high) = (least.lower(), most.upper());
        let room = self.mean - self.economy.minimum_utility();
        let excess = (Interval::point(from) * self.cost - room).lower().max(0.0);
        let rent = self.money * Interval::point(excess);
        // D(ū, −x)/x rises with x until limited liability stops the drop.
        let drop = x_low.min(room.lower());
        let distance = self.economy.least_bregman(self.mean, -drop);
        let per_bonus = if room.lower() >= x_high {
            Interval::point(distance) / Interval::point(x_low)
        } else {
            Interval::point(distance) / Interval::point(x_high)
        };
        let x = Interval::new(x_low, x_high)?;
        let incentive = self.price / x;
        let bound = self.failure(incentive)?;
        let first = bound.per_incentive.positive_part() * self.price * per_bonus;
        let fail = bound.fail.lower().max(0.0);
        let odds = Interval::point(fail) / (Interval::ONE - Interval::point(fail));
        let high = self
            .economy
            .least_bregman(self.mean, (odds * Interval::point(x_low)).lower());
        let second = (Interval::ONE - Interval::point(fail)) * Interval::point(high);
        let total = Interval::point(rent.lower())
            + Interval::point(first.lower())
            + Interval::point(second.lower())
            + Interval::point(self.loss);
        if total.lower() >= self.target {
            return Some(true);
        }
        // y = Y·(1−f); f ≤ target/D or the cost is too high already.
        let most_fail = (Interval::point(self.target) / distance.min(f64::MAX)).upper();
        let least_pass = (1.0 - Interval::point(most_fail.min(1.0))).lower();
        let most_pass = (1.0 - Interval::point(fail)).upper();
        self.no_threshold_between(
            mul_down(incentive.lower(), least_pass),
            mul_up(incentive.upper(), most_pass),
        )
    }

    /// f and f/Y from below, for Y in `incentive`.
    fn failure(&self, incentive: Interval) -> Option<Failure> {
        let q = self.agreement;
        let middle = Interval::point(q.midpoint());
        let count = lenient(self.samples, middle.midpoint(), incentive.midpoint())?;
        let (n, one) = (Interval::point(self.samples as f64), Interval::ONE);
        let half = Interval::point(0.5);
        let kappa = Interval::point(count as f64);
        let distance = n * q - kappa + half;
        let distance_at_middle = n * middle - kappa + half;
        if !(distance.lower() > 0.0) {
            return None;
        }
        let law = EnclosedBinomial::new(self.samples, middle).ok()?;
        let lambda_at_middle = middle * (one - middle) / distance_at_middle;
        let (tail, slope_at_middle) = law.tail_and_slope(count);
        let constant = tail.below - lambda_at_middle * slope_at_middle;
        // B = A/Y + λ at the least Y: A ≤ 0 there, and where it is not, every Y is enclosed.
        let b_at_middle = constant / incentive + lambda_at_middle;
        let relative = EnclosedBinomial::new(self.samples, q)
            .ok()?
            .tail_slope(count)
            / incentive;
        // dB/dq = (g/Y − 1)·nq(1−q)/N² + (g/Y − 2)·(q − ½)/N.
        let bend = n * q * (one - q) / distance.square();
        let change =
            (relative - one) * bend + (relative - Interval::point(2.0)) * (q - half) / distance;
        let b = b_at_middle + change * (q - middle);
        let lambda = q * (one - q) / distance;
        let per_incentive = b / (one + lambda * incentive);
        Some(Failure {
            fail: per_incentive * Interval::point(incentive.lower()),
            per_incentive,
        })
    }
}

struct Failure {
    /// f, from below at its lower end.
    fail: Interval,
    /// f/Y, from below at its lower end.
    per_incentive: Interval,
}
