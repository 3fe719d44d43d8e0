//! A box of positions within one cell and of efforts to first order in both, with the temptations
//! as constraints.
//!
//! With t = k − ρ, P(bonus) = P_k + ρ·(P_(k−1) − P_k) and g likewise, b = c′/(q′g), every function
//! is known to first order in (ρ, η). Base pay v₀ is at least ū − P·b (participation) and at least
//! u(w_min), and cost rises with v₀, so the gap is at least either of
//!
//! - loss + f·D_h(ū, −P·b) + P·D_h(ū, f·b)  (participation binds),
//! - Π* − V + w_min + P·(h(u(w_min) + b) − w_min)  (limited liability binds);
//!
//! and b·(P(η) − P(ê)) − (c(η) − c(ê)) ≥ 0 for any efforts ê. [`least_under`] takes them together,
//! so that a minimum where a temptation or both kinds of base bind is met to second order.

use super::{Region, Search};
use crate::bounds::binary::cutting::side_to_cut;
use crate::bounds::binary::planar_pay::{bregman, cost_by_agreement, raise_from_floor};
use crate::bounds::binary::tempting::Temptation;
use crate::contract::EffortPoint;
use crate::contract::binary::BonusRule;
use crate::contract::binary::incentives::DeviationGrid;
use crate::numerics::Interval;
use crate::numerics::interval::{Planar, least_under};

/// Halvings of a box for which the effort that tempts most at its centre serves the parts.
const AS_GOOD: u8 = 4;

/// The two whole thresholds of a cell at one q or over an interval of them.
struct Cell {
    /// P(S < k), P(S ≥ k), P(S = k−1).
    fail: Interval,
    pass: Interval,
    at: Interval,
    /// dP(S ≥ k)/dq and dP(S ≥ k−1)/dq.
    strict: Interval,
    lenient: Interval,
}

impl Search<'_, '_> {
    /// The gap of every contract of the box, from below; `None` where the box is not within a cell
    /// or some function is not known.
    pub(super) fn first_order(&self, region: &mut Region) -> Option<f64> {
        let economy = self.economy;
        let k = region.to.ceil();
        if region.full || region.from < k - 1.0 || k < 1.0 {
            return None;
        }
        let (rho_low, rho_high) = (k - region.to, k - region.from);
        let (rho, k) = (0.5 * (rho_low + rho_high), k as u64);
        let effort = region.efforts.midpoint();
        let (efforts, here) = (region.efforts, Interval::point(effort));
        let reach = [
            Interval::new(rho_low, rho_high)? - Interval::point(rho),
            efforts - here,
        ];
        let q_here = economy.agreement(0, here)?;
        let q = economy.agreement(0, efforts)?;
        let q = Interval::new(q.lower(), q.upper().min(1.0))?.hull(q_here);
        if !(q.upper() < 1.0 && q.lower() > 0.0) {
            return None;
        }
        let (centre, range) = (self.cell(k, q_here)?, self.cell_over(k, q)?);
        let rate = Planar::of_second(
            economy.agreement(1, here)?,
            economy.agreement(1, efforts)?,
            economy.agreement(2, efforts)?,
        );
        let marginal = Planar::of_second(
            economy.cost(1, here)?,
            economy.cost(1, efforts)?,
            economy.cost(2, efforts)?,
        );
        let cost = Planar::of_second(
            economy.cost(0, here)?,
            economy.cost(0, efforts)?,
            marginal.range,
        );
        let mean = Planar::constant(economy.reservation()) + cost;
        let share = Planar {
            centre: Interval::point(rho),
            range: Interval::new(rho_low, rho_high)?,
            slopes: [Interval::ONE, Interval::ZERO],
        };
        let q_rate = rate.range;
        let fail_strict = Planar::of_second(centre.fail, range.fail, -(range.strict * q_rate));
        let at = Planar::of_second(centre.at, range.at, (range.lenient - range.strict) * q_rate);
        let [strict, lenient] = [
            (k, centre.strict, range.strict),
            (k - 1, centre.lenient, range.lenient),
        ]
        .map(|(threshold, centre, range)| {
            Planar::of_second(
                centre,
                range,
                self.slope_change(threshold, q, range) * q_rate,
            )
        });
        let one = Planar::constant(Interval::ONE);
        let fail = fail_strict - share * at;
        let fail = Planar {
            range: fail.range.intersection(Interval::UNIT)?,
            ..fail
        }
        .tightened(reach);
        let pass = (one - fail).tightened(reach);
        let density = (strict + share * (lenient - strict)).tightened(reach);
        if !(density.range.lower() > 0.0 && rate.range.lower() > 0.0) {
            return None;
        }
        let bonus = (marginal / (density * rate).tightened(reach)).tightened(reach);
        let loss = Planar::of_second(
            economy.loss(effort)?,
            Interval::new(economy.least_loss(efforts), f64::MAX)?,
            -economy.marginal_payoff(efforts)?,
        );
        let mut goals = Vec::new();
        let drop = (pass * bonus).tightened(reach);
        let lift = (fail * bonus).tightened(reach);
        let none = Planar::constant(Interval::ZERO);
        let distance = |change: Planar| bregman(economy, f64::NEG_INFINITY, mean, change);
        if let (Some(low), Some(high)) = (distance(none - drop), distance(lift)) {
            goals.push(loss + fail * low + pass * high);
        }
        let value = Planar::of_second(
            economy.value(0, here)?,
            economy.value(0, efforts)?,
            economy.value(1, efforts)?,
        );
        if let Some(raise) = raise_from_floor(economy, pass, drop, bonus) {
            let least = economy
                .utility()
                .wage_derivative(0, economy.minimum_utility())?;
            let fixed = Planar::constant(economy.first_best_payoff() + least);
            goals.push(fixed - value + raise);
        }
        // What tempts at the centre hardly moves from a box to its parts.
        if region.tempting.is_none() || region.halved >= AS_GOOD {
            let bonus = bonus.centre.midpoint();
            region.tempting = Some(self.tempting(k as f64 - rho, effort, bonus));
            region.halved = 0;
        }
        let mut tempting: Vec<f64> = self.efforts.clone();
        tempting.extend(region.tempting.into_iter().flatten().flatten());
        let mut needed: Vec<Planar> = tempting
            .into_iter()
            .filter(|other| !efforts.contains(*other))
            .filter_map(|other| {
                let other = Interval::point(other);
                let there = self.cell(k, economy.agreement(0, other)?)?;
                let advantage =
                    Planar::constant(there.fail) - share * Planar::constant(there.at) - fail;
                let saved = cost - Planar::constant(economy.cost(0, other)?);
                Some((bonus * advantage.tightened(reach)).tightened(reach) - saved)
            })
            .collect();
        let steeper = |k: u64, centre: Interval, range: Interval| {
            Planar::of_second(
                self.slope_change(k, q_here, centre),
                self.slope_change(k, q, range),
                self.slope_bend(k, q, range) * q_rate,
            )
        };
        let steeper_strict = steeper(k, centre.strict, range.strict);
        let steeper_lenient = steeper(k - 1, centre.lenient, range.lenient);
        let steeper = steeper_strict + share * (steeper_lenient - steeper_strict);
        needed.extend(self.second_order(efforts, q_rate, density, steeper.tightened(reach), reach));
        let least = least_under(&goals, &needed, reach);
        region.efforts_first = side_to_cut(&goals, &least, reach);
        Some(least.bound)
    }

    /// C″·y − C′·y₂ ≥ 0, C = c∘q⁻¹, y = dP(bonus)/dq and y₂ = dy/dq under the rule: efforts next to
    /// a best reply in (0, 1) do not tempt.
    fn second_order(
        &self,
        efforts: Interval,
        rate: Interval,
        density: Planar,
        steeper: Planar,
        reach: [Interval; 2],
    ) -> Option<Planar> {
        let [marginal, bend] =
            [1, 2].map(|order| cost_by_agreement(self.economy, order, efforts, rate));
        let held = (bend? * density).tightened(reach);
        let driven = (marginal? * steeper).tightened(reach);
        Some((held - driven).tightened(reach))
    }

    /// The efforts that tempt most at one position, effort and bonus: of all, below and above.
    fn tempting(&self, position: f64, effort: f64, bonus: f64) -> [Option<f64>; 3] {
        let point = EffortPoint::of(self.economy.model(), effort);
        let rule = BonusRule::at_real(self.samples, position);
        let around = rule.and_then(|rule| Temptation::new(self.economy, rule, point, bonus));
        let Some(around) = around else {
            return [None; 3];
        };
        let most = around.most().map(|most| most.effort);
        let most = most.filter(|most| (0.0..=1.0).contains(most));
        [most, around.below(), around.above()]
    }

    /// The effort below full effort that asks for the largest bonus at one position, in floats.
    pub(super) fn deviation_from_full_effort(&self, position: f64) -> Option<f64> {
        let model = self.economy.model();
        let rule = BonusRule::at_real(self.samples, position)?;
        let point = EffortPoint::of(model, 1.0);
        let here = rule.passing(point.agreement).ok()?;
        let grid = DeviationGrid::new(model, &rule);
        let start = point.cost;
        let least = grid.least_bonus(model, &rule, &point, &here, start);
        let least = least.ok()??;
        // A little below it the effort that binds is the one that tempts.
        let found = grid.best(model, &rule, &point, &here, least * (1.0 - 1e-9));
        found.ok().map(|found| found.effort)
    }

    /// The cell below threshold k at one q.
    fn cell(&self, k: u64, q: Interval) -> Option<Cell> {
        let q = Interval::new(q.lower(), q.upper().min(1.0))?;
        let pass = self.tail(k, q).intersection(Interval::UNIT)?;
        let fail = self.below(k, q).intersection(Interval::UNIT)?;
        Some(Cell {
            fail,
            pass,
            at: super::rule::probability(self.samples, k - 1, q),
            strict: self.slope(k, q),
            lenient: self.slope(k - 1, q),
        })
    }

    /// The same for every q of an interval: tails rise or fall with q, probabilities of one count
    /// rise before their mode and fall after.
    fn cell_over(&self, k: u64, q: Interval) -> Option<Cell> {
        let [low, high] = [q.lower(), q.upper()].map(|q| self.cell(k, Interval::point(q)));
        let (low, high) = (low?, high?);
        let between = |low: Interval, high: Interval, most: f64| {
            let least = low.lower().min(high.lower()).max(0.0);
            Interval::new(least.min(most), most)
        };
        Some(Cell {
            fail: low.fail.hull(high.fail),
            pass: low.pass.hull(high.pass),
            at: between(low.at, high.at, self.largest(self.samples, k - 1, q))?,
            strict: between(low.strict, high.strict, self.largest_slope(k, q))?,
            lenient: between(low.lenient, high.lenient, self.largest_slope(k - 1, q))?,
        })
    }

    /// dg_k/dq = g_k·((k−1) − (n−1)q)/(q(1−q)).
    fn slope_change(&self, k: u64, q: Interval, slope: Interval) -> Interval {
        if k == 0 || self.samples < 2 {
            return Interval::ZERO;
        }
        let past = Interval::point(k as f64 - 1.0) - (self.n() - 1.0) * q;
        slope * past / (q * (Interval::ONE - q))
    }

    /// d²g_k/dq² = g_k·(X²/v² − (n−1)/v − X(1−2q)/v²), X = k − 1 − (n−1)q, v = q(1−q).
    fn slope_bend(&self, k: u64, q: Interval, slope: Interval) -> Interval {
        if k == 0 || self.samples < 2 {
            return Interval::ZERO;
        }
        let fewer = Interval::point(self.n() - 1.0);
        let past = Interval::point(k as f64 - 1.0) - fewer * q;
        let variance = q * (Interval::ONE - q);
        let skew = past * (Interval::ONE - q * 2.0);
        slope * ((past.square() - skew) / variance.square() - fewer / variance)
    }
}
