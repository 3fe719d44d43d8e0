//! The price of a count, and its mean over a group: what the group's pay follows.

use super::super::offers::Offers;
use super::super::tails::{Range, Tail};
use super::{Lagrangian, Prices};
use crate::numerics::Interval;

impl Lagrangian<'_, '_, '_> {
    /// The mean over a group of λ + μ·score + Σ ν_e(1 − likelihood ratio).
    ///
    /// M = E\[S|a ≤ S < b] rises with the effort and with both ends, as the law of S has monotone
    /// likelihood ratios, and M = nq + q(1−q)·(dP/dq)/P. The mean likelihood ratio is P^e/P: it
    /// falls with both ends, and with the effort it moves by the mean score m, d ln P/dη = m.
    pub fn mean_price(&self, offers: &Offers, j: usize, prices: &Prices) -> Option<Interval> {
        let economy = self.tails.economy();
        let (low_effort, high_effort) = (offers.efforts.lower(), offers.efforts.upper());
        let n = self.tails.samples();
        let ranges = &offers.thresholds;
        let (from, to) = ((j > 0).then(|| ranges[j - 1]), ranges.get(j).copied());
        let low = from.map_or(0, |range| range.low);
        let high = to.map_or(n, |range| range.high - 1);
        // What nobody is paid in an empty group is free: the price at its place will do.
        let counts = Range {
            low: low.min(high),
            high: high.max(low),
        };
        let of_counts = self.price_at(counts, offers.efforts, prices)?;
        if low > high {
            return Some(of_counts);
        }
        let tail = |end: Option<u64>, other: Tail, effort: f64| match end {
            Some(k) => self.tails.at(k, effort),
            None => Some(other),
        };
        let group = |high: bool, effort: f64| -> Option<(Interval, Interval)> {
            let pick = |range: Range| if high { range.high } else { range.low };
            let a = tail(from.map(pick), Tail::ALWAYS, effort)?;
            let b = tail(to.map(pick), Tail::NEVER, effort)?;
            if from
                .zip(to)
                .is_some_and(|(from, to)| pick(from) >= pick(to))
            {
                return None;
            }
            let p = a.less(b);
            (p.lower() > 0.0).then_some((p, a.slope - b.slope))
        };
        let mean = |high: bool, effort: f64| -> Option<Interval> {
            let (p, slope) = group(high, effort)?;
            let q = economy.agreement(0, Interval::point(effort))?;
            Some(Interval::point(n as f64) * q + q * (Interval::ONE - q) * slope / p)
        };
        let least = mean(false, low_effort).map_or(counts.low as f64, Interval::lower);
        let most = mean(true, high_effort).map_or(counts.high as f64, Interval::upper);
        let least = least.max(counts.low as f64);
        let Some(mean) = Interval::new(least, most.min(counts.high as f64)) else {
            return Some(of_counts);
        };
        let q = economy.agreement(0, offers.efforts)?;
        let spread = q * (Interval::ONE - q);
        let rate = economy.agreement(1, offers.efforts)?;
        let score = rate * (mean - Interval::point(n as f64) * q) / spread;
        let mut price =
            Interval::point(prices.participation) + Interval::point(prices.incentive) * score;
        if !prices.deviations.is_empty() {
            let (Some(low), Some(high)) = (group(false, low_effort), group(true, low_effort))
            else {
                return Some(of_counts);
            };
            let moved = (-(score * (offers.efforts - Interval::point(low_effort)))).exp();
            for (effort, nu) in &prices.deviations {
                let there = |high: bool| group(high, *effort).map(|(p, _)| p);
                let (Some(more), Some(less)) = (there(false), there(true)) else {
                    return Some(of_counts);
                };
                let ratio = (more / low.0).hull(less / high.0) * moved;
                price = price + Interval::point(*nu) * (Interval::ONE - ratio);
            }
        }
        Some(price.intersection(of_counts).unwrap_or(of_counts))
    }

    /// λ + μ·score + Σ ν_e(1 − likelihood ratio) at counts of a range.
    pub fn price_at(&self, counts: Range, efforts: Interval, prices: &Prices) -> Option<Interval> {
        let economy = self.tails.economy();
        let n = Interval::point(self.tails.samples() as f64);
        let q = economy.agreement(0, efforts)?;
        let p = Interval::ONE - q;
        let count = Interval::new(counts.low as f64, counts.high as f64)?;
        let score = economy.agreement(1, efforts)? * (count - n * q) / (q * p);
        let mut price =
            Interval::point(prices.participation) + Interval::point(prices.incentive) * score;
        for (effort, nu) in &prices.deviations {
            let there = economy.agreement(0, Interval::point(*effort))?;
            // ln ratio = y·ln(q_e/q) + (n−y)·ln((1−q_e)/(1−q)).
            let ratio = (count * ((there - q) / q).ln_1p()?
                + (n - count) * ((q - there) / p).ln_1p()?)
            .exp();
            price = price + Interval::point(*nu) * (Interval::ONE - ratio);
        }
        Some(price)
    }
}
