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
//! **Error.** The deviance carries some four roundings, the Stirling errors, the square root and
//! the quadrature (see `integral`: no more than the rounding of its sum) a few dozen of quantities
//! of order one: the relative error of a probability or tail P is below `(16 + 4·|ln P|)·2^-52`, at
//! every n, as long as P is a normal double, and the same bounds the absolute error of ln P beyond:
//! 4e-15 at the centre, 4e-14 at e^-40, below 1e-12 at forty standard deviations. `q` and `k` are
//! taken as exact. This is an error analysis, checked against references, not an enclosure.
//!
//! **Where `statrs` 0.19.1 holds.** Worst relative error over the references of
//! `tests/numerics/binomial_tails.rs` whose smaller tail is above e^-40 (q = 0.03, 0.5, 0.78):
//!
//! | n | here: pmf | here: tail | `statrs`: pmf | `statrs`: P(S < k) | `statrs`: P(S ≥ k) |
//! |---|---|---|---|---|---|
//! | 10^2 | 8e-15 | 5e-15 | 6e-14 | 4e-13 | 5e-13 |
//! | 10^3 | 7e-15 | 9e-15 | 1e-12 | 1e-12 | 1e-12 |
//! | 10^4 | 3e-15 | 6e-15 | 3e-11 | 3e-11 | 2e-11 |
//! | 10^5 | 9e-15 | 8e-15 | 3e-10 | 1e-9 | 2e-10 |
//! | 10^6 | 1e-14 | 1e-14 | 2e-9 | 2e-3 | 3e-8 |
//! | 10^8 | 9e-15 | 1e-14 | 4e-7 | 2 | 1e-5 |
//! | 10^10 | 1e-14 | 9e-15 | 5e-5 | 30 | 6e-5 |
//! | 10^12 | 9e-15 | 1e-14 | 7e-3 | 300 | 5e-3 |
//! | 10^14 | 1e-14 | 1e-14 | 0.5 | 3000 | 0.5 |
//!
//! Its log-gammas differ by less than their own rounding, n·ln n·2^-53, and from 10^6 on its
//! continued fraction stops before it has converged. Up to 10^4 trials it is a good
//! independent check, and the tests use it as one.

mod enclosed;
mod fraction;
mod hinge;
mod integral;
mod moments;
mod stirling;
mod tail;
mod window;

pub use enclosed::{EnclosedBinomial, EnclosedTail};
pub use hinge::MovingHinge;
pub use moments::{EnclosedMoments, Shell};
pub use tail::Tail;

use super::error::NumericsError;
use super::special::{ln_1p_minus_x, stirling_error};
use libm::{exp, log, log1p};
use std::f64::consts::PI;

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
