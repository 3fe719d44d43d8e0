//! One threshold, every effort: a lower bound of the gap by branch and bound over the effort.
//!
//! Under [S ≥ k] an effort η in (0, 1) can be a best reply only with the bonus b = c′/(g·q′), g =
//! dP(S ≥ k)/dq, and only if no deviation ê does better: b·(P(η) − P(ê)) ≥ c(η) − c(ê). Pieces of
//! the effort interval are dismissed because their first-best loss is too large, because some ê
//! tempts everywhere, because the pay costs too much, or, around a stationary minimum of the gap,
//! because it does to first order: the premium by its slope, the loss, which is convex, by a
//! tangent.

use super::offer::passing;
use super::piece::Piece;
use crate::bounds::EnclosedModel;
use crate::contract::binary::BonusRule;
use crate::numerics::interval::{Budget, holds_within, mul_up};
use crate::numerics::{EnclosedBinomial, Interval};

/// Pieces before giving up on one threshold.
const PIECES: usize = 20_000;

/// Whether every contract with the rule [S ≥ `threshold`] has a gap of at least `target`.
/// `deviations` are efforts whose temptation is used to rule efforts out; any list is sound.
/// `budget` holds the pieces that are left for all thresholds.
pub fn gap_is_at_least(
    economy: &EnclosedModel<'_>,
    samples: u64,
    threshold: u64,
    deviations: &[f64],
    target: f64,
    budget: &Budget,
) -> bool {
    let Some(rule) = BonusRule::at(samples, threshold) else {
        return false;
    };
    // No effort and full effort need not be stationary; their first-best losses have to exclude
    // them.
    let excluded = |effort| economy.least_loss(effort) >= target;
    if !(excluded(Interval::ZERO) && excluded(Interval::ONE)) {
        return false;
    }
    let tempting: Option<Vec<(Interval, f64)>> = deviations
        .iter()
        .map(|effort| {
            let at = Interval::point(*effort);
            let passes = passing(&rule, economy.agreement(0, at)?)?.pass;
            // P at the deviation from below, its cost from above: both weaken the temptation.
            Some((
                Interval::point(passes.lower()),
                economy.cost(0, at)?.upper(),
            ))
        })
        .collect();
    let Some(tempting) = tempting else {
        return false;
    };
    let problem = Problem {
        economy,
        rule,
        tempting,
        target,
    };
    holds_within(0.0, 1.0, PIECES, budget, |efforts| {
        problem.dismissed(efforts).unwrap_or(false)
    })
}

struct Problem<'a, 'm> {
    economy: &'a EnclosedModel<'m>,
    rule: BonusRule,
    tempting: Vec<(Interval, f64)>,
    target: f64,
}

impl Problem<'_, '_> {
    fn dismissed(&self, efforts: Interval) -> Option<bool> {
        let loss = self.economy.least_loss(efforts);
        if loss >= self.target {
            return Some(true);
        }
        let piece = self.piece(efforts)?;
        let cost = self.economy.cost(0, efforts)?;
        let tempts = |&(passes, saved): &(Interval, f64)| {
            let more = (piece.pass - passes).upper();
            let kept = (Interval::point(cost.lower()) - saved).lower();
            kept > 0.0 && (more <= 0.0 || mul_up(piece.bonus.upper(), more) < kept)
        };
        if self.tempting.iter().any(tempts) {
            return Some(true);
        }
        if (Interval::point(piece.least_cost(self.economy)) + loss).lower() >= self.target {
            return Some(true);
        }
        Some(self.centred_bound(efforts, &piece)? >= self.target)
    }

    fn piece(&self, efforts: Interval) -> Option<Piece> {
        let economy = self.economy;
        let q = economy.agreement(0, efforts)?;
        // P(bonus) rises with q; its slope is taken over the whole piece.
        let low = passing(&self.rule, Interval::point(q.lower()))?;
        let high = if q.lower() == q.upper() {
            low
        } else {
            passing(&self.rule, Interval::point(q.upper()))?
        };
        let law = EnclosedBinomial::new(self.rule.samples(), q).ok()?;
        let density = law.tail_slope(self.rule.threshold());
        let slope = economy.agreement(1, efforts)?;
        let marginal_cost = economy.cost(1, efforts)?;
        let incentive = density.positive_part() * slope.positive_part();
        let most = if incentive.lower() > 0.0 {
            (marginal_cost / incentive).upper()
        } else {
            f64::INFINITY
        };
        let least = (Interval::point(marginal_cost.lower().max(0.0))
            / Interval::point(incentive.upper()))
        .lower()
        .max(0.0);
        Some(Piece {
            mean: economy.required_utility(efforts)?,
            marginal_cost,
            slope: density,
            fail: low.fail.hull(high.fail),
            pass: low.pass.hull(high.pass),
            bonus: Interval::new(least, most)?,
            fine: 0.0,
        })
    }

    /// The gap to first order about the middle, from below, where limited liability is out of play.
    fn centred_bound(&self, efforts: Interval, piece: &Piece) -> Option<f64> {
        let economy = self.economy;
        if !piece.is_above_the_floor(economy) {
            return None;
        }
        let centre = self.piece(Interval::point(efforts.midpoint()))?;
        let (n, k) = (self.rule.samples() as f64, self.rule.threshold() as f64);
        let past =
            Interval::point(k - 1.0) - Interval::point(n - 1.0) * economy.agreement(0, efforts)?;
        piece.centred_bound(economy, efforts, &centre, past)
    }
}
