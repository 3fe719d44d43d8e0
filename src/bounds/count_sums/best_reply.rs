//! Global incentive compatibility of pay given count by count.
//!
//! The annotator's payoff from effort e is ψ = E_q\[v] − C(q), q = q(e), C = c∘q⁻¹. At the
//! implemented effort η its derivative is 0 exactly, so where ψ is concave in q all the way from η
//! it stays below ψ(η); elsewhere Taylor's theorem on short pieces, or the values at their ends,
//! show the same. At full care, where there are no efforts above, it is enough that the derivative is
//! at least 0 there.

use super::counted::Counted;
use super::law::Law;
use super::{FEW, PIECES};
use crate::bounds::EnclosedModel;
use crate::bounds::regimes::pieces;
use crate::numerics::Interval;
use crate::numerics::interval::holds_on;
use std::cell::OnceCell;

/// Steps by which the range of concavity is extended from η, first a quarter of the way and then
/// ever shorter.
const SHORTEST: f64 = 1.0 / 1024.0;

/// Halvings of the range in which the payoff may rise towards full care.
const RISES: i32 = 30;

/// Whether η is a best reply to pay `v` with dψ/dq = 0 at η, or at least 0 where η = 1; `law` is that
/// of η.
pub fn is_best_reply(
    economy: &EnclosedModel<'_>,
    effort: f64,
    pay: &Counted,
    law: &Law,
) -> Option<bool> {
    let here = pay.mean(law)? - economy.cost(0, Interval::point(effort))?;
    let replies = Replies {
        economy,
        pay,
        rising: OnceCell::new(),
        samples: pay.values().len() as u64 - 1,
        here: here.lower(),
    };
    let low = if effort == 1.0 {
        replies.rises_from(law)
    } else {
        replies.concave_until(effort, 0.0)
    };
    let high = replies.concave_until(effort, 1.0);
    let below = |piece| replies.is_below(piece).unwrap_or(false);
    // Where ψ is concave as far as an end there is nothing left to show there.
    let most = pieces(PIECES, replies.samples, FEW);
    let rest = |from: f64, to: f64| from == to || holds_on(from, to, most, below);
    Some(rest(0.0, low) && rest(high, 1.0))
}

struct Replies<'a, 'm> {
    economy: &'a EnclosedModel<'m>,
    pay: &'a Counted,
    /// The most that is paid up to each count.
    rising: OnceCell<Counted>,
    samples: u64,
    /// ψ(η) from below.
    here: f64,
}

impl Replies<'_, '_> {
    /// How far from η towards `end` ψ is shown to be concave without a break.
    fn concave_until(&self, effort: f64, end: f64) -> f64 {
        let whole = end - effort;
        let (mut reached, mut step) = (effort, 0.25);
        while reached != end && step >= SHORTEST {
            let next = if (end - reached).abs() <= (step * whole).abs() {
                end
            } else {
                reached + step * whole
            };
            let piece = Interval::new(reached.min(next), reached.max(next));
            if piece.and_then(|piece| self.is_concave(piece)) == Some(true) {
                reached = next;
                step *= 2.0;
            } else {
                step *= 0.25;
            }
        }
        reached
    }

    /// An effort from which ψ rises up to full care, so that no effort above it does better: ψ′(q) =
    /// ψ′(1) − ∫ψ″ ≥ ψ′(1) − max(sup ψ″, 0)·(q(1) − q).
    fn rises_from(&self, law: &Law) -> f64 {
        let rises = |from: f64| -> Option<bool> {
            let (full, efforts) = (Interval::ONE, Interval::new(from, 1.0)?);
            let top = self.economy.agreement(0, full)?;
            let [_, slope] = self.pay.mean_and_slope(law, top)?;
            let slope = slope - self.economy.cost_by_agreement(1, full)?;
            let q = self.economy.agreement(0, efforts)?.hull(top);
            let bend = Interval::point(self.pay.second_above(q, f64::NEG_INFINITY))
                - self.economy.cost_by_agreement(2, efforts)?;
            let fall = Interval::point(bend.upper().max(0.0)) * Interval::point(q.width());
            Some((slope - fall).lower() >= 0.0)
        };
        // Where ψ is concave and does not fall at 1 the same holds.
        let concave = self.concave_until(1.0, 0.0);
        let rising = (1..=RISES).map(|j| 1.0 - libm::ldexp(1.0, -j));
        rising
            .filter(|from| *from < concave)
            .find(|from| rises(*from) == Some(true))
            .unwrap_or(concave)
    }

    fn is_concave(&self, efforts: Interval) -> Option<bool> {
        let q = self.economy.agreement(0, efforts)?;
        let cost = self.economy.least_cost_bend(efforts);
        Some(self.pay.second_above(q, cost.next_down()) < cost)
    }

    /// ψ < ψ(η) on a piece.
    fn is_below(&self, efforts: Interval) -> Option<bool> {
        let below = self.is_below_by_taylor(efforts).unwrap_or(false);
        Some(below || self.is_below_by_ends(efforts)?)
    }

    fn is_below_by_taylor(&self, efforts: Interval) -> Option<bool> {
        let economy = self.economy;
        let middle = Interval::point(efforts.midpoint());
        let q_middle = economy.agreement(0, middle)?;
        let q = economy.agreement(0, efforts)?.hull(q_middle);
        let law = Law::new(self.samples, q_middle)?;
        let [pay, slope] = self.pay.mean_and_slope(&law, q_middle)?;
        let value = pay - economy.cost(0, middle)?;
        let slope = slope - economy.cost_by_agreement(1, middle)?;
        let reach = Interval::point((q - q_middle).magnitude());
        let bend = Interval::point(self.pay.second_above(q, f64::NEG_INFINITY))
            - Interval::point(economy.least_cost_bend(efforts));
        let rise = Interval::point(slope.magnitude()) * reach
            + Interval::point(0.5) * Interval::point(bend.upper().max(0.0)) * reach.square();
        Some((value + rise).upper() < self.here)
    }

    /// The most that is paid up to each count rises with the count, so its expectation rises with
    /// effort, and so does the cost. Where pay itself rises it is its own most, which so needs no
    /// proof.
    fn is_below_by_ends(&self, efforts: Interval) -> Option<bool> {
        let top = self.economy.largest_agreement(efforts)?;
        let rising = self.rising.get_or_init(|| {
            let mut most = f64::NEG_INFINITY;
            let values = self.pay.values().iter().map(|pay| {
                most = most.max(pay.upper());
                Interval::point(most)
            });
            Counted::new(values.collect())
        });
        let pay = rising.mean(&Law::new(self.samples, top)?)?;
        let cost = self.economy.cost(0, Interval::point(efforts.lower()))?;
        Some((pay - cost).upper() < self.here)
    }
}
