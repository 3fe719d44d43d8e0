//! When the bonus is paid: S ≥ k, and with probability ρ also at S = k − 1.

use crate::numerics::{Binomial, NumericsError};
use serde::Serialize;

/// The bonus rule on n samples: pay at S ≥ `threshold`, and with probability `randomisation` at S =
/// `threshold` − 1.
///
/// A randomised rule is the mixture (1−ρ)·[S ≥ k] + ρ·[S ≥ k−1], so every probability below is that
/// mixture of two binomial tails. The pair (k, ρ) orders all rules by the real number t = k − ρ,
/// from lenient to strict.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct BonusRule {
    /// A contract's documents give it once, beside its rules.
    #[serde(skip)]
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

    /// d/dq of [`ln_slope`](Self::ln_slope): (k−1)/q − (n−k)/(1−q) for a whole threshold, and for
    /// a mixture that of both in proportion to their slopes.
    ///
    /// Error: a few roundings of the two terms, n/(q(1−q)) at most; one that does not exist at
    /// q = 0 or 1 is infinite.
    pub fn ln_slope_change(&self, agreement: f64) -> f64 {
        let (n, q) = (self.samples as f64, agreement);
        let part = |count: f64, share: f64| if count == 0.0 { 0.0 } else { count / share };
        let whole = |k: f64| part(k - 1.0, q) - part(n - k, 1.0 - q);
        let k = self.threshold as f64;
        let strict = whole(k);
        if self.randomisation == 0.0 || self.threshold == 1 {
            return strict;
        }
        // Slope of the lenient half over that of the strict one.
        let ratio = (k - 1.0) / (n - k + 1.0) * (1.0 - q) / q;
        let lenient = self.randomisation * ratio;
        let weight = lenient / (1.0 - self.randomisation + lenient);
        strict + weight * (whole(k - 1.0) - strict)
    }

    /// P(bonus) at q alone, as [`passing`](Self::passing) has it.
    pub fn pass(&self, agreement: f64) -> Result<f64, NumericsError> {
        if self.randomisation > 0.0 {
            return Ok(self.passing(agreement)?.pass);
        }
        Ok(Binomial::new(self.samples, agreement)?
            .tail(self.threshold)
            .at_least)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Against the difference of the logarithms that it is the derivative of.
    #[test]
    fn change_of_the_slope_is_its_derivative() {
        for (samples, position) in [(1, 1.0), (4, 2.0), (4, 2.3), (4, 0.4), (50, 37.9), (9, 9.0)] {
            let rule = BonusRule::at_real(samples, position).unwrap();
            for q in [0.1, 0.5, 0.83] {
                let step = 1e-5;
                let at = |q: f64| rule.ln_slope(q).unwrap();
                let difference = (at(q + step) - at(q - step)) / (2.0 * step);
                let error = rule.ln_slope_change(q) - difference;
                // The third derivative, below 2n/(q(1−q))³, times a sixth of the squared step.
                let bound = samples as f64 * 1e-7 + 1e-9;
                assert!(error.abs() < bound, "{rule:?} at {q}: {error:e}");
            }
        }
    }
}
