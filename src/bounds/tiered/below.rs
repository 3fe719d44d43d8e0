//! Every tiered contract from below, by the information that its groups keep.
//!
//! Pay depends on the group G of the count alone, so incentives c′ = Cov(u(w), score) see only
//! y_G = E[y|G], y the standardised count: the Fenchel bound of T7 at prices t = τ·y_G reads
//!
//! cost ≥ h′·τ·target − A·E\[B(τ·y_G)],  target = c′/√(nI),
//!
//! D*(h′t) = A·B(t) the conjugate of the Bregman distance of h at ū, cut at limited liability.
//! B(t) ≤ B₂t² + K|t|³ for all t (below), and E|y_G|³ ≤ E|y|³ (Jensen), so all that is asked of the
//! grouping is a bound V on E\[y_G²] over all groupings into m = L+1 intervals.
//!
//! **V.** 1 − E\[y_G²] = E min_j (y − a_j)² at the means a_j of the groups. For code points within
//! \[−R, R] that function of y is y² plus a concave function whose slope falls by 2(a_m − a_1) ≤ 4R
//! in all; its expectation differs from that of a normal Z by at most 2R·W₁, because E(y−s)₊ and
//! E(Z−s)₊ differ by at most W₁/2 (equal means), and W₁ ≤ (q² + (1−q)²)/√(nq(1−q)) (Goldstein,
//! *Bounds on the constant in the mean central limit theorem*, Ann. Probab. 38, 2010). Cutting code
//! points to \[−R, R] raises the function only beyond |y| > R, by at most 4y². So
//!
//! V ≤ E_m + 2R·W₁ + E\[4y²; |y| > R],
//!
//! E_m the share that the best grouping of a normal keeps (Cox 1957). E_m is computed in double
//! precision at its only stationary point (Fleischer 1964), where it is flat, and widened by 1e-9.
//! Groupings by chance are mixtures of these, and information is convex in the grouping.
//!
//! **K.** On \[−T, ∞) from Taylor's formula, K ≥ |B‴|/6; below −T the cut conjugate has slopes of
//! at least −κ, κ = h′·(ū − u_min)/A, so that 2B₂T + 3KT² ≥ κ is enough.

use crate::bounds::EnclosedModel;
use crate::contract::SecondBest;
use crate::contract::tiered::best_grouping;
use crate::numerics::interval::holds_on;
use crate::numerics::{EnclosedMoments, Interval};

/// Pieces of the effort interval before giving up.
const PIECES: usize = 4_000;

/// R that are tried.
const RANGES: [f64; 5] = [3.5, 4.0, 5.0, 6.0, 7.0];

/// T that are tried.
const TURNS: [f64; 4] = [0.999, 0.9, 0.6, 0.3];

/// What E_m is widened by.
const WIDENED: f64 = 1e-9;

/// Shares of the bound at the estimate's effort that are tried for all efforts: what the loss and
/// the bound at other efforts leave of it.
const SHARES: [f64; 6] = [1.0 - 1e-6, 1.0 - 1e-4, 0.999, 0.99, 0.95, 0.8];

/// A gap that no contract with up to `tiers` bonuses falls short of.
pub fn gap_is_at_least_what(
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    tiers: u32,
) -> Option<f64> {
    let samples = contract.samples;
    let kept = best_grouping(tiers as usize + 1).kept + WIDENED;
    let bound = |efforts: Interval| least_cost(economy, samples, efforts, kept);
    let here = bound(economy.first_best_effort())?;
    // The bound varies with the effort, and a lower effort is cheaper to first order.
    SHARES.iter().map(|share| share * here).find(|target| {
        holds_on(0.0, 1.0, PIECES, |efforts| {
            let loss = economy.least_loss(efforts);
            loss >= *target
                || bound(efforts).is_some_and(|cost| {
                    (Interval::point(cost) + Interval::point(loss)).lower() >= *target
                })
        })
    })
}

/// The bound on the cost of any effort of a piece above h(ū).
fn least_cost(
    economy: &EnclosedModel<'_>,
    samples: u64,
    efforts: Interval,
    kept: f64,
) -> Option<f64> {
    let n = Interval::point(samples as f64);
    let utility = economy.utility();
    let q = economy.agreement(0, efforts)?;
    let p = Interval::ONE - q;
    let mean = economy.required_utility(efforts)?;
    let money = utility.wage_derivative(1, mean)?;
    let curvature = utility.wage_derivative(2, mean)?;
    let scale = utility.conjugate_scale(mean)?;
    let target = economy.cost(1, efforts)? / (n * economy.information(efforts)?).sqrt()?;
    let deviation = (n * q * p).sqrt()?;
    let distance = ((q.square() + p.square()) / deviation).upper();
    let share = RANGES
        .iter()
        .filter_map(|range| {
            let moments = EnclosedMoments::new(samples, q, 4, *range).ok()?;
            let beyond =
                moments.beyond(|y| (Interval::point(4.0 * y) * Interval::point(y)).upper());
            let near = Interval::point(2.0 * range) * Interval::point(distance);
            Some((Interval::point(kept) + near + Interval::point(beyond)).upper())
        })
        .fold(1.0, f64::min);
    let third = EnclosedMoments::new(samples, q, 4, 1.0).ok()?.absolute(3);
    let price = (curvature * target / (money * Interval::point(share))).midpoint();
    // The largest t: y is at most √(n(1−q)/q).
    let most = (Interval::point(price) * (n * p / q).sqrt()?).upper();
    let second = utility.conjugate_coefficient(2, Interval::ZERO)?;
    let drop = (money * (mean - economy.minimum_utility()) / scale).upper();
    let cubic = TURNS
        .iter()
        .filter_map(|turn| {
            let all = Interval::new(-turn, most.max(0.0))?;
            let taylor = utility.conjugate_coefficient(3, all)?.magnitude();
            let t = Interval::point(*turn);
            let slope = Interval::point(drop) - Interval::point(2.0) * second * t;
            let line = (slope / (Interval::point(3.0) * t.square())).upper();
            Some(taylor.max(line).max(0.0))
        })
        .fold(f64::INFINITY, f64::min);
    let tau = Interval::point(price);
    let spent = second * tau.square() * Interval::point(share)
        + Interval::point(cubic) * tau.square() * tau * Interval::point(third);
    let bound = (money * tau * target - scale * spent).lower();
    bound.is_finite().then_some(bound.max(0.0))
}
