//! The law of a count with proof, sum by sum.

use crate::numerics::{EnclosedBinomial, Interval};

/// Counts whose probability falls below this are put together: what they add is at most n times it.
const NOTHING: f64 = 1e-35;

/// The counts that matter, with their probabilities for every q of an interval, and a bound on the
/// probability of the others together.
#[derive(Clone)]
pub struct Law {
    first: usize,
    mode: usize,
    probabilities: Vec<Interval>,
    rest: f64,
}

impl Law {
    /// That of no samples: the count is 0.
    pub fn certain() -> Self {
        Self::only(0)
    }

    fn only(count: usize) -> Self {
        Self {
            first: count,
            mode: count,
            probabilities: vec![Interval::ONE],
            rest: 0.0,
        }
    }

    /// The law over all of q; `None` where q holds 0 or 1 and others.
    pub fn new(samples: u64, q: Interval) -> Option<Self> {
        Some(Self::around(samples, Interval::point(q.midpoint()), q)?.1)
    }

    /// The laws at a `middle` within q and over all of q, on the same counts.
    pub fn around(samples: u64, middle: Interval, q: Interval) -> Option<(Self, Self)> {
        Self::down_to(NOTHING, samples, middle, q)
    }

    /// The same with counts whose probability falls below `nothing`, at least 1e-290, put together.
    ///
    /// From the mode outwards by p_(s+1) = p_s·(n−s)/(s+1)·q/(1−q) at the middle, then p_s(q) =
    /// p_s(m)·exp(∫ score).
    pub fn down_to(
        nothing: f64,
        samples: u64,
        middle: Interval,
        q: Interval,
    ) -> Option<(Self, Self)> {
        if q == middle && (q == Interval::ONE || q == Interval::ZERO) {
            // Certain agreement or none: one count is left.
            let count = if q == Interval::ONE { samples } else { 0 };
            let only = Self::only(count as usize);
            return Some((only.clone(), only));
        }
        let centre = EnclosedBinomial::new(samples, middle).ok()?;
        let n = Interval::point(samples as f64);
        let mode = ((samples as f64 * middle.midpoint()) as u64).min(samples);
        let odds = middle / (Interval::ONE - middle);
        let at_mode = centre.ln_pmf(mode).exp();
        let whole = |s: u64| Interval::point(s as f64);
        let matters = |p: &Interval| p.upper() >= nothing;
        let above = (mode..samples).scan(at_mode, |p, s| {
            *p = *p * whole(samples - s) / whole(s + 1) * odds;
            Some(*p)
        });
        let below = (1..=mode).rev().scan(at_mode, |p, s| {
            *p = *p * whole(s) / (whole(samples - s + 1) * odds);
            Some(*p)
        });
        let mut probabilities: Vec<Interval> = below.take_while(matters).collect();
        let first = mode as usize - probabilities.len();
        probabilities.reverse();
        probabilities.push(at_mode);
        probabilities.extend(above.take_while(matters));
        let left_out = (samples as usize + 1 - probabilities.len()) as f64;
        // At other q of the piece a probability changes by exp(score·Δq), at most
        // exp(n·Δq/(q(1−q))).
        let variance = q * (Interval::ONE - q);
        let spread = (n * Interval::point(q.width()) / variance).exp();
        let rest = Interval::point(left_out) * Interval::point(nothing) * spread;
        let centre = Self {
            first,
            mode: mode as usize,
            probabilities: probabilities.clone(),
            rest: rest.upper(),
        };
        if q != middle {
            for (offset, p) in probabilities.iter_mut().enumerate() {
                let score = (whole((first + offset) as u64) - n * q) / variance;
                *p = *p * (score * (q - middle)).exp();
            }
        }
        let over = Self {
            first,
            mode: mode as usize,
            probabilities,
            rest: rest.upper(),
        };
        Some((centre, over))
    }

    /// The likeliest count, or next to it.
    pub fn mode(&self) -> usize {
        self.mode
    }

    /// Counts and their probabilities.
    pub fn iter(&self) -> impl Iterator<Item = (usize, Interval)> {
        (self.first..).zip(self.probabilities.iter().copied())
    }

    /// The probability of a count that is listed.
    pub fn at(&self, count: usize) -> Option<Interval> {
        let place = count.checked_sub(self.first)?;
        self.probabilities.get(place).copied()
    }

    /// The counts listed.
    pub fn counts(&self) -> std::ops::RangeInclusive<usize> {
        self.first..=self.first + self.probabilities.len() - 1
    }

    /// A bound on the probability of all other counts together.
    pub fn rest(&self) -> f64 {
        self.rest
    }

    /// Σ p_s·f(s), given a bound of |f| over all counts.
    pub fn expect(&self, most: f64, f: impl Fn(usize) -> Option<Interval>) -> Option<Interval> {
        let mut sum = Interval::ZERO;
        for (offset, p) in self.probabilities.iter().enumerate() {
            sum = sum + *p * f(self.first + offset)?;
        }
        let rest = (Interval::point(self.rest) * Interval::point(most)).upper();
        Some(sum + Interval::new(-rest, rest)?)
    }
}
