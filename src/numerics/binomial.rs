//! Binomial(n, q): probabilities and both tails, for n up to 10^15.
//!
//! **Density.** With the deviation `d = k − nq` and `l(y) = ln(1+y) − y`, Loader's
//! saddle-point form (C. Loader 2000) reads
//!
//! `ln P(S=k) = k·l(−d/k) + (n−k)·l(d/(n−k)) + δ(n) − δ(k) − δ(n−k) + ½·ln(n/(2πk(n−k)))`
//!
//! with δ Stirling's error. `d` is computed with one rounding from the exact product `n·q`
//! (fused multiply-add), both deviance terms are negative, so nothing cancels: the error of
//! the logarithm is a few ulp of the deviance, `≈ (z²/2)·10^-15` at z standard deviations.
//!
//! **Tails.** From `d/dq P(S ≥ k) = n·P(S′ = k−1)`, S′ ~ Binomial(n−1, q),
//!
//! `P(S ≥ k) = ∫_0^q n·b(k−1; n−1, x) dx = k·P(S=k)·∫_0^1 exp(g(u)) du`
//!
//! `g(u) = (k−1)·l(−u) + (n−k)·l(ru) − λu`, `r = q/(1−q)`, `λ = (d − (1−q))/(1−q)`
//!
//! and P(S < k) is the mirror image (S → n−S, q → 1−q). The side with `λ ≥ 0` is integrated,
//! the other is its complement. The integrated tail has at most 3/4 of the mass when
//! 1 < k < n (log-concave density cut at its mode); `k = 1` and `k = n` are closed forms.
//!
//! **Error.** Quadrature below 1e-14 (panels scaled to the decay), so a tail is known to
//! about `(8 + z²)·2^-52` relative, its logarithm to a few ulp of itself: 3e-15 near the
//! centre, below 1e-12 for |z| ≤ 40, at every n. `q` and `k` are taken as exact.
//! Measured in `tests/binomial_tails.rs` together with `statrs`.

use super::error::NumericsError;
use super::normal;
use super::special::{ln_1p_minus_x, stirling_error};
use super::tail_integral;
use libm::{exp, expm1, log, log1p};
use std::f64::consts::PI;
use std::ops::RangeInclusive;

/// Largest number of trials: counts and their products with a double stay exact.
pub const MAX_TRIALS: u64 = 1_000_000_000_000_000;

/// The law of the number S of successes in n independent trials, each with probability q.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Binomial {
    trials: u64,
    n: f64,
    q: f64,
    /// 1 − q.
    p: f64,
    /// n·q = `mean` + `mean_rest` exactly.
    mean: f64,
    mean_rest: f64,
    stirling_n: f64,
}

/// The two tails at a threshold k, each with full relative accuracy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tail {
    /// P(S < k).
    pub below: f64,
    /// P(S ≥ k).
    pub at_least: f64,
    /// ln P(S < k), finite also where `below` underflows.
    pub ln_below: f64,
    /// ln P(S ≥ k), finite also where `at_least` underflows.
    pub ln_at_least: f64,
}

impl Tail {
    fn mirrored(self) -> Self {
        Self {
            below: self.at_least,
            at_least: self.below,
            ln_below: self.ln_at_least,
            ln_at_least: self.ln_below,
        }
    }

    /// From ln P(S ≥ k), the lower tail being the complement.
    fn from_ln_at_least(ln_at_least: f64) -> Self {
        let below = -expm1(ln_at_least);
        let at_least = exp(ln_at_least);
        Self {
            below,
            at_least,
            ln_below: if at_least < 0.5 {
                log1p(-at_least)
            } else {
                log(below)
            },
            ln_at_least,
        }
    }
}

impl Binomial {
    /// Binomial(n, q).
    ///
    /// # Errors
    /// [`NumericsError::Domain`] unless `1 ≤ n ≤ 10^15` and `0 ≤ q ≤ 1`.
    pub fn new(n: u64, q: f64) -> Result<Self, NumericsError> {
        if !(1..=MAX_TRIALS).contains(&n) {
            return Err(NumericsError::Domain {
                what: "number of trials",
                value: n as f64,
                allowed: "a whole number from 1 to 10^15",
            });
        }
        if !(0.0..=1.0).contains(&q) {
            return Err(NumericsError::Domain {
                what: "success probability",
                value: q,
                allowed: "from 0 to 1",
            });
        }
        let trials = n;
        let n = n as f64;
        let mean = n * q;
        Ok(Self {
            trials,
            n,
            q,
            p: 1.0 - q,
            mean,
            mean_rest: n.mul_add(q, -mean),
            stirling_n: stirling_error(n),
        })
    }

    /// n.
    #[must_use]
    pub fn trials(&self) -> u64 {
        self.trials
    }

    /// q.
    #[must_use]
    pub fn success_probability(&self) -> f64 {
        self.q
    }

    /// n·q.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// √(n·q·(1−q)).
    #[must_use]
    pub fn standard_deviation(&self) -> f64 {
        (self.mean * self.p).sqrt()
    }

    /// `k − n·q`, as the nearest double to the exact value (one rounding; two where
    /// `k` and `n·q` differ by more than a factor of two, still within one ulp).
    #[must_use]
    pub fn deviation(&self, k: u64) -> f64 {
        let k = k as f64;
        // Knuth's two-sum: high + low = k − mean exactly.
        let high = k - self.mean;
        let back = high - k;
        let low = (k - (high - back)) - (self.mean + back);
        high + (low - self.mean_rest)
    }

    /// ln P(S = k); −∞ for impossible counts.
    #[must_use]
    pub fn ln_pmf(&self, k: u64) -> f64 {
        match self.density(k) {
            Density::Exponent(exponent) => exponent,
            Density::Saddle { exponent, factor } => exponent + log(factor),
        }
    }

    /// P(S = k).
    #[must_use]
    pub fn pmf(&self, k: u64) -> f64 {
        match self.density(k) {
            Density::Exponent(exponent) => exp(exponent),
            Density::Saddle { exponent, factor } => exp(exponent) * factor,
        }
    }

    /// P(S < k) and P(S ≥ k).
    #[must_use]
    pub fn tail(&self, k: u64) -> Tail {
        let impossible = Tail {
            below: 0.0,
            at_least: 1.0,
            ln_below: f64::NEG_INFINITY,
            ln_at_least: 0.0,
        };
        if k == 0 || (self.p == 0.0 && k <= self.trials) {
            return impossible;
        }
        if k > self.trials || self.q == 0.0 {
            return impossible.mirrored();
        }
        if k == self.trials {
            return Tail::from_ln_at_least(self.ln_all());
        }
        if k == 1 {
            return Tail::from_ln_at_least(self.ln_none()).mirrored();
        }
        // Derivative of the exponent at q, as λ = (d − (1−q))/(1−q) seen from q downwards.
        let past_mode = self.deviation(k) - self.p;
        let count = k as f64;
        let (successes, failures) = (count - 1.0, self.n - count);
        if past_mode >= 0.0 {
            let integral =
                tail_integral::ratio(successes, failures, self.q / self.p, past_mode / self.p);
            self.smaller_tail(k, count * integral)
        } else {
            let integral =
                tail_integral::ratio(failures, successes, self.p / self.q, -past_mode / self.q);
            self.smaller_tail(k, count * (self.p / self.q) * integral)
                .mirrored()
        }
    }

    /// `ln d/dq P(S ≥ k) = ln[n·P(S′ = k−1)]`, S′ ~ Binomial(n−1, q); −∞ for k = 0 and k > n.
    #[must_use]
    pub fn ln_tail_slope(&self, k: u64) -> f64 {
        if k == 0 || k > self.trials {
            return f64::NEG_INFINITY;
        }
        let count = k as f64;
        if self.q == 0.0 {
            return if k == 1 {
                log(self.n)
            } else {
                f64::NEG_INFINITY
            };
        }
        self.ln_pmf(k) + log(count) - log(self.q)
    }

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

    /// The tail `P(S=k)·factor` as P(S ≥ k), with its complement.
    fn smaller_tail(&self, k: u64, factor: f64) -> Tail {
        let (mass, ln_mass) = match self.density(k) {
            Density::Exponent(exponent) => (exp(exponent) * factor, exponent + log(factor)),
            Density::Saddle {
                exponent,
                factor: prefactor,
            } => {
                let factor = factor * prefactor;
                (exp(exponent) * factor, exponent + log(factor))
            }
        };
        Tail {
            below: 1.0 - mass,
            at_least: mass,
            ln_below: log1p(-mass),
            ln_at_least: ln_mass,
        }
    }

    /// ln q^n.
    fn ln_all(&self) -> f64 {
        self.n * log(self.q)
    }

    /// ln (1−q)^n.
    fn ln_none(&self) -> f64 {
        self.n * log1p(-self.q)
    }

    fn density(&self, k: u64) -> Density {
        if k > self.trials || (self.q == 0.0 && k > 0) || (self.p == 0.0 && k < self.trials) {
            return Density::Exponent(f64::NEG_INFINITY);
        }
        if k == 0 {
            return Density::Exponent(self.ln_none());
        }
        if k == self.trials {
            return Density::Exponent(self.ln_all());
        }
        let d = self.deviation(k);
        let successes = k as f64;
        let failures = self.n - successes;
        let deviance =
            half_deviance(successes, -d, self.mean) + half_deviance(failures, d, self.n * self.p);
        let stirling = self.stirling_n - stirling_error(successes) - stirling_error(failures);
        Density::Saddle {
            exponent: stirling - deviance,
            factor: (self.n / (2.0 * PI * successes) / failures).sqrt(),
        }
    }
}

enum Density {
    /// ln P(S = k).
    Exponent(f64),
    /// P(S = k) = factor·e^exponent; kept apart because the logarithm of the factor,
    /// about −½·ln n, would only add rounding.
    Saddle { exponent: f64, factor: f64 },
}

/// `x·ln(x/m) − x + m ≥ 0` for `m = x + excess`, the excess known independently of `m`.
fn half_deviance(x: f64, excess: f64, m: f64) -> f64 {
    let relative = excess / x;
    if relative > -0.5 {
        -x * ln_1p_minus_x(relative)
    } else {
        // m/x is far from 1: its own rounding is harmless, that of 1 + relative is not.
        excess - x * log(m / x)
    }
}
