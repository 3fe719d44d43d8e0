//! A concrete contract, count by count, and the proof of its incentives.

use super::PIECES;
use super::law::Law;
use crate::contract::SecondBest;
use crate::contract::certified::Economy;
use crate::numerics::Interval;
use crate::numerics::interval::holds_on;

/// A contract with exact constraints next to the estimate: v_0 ≤ … ≤ v_n in utility.
pub struct Schedule<'a, 'm> {
    pub economy: &'a Economy<'m>,
    pub effort: f64,
    pub samples: u64,
    /// v_s.
    pub pay: Vec<Interval>,
    /// P(S = s) at η.
    pub law: Law,
}

impl<'a, 'm> Schedule<'a, 'm> {
    pub fn of(economy: &'a Economy<'m>, contract: &SecondBest) -> Option<Self> {
        let (samples, effort) = (contract.samples, contract.point.effort);
        let at = Interval::point(effort);
        let q = economy.agreement(0, at)?;
        let law = Law::new(samples, q)?;
        let n = Interval::point(samples as f64);
        let rate = economy.agreement(1, at)? / (q * (Interval::ONE - q));
        let model = economy.model();
        let schedule = contract.schedule(model);
        let minimum = economy.minimum_utility();
        // Zero at limited liability: what matters is that these are floats ≥ 0.
        let above: Vec<Interval> = (0..=samples)
            .map(|s| {
                let extra = schedule.utility(s as f64) - model.minimum_utility();
                Interval::point(if extra > 1e-14 { extra } else { 0.0 })
            })
            .collect();
        let share = |s: usize| Interval::point(s as f64) / n;
        let score = |s: usize| rate * (Interval::point(s as f64) - n * q);
        let last = samples as usize;
        let scores = score(0).magnitude().max(score(last).magnitude()).max(1.0);
        let most =
            (above.iter().map(|a| a.magnitude()).fold(0.0, f64::max) * scores) * (1.0 + 1e-14);
        let total = |f: &dyn Fn(usize) -> Interval| law.expect(most, |s| Some(above[s] * f(s)));
        let (a, b) = (total(&|_| Interval::ONE)?, total(&share)?);
        let (c, d) = (total(&score)?, total(&|s| score(s) * share(s))?);
        let mean = economy.required_utility(at)? - minimum;
        let incentive = economy.cost(1, at)?;
        let weights = if contract.gap.rent > 0.0 {
            (incentive / c, Interval::ZERO)
        } else {
            let determinant = a * d - b * c;
            (
                (mean * d - b * incentive) / determinant,
                (a * incentive - mean * c) / determinant,
            )
        };
        let safe = weights.0.lower() >= 0.0 && (weights.0 + weights.1).lower() >= 0.0;
        // With a rent the first equation is an inequality to be checked.
        let participates = contract.gap.rent <= 0.0 || (weights.0 * a).lower() >= mean.upper();
        (safe && participates).then(|| Self {
            economy,
            effort,
            samples,
            pay: (0..=last)
                .map(|s| minimum + (weights.0 + weights.1 * share(s)) * above[s])
                .collect(),
            law,
        })
    }

    /// The gap, once incentives are proved.
    pub fn verified_gap(&self) -> Option<f64> {
        if !self.is_incentive_compatible() {
            return None;
        }
        let utility = self.economy.utility();
        let wage = |s: usize| utility.wage_derivative(0, self.pay[s]);
        let most = wage(0)?.magnitude() + wage(self.samples as usize)?.magnitude();
        let cost = self.law.expect(most, wage)?;
        let value = self.economy.value(0, Interval::point(self.effort))?;
        let gap = self.economy.first_best_payoff() - value + cost;
        gap.is_bounded().then_some(gap.upper())
    }

    /// As in [`replies`](super::super::replies): E_q\[v] − C is concave in q from below η up to 1, and further down either rises
    /// or stays under its value at η. The derivatives in q are n·E\[Δv] and n(n−1)·E\[Δ²v] over n−1 and n−2 counts.
    fn is_incentive_compatible(&self) -> bool {
        // Costs without curvature at no effort fail from 0 on, so that is tried last.
        (1..=8).any(|eighth| {
            let eighth = eighth % 8;
            let from = 0.125 * f64::from(eighth) * self.effort;
            holds_on(from, 1.0, PIECES, |piece| {
                self.is_concave(piece).unwrap_or(false)
            }) && holds_on(0.0, from, PIECES, |piece| {
                self.rises(piece).unwrap_or(false) || self.is_below(piece).unwrap_or(false)
            })
        })
    }

    fn largest_pay(&self) -> f64 {
        self.pay.iter().map(|v| v.magnitude()).fold(0.0, f64::max)
    }

    fn difference(&self, order: usize, s: usize) -> Interval {
        if order == 1 {
            return self.pay[s + 1] - self.pay[s];
        }
        self.pay[s + 2] - Interval::point(2.0) * self.pay[s + 1] + self.pay[s]
    }

    /// n·…·E\[Δ^order v] at the q of a piece.
    fn slope_in_agreement(&self, order: usize, efforts: Interval) -> Option<Interval> {
        // With one sample expected pay is linear in q; with as many samples as differences there is one difference.
        let Some(fewer) = self.samples.checked_sub(order as u64) else {
            return Some(Interval::ZERO);
        };
        if fewer == 0 {
            let factor = if order == 1 { 1.0 } else { 2.0 };
            return Some(Interval::point(factor) * self.difference(order, 0));
        }
        let q = self.economy.agreement(0, efforts)?;
        // Differences are no larger than four times the largest pay wherever they lie.
        let most = 4.0 * self.largest_pay();
        let sum = Law::new(fewer, q)?.expect(most, |s| Some(self.difference(order, s)))?;
        let n = Interval::point(self.samples as f64);
        Some(if order == 1 {
            n * sum
        } else {
            n * (n - Interval::ONE) * sum
        })
    }

    fn is_concave(&self, efforts: Interval) -> Option<bool> {
        let economy = self.economy;
        let slope = economy.agreement(1, efforts)?;
        let bend = economy.cost(2, efforts)? * slope
            - economy.cost(1, efforts)? * economy.agreement(2, efforts)?;
        let cost = bend / (slope.square() * slope);
        let pay = self.slope_in_agreement(2, efforts)?;
        Some(pay.upper() < cost.lower())
    }

    fn rises(&self, efforts: Interval) -> Option<bool> {
        let economy = self.economy;
        let price = economy.cost(1, efforts)? / economy.agreement(1, efforts)?;
        Some(self.slope_in_agreement(1, efforts)?.lower() > price.upper())
    }

    fn is_below(&self, efforts: Interval) -> Option<bool> {
        let economy = self.economy;
        let most = self.largest_pay();
        let here = self.law.expect(most, |s| Some(self.pay[s]))?;
        let here = here - economy.cost(0, Interval::point(self.effort))?;
        // Pay rises with the count, so its expectation with effort.
        let top = economy.agreement(0, Interval::point(efforts.upper()))?;
        let there = Law::new(self.samples, top)?.expect(most, |s| Some(self.pay[s]))?;
        let there = there - economy.cost(0, Interval::point(efforts.lower()))?;
        Some(there.upper() < here.lower())
    }
}
