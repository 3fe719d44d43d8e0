//! A smooth stand-in for utility, and bounds on the mean size of its derivatives near the expected
//! share.
//!
//! ũ is u on the wages that a region pays while the share is within `window` of its mean, where
//! limited liability is out of play, and its second-order Taylor polynomial at the nearer end
//! beyond. It is twice differentiable with a second derivative that has bounded slopes, and
//! u(max(w_min, ℓ)) differs from ũ(ℓ) only where the share strays beyond the window.

use super::region::{Region, outside};
use crate::bounds::EnclosedModel;
use crate::numerics::Interval;

/// Ends of the shells of |X| in standard deviations, but for the last, which is the window.
const PLACES: [f64; 4] = [1.5, 3.0, 4.5, 6.0];

/// Shells that count as near.
const NEAR: usize = 3;

/// All |X| between the ends of the shell before and `end`.
struct Shell {
    /// Its outer end.
    end: f64,
    /// Upper bound of P(|X| beyond the inner end).
    probability: f64,
    /// ũ″ and ũ‴ up to the outer end.
    second: Interval,
    third: Interval,
}

impl Shell {
    /// max |ũ^(order)|, order 2 or 3, up to the outer end.
    fn size(&self, order: u32) -> f64 {
        let derivative = if order == 2 { self.second } else { self.third };
        derivative.magnitude()
    }
}

/// Bounds on ũ over a region.
pub struct Smooth {
    shells: Vec<Shell>,
    /// P(|X| beyond the window) from above.
    probability_beyond: Interval,
    /// v/n over the region.
    variance: Interval,
    /// 3/n.
    nearby: Interval,
    /// Upper bound of |E\[u(w)] − E\[ũ]|, and of the same times the score.
    pub difference: f64,
    pub scored_difference: f64,
    /// max |ũ″|.
    pub largest_second: f64,
}

impl Smooth {
    /// `window` in standard deviations of the share. `None` where limited liability is in reach.
    pub fn new(
        economy: &EnclosedModel<'_>,
        region: &Region,
        base: Interval,
        n: Interval,
        window: f64,
    ) -> Option<Self> {
        let utility = economy.utility();
        let one = Interval::point;
        // Evaluations with up to three counts fewer, and mean values between, are this much further
        // out.
        let nearby = one(3.0) / n;
        let floor = economy.model().minimum_wage();
        let level = base + region.shift;
        let line = |end: f64| -> Option<Interval> {
            let reach = (one(region.slope) * (one(end) + nearby)).upper();
            Some(level + Interval::new(-reach, reach)?)
        };
        let last = window * region.deviation;
        let ends = PLACES
            .iter()
            .map(|place| place * region.deviation)
            .filter(|end| *end < last)
            .chain([last]);
        let mut probability = 1.0;
        let mut shells = Vec::new();
        for end in ends {
            let wages = line(end)?;
            if !(wages.lower() > floor) {
                return None;
            }
            shells.push(Shell {
                end: (one(end) + nearby).upper(),
                probability,
                second: one(2.0) * utility.utility_coefficient(2, wages)?,
                third: one(6.0) * utility.utility_coefficient(3, wages)?,
            });
            probability = outside(n, region.agreement, end)?;
        }
        let largest_second = shells.last()?.second.magnitude();
        // Beyond the window: u(w) − u(b+π) lies between u(w_min) and u at the largest pay less u
        // there, and ũ(ℓ) − u(b+π) within |u′|·B + ½·max|ũ″|·B², as |X| ≤ 1.
        let top = utility.utility_coefficient(0, level + one(region.slope))?;
        let marginal = utility.utility_coefficient(1, level)?;
        let range = (top - economy.minimum_utility()).upper();
        let steep = one(region.slope);
        let stray =
            one(marginal.magnitude()) * steep + one(0.5) * one(largest_second) * steep.square();
        let most = (one(range) + stray) * one(probability);
        let spread = region.agreement * (Interval::ONE - region.agreement);
        Some(Self {
            shells,
            probability_beyond: one(probability),
            variance: spread / n,
            nearby,
            difference: most.upper(),
            scored_difference: (most * n / spread).upper(),
            largest_second,
        })
    }

    /// E\[|ũ^(order)|·(|X| + 3/n)^power] from above, order 2 or 3, power 0, 1 or 2, the derivative
    /// at its largest between 0 and X and within 3/n of them.
    ///
    /// As the bounds D_1 ≤ D_2 ≤ … of the shells rise outwards, that is at most D_1·E\[·] + Σ_j
    /// (D_(j+1) − D_j)·E\[·; beyond shell j].
    pub fn size(&self, order: u32, power: u32) -> Interval {
        let one = Interval::point;
        let weight = |end: f64| (0..power).fold(Interval::ONE, |w, _| w * one(end));
        // E of the weight over everything: E|X| ≤ √E[X²] =: s, and (|X| + 3/n)^power has at most (s
        // + 3/n)^power.
        let root = self.variance.sqrt().unwrap_or(Interval::ENTIRE);
        let whole = weight((root + self.nearby).upper()).upper();
        // And beyond shell j, from outside inwards; beyond the window |X| ≤ 1, and no derivative is
        // larger than within it.
        let mut beyond = self.probability_beyond * weight(4.0);
        let mut sum = Interval::ZERO;
        for pair in self.shells.windows(2).rev() {
            let [inner, outer] = pair else { continue };
            beyond = beyond + one(outer.probability) * weight(outer.end);
            let rise = one(outer.size(order)) - one(inner.size(order));
            sum = sum + rise.positive_part() * one(beyond.upper().min(whole));
        }
        let first = self
            .shells
            .first()
            .map_or(f64::INFINITY, |shell| shell.size(order));
        one((one(first) * one(whole) + sum).upper())
    }

    /// E\[−ũ″] and E\[−ũ″·X²] from below.
    pub fn least_bend(&self) -> (Interval, Interval) {
        // The first shells together: some 1e-3 of the variance lies beyond.
        let near = self.shells.len().min(NEAR);
        let bend = (-self.shells[near - 1].second).lower().max(0.0);
        let bend = Interval::point(bend);
        // P(X beyond) and E[X²; beyond], |X| ≤ 1 beyond the window.
        let mut far = self.probability_beyond;
        let mut far_variance = self.probability_beyond;
        for shell in &self.shells[near..] {
            let probability = Interval::point(shell.probability);
            far = far.hull(probability);
            far_variance = far_variance + probability * Interval::point(shell.end).square();
        }
        let inside = (Interval::ONE - far).positive_part();
        let variance = (self.variance - far_variance).positive_part();
        (
            Interval::point((bend * inside).lower()),
            Interval::point((bend * variance).lower()),
        )
    }
}
