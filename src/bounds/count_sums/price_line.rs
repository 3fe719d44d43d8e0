//! Every contract from below, by one line of prices for all efforts.
//!
//! Let t_s = A + B·(s − m), B ≥ 0, be any prices of utility count by count. A contract v ≥ u(w_min)
//! that implements η in (0, 1) has E\[v] ≥ ū = U0 + c and dE_q\[v]/dq = C₁, C = c∘q⁻¹, and E\[t·v]
//! = λ·E\[v] + B·q(1−q)·dE_q\[v]/dq with λ(q) = A + B(nq − m). So where λ ≥ 0 its cost is
//! (Fenchel's inequality, T7)
//!
//! E\[h(v)] ≥ E\[t·v] − E\[h*(t)] ≥ λ·ū + B·q(1−q)·C₁ − E_q\[h*(t_S)],  h*(t) = sup_{v ≥ u(w_min)}
//! (t·v − h(v)).
//!
//! The prices do not depend on the effort, so h* is computed once, count by count, and the bound on
//! the gap is a function of q alone, whose derivatives are elementary but for those of E_q\[h*]
//! (module `counted`). With D*_s = h*(t_s) − t_s·ū₀ + h(ū₀) ≥ 0 around one effort e₀,
//!
//! D = loss(e₀) + V(e₀) − V + λ·(c − c(e₀)) + B·q(1−q)·C₁ − E_q\[D*],
//!
//! where no large numbers cancel. As prices that are optimal at e₀ change with the count, not with
//! the effort, they follow what other efforts ask for: D″ = F″ to leading order, F the first-best
//! loss, so D is convex and a few pieces prove it above a target.

use super::conjugate::Conjugate;
use super::counted::Counted;
use super::law::Law;
use crate::bounds::EnclosedModel;
use crate::bounds::count_expansion::CountExpansion;
use crate::bounds::prices::Prices;
use crate::numerics::Interval;

/// A line of prices.
pub struct PriceLine<'a, 'm> {
    economy: &'a EnclosedModel<'m>,
    samples: u64,
    /// A, B and m.
    level: Interval,
    slope: Interval,
    count: Interval,
    /// loss(e₀), V(e₀), c(e₀).
    loss: Interval,
    value: Interval,
    cost: Interval,
    /// D*_s, and what it exceeds t_s·(u(w_min) − ū₀) − h(u(w_min)) + h(ū₀) by.
    conjugate: Counted,
    penalties: Vec<Interval>,
}

impl<'a, 'm> PriceLine<'a, 'm> {
    /// The prices at the effort of `local`, relative to h′(ū) and per standard deviation of the
    /// count.
    pub fn new(local: &CountExpansion<'a, 'm>, effort: f64, prices: &Prices) -> Option<Self> {
        let (economy, samples) = (local.economy, local.samples);
        let at = Interval::point(effort);
        let money = local.money.midpoint();
        // Any floats will do as long as the slope is not negative.
        let level = Interval::point(money * (1.0 + prices.level));
        let slope = money * prices.slope / local.moments.deviation().midpoint();
        let slope = Interval::point(slope.max(0.0));
        let count = Interval::point(samples as f64 * local.agreement.midpoint());
        let conjugate = Conjugate::new(economy, local.mean)?;
        let price = |s: u64| level + slope * (Interval::point(s as f64) - count);
        let values = (0..=samples)
            .map(|s| conjugate.at(price(s)))
            .collect::<Option<Vec<_>>>()?;
        let penalties = (0..=samples)
            .zip(&values)
            .map(|(s, value)| (*value - conjugate.at_floor(price(s))).positive_part())
            .collect();
        Some(Self {
            economy,
            samples,
            level,
            slope,
            count,
            loss: economy.loss(effort)?,
            value: economy.value(0, at)?,
            cost: economy.cost(0, at)?,
            conjugate: Counted::new(values),
            penalties,
        })
    }

    /// The gap of every contract that implements an effort of the piece, from below: by Taylor's
    /// theorem around its middle. `None` where λ may be negative.
    pub fn least_gap(&self, efforts: Interval) -> Option<f64> {
        let middle = Interval::point(efforts.midpoint());
        let q_middle = self.economy.agreement(0, middle)?;
        let q = self.economy.agreement(0, efforts)?.hull(q_middle);
        let reach = Interval::point((q - q_middle).magnitude());
        if !(self.level_at(q).lower() >= 0.0) {
            return None;
        }
        let [value, slope] = self.bound(middle, q_middle)?;
        let curvature = Interval::point(self.curvature(efforts, q)?.lower());
        let slope = Interval::point(slope.magnitude());
        let half = Interval::point(0.5);
        let fall = if curvature.lower() > 0.0 && slope.upper() < (curvature * reach).lower() {
            half * slope.square() / curvature
        } else {
            slope * reach - half * curvature * reach.square()
        };
        let least = (value - fall).lower();
        (!least.is_nan()).then_some(least)
    }

    /// What the gap of a contract exceeds the bound by per unit of probability that a count is paid
    /// w_min.
    pub fn penalty(&self, count: usize) -> f64 {
        self.penalties.get(count).map_or(0.0, |p| p.lower())
    }

    fn n(&self) -> Interval {
        Interval::point(self.samples as f64)
    }

    /// λ(q).
    fn level_at(&self, q: Interval) -> Interval {
        self.level + self.slope * (self.n() * q - self.count)
    }

    /// D and its derivative in q at one effort.
    fn bound(&self, effort: Interval, q: Interval) -> Option<[Interval; 2]> {
        let (economy, one, two) = (self.economy, Interval::ONE, Interval::point(2.0));
        let law = Law::new(self.samples, q)?;
        let [conjugate, conjugate_slope] = self.conjugate.mean_and_slope(&law, q)?;
        let extra = economy.cost(0, effort)? - self.cost;
        let [first, second] = [1, 2].map(|order| economy.cost_by_agreement(order, effort));
        let (first, second) = (first?, second?);
        let level = self.level_at(q);
        let variance = q * (one - q);
        let value = self.loss
            + (self.value - economy.value(0, effort)?)
            + level * extra
            + self.slope * variance * first
            - conjugate;
        let slope = self.n() * self.slope * extra
            + level * first
            + self.slope * ((one - two * q) * first + variance * second)
            - economy.value_by_agreement(1, effort)?
            - conjugate_slope;
        Some([value, slope])
    }

    /// D″ in q over a piece, from below at its lower end.
    fn curvature(&self, efforts: Interval, q: Interval) -> Option<Interval> {
        let (economy, one, two) = (self.economy, Interval::ONE, Interval::point(2.0));
        let cost = [1, 2, 3].map(|order| economy.cost_by_agreement(order, efforts));
        let [Some(first), Some(second), Some(third)] = cost else {
            return None;
        };
        let skew = two * (one - two * q) * second + q * (one - q) * third - two * first;
        let straight =
            two * self.n() * self.slope * first + self.level_at(q) * second + self.slope * skew
                - economy.value_by_agreement(2, efforts)?;
        let conjugate = self.conjugate.second_above(q, f64::NEG_INFINITY);
        Some(straight - Interval::point(conjugate))
    }
}
