//! The rule of a position: P(bonus) and its slope g in q over a box of positions and q.

use super::{Region, Search};
use crate::numerics::{EnclosedBinomial, EnclosedTail, Interval};

/// Whole positions in a box among which the largest slope is looked for one by one.
const EACH: u64 = 24;

/// P(S = s), S ~ Binomial(m, q), at one q in [0, 1].
pub(super) fn probability(m: u64, s: u64, q: Interval) -> Interval {
    let unit = Interval::new(0.0, 1.0).unwrap_or(Interval::ENTIRE);
    if m == 0 {
        return Interval::ONE;
    }
    match EnclosedBinomial::new(m, q) {
        Ok(law) => law.ln_pmf(s).exp().intersection(unit).unwrap_or(unit),
        Err(_) if q == Interval::ONE && s == m => Interval::ONE,
        Err(_) if q == Interval::ONE => Interval::ZERO,
        Err(_) => unit,
    }
}

impl Search<'_, '_> {
    pub(super) fn n(&self) -> f64 {
        self.samples as f64
    }

    /// P(S < k) and P(S ≥ k) at one q; `None` at q = 0 and q = 1. Boxes share their corners, and
    /// every box asks for the tails of the efforts that tempt.
    fn tails(&self, k: u64, q: Interval) -> Option<EnclosedTail> {
        let place = (k, q.lower().to_bits(), q.upper().to_bits());
        if let Some(known) = self.tails.borrow().get(&place) {
            return Some(*known);
        }
        let law = EnclosedBinomial::new(self.samples, q).ok()?;
        let tails = law.tail(k);
        self.tails.borrow_mut().insert(place, tails);
        Some(tails)
    }

    /// P(S ≥ k) at one q.
    pub(super) fn tail(&self, k: u64, q: Interval) -> Interval {
        match self.tails(k, q) {
            Some(tails) => tails.at_least,
            None if q == Interval::ONE || k == 0 => Interval::ONE,
            None => Interval::UNIT,
        }
    }

    /// P(S < k) at one q.
    pub(super) fn below(&self, k: u64, q: Interval) -> Interval {
        match self.tails(k, q) {
            Some(tails) => tails.below,
            None if q == Interval::ONE || k == 0 => Interval::ZERO,
            None => Interval::UNIT,
        }
    }

    /// The largest P(S = s), S ~ Binomial(m, q), over q: at s/m or the end nearest to it.
    pub(super) fn largest(&self, m: u64, s: u64, q: Interval) -> f64 {
        if m == 0 {
            return 1.0;
        }
        let mode = Interval::point(s as f64) / m as f64;
        let place = if mode.lower() >= q.upper() {
            Interval::point(q.upper())
        } else if mode.upper() <= q.lower() {
            Interval::point(q.lower())
        } else {
            mode
        };
        probability(m, s, place).upper().min(1.0)
    }

    /// P(bonus) of the rule at a position, at one q.
    pub(super) fn pass(&self, position: f64, q: Interval) -> Interval {
        let k = position.ceil();
        let chance = k - Interval::point(position);
        let strict = self.tail(k as u64, q);
        if chance == Interval::ZERO {
            return strict;
        }
        let lenient = self.tail(k as u64 - 1, q);
        strict + chance * (lenient - strict).positive_part()
    }

    /// n·P(S′ = k−1) at one q; 0 for k = 0.
    pub(super) fn slope(&self, k: u64, q: Interval) -> Interval {
        if k == 0 || k > self.samples {
            return Interval::ZERO;
        }
        probability(self.samples - 1, k - 1, q) * self.n()
    }

    /// The largest n·P(S′ = k−1) over q: at (k−1)/(n−1) or the end nearest to it.
    pub(super) fn largest_slope(&self, k: u64, q: Interval) -> f64 {
        if k == 0 || k > self.samples {
            return 0.0;
        }
        let m = self.samples - 1;
        if m == 0 {
            return self.n();
        }
        let mode = Interval::point(k as f64 - 1.0) / m as f64;
        if mode.lower() >= q.upper() {
            return self.slope(k, Interval::point(q.upper())).upper();
        }
        if mode.upper() <= q.lower() {
            return self.slope(k, Interval::point(q.lower())).upper();
        }
        // At k = 1 and k = n the mode is an end of [0, 1], where the probability is 1.
        match EnclosedBinomial::new(m, mode) {
            Ok(law) => (law.ln_pmf(k - 1).exp() * self.n()).upper().min(self.n()),
            Err(_) => self.n(),
        }
    }

    /// g over a box.
    pub(super) fn slopes(&self, region: &Region, q: Interval) -> Option<Interval> {
        // At fixed k it rises and then falls with q, at fixed q with t: it is least at ends.
        let least_of = |k: u64| {
            let at = |q: f64| self.slope(k, Interval::point(q)).lower();
            at(q.lower()).min(at(q.upper())).max(0.0)
        };
        let least_at = |position: f64| {
            let k = position.ceil();
            let chance = k - Interval::point(position);
            if chance == Interval::ZERO {
                return least_of(k as u64);
            }
            let strict = (Interval::ONE - chance) * least_of(k as u64);
            (strict + chance * least_of(k as u64 - 1)).lower()
        };
        let least = least_at(region.from).min(least_at(region.to)).max(0.0);
        let (first, last) = (region.from.floor() as u64, region.to.ceil() as u64);
        let most = if last - first > EACH {
            self.n()
        } else if region.from == region.to && first == last {
            self.largest_slope(first, q)
        } else if region.to <= first as f64 + 1.0 {
            // Within one cell: linear in t between the whole ends.
            let share = |position: f64| position - Interval::point(first as f64);
            let ends = [first, first + 1].map(|k| Interval::point(self.largest_slope(k, q)));
            [region.from, region.to]
                .map(|t| {
                    let share = share(t);
                    ((Interval::ONE - share) * ends[0] + share * ends[1]).upper()
                })
                .into_iter()
                .fold(0.0, f64::max)
        } else {
            (first..=last)
                .map(|k| self.largest_slope(k, q))
                .fold(0.0, f64::max)
        };
        Interval::new(least.min(most), most)
    }

    /// P(η) − P(ê) from above over the positions of a box.
    pub(super) fn advantage(&self, region: &Region, q_high: Interval, deviation: Interval) -> f64 {
        let within_a_cell = region.to <= region.from.floor() + 1.0;
        let at = |t: f64, s: f64| (self.pass(t, q_high) - self.pass(s, deviation)).upper();
        if within_a_cell {
            at(region.from, region.from).max(at(region.to, region.to))
        } else {
            at(region.from, region.to)
        }
    }
}
