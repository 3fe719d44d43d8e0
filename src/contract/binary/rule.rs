//! When the bonus is paid: S ≥ k, and with probability ρ also at S = k − 1.

use crate::numerics::{Binomial, NumericsError};

/// The bonus rule on n samples: pay at S ≥ `threshold`, and with probability `randomisation` at S =
/// `threshold` − 1.
///
/// A randomised rule is the mixture (1−ρ)·[S ≥ k] + ρ·[S ≥ k−1], so every probability below is that
/// mixture of two binomial tails. The pair (k, ρ) orders all rules by the real number t = k − ρ,
/// from lenient to strict.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BonusRule {
    samples: u64,
    threshold: u64,
    randomisation: f64,
}

/// Probabilities of a [`BonusRule`] at one agreement probability q.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Passing {
    /// P(bonus).
    pub pass: f64,
    /// P(no bonus), not computed as a difference from 1.
    pub fail: f64,
    /// ln P(no bonus).
    pub ln_fail: f64,
    /// ln of d P(bonus)/dq.
    pub ln_slope: f64,
}

impl BonusRule {
    /// Pay at S ≥ `threshold` of `samples`, 1 ≤ threshold ≤ samples; `None` otherwise.
    pub fn at(samples: u64, threshold: u64) -> Option<Self> {
        (1..=samples).contains(&threshold).then_some(Self {
            samples,
            threshold,
            randomisation: 0.0,
        })
    }

    /// The rule t = k − ρ with 0 < t ≤ n and k = ⌈t⌉; `None` outside.
    pub fn at_real(samples: u64, position: f64) -> Option<Self> {
        if !(position > 0.0 && position <= samples as f64) {
            return None;
        }
        let threshold = position.ceil();
        Some(Self {
            samples,
            threshold: threshold as u64,
            randomisation: threshold - position,
        })
    }

    /// n.
    pub fn samples(&self) -> u64 {
        self.samples
    }
    /// k.
    pub fn threshold(&self) -> u64 {
        self.threshold
    }
    /// ρ, the probability of paying the bonus at S = k − 1.
    pub fn randomisation(&self) -> f64 {
        self.randomisation
    }
    /// t = k − ρ.
    pub fn position(&self) -> f64 {
        self.threshold as f64 - self.randomisation
    }

    /// ln of d P(bonus)/dq at q; the cheap part of [`passing`](Self::passing).
    pub fn ln_slope(&self, agreement: f64) -> Result<f64, NumericsError> {
        let law = Binomial::new(self.samples, agreement)?;
        let strict = law.ln_tail_slope(self.threshold);
        if self.randomisation == 0.0 {
            return Ok(strict);
        }
        if self.threshold == 1 {
            // At S ≥ 0 the bonus is certain, so the lenient half of the mixture has no slope.
            return Ok(strict + libm::log1p(-self.randomisation));
        }
        Ok(mix(
            self.randomisation,
            strict,
            law.ln_tail_slope(self.threshold - 1),
        ))
    }

    /// All probabilities at q.
    ///
    /// One tail does for the mixture: with p = P(S = k−1), P(no bonus) = P(S < k−1) + (1−ρ)·p and
    /// P(bonus) = P(S ≥ k) + ρ·p, whichever is the smaller being summed and the other its
    /// complement.
    pub fn passing(&self, agreement: f64) -> Result<Passing, NumericsError> {
        let law = Binomial::new(self.samples, agreement)?;
        let ln_slope = self.ln_slope(agreement)?;
        let rho = self.randomisation;
        if rho == 0.0 {
            let strict = law.tail(self.threshold);
            return Ok(Passing {
                pass: strict.at_least,
                fail: strict.below,
                ln_fail: strict.ln_below,
                ln_slope,
            });
        }
        let ln_at = law.ln_pmf(self.threshold - 1);
        let lenient_side = law.deviation(self.threshold) <= 0.0;
        let (pass, fail, ln_fail);
        if lenient_side {
            let tail = law.tail(self.threshold - 1);
            ln_fail = ln_sum(tail.ln_below, libm::log1p(-rho) + ln_at);
            fail = libm::exp(ln_fail);
            pass = 1.0 - fail;
        } else {
            let tail = law.tail(self.threshold);
            pass = tail.at_least + rho * libm::exp(ln_at);
            fail = 1.0 - pass;
            ln_fail = libm::log1p(-pass);
        }
        Ok(Passing {
            pass,
            fail,
            ln_fail,
            ln_slope,
        })
    }
}

/// ln[(1−ρ)·e^a + ρ·e^b].
fn mix(rho: f64, a: f64, b: f64) -> f64 {
    let top = a.max(b);
    if top == f64::NEG_INFINITY {
        return top;
    }
    top + libm::log((1.0 - rho) * libm::exp(a - top) + rho * libm::exp(b - top))
}

/// ln(e^a + e^b).
fn ln_sum(a: f64, b: f64) -> f64 {
    let (top, bottom) = (a.max(b), a.min(b));
    if top == f64::NEG_INFINITY {
        return top;
    }
    top + libm::log1p(libm::exp(bottom - top))
}
