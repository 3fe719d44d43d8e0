//! Both tails of a binomial law; the method and its error are stated in [`super`].

use super::{Binomial, Density, integral};
use libm::{exp, expm1, log, log1p};

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
                integral::ratio(successes, failures, self.q / self.p, past_mode / self.p);
            self.smaller_tail(k, count * integral)
        } else {
            let integral =
                integral::ratio(failures, successes, self.p / self.q, -past_mode / self.q);
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
}
