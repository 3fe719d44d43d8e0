//! The bound at one effort and next to it, from given prices.

use super::super::conjugate::Conjugate;
use super::super::law::Law;
use crate::bounds::EnclosedModel;
use crate::contract::general::EffortPrices;
use crate::numerics::Interval;

/// Counts less likely than this are put together, or than this where one may be worth more than
/// that.
const RARE: f64 = 1e-35;
const RAREST: f64 = 1e-285;
const LARGE: f64 = 1e3;

/// Prices around one effort.
pub(super) struct Deterrence<'a, 'm> {
    economy: &'a EnclosedModel<'m>,
    samples: u64,
    middle: f64,
    prices: EffortPrices,
    /// q(e_j) and the float next to q₀ at which ratios are known.
    others: Vec<Interval>,
    centre: Interval,
    conjugate: Conjugate<'a, 'm>,
}

/// The price of one count, Σ ν_j·r_j in it, and its score.
struct Priced {
    price: Interval,
    ratios: Interval,
    score: Interval,
}

impl<'a, 'm> Deterrence<'a, 'm> {
    pub(super) fn new(
        economy: &'a EnclosedModel<'m>,
        samples: u64,
        middle: f64,
        prices: EffortPrices,
    ) -> Option<Self> {
        let here = Interval::point(middle);
        let mean = economy.required_utility(here)?;
        let sound = prices.participation >= 0.0
            && prices.deviations.iter().all(|d| d.price >= 0.0)
            && (middle < 1.0 || prices.per_count >= 0.0);
        let others = prices.deviations.iter();
        let others = others.map(|d| economy.agreement(0, Interval::point(d.effort)));
        let others = others.collect::<Option<_>>()?;
        sound.then_some(())?;
        Some(Self {
            economy,
            samples,
            middle,
            others,
            prices,
            centre: Interval::point(economy.agreement(0, here)?.midpoint()),
            conjugate: Conjugate::new(economy, mean)?,
        })
    }

    fn n(&self) -> Interval {
        Interval::point(self.samples as f64)
    }

    /// λ + Σ ν_j.
    fn base(&self) -> Interval {
        let prices = self.prices.deviations.iter();
        prices.fold(Interval::point(self.prices.participation), |sum, d| {
            sum + Interval::point(d.price)
        })
    }

    /// The law over an interval of q, with counts put together where what any of them may be worth
    /// leaves room for that.
    fn law(&self, q: Interval, most: f64) -> Option<Law> {
        let nothing = if most > LARGE { RAREST } else { RARE };
        Some(Law::down_to(nothing, self.samples, self.centre, q)?.1)
    }

    /// The largest price of any count at any q of an interval.
    fn largest_price(&self, q: Interval) -> Interval {
        let slope = Interval::point(self.prices.per_count);
        let ends = [Interval::ZERO, self.n()].map(|s| (slope * (s - self.n() * q)).upper());
        self.base() + Interval::point(ends[0].max(ends[1]))
    }

    /// t_s over an interval of q: r_j changes by exp(−∫ score) from the centre.
    fn priced(&self, count: usize, q: Interval) -> Option<Priced> {
        let (one, s) = (Interval::ONE, Interval::point(count as f64));
        let wide = q.hull(self.centre);
        let score = (s - self.n() * wide) / (wide * (one - wide));
        let moved = (-(score * (q - self.centre))).exp();
        let mut ratios = Interval::ZERO;
        for (d, other) in self.prices.deviations.iter().zip(&self.others) {
            let up = (*other / self.centre).ln()?;
            let down = ((one - *other) / (one - self.centre)).ln()?;
            let at_centre = (s * up + (self.n() - s) * down).exp();
            ratios = ratios + Interval::point(d.price) * at_centre * moved;
        }
        let local = Interval::point(self.prices.per_count) * (s - self.n() * q);
        let free = self.base() + local;
        // More than this leaves u(w_min) unpaid, whatever it is.
        let most = (free - self.conjugate.floor_price).upper().max(0.0);
        Some(Priced {
            price: free - ratios,
            ratios: Interval::new(ratios.lower().clamp(0.0, most), ratios.upper().min(most))?,
            score,
        })
    }

    /// The gap of every contract that implements an effort of the piece, from below, and of those
    /// that implement its middle.
    pub(super) fn least_gap(&self, efforts: Interval) -> Option<[f64; 2]> {
        let here = Interval::point(self.middle);
        let q_here = self.economy.agreement(0, here)?;
        let value = self.value(here, q_here)?;
        if efforts.lower() == efforts.upper() {
            return Some([value.lower(); 2]);
        }
        let q = self.economy.agreement(0, efforts)?.hull(q_here);
        let reach = q - q_here;
        let least = (Interval::point(value.lower()) + self.slope(efforts, q)? * reach).lower();
        (!least.is_nan()).then_some([least, value.lower()])
    }

    /// D(q₀) = loss + B·q(1−q)·C₁ + Σ ν_j·(c − c_j) − λ·(u(w_min) − ū) + h(u(w_min)) − h(ū) −
    /// E\[pen].
    fn value(&self, here: Interval, q: Interval) -> Option<Interval> {
        let economy = self.economy;
        let cost = economy.cost(0, here)?;
        let mut sum = economy.loss(self.middle)?
            - Interval::point(self.prices.participation) * self.conjugate.drop
            + self.conjugate.saved;
        if self.prices.per_count != 0.0 {
            let variance = q * (Interval::ONE - q);
            let marginal = economy.cost_by_agreement(1, here)?;
            sum = sum + Interval::point(self.prices.per_count) * variance * marginal;
        }
        for d in &self.prices.deviations {
            let other = economy.cost(0, Interval::point(d.effort))?;
            sum = sum + Interval::point(d.price) * (cost - other);
        }
        let most = self.conjugate.penalty(self.largest_price(q))?.upper();
        let law = self.law(q, most)?;
        let penalty = law.expect(most, |s| self.conjugate.penalty(self.priced(s, q)?.price))?;
        Some(sum - penalty)
    }

    /// D′ over a piece: λ·C₁ + B·((1−2q)·C₁ + q(1−q)·C₂) + Σ ν_j·C₁ − V_q − E\[pen·score] −
    /// E\[pen′·dt/dq].
    fn slope(&self, efforts: Interval, q: Interval) -> Option<Interval> {
        let (economy, one, two) = (self.economy, Interval::ONE, Interval::point(2.0));
        let per_count = Interval::point(self.prices.per_count);
        let [first, second] = [1, 2].map(|order| economy.cost_by_agreement(order, efforts));
        let (first, second) = (first?, second?);
        let variance = q * (one - q);
        let straight = self.base() * first
            + per_count * ((one - two * q) * first + variance * second)
            - economy.value_by_agreement(1, efforts)?;
        let top = self.largest_price(q);
        let (most, extra) = (self.conjugate.penalty(top)?, self.conjugate.extra(top)?);
        let law = self.law(q, most.upper().max(extra.upper()))?;
        // E[score] = 0, so a constant taken from pen changes nothing but the width.
        let usual = Interval::point(
            self.conjugate
                .penalty(self.priced(law.mode(), q)?.price)?
                .midpoint(),
        );
        let of = |s: usize| -> Option<Interval> {
            let priced = self.priced(s, q)?;
            let moves = priced.ratios * priced.score - self.n() * per_count;
            let penalty = (self.conjugate.penalty(priced.price)? - usual) * priced.score;
            Some(penalty + self.conjugate.extra(priced.price)? * moves)
        };
        let steepest = (self.n() / variance).upper();
        let rises = (top - self.conjugate.floor_price).positive_part();
        let moves = rises * Interval::point(steepest) + (self.n() * per_count).magnitude();
        let left_out = (most + usual) * Interval::point(steepest) + extra * moves;
        Some(straight - law.expect(left_out.upper(), of)?)
    }
}
