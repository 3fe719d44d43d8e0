//! Pay of any shape from above, count by count: concrete contracts next to an estimate.

use super::Weakest;
use super::counted::Counted;
use super::law::Law;
use super::payoff::is_best_reply;
use crate::bounds::EnclosedModel;
use crate::bounds::regimes::EVERY_COUNT;
use crate::contract::general::Pricer;
use crate::contract::{EffortPoint, FirstBest, SecondBest, Terms};
use crate::numerics::Interval;

/// Shares of the cost of effort by which tempting efforts are left with less: the smallest first
/// that intervals tell apart.
const MARGINS: [f64; 9] = [1e-9, 2e-9, 5e-9, 1e-8, 3e-8, 1e-7, 3e-7, 1e-6, 1e-5];

/// Rents that are tried, as shares of the cost of effort, the smallest first.
const RENTS: [f64; 7] = [1e-14, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 1e-6];

/// The gap of the contract next to the estimate under which no effort far away has a price, from
/// above.
pub fn smooth_gap(economy: &EnclosedModel<'_>, contract: &SecondBest) -> Option<f64> {
    let (pay, rent) = (pay_of(economy, contract), contract.gap.rent > 0.0);
    let own = Schedule::next_to(economy, contract.point.effort, &pay, rent, 0.0);
    own.and_then(|schedule| schedule.verified_gap())
        .or_else(|| gap_with_rent(economy, contract))
}

/// The gap of a contract next to the estimate that leaves a rent, from above: smooth pay or a line.
///
/// With the outside option at u(w_min) any pay does better than it without effort, be it by a
/// chance too small for the estimate to see, so that none with binding participation is incentive
/// compatible.
pub fn gap_with_rent(economy: &EnclosedModel<'_>, contract: &SecondBest) -> Option<f64> {
    let (effort, cost) = (contract.point.effort, contract.point.cost);
    if contract.samples > EVERY_COUNT || !(effort > 0.0 && effort < 1.0) {
        return None;
    }
    let pay = pay_of(economy, contract);
    RENTS.iter().find_map(|share| {
        Schedule::next_to(economy, effort, &pay, false, share * cost)?.verified_gap()
    })
}

/// v_s of an estimate.
fn pay_of(economy: &EnclosedModel<'_>, contract: &SecondBest) -> Vec<f64> {
    let schedule = contract.schedule(economy.model());
    let counts = 0..=contract.samples;
    counts.map(|s| schedule.utility(s as f64)).collect()
}

/// The gap of a contract next to the estimate under which no effort far away tempts, from above.
pub fn deterring_gap(economy: &EnclosedModel<'_>, contract: &SecondBest) -> Option<f64> {
    let Terms::General(terms) = &contract.terms else {
        return None;
    };
    if contract.samples > EVERY_COUNT {
        return None;
    }
    let tempting: Vec<f64> = terms.deviations.iter().map(|d| d.effort).collect();
    let mut pricer = Pricer::new(economy.model(), contract.samples, &tempting);
    let rent = contract.gap.rent > 0.0;
    with_a_margin(economy, &contract.point, |margin| {
        let pay = pricer.pay_with_margin(&contract.point, terms, margin)?;
        Some((pay, rent))
    })
}

/// The best pay for an effort to which a bound of all pay has led, as a contract, and the gap of
/// pay next to it, from above.
pub fn best_pay(
    first_best: &FirstBest<'_>,
    economy: &EnclosedModel<'_>,
    samples: u64,
    weakest: &Weakest,
) -> Option<(SecondBest, f64)> {
    let point = first_best.at(weakest.effort - first_best.effort());
    if !(point.effort == weakest.effort && point.effort > 0.0 && point.effort < 1.0) {
        return None;
    }
    let mut pricer = Pricer::new(economy.model(), samples, &weakest.tempting);
    let (best, _) = pricer.best_pay(&point, 0.0)?;
    let gap = with_a_margin(economy, &point, |margin| {
        let (with, pay) = pricer.best_pay(&point, margin)?;
        Some((pay, with.gap.rent > 0.0))
    })?;
    Some((best, gap))
}

/// The gap of the first contract that is verified next to pay which leaves tempting efforts with
/// less by a margin: they are as good as the effort asked for under the best pay, which no
/// arithmetic tells from better. `pay` also says whether it leaves a rent.
///
/// Where none is, with a rent of the margin as well.
fn with_a_margin(
    economy: &EnclosedModel<'_>,
    point: &EffortPoint,
    mut pay: impl FnMut(f64) -> Option<(Vec<f64>, bool)>,
) -> Option<f64> {
    let effort = point.effort;
    let mut margins = MARGINS.map(|share| share * point.cost).into_iter();
    let plain = margins.clone().find_map(|margin| {
        let (pay, rent) = pay(margin)?;
        if effort == 1.0 {
            return Schedule::at_full_effort(economy, &pay)?.verified_gap();
        }
        // Where a rent is left, taking it away would tempt.
        let first = Schedule::next_to(economy, effort, &pay, rent, 0.0);
        first
            .or_else(|| Schedule::next_to(economy, effort, &pay, !rent, 0.0))?
            .verified_gap()
    });
    if plain.is_some() || effort == 1.0 {
        return plain;
    }
    margins.find_map(|margin| {
        let (pay, _) = pay(margin)?;
        Schedule::next_to(economy, effort, &pay, false, margin)?.verified_gap()
    })
}

/// A contract with exact constraints: v_0 ≤ … ≤ v_n in utility.
struct Schedule<'a, 'm> {
    economy: &'a EnclosedModel<'m>,
    effort: f64,
    /// v_s.
    pay: Counted,
    /// P(S = s) at η.
    law: Law,
}

impl<'a, 'm> Schedule<'a, 'm> {
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

    /// v_s = u(w_min) + (1 + κ₁ + κ₂·y_s)·A_s with A_s some pay above u(w_min) and y_s near the
    /// standardised count.
    ///
    /// Limited liability holds as long as no factor is negative; (κ₁, κ₂), of the size of rounding,
    /// solve the two constraints: with a `rent` participation is left as it is, else it is met with
    /// `extra` ≥ 0 to spare, exactly.
    fn next_to(
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
    fn verified_gap(&self) -> Option<f64> {
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
