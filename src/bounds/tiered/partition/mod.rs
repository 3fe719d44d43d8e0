//! Every tiered contract from below by the best partition of the count, at prices that move with
//! the effort. One pass over thresholds, a group at a time, for any number of tiers and samples.
//!
//! **What a contract satisfies.** A contract with up to L bonuses pays ū + d_j, j = 0, …, L, d_0 ≤
//! d_1 ≤ …, depending on the count S (and perhaps on chance), with ū = U0 + c(η) and d_j ≥ u_min −
//! ū. Write d for what it pays above ū, D = D_h(ū, ·) ≥ 0 for the Bregman distance of h. Its gap is
//! loss(η) + h′(ū)·E\[d] + E\[D(d)], and if η ∈ (0, 1) is a best reply,
//!
//! 1. E\[d] ≥ 0 (participation);
//! 2. dE\[d]/dη = c′(η), so that E\[d·(S − nq)] = q(1−q)·c′/q′ as q′ > 0; ≥ at η = 1, where only lower
//!    efforts can tempt;
//! 3. E\[d] − E_e\[d] ≥ c(η) − c(e) for every effort e, E_e the expectation at e;
//! 4. d_0 ≤ target/h′(ū) − (c(η) − c(0)) if its gap is below the target: E\[d] ≤ target/h′(ū), as D ≥ 0, and
//!    d_0 ≤ E_0\[d], which is what 3 bounds with e = 0. So the lowest pay is a guard's; without this the
//!    bound below is some 20 % lower, since pay without a guard and a share of one with too large a guard
//!    would do together what neither does.
//!
//! **Weak duality.** For λ ≥ −h′(ū), β ≥ 0 and ν_e ≥ 0 the gap is therefore at least
//!
//! loss(η) + β·q(1−q)·c′/q′ + Σ ν_e·(c(η) − c(e)) + E\[D(d) − x(S)·d],
//! x(s) = λ + Σν_e + β·(s − nq) − Σ ν_e·ℓ_e(s),  ℓ_e = likelihood ratio of e to η.
//!
//! Any prices and any deviations will do; they decide how sharp the bound is (`ascent` looks for
//! them in floats). With β > 0 and q(e) < q(η), both required, x rises with s.
//!
//! **One threshold at a time.** Let M(r) = E(x(S) − r)₊ and r_i = (D(d_i) − D(d_(i−1)))/(d_i −
//! d_(i−1)). As D(d_j) − x·d_j = D(d_0) − x·d_0 + Σ_(i≤j) (d_i − d_(i−1))·(r_i − x), whatever group
//! a count belongs to,
//!
//! E\[D(d) − x·d] ≥ D(d_0) − λ·d_0 − Σ_i (d_i − d_(i−1))·M(r_i).
//!
//! Let lines Y_m − T_m·r, T_m falling from 1 to 0, lie above M, each on one of consecutive
//! intervals of r that cover all reals. D is convex, so r_1 ≤ r_2 ≤ … lie in intervals m_1 ≤ m_2 ≤
//! …, and with P_j = T_(m_j) − T_(m_(j+1)), X_j = Y_(m_j) − Y_(m_(j+1)) (T = 1, Y = λ below the
//! first, T = Y = 0 beyond the last) the right side is at least Σ_j (P_j·D(d_j) − X_j·d_j) ≥ −Σ_j
//! P_j·ψ(X_j/P_j), ψ(x) = max x·d − D(d) over d ≥ u_min − ū, and for j = 0 over what 4 leaves. The
//! largest such sum over m_1 ≤ … ≤ m_L is found exactly, a group at a time (`groups`). M is convex:
//! its chords are such lines (`envelope`). They lie above M by some h²/8 times a density, h the
//! step in x: second order, as it is for prices that are best only nearby.
//!
//! **Efforts.** On a piece of efforts prices are constant, and deviations move with the effort,
//! q(e) = ρ·q(η), where that leaves them above 0 (`deviation`: e(η) exists and is unique as q′ > 0,
//! shown by intervals). M is a largest value of smooth functions of η, M = max_k J_k, J_k = E\[(x −
//! r); S ≥ k], hence absolutely continuous, with the derivative J_k′ at a k that attains it. With g
//! = dP(S ≥ k)/dq, and g_e = g·ℓ_e(k)·q/q(e),
//!
//! J_k′ = g·q′·{(x(k) − r) − β·q + Σ ν_e·ℓ_e(k)·(1 − (q/q(e))·dq(e)/dq)},  0 ≤ x(k) − r ≤ x(k) −
//! x(k−1),
//!
//! where the last sum is 0 for deviations that move: thresholds have moved with the effort, and
//! what is left is 1/√n smaller than M. So pieces may be as wide as that allows: some tens of them,
//! fewer with more samples. D is enclosed over the piece at the pay itself, so that no expansion
//! leaves its domain; what the prices ask for is known to first order, and the loss by its
//! tangents.
//!
//! What is left out: thresholds are whole, while the bound holds for bonuses by chance too, and for
//! mixtures of contracts that satisfy 4. On the reference economy that is, as a share of the gap,
//! with two tiers 1e-2 at 100 samples, 4e-4 at 1,000 and less than 1e-4 from 10,000 on; with three
//! 3e-3 at 100 to 150 and 2e-4 at 1,000.

mod ascent;
mod conjugate;
mod deviation;
mod envelope;
mod groups;
mod least_gap;
mod oracle;
mod piece;
mod tails;

use super::lagrangian::Prices;
use crate::bounds::EnclosedModel;
use crate::contract::{FirstBest, SecondBest};
use crate::model::Model;
use crate::numerics::Interval;
use crate::numerics::interval::least_over;
use ascent::{Ascent, Found};
use envelope::Grid;
use nalgebra::DVector;
use oracle::Oracle;
use piece::Piece;

/// Steps between places and about thresholds, in standard deviations: for the search for prices.
const SEARCHED: [(f64, f64); 3] = [(0.1, 0.1), (0.1, 0.01), (0.1, 0.005)];

/// The same for bounds, first where much is left.
const BOUNDED: [(f64, f64); 2] = [(0.1, 0.03), (0.05, 0.004)];

/// A bound further below the target than this share of it is left to smaller pieces.
const FAR: f64 = 3e-3;

/// Pieces of the effort interval.
const PIECES: usize = 250;

/// What the bound may fall short of its value at the effort of the prices, as a share of the
/// target.
const SLACK: f64 = 5e-6;

/// So close to the target other prices are not looked for.
const NEAR: f64 = 1e-3;

/// Efforts this close, in standard deviations of the count, have the same prices.
const NEARBY: f64 = 0.02;

/// The first price of the incentive, in what it is where the count itself is paid for.
const ASKED: f64 = 1.3;

/// Deviations that may have a price lie so far apart, in standard deviations of the count, and so
/// many of them below the estimate's effort.
const APART: f64 = 0.05;
const TEMPTING: u32 = 240;

/// Efforts that cannot be told from the target are located to so many standard deviations of the
/// count, from either side by so many pieces.
const OPEN_TO: f64 = 0.02;
const OPEN_PIECES: usize = 60;

/// What the bound over all efforts proves.
pub struct Proved {
    /// A gap that no contract falls short of, at most the target.
    pub gap: f64,
    /// The effort whose own prices may prove more.
    pub next: Option<f64>,
    /// The prices that proved it.
    found: Found,
}

impl Proved {
    /// Of these efforts those outside which every contract has a gap of at least the target; `None`
    /// where all contracts have.
    pub fn open_efforts(
        &self,
        economy: &EnclosedModel<'_>,
        estimate: &SecondBest,
        tiers: u32,
        (efforts, target): (Interval, f64),
    ) -> Option<Interval> {
        if self.gap >= target {
            return None;
        }
        open_efforts(economy, estimate, tiers, &self.found, (efforts, target))
    }

    /// The prices that proved it as they are at an effort, that of the incentive for its score.
    pub fn prices_at(&self, model: &Model, effort: f64) -> Option<Prices> {
        let monitoring = model.monitoring();
        let q = monitoring.agreement(effort);
        let moving = &self.found.prices;
        let each = moving.deviations.iter();
        let deviations =
            each.map(|(place, price)| Some((place.effort(monitoring, effort)?, *price)));
        Some(Prices {
            participation: moving.participation,
            incentive: moving.incentive * q * (1.0 - q) / monitoring.slope(effort),
            deviations: deviations.collect::<Option<_>>()?,
        })
    }
}

/// What prices for one effort prove of the gap of every contract with up to `tiers` bonuses, and
/// where one may still cost less than the target; `None` where no prices were found. The estimate
/// only says where to look.
pub fn proved(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    estimate: &SecondBest,
    (tiers, effort): (u32, f64),
    target: f64,
) -> Option<Proved> {
    let found = prices(first_best, estimate, (tiers as usize, effort), target)?;
    let (gap, worst) = least_over_efforts(economy, estimate, (tiers, effort), &found, target)?;
    let unit = 1.0 / (estimate.samples as f64 * estimate.point.information).sqrt();
    let done = gap >= target * (1.0 - NEAR) || (worst - effort).abs() < NEARBY * unit;
    Some(Proved {
        gap,
        next: (!done).then_some(worst),
        found,
    })
}

/// The bound of some prices over all efforts, and the effort at which it is least.
fn least_over_efforts(
    economy: &EnclosedModel<'_>,
    estimate: &SecondBest,
    (tiers, effort): (u32, f64),
    found: &Found,
    target: f64,
) -> Option<(f64, f64)> {
    let samples = estimate.samples;
    let efforts = super::search::efforts_below(economy, target)?;
    let [coarse, fine] = BOUNDED.map(|steps| Grid::new(samples, steps, &found.places));
    let least = |efforts: Interval, grid: &Grid| {
        let piece = Piece::new(economy, samples, efforts, &found.prices)?;
        piece.least_gap(tiers, grid, target)
    };
    // No piece around the effort can do better.
    let here = least(Interval::point(effort), &fine)?;
    let enough = target.min(here - SLACK * target);
    let mut worst = (f64::INFINITY, effort);
    let gap = least_over(
        efforts.lower(),
        efforts.upper(),
        PIECES,
        enough,
        |efforts| {
            if economy.least_loss(efforts) >= target {
                return target;
            }
            let mut bound = least(efforts, &coarse).unwrap_or(f64::NEG_INFINITY);
            if bound < enough && bound >= enough - FAR * target {
                bound = bound.max(least(efforts, &fine).unwrap_or(bound));
                if bound < worst.0 {
                    worst = (bound, efforts.midpoint());
                }
            }
            bound
        },
    );
    gap.is_finite().then(|| (gap.min(target), worst.1))
}

/// The efforts between the first and the last of these that are not shown to cost the target;
/// `None` only where each is.
fn open_efforts(
    economy: &EnclosedModel<'_>,
    estimate: &SecondBest,
    tiers: u32,
    found: &Found,
    (efforts, target): (Interval, f64),
) -> Option<Interval> {
    let samples = estimate.samples;
    let unit = 1.0 / (samples as f64 * estimate.point.information).sqrt();
    let [coarse, fine] = BOUNDED.map(|steps| Grid::new(samples, steps, &found.places));
    let decided = |efforts: Interval| {
        if economy.least_loss(efforts) >= target {
            return true;
        }
        let Some(piece) = Piece::new(economy, samples, efforts, &found.prices) else {
            return false;
        };
        let least = |grid| piece.least_gap(tiers, grid, target);
        let far = target * (1.0 - FAR);
        match least(&coarse) {
            Some(bound) if bound >= target => true,
            Some(bound) if bound >= far => least(&fine).is_some_and(|bound| bound >= target),
            _ => false,
        }
    };
    // From one end inwards: the end of the first piece that is narrow and not decided.
    let edge = |efforts: Interval, up: bool| -> Option<f64> {
        let mut pieces = vec![efforts];
        for _ in 0..OPEN_PIECES {
            let piece = pieces.pop()?;
            if decided(piece) {
                continue;
            }
            let middle = piece.midpoint();
            let halves =
                Interval::new(piece.lower(), middle).zip(Interval::new(middle, piece.upper()));
            match halves {
                Some((low, high)) if piece.width() > OPEN_TO * unit => {
                    pieces.extend(if up { [high, low] } else { [low, high] });
                }
                _ => {
                    pieces.push(piece);
                    break;
                }
            }
        }
        let next = pieces.pop()?;
        Some(if up { next.lower() } else { next.upper() })
    };
    let low = edge(efforts, true)?;
    let left = Interval::new(low, efforts.upper()).unwrap_or(efforts);
    let high = edge(left, false)?;
    Some(Interval::new(low, high).unwrap_or(efforts))
}

/// Prices for contracts near the estimate, at an effort.
fn prices(
    first_best: &FirstBest<'_>,
    estimate: &SecondBest,
    (tiers, effort): (usize, f64),
    target: f64,
) -> Option<Found> {
    let samples = estimate.samples;
    let n = samples as f64;
    let point = &estimate.point;
    let unit = 1.0 / (n * point.information).sqrt();
    let tempting = (1..=TEMPTING).map(|i| effort - f64::from(i) * APART * unit);
    let tempting: Vec<f64> = tempting.filter(|e| *e > 0.0).collect();
    // As if nothing had to be deterred and the count were paid for, which asks for less.
    let utility = first_best.model().utility();
    let incentive = utility.wage_curvature(point.required_utility) * point.marginal_cost
        / (point.agreement_slope * n);
    let mut found: Option<Found> = None;
    for steps in SEARCHED {
        let about = found
            .as_ref()
            .map_or(Vec::new(), |found| found.places.clone());
        let grid = Grid::new(samples, steps, &about);
        let mut oracle = Oracle::new(first_best, samples, effort, (&grid, target))?;
        let start = if let Some(found) = &found {
            found.with(&mut oracle)?
        } else {
            oracle.add(0.0)?;
            vec![0.0, ASKED * incentive, 0.0]
        };
        let ascent = Ascent::new(&mut oracle, tiers, target, DVector::from_vec(start));
        found = Some(ascent.run(&tempting)?);
    }
    found
}

#[cfg(test)]
mod tests;
