//! Leaving the annotator a rent never lowers the gap: why linear contracts with binding
//! participation are enough.
//!
//! Of the lines that implement an effort those with E\[u(w)] = ū + ρ, ρ ≥ 0, form a curve on which
//! cost changes by λ·dρ, λ = (A₀M₂ − A₁M₁)/(M₀M₂ − M₁²), A_j = Σ p_k·x_k^j and M_j = Σ
//! p_k·u′(w_k)·x_k^j over the counts paid more than w_min, x = k − nq. If λ ≥ 0 wherever the gap is
//! below the target, following the curve down to ρ = 0 only lowers the gap, so it is enough to look
//! there.
//!
//! - If the counts up to k are paid w_min, P(S ≤ k) = f, then by Jensen's inequality on either part
//!   the cost above h(ū) is at least f·D_h(ū, −δ) + (1−f)·D_h(ū, f·δ/(1−f)), δ = ū − u(w_min),
//!   which rises with f. Or, with a line of prices (module `price_line`), the gap is at least its
//!   bound plus Σ_{s≤k} p_s·(h*(t_s) − t_s·u(w_min) + w_min). So with a gap below the target every
//!   count from some k* on is paid more.
//! - Let k* ≤ nq, so that pay at the expected count is above w_min, with marginal utility u₀. As u′
//!   falls with pay, M₁ ≤ u₀·A₁ and M₂ ≥ u₀·E\[x²; k* ≤ S ≤ nq]. As E\[x] = 0, A₁ = E\[|x|; S < k*]
//!   at most. So λ ≥ 0 (A₁ ≥ 0, u₀ > 0) if
//!
//!   P(S ≥ k*)·E\[x²; k* ≤ S ≤ nq] ≥ E\[|x|; S < k*]²,
//!
//!   and if this holds for k* it holds for fewer counts at w_min.

use super::law::Law;
use super::price_line::PriceLine;
use crate::bounds::EnclosedModel;
use crate::numerics::Interval;
use crate::numerics::interval::holds_on;

/// Pieces of the efforts before giving up.
const PIECES: usize = 256;

/// Whether no rent lowers the gap of a linear contract below `target` at any of the efforts.
pub fn never_pay(
    economy: &EnclosedModel<'_>,
    samples: u64,
    efforts: Interval,
    target: f64,
    line: Option<&PriceLine<'_, '_>>,
) -> bool {
    holds_on(efforts.lower(), efforts.upper(), PIECES, |piece| {
        let bound = line.and_then(|line| Some((line, line.least_gap(piece)?)));
        economy.least_loss(piece) >= target
            || bound.is_some_and(|(_, gap)| gap >= target)
            || cost_too_much(economy, samples, piece, target, bound).unwrap_or(false)
    })
}

fn cost_too_much(
    economy: &EnclosedModel<'_>,
    samples: u64,
    efforts: Interval,
    target: f64,
    line: Option<(&PriceLine<'_, '_>, f64)>,
) -> Option<bool> {
    let one = Interval::ONE;
    let budget = (Interval::point(target) - Interval::point(economy.least_loss(efforts))).upper();
    let q = economy.agreement(0, efforts)?;
    let [low, high] = [q.lower(), q.upper()].map(|q| Law::new(samples, Interval::point(q)));
    let (low, high) = (low?, high?);
    let mean = economy.required_utility(efforts)?;
    let drop = (mean - economy.minimum_utility()).lower().max(0.0);
    let at_floor = Interval::point(economy.least_bregman(mean, -drop).min(f64::MAX));
    let costs_too_much = |f: Interval| {
        let rise = f / (one - f) * Interval::point(drop);
        let above = economy.least_bregman(mean, rise.lower()).min(f64::MAX);
        (f * at_floor + (one - f) * Interval::point(above)).lower() >= budget
    };
    let expected = Interval::point(samples as f64) * q;
    // P(S ≤ k) for every q of the piece, from below: at its largest q. As is P(S = s) for s below
    // nq.
    let mut sum = 0.0;
    let mut fined = line.map_or(f64::NEG_INFINITY, |(_, gap)| gap);
    let least: Vec<(usize, f64, f64)> = high
        .iter()
        .take_while(|(count, _)| *count as f64 <= expected.lower())
        .map(|(count, p)| {
            let p = Interval::point(p.lower().max(0.0));
            sum = (Interval::point(sum) + p).lower();
            if let Some((line, _)) = line {
                fined = (Interval::point(fined) + p * Interval::point(line.penalty(count))).lower();
            }
            (count, sum.min(1.0 - f64::EPSILON), fined)
        })
        .collect();
    // k*: the first count that would cost too much at w_min with those below it.
    let affordable = |(_, f, fined): &(usize, f64, f64)| {
        !(*fined >= target || costs_too_much(Interval::point(*f)))
    };
    let (first_paid, ..) = *least.get(least.partition_point(affordable))?;
    let n = Interval::point(samples as f64);
    if !(expected.lower() >= first_paid as f64 && (first_paid as u64) < samples) {
        return Some(false);
    }
    let below = |expected: f64, count: usize| {
        (Interval::point(expected) - Interval::point(count as f64)).positive_part()
    };
    // P(S ≥ k*) from below, E[|x|; S < k*] from above, and E[(x⁻)²; S < k*] with the least nq, all
    // at the smallest q: what is averaged falls with S. The counts left out of the law are among
    // them.
    let (mut unpaid, mut distance, mut away) = {
        let rest = Interval::point(low.rest());
        (rest, rest * n, rest * n.square())
    };
    for (count, p) in low.iter().take_while(|(count, _)| *count < first_paid) {
        unpaid = unpaid + p;
        distance = distance + p * below(expected.upper(), count);
        away = away + p * below(expected.lower(), count).square();
    }
    // E[(x⁻)²] from below: at the largest q.
    let all: Interval = high
        .iter()
        .map(|(count, p)| {
            Interval::point(p.lower().max(0.0)) * below(expected.lower(), count).square()
        })
        .sum();
    let paid = (one - unpaid).positive_part();
    let inside = Interval::point((all - away).lower().max(0.0));
    Some((paid * inside).lower() >= distance.square().upper())
}
