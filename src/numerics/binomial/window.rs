//! The counts that matter: a window that leaves a stated mass outside.

use super::super::normal;
use super::Binomial;
use libm::log;
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
        let lo = self.last_count(self.mean + skew - spread, |k| {
            self.tail(k).ln_below <= ln_side
        });
        let top = self.last_count(self.n - self.mean - skew - spread, |m| {
            self.tail(self.trials - m + 1).ln_at_least <= ln_side
        });
        let hi = self.trials - top;
        lo.min(hi)..=hi.max(lo)
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
