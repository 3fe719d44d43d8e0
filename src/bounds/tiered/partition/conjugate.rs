//! ψ(x) = max over d ≥ u_min − ū of x·d − D_h(ū, d) from above, for every effort of a piece.

use super::super::lagrangian::level::Level;
use super::envelope::Line;
use crate::numerics::Interval;
use std::cell::Cell;

/// Parts of each step between prices.
const PARTS: usize = 6;

/// ψ by chords (it is convex), and what the lowest group may be worth.
pub struct Conjugate<'l, 'e, 'm> {
    level: &'l Level<'e, 'm>,
    least: Interval,
    prices: Vec<f64>,
    values: Vec<f64>,
    /// Where the last price was: the next is close.
    last: Cell<usize>,
}

impl<'l, 'e, 'm> Conjugate<'l, 'e, 'm> {
    /// With chords between the prices of the lines; the lowest pay lies at most `least` above ū.
    pub fn new(level: &'l Level<'e, 'm>, lines: &[Line], least: Interval) -> Self {
        let mut prices = Vec::new();
        let ends = lines.iter().map(|line| line.to).filter(|r| r.is_finite());
        let ends: Vec<f64> = ends.collect();
        for pair in ends.windows(2) {
            for part in 0..PARTS {
                prices.push(pair[0] + (pair[1] - pair[0]) * (part as f64 / PARTS as f64));
            }
        }
        prices.extend(ends.last());
        let values = prices.iter().map(|x| -level.pay(1.0, *x)).collect();
        Self {
            level,
            least,
            prices,
            values,
            last: Cell::new(0),
        }
    }

    /// How many prices of the chords are at most this one.
    fn place(&self, price: f64) -> usize {
        let end = self.prices.len();
        let above = |i: usize| self.prices[i] > price;
        let last = self.last.get();
        // Outwards from the last place in ever longer strides, then between the two.
        let (mut low, mut high, mut stride) = (last, last, 1);
        while low > 0 && above(low - 1) {
            high = low - 1;
            low = low.saturating_sub(stride);
            stride *= 2;
        }
        stride = 1;
        while high < end && !above(high) {
            low = high + 1;
            high = (high + stride).min(end);
            stride *= 2;
        }
        while low < high {
            let middle = low + (high - low) / 2;
            if above(middle) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        self.last.set(low);
        low
    }

    /// ψ at one price.
    fn at(&self, price: f64) -> f64 {
        let i = self.place(price);
        if i == 0 || i >= self.prices.len() {
            return -self.level.pay(1.0, price);
        }
        let (a, b) = (self.prices[i - 1], self.prices[i]);
        let (low, high) = (self.values[i - 1], self.values[i]);
        // Exactly linear between exact ends: three differences, a product and a quotient of them,
        // and a sum, in floats, as this is asked for some hundred thousand times a piece.
        let rise = (price - a) / (b - a) * (high - low);
        let lost = f64::MIN_POSITIVE * (1.0 + (high - low).abs());
        let rounding = 4.0 * f64::EPSILON * rise.abs() + f64::EPSILON * (low + rise).abs() + lost;
        (low + rise + rounding).next_up()
    }

    /// P·ψ(X/P) from above for the group between two lines, P > 0.
    ///
    /// In floats moved outwards at every step, as this is asked for some hundred thousand times a
    /// piece.
    pub fn worth(&self, low: &Line, high: &Line) -> f64 {
        let less = |a: Interval, b: Interval| {
            let (least, most) = (a.lower() - b.upper(), a.upper() - b.lower());
            (least.next_down(), most.next_up())
        };
        let (rare, often) = less(low.fall, high.fall);
        let (least, most) = less(low.value, high.value);
        // X/P is least with the larger chance where X ≥ 0, else with the smaller one.
        let (under, over) = match (least >= 0.0, most >= 0.0) {
            (true, _) => (often, rare),
            (false, true) => (rare, rare),
            (false, false) => (rare, often),
        };
        let (from, to) = ((least / under).next_down(), (most / over).next_up());
        if !(rare > 0.0 && often.is_finite() && from.is_finite() && to.is_finite()) {
            return f64::INFINITY;
        }
        let most = self.at(from).max(self.at(to)).max(0.0);
        (often * most).next_up()
    }

    /// The most that X·d − P·D_h(ū, d) can be with d between u_min − ū and `least`, P ≥ 0.
    pub fn lowest(&self, chance: Interval, price: Interval) -> f64 {
        let level = self.level;
        let utility = level.economy.utility();
        // D ≥ 0.
        let ends = (price * level.floor).hull(price * self.least);
        let mut most = ends.upper();
        if chance.lower() > 0.0 {
            let mean = price / chance;
            if mean.is_bounded() {
                let free = -level
                    .pay(1.0, mean.lower())
                    .min(level.pay(1.0, mean.upper()));
                most = most.min((Interval::point(chance.upper()) * Interval::point(free)).upper());
            }
        }
        // Concave in d: where it still rises at `least` it is largest there.
        let at_least = || {
            let paid = utility.wage_derivative(1, level.mean + self.least)?;
            let rises = price - chance * (paid - level.money);
            rises.is_nonnegative().then_some(())?;
            let distance = utility.wage_bregman(level.mean, self.least)?;
            Some((price * self.least - chance * distance).upper())
        };
        if let Some(value) = at_least() {
            most = most.min(value);
        }
        most
    }
}
