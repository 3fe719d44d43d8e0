//! A concrete contract, count by count.

use super::counted::Counted;
use super::law::Law;
use super::payoff::is_best_reply;
use crate::bounds::EnclosedModel;
use crate::contract::general::Pricer;
use crate::contract::{SecondBest, Terms};
use crate::numerics::Interval;

/// A contract with exact constraints next to the estimate: v_0 ≤ … ≤ v_n in utility.
pub struct Schedule<'a, 'm> {
    pub economy: &'a EnclosedModel<'m>,
    pub effort: f64,
    /// v_s.
    pub pay: Counted,
    /// P(S = s) at η.
    pub law: Law,
}

impl<'a, 'm> Schedule<'a, 'm> {
    /// v_s = u(w_min) + (1 + κ₁ + κ₂·y_s)·A_s with A_s the estimate's pay above u(w_min) and y_s
    /// near the standardised count.
    ///
    /// Limited liability holds as long as no factor is negative; (κ₁, κ₂), of the size of rounding,
    /// solve the two constraints.
    pub fn of(economy: &'a EnclosedModel<'m>, contract: &SecondBest) -> Option<Self> {
        let schedule = contract.schedule(economy.model());
        let pay = (0..=contract.samples).map(|s| schedule.utility(s as f64));
        let rent = contract.gap.rent > 0.0;
        Self::next_to(
            economy,
            contract.point.effort,
            &pay.collect::<Vec<_>>(),
            rent,
            0.0,
        )
    }

    /// The same with a rent of `extra` in utility. With the outside option at u(w_min) any pay does
    /// better than it without effort, be it by a chance too small for the estimate to see, so that
    /// none with binding participation is incentive compatible.
    pub fn with_rent(
        economy: &'a EnclosedModel<'m>,
        contract: &SecondBest,
        extra: f64,
    ) -> Option<Self> {
        let schedule = contract.schedule(economy.model());
        let pay = (0..=contract.samples).map(|s| schedule.utility(s as f64));
        let pay: Vec<f64> = pay.collect();
        Self::next_to(economy, contract.point.effort, &pay, false, extra)
    }

    /// The same where efforts far away tempt: with the estimate they do as well, which no
    /// arithmetic tells from better. Here they are left with less by a `share` of the cost of
    /// effort.
    pub fn deterring(
        economy: &'a EnclosedModel<'m>,
        contract: &SecondBest,
        pricer: &mut Pricer<'_>,
        share: f64,
    ) -> Option<Self> {
        let point = &contract.point;
        let Terms::General(terms) = &contract.terms else {
            return None;
        };
        let pay = pricer.pay_with_margin(point, terms, share * point.cost)?;
        if point.effort == 1.0 {
            return Self::at_full_effort(economy, &pay);
        }
        // Where a rent is left, taking it away would tempt.
        let rent = contract.gap.rent > 0.0;
        Self::next_to(economy, point.effort, &pay, rent, 0.0)
            .or_else(|| Self::next_to(economy, point.effort, &pay, !rent, 0.0))
    }

    /// The same with a rent of that share as well.
    pub fn deterring_with_rent(
        economy: &'a EnclosedModel<'m>,
        contract: &SecondBest,
        pricer: &mut Pricer<'_>,
        share: f64,
    ) -> Option<Self> {
        let (point, Terms::General(terms)) = (&contract.point, &contract.terms) else {
            return None;
        };
        if point.effort == 1.0 {
            return None;
        }
        let margin = share * point.cost;
        let pay = pricer.pay_with_margin(point, terms, margin)?;
        Self::next_to(economy, point.effort, &pay, false, margin)
    }

    /// Pay at full effort, where every constraint is an inequality: these floats, checked.
    fn at_full_effort(economy: &'a EnclosedModel<'m>, pay: &[f64]) -> Option<Self> {
        let full = Interval::ONE;
        let q = economy.agreement(0, full)?;
        let law = Law::new(pay.len() as u64 - 1, q)?;
        let floor = economy.minimum_utility().upper();
        let pay = pay.iter().map(|v| Interval::point(v.max(floor)));
        let pay = Counted::new(pay.collect());
        let [mean, slope] = pay.mean_and_slope(&law, q)?;
        let accepted = (mean - economy.required_utility(full)?).lower() >= 0.0;
        let rises = (slope - economy.cost_by_agreement(1, full)?).lower() >= 0.0;
        (accepted && rises).then_some(Self {
            economy,
            effort: 1.0,
            pay,
            law,
        })
    }

    /// The contract next to pay in utility; with a `rent` participation is left as it is, else it
    /// is met with `extra` ≥ 0 to spare, exactly.
    pub fn next_to(
        economy: &'a EnclosedModel<'m>,
        effort: f64,
        pay: &[f64],
        rent: bool,
        extra: f64,
    ) -> Option<Self> {
        let samples = pay.len() as u64 - 1;
        let (at, one) = (Interval::point(effort), Interval::point);
        let q = economy.agreement(0, at)?;
        let law = Law::new(samples, q)?;
        let minimum = economy.minimum_utility();
        let floor = economy.model().minimum_utility();
        // Zero at limited liability: what matters is that these are floats ≥ 0.
        let above: Vec<Interval> = pay
            .iter()
            .map(|v| one(if v - floor > 1e-14 { v - floor } else { 0.0 }))
            .collect();
        let expected = one(samples as f64 * q.midpoint());
        let unit = one((samples as f64 * q.midpoint() * (1.0 - q.midpoint())).sqrt());
        let place = |s: usize| (one(s as f64) - expected) / unit;
        let tilted = above.iter().enumerate().map(|(s, a)| *a * place(s));
        let tilted = Counted::new(tilted.collect());
        let above = Counted::new(above);
        let [a, c] = above.mean_and_slope(&law, q)?;
        let [b, d] = tilted.mean_and_slope(&law, q)?;
        let mean = economy.required_utility(at)? + one(extra) - minimum;
        let incentive = economy.cost_by_agreement(1, at)?;
        let (short, weak) = (mean - a, incentive - c);
        let (level, tilt) = if rent {
            (weak / c, Interval::ZERO)
        } else {
            let determinant = a * d - b * c;
            (
                (short * d - b * weak) / determinant,
                (a * weak - short * c) / determinant,
            )
        };
        let factor = |s: usize| Interval::ONE + level + tilt * place(s);
        let last = samples as usize;
        let safe = factor(0).lower() >= 0.0 && factor(last).lower() >= 0.0;
        // With a rent the first equation is an inequality to be checked.
        let participates = !rent || (level * a).lower() >= short.upper();
        let pay = above.values().iter().enumerate();
        (safe && participates).then(|| Self {
            economy,
            effort,
            pay: Counted::new(pay.map(|(s, a)| minimum + factor(s) * *a).collect()),
            law,
        })
    }

    /// The gap, once incentives are proved.
    pub fn verified_gap(&self) -> Option<f64> {
        if !is_best_reply(self.economy, self.effort, &self.pay, &self.law)? {
            return None;
        }
        let utility = self.economy.utility();
        let wages = self.pay.values().iter();
        let wages = wages.map(|v| utility.wage_derivative(0, *v));
        let cost = Counted::new(wages.collect::<Option<_>>()?).mean(&self.law)?;
        let value = self.economy.value(0, Interval::point(self.effort))?;
        let gap = self.economy.first_best_payoff() - value + cost;
        gap.is_bounded().then_some(gap.upper())
    }
}
