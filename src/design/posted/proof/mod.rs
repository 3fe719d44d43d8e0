//! Proof of what posted terms lead to: every best reply of the annotator lies in a short interval,
//! is worth the outside option, and costs the company at most so much.
//!
//! The terms are the numbers posted, taken as exact; all arithmetic is outward rounded. With ψ(e) =
//! E_e\[u(w)] − c(e):
//!
//! 1. from some effort a on ψ rises before some point and falls after it. For a bonus R =
//!    ln(ψ_P·P′·q′/c′) falls (as in [`bounds::binary::offer`](crate::bounds::binary::offer)); for
//!    linear pay ψ is strictly concave as a function of q: E_q″ = n(n−1)·E\[Δ²v over n−2 counts],
//!    and Δ²v > 0 only next to the floor;
//! 2. ψ′ is positive at η₋ and negative at η₊ (or η₊ = 1), so that every maximum on \[a, 1] lies
//!    between;
//! 3. below a, ψ stays under ψ between η₋ and η₊: pay does not fall with the count, so E_q does not
//!    fall with q, and the ends of a piece bound it.

mod terms;

use super::Posted;
use super::reply::best_reply;
use crate::bounds::EnclosedModel;
use crate::contract::FirstBest;
use crate::design::ranges::{self, ModelBox};
use crate::numerics::interval::{at_least, at_most, holds_on};
use crate::numerics::{Interval, find_root};
use serde::Serialize;
use terms::Terms;

/// Pieces of the effort interval before giving up.
const PIECES: usize = 4_000;

/// Half-widths of the interval of best replies that are tried: down to what the estimate of the
/// reply resolves.
const WIDTHS: [f64; 6] = [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3];

/// Halvings of the interval of best replies: from 2e-8 to below a rounding of effort.
const HALVINGS: usize = 30;

/// More samples than these make sums over every count of linear pay too long.
pub const MOST_SUMMED: u64 = 10_000_000;

/// What is proved about posted terms.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Proved {
    /// Every best reply of the annotator lies here.
    #[serde(rename = "best_reply")]
    pub replies: Interval,
    /// The best reply's utility E\[u(w)] − c.
    pub utility: Interval,
    /// Expected pay at the best reply.
    #[serde(rename = "expected_pay")]
    pub pay: Interval,
    /// The company's payoff, at least.
    #[serde(serialize_with = "at_least")]
    pub payoff: f64,
    /// First-best payoff less the company's payoff, at most.
    #[serde(serialize_with = "at_most")]
    pub gap: f64,
}

/// Proves what posted terms lead to. `None` where pay is unlawful or falls with the count, a family
/// of the model has no proved bounds, the annotator would not accept, or the proof was not found.
#[must_use]
pub fn prove(first_best: &FirstBest<'_>, posted: &Posted) -> Option<Proved> {
    let economy = EnclosedModel::new(first_best)?;
    let model = first_best.model();
    if !posted.is_lawful(model) || posted.samples() > MOST_SUMMED && posted.name() == "linear" {
        return None;
    }
    if let Posted::Tiered { .. } = posted {
        return tiered(&economy, posted);
    }
    let terms = Terms {
        economy: &economy,
        posted,
    };
    let (low, high) = if let Posted::Flat { .. } = posted {
        (0.0, 0.0)
    } else {
        let reply = best_reply(model, posted).ok()?.effort;
        terms.replies(reply)?
    };
    // The best reply is as good as any effort, and no better than the most of the interval.
    let least = terms.utility(0.5 * (low + high))?.lower();
    let most = terms.most(Interval::new(low, high)?)?;
    let utility = Interval::new(least, most)?;
    if utility.lower() < economy.reservation().upper() {
        return None;
    }
    let pay = terms.money(low)?.hull(terms.money(high)?);
    let value = economy.value(0, Interval::point(low))?;
    // The least value and the most pay of any best reply.
    let payoff = (Interval::point(value.lower()) - Interval::point(pay.upper())).lower();
    let gap = economy.first_best_payoff() - Interval::point(payoff);
    Some(Proved {
        replies: Interval::new(low, high)?,
        utility,
        pay,
        payoff,
        gap: gap.upper(),
    })
}

/// Several thresholds: by the method for boxes, of a box that is one model. Blunter, as it stops at
/// a thousandth of effort.
fn tiered(economy: &EnclosedModel<'_>, posted: &Posted) -> Option<Proved> {
    let one = ModelBox::with(economy.model(), &[])?;
    let found = ranges::prove(&one, posted, 0.0).ok()?;
    let accepts = economy.reservation() + Interval::point(found.surplus);
    let gap = economy.first_best_payoff() - Interval::point(found.payoff);
    Some(Proved {
        replies: found.replies,
        utility: Interval::new(accepts.lower(), f64::INFINITY)?,
        pay: found.pay,
        payoff: found.payoff,
        gap: gap.upper(),
    })
}

impl Terms<'_, '_> {
    /// An interval around the estimated reply that holds every best reply.
    fn replies(&self, reply: f64) -> Option<(f64, f64)> {
        let (low, high) = WIDTHS.iter().find_map(|width| {
            let (low, high) = (reply - width, (reply + width).min(1.0));
            // At full effort nothing is left to fall.
            let falls = high == 1.0 || self.marginal(high)?.upper() < 0.0;
            (low > 0.0 && falls && self.marginal(low)?.lower() > 0.0).then_some((low, high))
        })?;
        let (low, high) = self.narrowed(low, high);
        let best = self.utility(0.5 * (low + high))?.lower();
        let proved = self.starts(low).into_iter().any(|from| {
            holds_on(from, 1.0, PIECES, |piece| {
                self.turns_once(piece).unwrap_or(false)
            }) && holds_on(0.0, from, PIECES, |piece| {
                self.most(piece).is_some_and(|most| most < best)
            })
        });
        proved.then_some((low, high))
    }

    /// Either end moved inwards for as long as the sign of ψ′ there can be told: the shorter the
    /// interval is, the less it leaves open of pay.
    fn narrowed(&self, low: f64, high: f64) -> (f64, f64) {
        let told = |end: f64, other: f64, sign: fn(Interval) -> bool| {
            let (mut told, mut untold) = (end, other);
            for _ in 0..HALVINGS {
                let middle = 0.5 * (told + untold);
                if self.marginal(middle).is_some_and(sign) {
                    told = middle;
                } else {
                    untold = middle;
                }
            }
            told
        };
        let low = told(low, high, |slope| slope.lower() > 0.0);
        (low, told(high, low, |slope| slope.upper() < 0.0))
    }

    /// Efforts below the reply from which ψ may turn only once: for a bonus between the threshold's
    /// effort and the reply, or, with so few samples that the reply lies below it, ever closer to
    /// the reply; for linear pay further and further down.
    fn starts(&self, reply: f64) -> Vec<f64> {
        let Posted::Bonus { rule, .. } = self.posted else {
            let near = (4..=7).map(|j| reply * (1.0 - libm::ldexp(1.0, -j)));
            let far = (1..=8).map(|j| reply * (1.0 - f64::from(j) / 8.0));
            return far.chain(near).collect();
        };
        let monitoring = self.economy.model().monitoring();
        let mode = (rule.threshold() as f64 - 1.0) / (rule.samples() as f64 - 1.0).max(1.0);
        let excess = |effort: f64| monitoring.agreement(effort) - mode;
        if excess(reply) <= 0.0 {
            return (1..=8)
                .map(|j| reply * (1.0 - libm::ldexp(1.0, -j)))
                .collect();
        }
        let threshold = if excess(0.0) >= 0.0 {
            0.0
        } else {
            find_root(excess, 0.0, reply, 1e-9).unwrap_or(0.0)
        };
        [0.5, 0.75, 0.25]
            .map(|share| threshold + share * (reply - threshold))
            .to_vec()
    }
}
