//! Every linear contract from below, in one step: where limited liability is out of reach the problem is convex enough.
//!
//! In the coordinates (η, π, B) of [`Region`], with ũ in place of u(max(w_min, ·)) ([`Smooth`]),
//!
//! L = Π* − V + b + π − λ·(H − U0 − c) − ν·(G − C₁),  H = E\[ũ(ℓ)],  G = dE\[ũ(ℓ)]/dq at fixed pay,  C₁ = c′/q′.
//!
//! A contract that implements η in (0, 1) has E\[w] ≥ E\[ℓ] = b + π, E\[u(w)] ≥ U0 + c and dE\[u(w)]/dq = C₁, so for λ ≥ 0 and any ν
//! its gap is at least L, less λ·|E\[u] − H| and |ν|·|E\[u·score] − G| (Lagrangian duality). If the second derivative of L less a
//! diagonal matrix D > 0 is positive semidefinite on the whole box, then from any point c of it
//!
//! L ≥ L(c) + ∇L(c)·d + ½·d·D·d ≥ L(c) − Σ_i (∂_i L(c))²/(2·D_i)
//!
//! on the whole box (Taylor along the segment; L has Lipschitz derivatives, and twice differentiable almost everywhere is
//! enough). Next to the optimum with its multipliers the gradient is rounding, and its square nothing.
//!
//! **Second derivatives.** With X′, X″, X‴ the share of n−1, n−2, n−3 counts plus 1, 2, 3 uniform variables over n, less q,
//! dE_q\[f(ℓ)]/dq at fixed pay is B·E\[f′(X′)] (differences of Bernstein coefficients), and moving q at fixed (π, B) moves the line
//! by −B, so that
//!
//! - H_q = B·(E\[ũ′(X′)] − E\[ũ′(X)]),  H_qq = B²·((1−1/n)·E\[ũ″(X″)] − 2E\[ũ″(X′)] + E\[ũ″(X)]),
//! - G = B·E\[ũ′(X′)],  G_q = B²·((1−1/n)·E\[ũ″(X″)] − E\[ũ″(X′)]), and so on;
//! - coupled count by count X, X′, X″, X‴ differ by at most 1/n from each to the next, so a difference of expectations is at
//!   most 1/n times the mean size of the next derivative.
//!
//! Everything but L_ηη ≈ loss″ and L_ππ ≈ λ|ũ″| is then of order 1/n, and L_BB ≈ λ|ũ″|·v/n is larger than the squares of what
//! stands beside it. A symmetric matrix is positive semidefinite if that with the least diagonal entries and minus the
//! largest sizes elsewhere is (xᵀHx ≥ |x|ᵀM|x|).

use super::lines::Lines;
use super::region::Region;
use super::smooth::Smooth;
use crate::contract::certified::Economy;
use crate::contract::certified::local::Local;
use crate::contract::{SecondBest, Terms};
use crate::numerics::Interval;
use crate::numerics::interval::holds_on;

/// Pieces of the efforts on which the second derivative is bounded before giving up.
const PIECES: usize = 64;

/// How much farther than the reach of expansions the window of ũ extends, where limited liability lets it.
const WINDOWS: [f64; 3] = [1.5, 1.25, 1.0 + 1e-9];

/// A lower bound of the gap of every linear contract, no higher than `target`; `None` where limited liability is in reach or
/// the second derivative is not shown to be positive.
pub fn least_gap(economy: &Economy<'_>, contract: &SecondBest, target: f64) -> Option<f64> {
    let Terms::Linear(terms) = &contract.terms else {
        return None;
    };
    let effort = contract.point.effort;
    let local = Local::new(economy, contract.samples, Interval::point(effort))?;
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

/// The contract next to the estimate: ℓ = w̄ + π + σ·y.
struct Centre<'l, 'a, 'b, 'm> {
    lines: &'l Lines<'a, 'b, 'm>,
    effort: f64,
    shift: f64,
    /// σ.
    slope: f64,
}

/// The Lagrangian at the centre.
struct At {
    value: Interval,
    /// By η, π, B.
    gradient: [Interval; 3],
    /// λ and ν.
    level: Interval,
    slope: Interval,
}

impl<'l, 'a, 'b, 'm> Centre<'l, 'a, 'b, 'm> {
    fn new(lines: &'l Lines<'a, 'b, 'm>, effort: f64, shift: f64, by_share: f64) -> Option<Self> {
        let deviation = lines.local.moments.deviation().midpoint();
        let slope = by_share * deviation / lines.local.samples as f64;
        (slope > 0.0 && shift.is_finite()).then_some(Self {
            lines,
            effort,
            shift,
            slope,
        })
    }

    /// E\[(f(w̄+ω) − Σ_{j<from} f_j·ω^j)·y^power] with f = ũ or its derivative, over all y.
    fn mean(
        &self,
        smooth: &Smooth,
        derivative: usize,
        from: usize,
        power: usize,
    ) -> Option<Interval> {
        let one = Interval::point;
        let (shift, slope) = (one(self.shift), one(self.slope));
        let inside = self
            .lines
            .within_reach(derivative, from, shift, slope, power)?;
        let marginal = one(self.lines.coefficients[1].magnitude());
        let bend = one(smooth.largest_second);
        let outside = self.lines.local.moments.beyond(|y| {
            let size = one((shift + slope * one(y)).magnitude());
            // f less its first terms, from |ũ′| ≤ u′(w̄) + max|ũ″|·|ω|.
            let left = match (derivative, from) {
                (0, _) => one(2.0) * marginal * size + one(0.5) * bend * size.square(),
                _ => one(2.0) * marginal + bend * size,
            };
            let weight = (0..power).fold(Interval::ONE, |w, _| w * one(y));
            (left * weight).upper()
        });
        Some(inside + Interval::new(-outside, outside)?)
    }

    fn lagrangian(&self, smooth: &Smooth) -> Option<At> {
        let local = self.lines.local;
        let (economy, one) = (local.economy, Interval::point);
        let effort = one(self.effort);
        let (shift, sigma) = (one(self.shift), one(self.slope));
        let u1 = self.lines.coefficients[1];
        let n = one(local.samples as f64);
        let variance = local.agreement * (Interval::ONE - local.agreement);
        // √(v/n), so that X = y·unit and the score is y/unit.
        let unit = (variance / n).sqrt()?;
        let marginal = u1 + self.mean(smooth, 1, 1, 0)?;
        let marginal_y = self.mean(smooth, 1, 1, 1)?;
        let marginal_yy = u1 + self.mean(smooth, 1, 1, 2)?;
        // λ·E[ũ′] + ν·E[ũ′·score] = 1 and λ·E[ũ′·X] + ν·E[ũ′·X·score] = 0, as floats.
        let (a, b, c) = (
            marginal.midpoint(),
            marginal_y.midpoint(),
            marginal_yy.midpoint(),
        );
        let level = 1.0 / (a - b * b / c);
        let slope = -level * unit.midpoint() * b / c;
        if !(level >= 0.0 && slope.is_finite()) {
            return None;
        }
        let (level, slope) = (one(level), one(slope));
        let utility_y = u1 * sigma + self.mean(smooth, 0, 2, 1)?;
        // u(w̄) = ū exactly.
        let participation = u1 * shift + self.mean(smooth, 0, 2, 0)?;
        let incentive = (utility_y - local.target) / unit;
        let value = economy.loss(self.effort)? + shift - level * participation - slope * incentive;
        // E[ũ·(y² − 1)], where the constant drops out.
        let utility_yy = self.mean(smooth, 0, 1, 2)? - self.mean(smooth, 0, 1, 0)?;
        let by_share = sigma / unit;
        let skew = (Interval::ONE - one(2.0) * local.agreement) / variance;
        let price = utility_y / unit;
        let h_q = price - by_share * marginal;
        let g_q = utility_yy / unit.square() - skew * price - by_share * marginal_y / unit;
        let q_slope = economy.agreement(1, effort)?;
        let c1_slope = economy.cost(2, effort)? / q_slope
            - economy.cost(1, effort)? * economy.agreement(2, effort)? / q_slope.square();
        let by_effort = level * economy.cost(1, effort)? - economy.value(1, effort)?
            + slope * c1_slope
            - q_slope * (level * h_q + slope * g_q);
        Some(At {
            value,
            gradient: [
                by_effort,
                Interval::ONE - level * marginal - slope * marginal_y / unit,
                -(level * unit * marginal_y) - slope * marginal_yy,
            ],
            level,
            slope,
        })
    }
}

/// Bounds on the second derivative of L over a region.
struct Curvature<'a, 'm> {
    economy: &'a Economy<'m>,
    level: Interval,
    slope: Interval,
    /// Sizes of λ·H + ν·G differentiated by q once and twice, by q and π, by q and B, and by π and B.
    by_q: Interval,
    by_qq: Interval,
    by_q_shift: Interval,
    by_q_slope: Interval,
    by_shift_slope: Interval,
    /// L_ππ and L_BB from below.
    by_shift: Interval,
    by_slope: Interval,
}

impl<'a, 'm> Curvature<'a, 'm> {
    fn new(
        economy: &'a Economy<'m>,
        region: &Region,
        smooth: &Smooth,
        n: Interval,
        level: Interval,
        slope: Interval,
    ) -> Self {
        let two = Interval::point(2.0);
        let steep = Interval::point(region.slope);
        let square = steep.square();
        let nu = Interval::point(slope.magnitude());
        let second = |power| smooth.size(2, power);
        let third = |power| smooth.size(3, power);
        let (bend, bend_variance) = smooth.least_bend();
        // |E[ũ″·X]| and |E[ũ″(X′)·X′]|: ũ″ at X = 0 times the mean of X or X′, at most 1/n, and |ũ‴|·B·X².
        let first_moment = steep * third(2) + second(0) / n;
        let curved = second(0) / n + steep * third(0) / n;
        Self {
            economy,
            level,
            slope,
            by_q: level * square * second(0) / n + nu * square * curved,
            by_qq: level * square * (second(0) + two * steep * third(0)) / n
                + nu * Interval::point(4.0) * square * steep * third(0),
            by_q_shift: level * square * third(0) / n + nu * two * square * third(0),
            by_q_slope: level * (two * steep * second(0) + square * third(1)) / n
                + nu * (two * steep * curved + two * square * third(1)),
            by_shift_slope: level * first_moment + nu * (second(0) + steep * third(1)),
            by_shift: level * bend - nu * steep * third(0),
            by_slope: level * bend_variance - nu * (two * first_moment + steep * third(2)),
        }
    }

    /// L_ηη from below.
    fn by_effort(&self, efforts: Interval) -> Option<Interval> {
        let economy = self.economy;
        let q = [1, 2, 3].map(|order| economy.agreement(order, efforts));
        let c = [1, 2, 3].map(|order| economy.cost(order, efforts));
        let ([Some(q1), Some(q2), Some(q3)], [Some(c1), Some(c2), Some(c3)]) = (q, c) else {
            return None;
        };
        let two = Interval::point(2.0);
        // (c′/q′)″.
        let price = c3 / q1 - (two * c2 * q2 + c1 * q3) / q1.square()
            + two * c1 * q2.square() / (q1.square() * q1);
        let straight = self.level * c2 - economy.value(2, efforts)? + self.slope * price;
        let sizes = q1.square() * self.by_qq + Interval::point(q2.magnitude()) * self.by_q;
        Some(Interval::point((straight - sizes).lower()))
    }

    /// Half of the least diagonal entries.
    fn convexity(&self, efforts: Interval) -> Option<[Interval; 3]> {
        let half = Interval::point(0.5);
        let all = [self.by_effort(efforts)?, self.by_shift, self.by_slope]
            .map(|entry| Interval::point((half * entry).lower()));
        all.iter().all(|entry| entry.lower() > 0.0).then_some(all)
    }

    /// Whether the second derivative less the diagonal matrix `convexity` is positive definite for all efforts of a piece
    /// and all pay of the region, by Sylvester's criterion.
    fn is_convex(&self, efforts: Interval, convexity: [Interval; 3]) -> Option<bool> {
        let q1 = Interval::point(self.economy.agreement(1, efforts)?.magnitude());
        let [a, b, c] = [
            self.by_effort(efforts)? - convexity[0],
            self.by_shift - convexity[1],
            self.by_slope - convexity[2],
        ]
        .map(|entry| Interval::point(entry.lower()));
        let [ab, ac, bc] = [
            q1 * self.by_q_shift,
            q1 * self.by_q_slope,
            self.by_shift_slope,
        ]
        .map(|size| Interval::point(size.upper()));
        let minor = a * b - ab.square();
        let determinant =
            a * (b * c - bc.square()) - ab * (ab * c + ac * bc) - ac * (ab * bc + ac * b);
        Some(a.lower() > 0.0 && minor.lower() > 0.0 && determinant.lower() > 0.0)
    }
}
