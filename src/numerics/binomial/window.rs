//! The counts that matter: a window that leaves a stated mass outside.

use super::super::normal;
use super::Binomial;
use libm::{log, log1p};
use std::ops::RangeInclusive;

impl Binomial {
    /// The smallest interval of counts that leaves at most `tail_mass/2` on each side
    /// (all of 0..=n if `tail_mass` is not positive).
    #[must_use]
    pub fn window(&self, tail_mass: f64) -> RangeInclusive<u64> {
        if tail_mass.is_nan() || tail_mass <= 0.0 {
            return 0..=self.trials;
        }
        let ln_side = log(tail_mass.min(1.0)) - std::f64::consts::LN_2;
        // Cornish–Fisher to the skewness, only as a place to start looking.
        let z = normal::ln_survival_quantile(ln_side);
        let skew = (self.p - self.q) * (z * z - 1.0) / 6.0;
        let spread = z * self.standard_deviation();
        // Largest lo with P(S < lo) ≤ side, and largest m with P(S > n − m) ≤ side.
        let lo = self.last_count(self.mean + skew - spread, |k| self.rarely_below(k, ln_side));
        let top = self.last_count(self.n - self.mean - skew - spread, |m| {
            self.rarely_at_least(self.trials - m + 1, ln_side)
        });
        let hi = self.trials - top;
        lo.min(hi)..=hi.max(lo)
    }

    /// Whether P(S ≥ k) is no more than e^`ln_most`.
    fn rarely_at_least(&self, k: u64, ln_most: f64) -> bool {
        let count = k as f64;
        let ratio = (self.n - count) / (count + 1.0) * (self.q / self.p);
        told_by_one_count(self.ln_pmf(k), ratio, ln_most)
            .unwrap_or_else(|| self.tail(k).ln_at_least <= ln_most)
    }

    /// Whether P(S < k) is no more than e^`ln_most`.
    fn rarely_below(&self, k: u64, ln_most: f64) -> bool {
        let Some(last) = k.checked_sub(1) else {
            return true;
        };
        let count = last as f64;
        let ratio = count / (self.n - count + 1.0) * (self.p / self.q);
        told_by_one_count(self.ln_pmf(last), ratio, ln_most)
            .unwrap_or_else(|| self.tail(k).ln_below <= ln_most)
    }

    /// The largest k in 0..=n with `holds(k)`, for a predicate that holds at 0 and, once
    /// false, stays false: strides from `guess`, doubling until they bracket, then bisection.
    fn last_count(&self, guess: f64, holds: impl Fn(u64) -> bool) -> u64 {
        // Saturating, NaN to 0.
        let guess = (guess as u64).min(self.trials);
        let mut stride = 1;
        let (mut yes, mut no);
        if holds(guess) {
            yes = guess;
            loop {
                if yes == self.trials {
                    return yes;
                }
                no = (yes + stride).min(self.trials);
                if !holds(no) {
                    break;
                }
                yes = no;
                stride *= 2;
            }
        } else {
            no = guess;
            loop {
                yes = no.saturating_sub(stride);
                if holds(yes) || yes == 0 {
                    break;
                }
                no = yes;
                stride *= 2;
            }
        }
        while no - yes > 1 {
            let middle = yes + (no - yes) / 2;
            if holds(middle) {
                yes = middle;
            } else {
                no = middle;
            }
        }
        yes
    }
}

/// Whether a tail is no more than e^`ln_most`, from the probability of its first count and the
/// ratio of the second to it, where these tell: the tail is at least the first, and as ratios fall
/// outwards no more than a geometric sum. A tail itself takes a quadrature.
fn told_by_one_count(ln_first: f64, ratio: f64, ln_most: f64) -> Option<bool> {
    // Far above the rounding of a logarithm of probability, some 1e-13.
    const ROOM: f64 = 1e-9;
    if ln_first > ln_most + ROOM {
        return Some(false);
    }
    let geometric = ln_first - log1p(-ratio);
    (ratio < 1.0 && geometric < ln_most - ROOM).then_some(true)
}
