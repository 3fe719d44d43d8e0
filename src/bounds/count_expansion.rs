//! What smooth contracts need to know about a piece of efforts: prices, the law of the count,
//! expectations.

use super::EnclosedModel;
pub use super::regimes::{order, reach};
use crate::numerics::{EnclosedMoments, Interval};

/// The quantities of the efforts of one piece (or of one effort, where the piece is a point).
pub struct CountExpansion<'a, 'm> {
    pub economy: &'a EnclosedModel<'m>,
    pub samples: u64,
    /// M: expansions in the standardised count end with y^M.
    pub order: usize,
    /// q.
    pub agreement: Interval,
    /// ū = U0 + c.
    pub mean: Interval,
    /// h′(ū).
    pub money: Interval,
    /// c′/√(nI): the covariance of pay in utility with the standardised count that incentives ask
    /// for.
    pub target: Interval,
    /// Law of the standardised count.
    pub moments: EnclosedMoments,
}

impl<'a, 'm> CountExpansion<'a, 'm> {
    /// `None` where a family has no bounds on the piece.
    pub fn new(economy: &'a EnclosedModel<'m>, samples: u64, efforts: Interval) -> Option<Self> {
        Self::of_order(order(samples), economy, samples, efforts)
    }

    /// The same up to another order.
    pub fn of_order(
        order: usize,
        economy: &'a EnclosedModel<'m>,
        samples: u64,
        efforts: Interval,
    ) -> Option<Self> {
        let agreement = economy.agreement(0, efforts)?;
        let mean = economy.required_utility(efforts)?;
        let information = Interval::point(samples as f64) * economy.information(efforts)?;
        let moments = EnclosedMoments::new(samples, agreement, order + 2, reach(samples)).ok()?;
        Some(Self {
            economy,
            samples,
            order,
            agreement,
            mean,
            money: economy.utility().wage_derivative(1, mean)?,
            target: economy.cost(1, efforts)? / information.sqrt()?,
            moments,
        })
    }

    /// u(w_min) − ū < 0, the largest drop limited liability allows.
    pub fn floor(&self) -> Interval {
        self.economy.minimum_utility() - self.mean
    }

    /// Prices t = τ0 + τ1·y reached within |y| ≤ Y.
    pub fn prices_within(&self, level: Interval, slope: Interval) -> Interval {
        let reach = self.moments.reach();
        let reach = Interval::new(-reach, reach).unwrap_or(Interval::ENTIRE);
        level + slope * reach
    }

    /// E\[D*(h′(ū)·t(y))], t = τ0 + τ1·y, from above: Taylor within the reach, bounds beyond.
    pub fn conjugate_above(&self, level: Interval, slope: Interval) -> Option<f64> {
        let utility = self.economy.utility();
        let range = self.prices_within(level, slope);
        if !(range.lower() > -1.0) {
            return None;
        }
        let scale = utility.conjugate_scale(self.mean)?;
        let last = self.order;
        let coefficients = taylor(last, slope, |j| {
            utility.conjugate_coefficient(j, if j as usize == last { range } else { level })
        })?;
        let inside = scale * self.moments.expect(&coefficients, 0);
        // Beyond: for t > 0 the conjugate rises with t; for t < 0 it is at most |p| times the
        // largest drop.
        let drop = (-self.floor()).upper().max(0.0);
        let outside = self.moments.beyond(|y| {
            let reach = Interval::point(y);
            let high = (level + slope * reach).upper().max(0.0);
            let low = (slope * reach - level).upper().max(0.0);
            let gain = utility
                .conjugate_coefficient(0, Interval::point(high))
                .map_or(f64::INFINITY, |b| (scale * b).upper());
            let loss = (self.money * Interval::point(low) * Interval::point(drop)).upper();
            gain.max(loss)
        });
        let total = (inside + Interval::point(outside)).upper();
        total.is_finite().then_some(total)
    }

    /// The dual value at prices (τ0, τ1): h′(ū)·τ1·target − E\[D*], a lower bound on what
    /// implementing any effort of the piece costs above h(ū), for every contract (T7's Fenchel
    /// bound), as long as τ0 ≥ −1 and τ1 ≥ 0.
    pub fn dual_value(&self, level: f64, slope: f64) -> Option<f64> {
        if !(level >= -1.0 && slope >= 0.0) {
            return None;
        }
        let (level, slope) = (Interval::point(level), Interval::point(slope));
        let conjugate = Interval::point(self.conjugate_above(level, slope)?);
        Some((self.money * slope * self.target - conjugate).lower())
    }
}

/// Coefficients c_j·step^j, j = 0 … `last`.
pub fn taylor(
    last: usize,
    step: Interval,
    coefficient: impl Fn(u32) -> Option<Interval>,
) -> Option<Vec<Interval>> {
    let mut power = Interval::ONE;
    let mut all = Vec::with_capacity(last + 1);
    for j in 0..=last {
        all.push(coefficient(u32::try_from(j).ok()?)? * power);
        power = power * step;
    }
    Some(all)
}
