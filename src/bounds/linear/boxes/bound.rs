//! The gap of every line of a patch that implements an effort of a piece, from below.
//!
//! With ũ = u − u(w_min), such a contract has ψ(η) = E_η\[ũ\] − c ≥ U0 − u(w_min), ψ′(η) = 0 (≥ 0
//! at full effort) and ψ(η) ≥ ψ(e) for every effort e. So for λ, μ ≥ 0 and any ν (≥ 0 at full
//! effort) its gap is at least
//!
//! L(η, ℓ) = Π* − V + E_η\[w\] − λ·(ψ(η) − U0 + u(w_min)) − ν·ψ′(η) − μ·(ψ(η) − ψ(e)).
//!
//! At one effort L is a sum over counts of a·w − b·ũ, which affine functions of the line bound
//! (`minorant`), so it is least at a corner of the patch. Along the efforts the mean value theorem
//! adds (η − η_c)·L_η(ξ, ℓ), L_η = −V′ + E_η\[w\]′ − (λ+μ)·ψ′ − ν·ψ″, where |ψ′(ξ)| ≤ |ψ″|·|η −
//! η_c| as ψ′ vanishes at η. With multipliers that make L stationary at the centre all that is
//! lost is of second order.

use super::Search;
use super::efforts::Efforts;
use super::minorant::Minorant;
use super::multipliers;
use super::patch::{Chart, Patch};
use super::rivals::Rival;
use crate::bounds::count_sums::law::Law;
use crate::numerics::Interval;
use crate::numerics::interval::{Sum, mul_up};

/// A bound, and the side that should be halved: 0 and 1 of the patch, 2 the efforts.
pub struct Bound {
    pub value: f64,
    pub side: usize,
}

/// Differences of utility over a box: n·E\[Δu\], n(n−1)·E\[Δ²u\] and dE\[w\]/dq.
pub(super) struct Changes {
    pub first: Interval,
    pub second: Interval,
    pub pay: Interval,
}

impl Search<'_, '_> {
    pub(super) fn bound(&self, patch: &Patch, efforts: &Efforts) -> Bound {
        let none = Bound {
            value: f64::INFINITY,
            side: 2,
        };
        let least = efforts.loss.max(self.least_cost(patch, efforts));
        if least >= self.target || self.refuses(patch, efforts) {
            return Bound {
                value: least.max(self.target),
                ..none
            };
        }
        let Some((changes, [incentive, second])) = self.slopes(patch, efforts) else {
            return Bound {
                value: least,
                ..none
            };
        };
        // An effort inside is a best reply only where ψ′ = 0 and ψ″ ≤ 0.
        let inside = !efforts.full;
        if incentive.upper() < 0.0 || (inside && (incentive.lower() > 0.0 || second.lower() > 0.0))
        {
            return none;
        }
        let rival = self
            .rivals
            .most_tempting(self.economy, self.samples, patch, efforts.range);
        if let Some(rival) = &rival
            && self.prefers(patch, efforts, rival)
        {
            return none;
        }
        let (goal, constraints) = self.local(patch, efforts, rival.as_ref());
        let y = multipliers::best(&goal, &constraints, self.target);
        let found = self.lagrangian(
            patch,
            efforts,
            &changes,
            [incentive, second],
            rival.as_ref(),
            y,
        );
        let value = found.unwrap_or(f64::NEG_INFINITY);
        let paid = goal.value - self.economy.first_best_payoff().midpoint()
            + efforts.value[0][0].midpoint()
            - patch.floor;
        let marginal = efforts.cost[0][1].midpoint();
        // ψ″ may vanish at the centre alone.
        let bend = efforts.radius() * second.magnitude();
        let steady = constraints[1].local.changes;
        let steady = [steady[0].abs(), steady[1].abs(), bend];
        let size = |i: usize| {
            let pay = goal.changes[i].abs() / paid.max(f64::MIN_POSITIVE);
            pay.max(steady[i] / marginal)
        };
        let side = (0..3).max_by(|a, b| size(*a).total_cmp(&size(*b)));
        Bound {
            value: if value > least { value } else { least },
            side: side.unwrap_or(2),
        }
    }

    /// ψ′ and ψ″ over a box, and what they come from. ψ′ is what the law over the piece says, and
    /// what it is at the middle with ψ″ times the way from there.
    pub(super) fn slopes(
        &self,
        patch: &Patch,
        efforts: &Efforts,
    ) -> Option<(Changes, [Interval; 2])> {
        let changes = self.changes(patch, efforts.over.as_ref()?, efforts.agreement[1][0])?;
        let [_, slope, bend] = efforts.agreement[1];
        let [_, marginal, curvature] = efforts.cost[1];
        let first = slope * changes.first - marginal;
        let second = slope.square() * changes.second + bend * changes.first - curvature;
        let middle = self
            .changes(patch, &efforts.at, efforts.agreement[0][0])?
            .first;
        let middle = efforts.agreement[0][1] * middle - efforts.cost[0][1];
        let form = middle + second * (efforts.range - efforts.middle);
        let first = first.intersection(form).unwrap_or(first);
        Some((changes, [first, second]))
    }

    /// Π* − V + E\[w\] at the lowest line, agreement and the highest value.
    fn least_cost(&self, patch: &Patch, efforts: &Efforts) -> f64 {
        let mut paid = Sum::default();
        for (k, p) in efforts.low.iter() {
            let Some(count) = patch.count(k) else {
                continue;
            };
            let above = (Interval::point(count.line.lower()) - patch.floor).positive_part();
            paid.add(p.lower().max(0.0), above.lower());
        }
        let value = efforts.value[1][0].upper();
        let fixed = self.economy.first_best_payoff() - value + patch.floor;
        (fixed + paid.lower()).lower()
    }

    /// Whether participation fails even for the highest line and the highest agreement.
    fn refuses(&self, patch: &Patch, efforts: &Efforts) -> bool {
        let cost = efforts.cost[1][0].lower();
        self.most_utility(patch, &efforts.high) < (cost + self.above_minimum).lower()
    }

    /// E\[ũ\] from above, under a law of the count.
    pub(super) fn most_utility(&self, patch: &Patch, law: &Law) -> f64 {
        let mut paid = Sum::default();
        for (k, p) in law.iter() {
            let most = patch
                .count(k)
                .map_or(patch.largest, |count| count.utility.upper());
            paid.add(p.upper(), most);
        }
        paid.add(law.rest(), patch.largest);
        paid.upper()
    }

    /// Whether another effort is better for the annotator under every line of the patch.
    fn prefers(&self, patch: &Patch, efforts: &Efforts, rival: &Rival) -> bool {
        let mut there = Sum::default();
        for (k, p) in rival.law.iter() {
            if let Some(count) = patch.count(k) {
                there.add(p.lower().max(0.0), count.utility.lower());
            }
        }
        let here =
            Interval::point(self.most_utility(patch, &efforts.high)) - efforts.cost[1][0].lower();
        here.upper() < (there.lower() - rival.cost).lower()
    }

    /// With P_(n−1)(k) = P_n(k)·(n−k)/(n·(1−q)) and P_(n−2)(k) =
    /// P_n(k+1)·(k+1)(n−k−1)/(n(n−1)·q(1−q)) one law gives all differences, over a piece or at its
    /// middle.
    pub(super) fn changes(&self, patch: &Patch, law: &Law, q: Interval) -> Option<Changes> {
        let n = self.samples as f64;
        let (rest, q) = (
            law.rest(),
            Interval::new(q.lower().max(0.0), q.upper().min(1.0))?,
        );
        let slope = patch.rectangle.slope;
        let (mut first, mut second, mut missing) = (
            [Sum::default(); 2],
            [Sum::default(); 2],
            [Sum::default(); 2],
        );
        let weigh = |sums: &mut [Sum; 2], p: Interval, by: f64, of: Interval| {
            let (low, high) = (p.lower().max(0.0), p.upper());
            let (least, most) = (by * of.lower(), by * of.upper());
            sums[0].add(if least < 0.0 { high } else { low }, least);
            sums[1].add(if most < 0.0 { low } else { high }, most);
        };
        for (k, p) in law.iter() {
            let count = patch.count(k)?;
            let left = n - k as f64;
            weigh(&mut first, p, left, count.rise);
            if count.wage_rise != slope {
                let short = count.wage_rise - slope;
                let short = Interval::new(short.lower().min(0.0), short.upper().min(0.0))?;
                weigh(&mut missing, p, left, short);
            }
            if k > 0
                && let Some(before) = patch.count(k - 1)
            {
                weigh(&mut second, p, k as f64 * left, before.bend);
            }
        }
        let around = |sums: [Sum; 2], most: f64| {
            let most = mul_up(rest, most);
            Interval::new(
                (Interval::point(sums[0].lower()) - most).lower(),
                (Interval::point(sums[1].upper()) + most).upper(),
            )
        };
        let fail = Interval::ONE - q;
        let largest = patch.largest;
        Some(Changes {
            first: around(first, 2.0 * n * largest)? / fail,
            second: around(second, 8.0 * n * n * largest)? / (q * fail),
            pay: n * slope + around(missing, 2.0 * n * slope.upper())? / fail,
        })
    }

    /// L from below over the box.
    fn lagrangian(
        &self,
        patch: &Patch,
        efforts: &Efforts,
        changes: &Changes,
        [incentive, second]: [Interval; 2],
        rival: Option<&Rival>,
        [lambda, nu, mu]: [f64; 3],
    ) -> Option<f64> {
        let [q, q_slope, _] = efforts.agreement[0];
        let n = Interval::point(self.samples as f64);
        let mu = if rival.is_some() { mu } else { 0.0 };
        let both = Interval::point(lambda) + mu;
        let score_by = q_slope / (q * (Interval::ONE - q));
        let expected = n * q;
        let m = match patch.rectangle.chart {
            Chart::Centred(m) => m,
            Chart::Kinked => efforts.at.mode() as f64,
        };
        let (mut value, mut off) = (Sum::default(), Sum::default());
        let (mut level, mut tilt) = ([Sum::default(); 2], [Sum::default(); 2]);
        let mut include = |k: usize, a: f64, b: f64| -> Option<()> {
            let count = patch.count(k)?;
            let minorant = Minorant::of(count, patch.floor, a, b);
            let slope = minorant.slope;
            value.add(minorant.value, 1.0);
            off.add(slope.magnitude(), count.off);
            level[0].add(slope.lower(), 1.0);
            level[1].add(slope.upper(), 1.0);
            let by = k as f64 - m;
            let (low, high) = if by < 0.0 {
                (slope.upper(), slope.lower())
            } else {
                (slope.lower(), slope.upper())
            };
            tilt[0].add(low, by);
            tilt[1].add(high, by);
            Some(())
        };
        let there = |k: usize| rival.and_then(|rival| rival.law.at(k));
        for (k, p) in efforts.at.iter() {
            let score = (k as f64 - expected) * score_by;
            let mut weight = p * (both + nu * score);
            if let Some(there) = there(k) {
                weight = weight - mu * there;
            }
            include(k, p.lower().max(0.0), weight.upper())?;
        }
        if let Some(rival) = rival.filter(|_| mu > 0.0) {
            let here = efforts.at.counts();
            for (k, p) in rival.law.iter() {
                if !here.contains(&k) {
                    // Where a count is not listed, dropping what it adds to the bound is sound.
                    let _ = include(k, 0.0, -(mu * p.lower().max(0.0)).next_down().max(0.0));
                }
            }
        }
        let ends = |sums: [Sum; 2]| Interval::new(sums[0].lower(), sums[1].upper());
        let change = patch.least_change([ends(level)?, ends(tilt)?], m);
        // The counts left out of the law are paid at most as the last one.
        let steepest = both + nu.abs() * n * score_by.magnitude();
        let left_out = efforts.at.rest() * steepest * patch.largest;
        let [cost, marginal, _] = efforts.cost[0];
        let mut fixed = self.economy.first_best_payoff() - efforts.value[0][0]
            + patch.floor
            + both * cost
            + lambda * self.above_minimum
            + nu * marginal;
        if let Some(rival) = rival {
            fixed = fixed - mu * rival.cost;
        }
        let centre = fixed + value.lower() + change - off.upper() - left_out;
        let by_effort = if efforts.full {
            Interval::ZERO
        } else {
            let slope = efforts.agreement[1][1];
            let radius = efforts.radius();
            let reached = (second * radius).magnitude();
            let reached = Interval::new(-reached, reached)?;
            let first = reached.intersection(incentive).unwrap_or(reached);
            slope * changes.pay - efforts.value[1][1] - both * first - nu * second
        };
        let fall = Interval::point(efforts.radius()) * by_effort.magnitude();
        let least = (centre - fall).lower();
        (!least.is_nan()).then_some(least)
    }
}
