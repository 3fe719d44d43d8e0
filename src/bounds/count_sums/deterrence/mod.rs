//! Every contract from below where efforts far away tempt: prices for participation, for the local
//! incentive and for every tempting effort, found anew for each piece of efforts.
//!
//! Let r_j(s) = P_{e_j}(S = s)/P_η(S = s) and, at any η of the piece with q = q(η),
//!
//! t_s = λ + Σ_j ν_j·(1 − r_j(s)) + B·(s − nq),  λ ≥ 0, ν_j ≥ 0 (and B ≥ 0 at full effort).
//!
//! A contract v ≥ u(w_min) that implements η has E\[v] ≥ ū = U0 + c, dE_q\[v]/dq = C₁ (at full
//! effort ≥) and E\[v] − E_{e_j}\[v] ≥ c − c(e_j), so E\[t·v] ≥ λ·ū + B·q(1−q)·C₁ + Σ_j ν_j·(c −
//! c(e_j)), and its cost is at least that less E\[h*(t)] (Fenchel's inequality). With pen(t) =
//! h*(t) − (t·u(w_min) − w_min) ≥ 0, which is 0 up to the price at which u(w_min) is left,
//! E\[h*(t)] = λ·u(w_min) − w_min + E\[pen(t)] exactly, as E\[r_j] = 1: where r_j is huge, pen is
//! 0, and no probability of a tempting effort is summed at all. So the gap is at least
//!
//! D = loss + B·q(1−q)·C₁ + Σ_j ν_j·(c − c(e_j)) + λ·(ū − u(w_min)) + w_min − h(ū) − E\[pen(t)],
//! or, about the middle e₀ of the piece,
//!
//! D(q) = D(q₀) + D′(ξ)·(q − q₀),  pen′(t) = v(t) − u(w_min),  dt_s/dq = −nB + Σ_j ν_j·r_j·score,
//!
//! D′ over the whole piece by sums over every count. At e₀ prices are the best, so D′(q₀) is that
//! of the gap itself and the bound is of second order in the length of the piece. Any prices are
//! sound.

mod priced;

use super::likelihood::by_likelihood;
use crate::bounds::EnclosedModel;
use crate::contract::FirstBest;
use crate::contract::general::Pricer;
use crate::numerics::Interval;
use crate::numerics::interval::{Piece, least_piece};
use priced::Deterrence;

/// Counts summed over before giving up, pieces times counts, and the fewest and most pieces.
const WORK: u64 = 160_000;
const PIECES: [u64; 2] = [40, 1_200];

/// Tempting efforts that have a price are further from the middle of a piece than this times the
/// root of its width: the price grows as the inverse square of the distance, and what it changes by
/// within the piece as price times width.
const APART: f64 = 1.0;

/// A piece at whose middle prices give no more than this share above what they give everywhere on
/// it is as good as halved.
const LEVEL: f64 = 1e-7;

/// Wider pieces leave out tempting efforts that narrower ones have prices for.
const NARROW: f64 = 1e-5;

/// What the search comes to.
#[derive(Debug, Clone)]
pub struct Reached {
    /// No contract has a smaller gap.
    pub least: f64,
    /// Where no more was found.
    pub weakest: Option<Weakest>,
}

/// An effort at which the bound is least: the best contract of all implements it, or one next to
/// it, if prices are the best.
#[derive(Debug, Clone)]
pub struct Weakest {
    pub effort: f64,
    /// Efforts that tempt there.
    pub tempting: Vec<f64>,
}

/// A lower bound of the gap of every contract, at most `target` (no effort is made to get beyond).
/// `tempting` holds efforts to start from.
pub fn least_gap(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    samples: u64,
    tempting: &[f64],
    target: f64,
) -> Reached {
    let mut pricer = Pricer::new(economy.model(), samples, tempting);
    let mut bound = |efforts: Interval| -> Option<[f64; 2]> {
        let middle = efforts.midpoint();
        let point = first_best.at(middle - first_best.effort());
        if point.effort != middle {
            return None;
        }
        let prices = pricer.prices(&point, APART * efforts.width().sqrt())?;
        Deterrence::new(economy, samples, middle, prices)?.least_gap(efforts)
    };
    let full_loss = economy.least_loss(Interval::ONE);
    let at_full_effort = if full_loss >= target {
        full_loss
    } else {
        let seen = by_likelihood(economy, samples, Interval::ONE).unwrap_or(0.0);
        let found = bound(Interval::ONE).map_or(0.0, |[least, _]| least);
        found.max(full_loss).max(seen)
    };
    let pieces = (WORK / (samples + 1)).clamp(PIECES[0], PIECES[1]) as usize;
    let target = target.min(at_full_effort);
    let found = least_piece(0.0, 1.0, pieces, target, |efforts| {
        let unknown = |least: f64| [least, f64::INFINITY];
        let loss = economy.least_loss(efforts);
        if loss >= target || efforts.lower() == 0.0 {
            return unknown(loss);
        }
        let asked = by_likelihood(economy, samples, efforts);
        let least = asked.unwrap_or(0.0).max(loss);
        if least >= target {
            return unknown(least);
        }
        let Some([here, middle]) = bound(efforts) else {
            return unknown(least);
        };
        let level = efforts.width() <= NARROW && middle <= here * (1.0 + LEVEL) && here > least;
        [here.max(least), if level { here } else { f64::INFINITY }]
    });
    let Piece {
        bound: least,
        piece,
    } = found;
    let weakest = if least >= target {
        (target == at_full_effort).then_some(1.0)
    } else {
        (piece.width() <= NARROW).then(|| piece.midpoint())
    };
    Reached {
        least: least.min(target),
        weakest: weakest.map(|effort| Weakest {
            effort,
            tempting: pricer.tempting().to_vec(),
        }),
    }
}
