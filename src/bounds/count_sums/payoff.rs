//! The annotator's payoff under pay given count by count: what `best_reply` asks of it.

use super::counted::Counted;
use super::law::Law;
use crate::bounds::EnclosedModel;
use crate::bounds::best_reply::{self, Payoff};
use crate::bounds::regimes::{EVERY_COUNT, pieces};
use crate::numerics::Interval;
use std::cell::OnceCell;

/// Pieces of the effort interval before giving up.
pub(super) const PIECES: usize = 4_000;

/// Whether η is a best reply to pay `v` with dψ/dq = 0 at η, or at least 0 where η = 1; `law` is
/// that of η.
pub fn is_best_reply(
    economy: &EnclosedModel<'_>,
    effort: f64,
    pay: &Counted,
    law: &Law,
) -> Option<bool> {
    let here = pay.mean(law)? - economy.cost(0, Interval::point(effort))?;
    let payoff = CountedPayoff {
        economy,
        pay,
        rising: OnceCell::new(),
        samples: pay.values().len() as u64 - 1,
        here: here.lower(),
    };
    let most = pieces(PIECES, payoff.samples, EVERY_COUNT);
    Some(best_reply::is_best_reply(&payoff, effort, most))
}

struct CountedPayoff<'a, 'm> {
    economy: &'a EnclosedModel<'m>,
    pay: &'a Counted,
    /// The most that is paid up to each count.
    rising: OnceCell<Counted>,
    samples: u64,
    /// ψ(η) from below.
    here: f64,
}

impl Payoff for CountedPayoff<'_, '_> {
    fn is_concave(&self, efforts: Interval) -> Option<bool> {
        let q = self.economy.agreement(0, efforts)?;
        let cost = self.economy.least_cost_bend(efforts);
        Some(self.pay.second_above(q, cost.next_down()) < cost)
    }

    /// With q₁ at the upper end, ψ′(q) = ψ′(q₁) − ∫ψ″ ≥ ψ′(q₁) − max(sup ψ″, 0)·(q₁ − q).
    fn rises(&self, efforts: Interval) -> Option<bool> {
        let last = Interval::point(efforts.upper());
        let top = self.economy.agreement(0, last)?;
        let slope = self.value_and_slope(last, top)?[1];
        if !(slope.lower() >= 0.0) {
            return Some(false);
        }
        let q = self.economy.agreement(0, efforts)?.hull(top);
        let fall = self.most_bend(efforts, q) * Interval::point(q.width());
        Some((slope - fall).lower() >= 0.0)
    }

    fn is_below(&self, efforts: Interval) -> Option<bool> {
        let below = self.is_below_by_taylor(efforts).unwrap_or(false);
        Some(below || self.is_below_by_ends(efforts)?)
    }
}

impl CountedPayoff<'_, '_> {
    /// ψ and dψ/dq at one effort.
    fn value_and_slope(&self, effort: Interval, q: Interval) -> Option<[Interval; 2]> {
        let law = Law::new(self.samples, q)?;
        let [pay, slope] = self.pay.mean_and_slope(&law, q)?;
        Some([
            pay - self.economy.cost(0, effort)?,
            slope - self.economy.cost_by_agreement(1, effort)?,
        ])
    }

    /// d²ψ/dq² over a piece from above, 0 at least.
    fn most_bend(&self, efforts: Interval, q: Interval) -> Interval {
        let bend = Interval::point(self.pay.second_above(q, f64::NEG_INFINITY))
            - Interval::point(self.economy.least_cost_bend(efforts));
        Interval::point(bend.upper().max(0.0))
    }

    /// By Taylor's theorem around the middle.
    fn is_below_by_taylor(&self, efforts: Interval) -> Option<bool> {
        let middle = Interval::point(efforts.midpoint());
        let q_middle = self.economy.agreement(0, middle)?;
        let q = self.economy.agreement(0, efforts)?.hull(q_middle);
        let [value, slope] = self.value_and_slope(middle, q_middle)?;
        let reach = Interval::point((q - q_middle).magnitude());
        let rise = Interval::point(slope.magnitude()) * reach
            + Interval::point(0.5) * self.most_bend(efforts, q) * reach.square();
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
