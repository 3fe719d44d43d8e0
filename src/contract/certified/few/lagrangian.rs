//! The Lagrangian of linear pay over a piece of efforts, by sums over every count.
//!
//! With w_k = max(w_min, ℓ_k), ℓ_k = b + π + σ·x_k in a fixed frame ([`Frame`]) and any λ ≥ 0 and μ, every linear contract that
//! implements an effort η of the piece has
//!
//! gap ≥ loss(η) + E\[w] − h(ū) − λ·(E\[u(w)] − ū) − μ·(E\[(u(w) − u(b))·z] − t),  z = (S − nq)/d,  t = c′·q(1−q)/(q′·d).
//!
//! Where λ_k = λ + μ·z_k ≥ 0 a count's part, w − λ_k·(u(w) − u(b)), is convex in pay and lies above its tangent; elsewhere the
//! mean value theorem or the plain range over the box of (π, σ) bounds it. What comes out is linear in (π, σ), and its
//! dependence on η is bounded by the value at the middle and the derivative over the piece.

use super::law::Law;
use crate::contract::certified::Economy;
use crate::numerics::Interval;

/// The coordinates of linear pay: ℓ_k = b + π + σ·(k − m)/d. Any floats would do; near the estimate numbers stay small.
#[derive(Clone, Copy)]
pub struct Frame {
    /// b.
    pub base: f64,
    /// m.
    pub count: f64,
    /// d > 0.
    pub unit: f64,
}

/// Everything about the Lagrangian on a piece that does not depend on the pay.
pub struct Lagrangian<'a, 'm> {
    pub(super) economy: &'a Economy<'m>,
    samples: u64,
    /// η − middle.
    change: Interval,
    /// q′ over the piece.
    agreement_slope: Interval,
    /// nq at the middle, and over the piece.
    expected: Interval,
    expected_over: Interval,
    variance_over: Interval,
    frame: Frame,
    /// b, and u(b).
    pub(super) base: Interval,
    pub(super) base_utility: Interval,
    level: Interval,
    slope: Interval,
    /// What the pay does not enter: its value at the middle and its derivative over the piece.
    fixed: Interval,
    drift: Interval,
    /// ū and t over the piece.
    required_over: Interval,
    target_over: Interval,
    at_middle: Law,
    over: Law,
}

/// Prices of participation and incentives.
#[derive(Clone, Copy)]
pub struct Prices {
    /// λ.
    pub level: f64,
    /// μ.
    pub slope: f64,
}

/// Linear pay around one contract: a point and how far (π, σ) may be from it.
#[derive(Clone, Copy)]
pub struct PayBox {
    /// π and σ of the point.
    pub point: [f64; 2],
    /// π and σ minus those of the point.
    pub around: [Interval; 2],
}

/// Bounds from below.
pub struct LeastGap {
    /// At the effort in the middle of the piece alone.
    pub at_the_middle: f64,
    /// At every effort of the piece.
    pub over_the_piece: f64,
    /// Whether the difference is due to the size of the box of pay rather than to that of the piece.
    pub pay_matters: bool,
}

/// A sum over counts: a number and its slopes in π and σ.
#[derive(Clone, Copy)]
struct Plane([Interval; 3]);

impl Plane {
    const ZERO: Self = Self([Interval::ZERO; 3]);

    fn add(
        &mut self,
        weight: Interval,
        value: Interval,
        slope: Interval,
        x: Interval,
        own: Option<Interval>,
    ) {
        if let Some(own) = own {
            self.0[0] = self.0[0] + weight * (value + slope * own);
            return;
        }
        let weighted = weight * slope;
        self.0[0] = self.0[0] + weight * value;
        self.0[1] = self.0[1] + weighted;
        self.0[2] = self.0[2] + weighted * x;
    }

    fn over(self, around: [Interval; 2]) -> Interval {
        self.0[0] + self.0[1] * around[0] + self.0[2] * around[1]
    }
}

impl<'a, 'm> Lagrangian<'a, 'm> {
    /// `prices` chooses λ and μ from the law at the middle; `None` where a family has no bounds on the piece.
    pub fn new(
        economy: &'a Economy<'m>,
        samples: u64,
        frame: Frame,
        efforts: Interval,
        prices: impl Fn(&Law) -> Option<Prices>,
    ) -> Option<Self> {
        let (one, two) = (Interval::ONE, Interval::point(2.0));
        let n = Interval::point(samples as f64);
        let middle = Interval::point(efforts.midpoint());
        let q_middle = economy.agreement(0, middle)?;
        let q = economy.agreement(0, efforts)?.hull(q_middle);
        let (at_middle, over) = Law::around(samples, q_middle, q)?;
        let required = economy.required_utility(middle)?;
        let wage = economy.utility().wage_derivative(0, required)?;
        let Prices { level, slope } = prices(&at_middle)?;
        if !(level >= 0.0 && slope.is_finite()) {
            return None;
        }
        let (level, slope) = (Interval::point(level), Interval::point(slope));
        let base = Interval::point(frame.base);
        let base_utility = economy.utility().utility_coefficient(0, base)?;
        let unit = Interval::point(frame.unit);
        let target = |e: Interval, q: Interval| -> Option<Interval> {
            let odds = q * (one - q) / (economy.agreement(1, e)? * unit);
            Some(economy.cost(1, e)? * odds)
        };
        // t′ = (c″·q(1−q)/q′ + c′·(1−2q) − c′·q(1−q)·q″/q′²)/d.
        let q_slope = economy.agreement(1, efforts)?;
        let variance = q * (one - q);
        let marginal = economy.cost(1, efforts)?;
        let bend = marginal * variance * economy.agreement(2, efforts)? / q_slope.square();
        let straight = economy.cost(2, efforts)? * variance / q_slope;
        let target_change = (straight + marginal * (one - two * q) - bend) / unit;
        let fixed = economy.loss(efforts.midpoint())?
            + (base - wage)
            + level * (required - base_utility)
            + slope * target(middle, q_middle)?;
        let drift = level * marginal - economy.value(1, efforts)? + slope * target_change;
        Some(Self {
            economy,
            samples,
            change: efforts - middle,
            agreement_slope: q_slope,
            expected: n * q_middle,
            expected_over: n * q,
            variance_over: variance,
            frame,
            base,
            base_utility,
            level,
            slope,
            fixed,
            drift,
            required_over: economy.required_utility(efforts)?,
            target_over: target(efforts, q)?,
            at_middle,
            over,
        })
    }

    fn standardised(&self, count: usize) -> Interval {
        (Interval::point(count as f64) - Interval::point(self.frame.count))
            / Interval::point(self.frame.unit)
    }

    fn price(&self, expected: Interval, count: usize) -> Interval {
        let z = (Interval::point(count as f64) - expected) / Interval::point(self.frame.unit);
        self.level + self.slope * z
    }

    /// Bounds from below of the gap of every linear contract in the box that implements an effort of the piece.
    pub fn least_gap(&self, pay: &PayBox) -> Option<LeastGap> {
        let n = Interval::point(self.samples as f64);
        let shift = self.slope * n / Interval::point(self.frame.unit);
        let (mut value, mut derivative) = (Plane::ZERO, Plane::ZERO);
        for ((count, p), (_, p_over)) in self.at_middle.iter().zip(self.over.iter()) {
            let x = self.standardised(count);
            let price = self.price(self.expected, count);
            let price_over = self.price(self.expected_over, count);
            let part = self.part(pay, x, price_over)?;
            let worth = |price: Interval| {
                (
                    part.pay - price * part.utility,
                    part.pay_slope - price * part.utility_slope,
                )
            };
            let (at, slope) = worth(price);
            value.add(p, at, slope, x, part.own);
            // d/dq of p_k·(w − λ_k·(u − ū)): score, and −dλ_k/dq = μ·n/d.
            let (over, slope_over) = worth(price_over);
            let score = (Interval::point(count as f64) - self.expected_over) / self.variance_over;
            derivative.add(
                p_over,
                score * over + shift * part.utility,
                score * slope_over + shift * part.utility_slope,
                x,
                part.own,
            );
        }
        let moved = self.drift + self.agreement_slope * derivative.over(pay.around);
        let rest = Interval::point(self.over.rest()) * Interval::point(self.largest_part(pay)?);
        let at_the_middle = self.fixed + value.over(pay.around) - rest;
        Some(LeastGap {
            at_the_middle: at_the_middle.lower(),
            over_the_piece: (at_the_middle + self.change * moved).lower(),
            pay_matters: moved.width() > moved.midpoint().abs(),
        })
    }

    /// Whether some contract of the box may implement an effort of the piece: participation E\[u(w)] ≥ ū and incentives
    /// E\[(u(w) − u(b))·z] = t.
    ///
    /// The Lagrangian alone does not tell: with limited liability in reach it may have minima far from every contract.
    pub fn may_implement(&self, pay: &PayBox) -> Option<bool> {
        let floor = self.economy.model().minimum_wage();
        let utility = self.economy.utility();
        let [shifts, slopes] = [0, 1].map(|i| Interval::point(pay.point[i]) + pay.around[i]);
        let (mut surplus, mut incentive) =
            (self.base_utility - self.required_over, -self.target_over);
        for (count, p) in self.over.iter() {
            let line = self.base + shifts + slopes * self.standardised(count);
            let bottom = if line.lower() > floor {
                utility.utility_coefficient(0, Interval::point(line.lower()))?
            } else {
                self.economy.minimum_utility()
            };
            let top = if line.upper() > floor {
                utility.utility_coefficient(0, Interval::point(line.upper()))?
            } else {
                self.economy.minimum_utility()
            };
            let weighted = p * (bottom.hull(top) - self.base_utility);
            let deviation = Interval::point(count as f64) - self.expected_over;
            surplus = surplus + weighted;
            incentive = incentive + weighted * (deviation / Interval::point(self.frame.unit));
        }
        let z = Interval::point(self.samples as f64) / Interval::point(self.frame.unit);
        let rest = Interval::point(self.over.rest())
            * Interval::point(self.largest_part(pay)?)
            * (Interval::ONE + z);
        let rest = Interval::new(-rest.upper(), rest.upper())?;
        Some((surplus + rest).upper() >= 0.0 && (incentive + rest).contains(0.0))
    }

    /// A bound on the size of any count's part, and of its utility.
    fn largest_part(&self, pay: &PayBox) -> Option<f64> {
        let floor = self.economy.model().minimum_wage();
        let [shift, slope] = pay.point.map(Interval::point);
        let x = self.standardised(self.samples as usize);
        let most = self.base + shift + pay.around[0] + (slope + pay.around[1]) * x;
        let paid = Interval::new(floor, most.upper().max(floor))?;
        let top = self
            .economy
            .utility()
            .utility_coefficient(0, Interval::point(paid.upper()))?;
        let worth = self.economy.minimum_utility().hull(top) - self.base_utility;
        let price = self.price(self.expected_over, 0).magnitude()
            + self
                .price(self.expected_over, self.samples as usize)
                .magnitude();
        let part = (paid - self.base).magnitude() + (1.0 + price) * worth.magnitude();
        // Three roundings at most.
        Some(part * (1.0 + 1e-14))
    }
}
