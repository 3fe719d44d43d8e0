//! Every linear contract from below, in one step: where limited liability is out of reach the
//! problem is convex enough.
//!
//! In the coordinates (η, π, B) of [`Region`], with ũ in place of u(max(w_min, ·)) ([`Smooth`]),
//!
//! L = Π* − V + b + π − λ·(H − U0 − c) − ν·(G − C₁),  H = E\[ũ(ℓ)],  G = dE\[ũ(ℓ)]/dq at fixed pay,
//! C₁ = c′/q′.
//!
//! A contract that implements η in (0, 1) has E\[w] ≥ E\[ℓ] = b + π, E\[u(w)] ≥ U0 + c and
//! dE\[u(w)]/dq = C₁, so for λ ≥ 0 and any ν its gap is at least L, less λ·|E\[u] − H| and
//! |ν|·|E\[u·score] − G| (Lagrangian duality). If the second derivative of L less a diagonal matrix
//! D > 0 is positive semidefinite on the whole box, then from any point c of it
//!
//! L ≥ L(c) + ∇L(c)·d + ½·d·D·d ≥ L(c) − Σ_i (∂_i L(c))²/(2·D_i)
//!
//! on the whole box (Taylor along the segment; L has Lipschitz derivatives, and twice
//! differentiable almost everywhere is enough). Next to the optimum with its multipliers the
//! gradient is rounding, and its square nothing.
//!
//! **Second derivatives.** With X′, X″, X‴ the share of n−1, n−2, n−3 counts plus 1, 2, 3 uniform
//! variables over n, less q, dE_q\[f(ℓ)]/dq at fixed pay is B·E\[f′(X′)] (differences of Bernstein
//! coefficients), and moving q at fixed (π, B) moves the line by −B, so that
//!
//! - H_q = B·(E\[ũ′(X′)] − E\[ũ′(X)]),  H_qq = B²·((1−1/n)·E\[ũ″(X″)] − 2E\[ũ″(X′)] + E\[ũ″(X)]),
//! - G = B·E\[ũ′(X′)],  G_q = B²·((1−1/n)·E\[ũ″(X″)] − E\[ũ″(X′)]), and so on;
//! - coupled count by count X, X′, X″, X‴ differ by at most 1/n from each to the next, so a
//!   difference of expectations is at most 1/n times the mean size of the next derivative.
//!
//! Everything but L_ηη ≈ loss″ and L_ππ ≈ λ|ũ″| is then of order 1/n, and L_BB ≈ λ|ũ″|·v/n is
//! larger than the squares of what stands beside it. A symmetric matrix is positive semidefinite if
//! that with the least diagonal entries and minus the largest sizes elsewhere is (xᵀHx ≥ |x|ᵀM|x|).

use super::centre::Centre;
use super::curvature::Curvature;
use super::lines::Lines;
use super::region::Region;
use super::smooth::Smooth;
use crate::bounds::EnclosedModel;
use crate::bounds::count_expansion::CountExpansion;
use crate::bounds::regimes::{SHARP, orders};
use crate::contract::{SecondBest, Terms};
use crate::numerics::Interval;
use crate::numerics::interval::holds_on;

/// Pieces of the efforts on which the second derivative is bounded before giving up.
const PIECES: usize = 64;

/// How much farther than the reach of expansions the window of ũ extends, where limited liability
/// lets it.
const WINDOWS: [f64; 3] = [1.5, 1.25, 1.0 + 1e-9];

/// A lower bound of the gap of every linear contract, no higher than `target`; `None` where limited
/// liability is in reach or the second derivative is not shown to be positive.
pub fn least_gap(economy: &EnclosedModel<'_>, contract: &SecondBest, target: f64) -> Option<f64> {
    let mut bounds =
        orders(contract.samples).map(|order| least_gap_with(order, economy, contract, target));
    let usual = bounds.next()?;
    let close = |least: f64| least >= target * (1.0 - SHARP);
    if usual.is_some_and(close) {
        return usual;
    }
    let better = bounds.next().flatten();
    match (usual, better) {
        (Some(a), Some(b)) => Some(a.max(b)),
        (a, b) => a.or(b),
    }
}

/// The same with an expansion up to some order at the estimate.
fn least_gap_with(
    order: usize,
    economy: &EnclosedModel<'_>,
    contract: &SecondBest,
    target: f64,
) -> Option<f64> {
    let Terms::Linear(terms) = &contract.terms else {
        return None;
    };
    let effort = contract.point.effort;
    let at = Interval::point(effort);
    let local = CountExpansion::of_order(order, economy, contract.samples, at)?;
    let lines = Lines::new(&local, Interval::ZERO)?;
    let centre = Centre::new(&lines, effort, contract.gap.premium, terms.slope)?;
    let region =
        Region::new(&lines, target)?.with(effort, centre.shift, terms.slope * (1.0 + 1e-9))?;
    let n = Interval::point(contract.samples as f64);
    let bound = |window: f64| -> Option<f64> {
        let reach = local.moments.reach() * window;
        let smooth = Smooth::new(economy, &region, lines.wage, n, reach)?;
        let at = centre.lagrangian(&smooth)?;
        let curvature = Curvature::new(economy, &region, &smooth, n, at.level, at.slope);
        let convexity = curvature.convexity(region.efforts)?;
        let shown = holds_on(
            region.efforts.lower(),
            region.efforts.upper(),
            PIECES,
            |efforts| curvature.is_convex(efforts, convexity).unwrap_or(false),
        );
        if !shown {
            return None;
        }
        let loss: Interval = (0..3)
            .map(|i| at.gradient[i].square() / (Interval::point(2.0) * convexity[i]))
            .sum();
        let error = Interval::point(at.level.upper()) * Interval::point(smooth.difference)
            + Interval::point(at.slope.magnitude()) * Interval::point(smooth.scored_difference);
        let least = (at.value - loss - error).lower();
        least.is_finite().then_some(least.min(target))
    };
    WINDOWS.iter().find_map(|window| bound(*window))
}
