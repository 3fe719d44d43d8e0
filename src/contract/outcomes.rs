//! Expectations over the number of agreements, at a cost that does not grow with n where the pay is
//! smooth.

use super::error::{ContractError, MAX_OUTCOMES};
use crate::numerics::CountRule;

/// Up to this many samples every count that matters is summed; the window then holds at most some
/// 3000 counts.
const SUM_SAMPLES: u64 = 20_000;

/// Probability left outside the window of counts: its contribution to a premium is the square of
/// pay there times this, below 10⁻²⁰ of the premium for pay that grows like a power of the count.
const WINDOW_TAIL: f64 = 1e-30;

/// Order of the Gauss rule. The pay is analytic in x = (s − nq)/n with a radius of convergence of
/// order 1, and the rule of order m integrates polynomials of degree 2m − 1 exactly; the error
/// decreases like n^(−m), nil at n > 20 000.
const GAUSS_ORDER: usize = 24;

/// A kink of the pay (limited liability) farther than this many standard deviations from the mean
/// is not seen: by Bernstein's inequality the probability beyond t standard deviations σ is at most
/// exp(−t²/(2 + ⅔·t/σ)), below 1e-170 at t = 40 wherever σ² = nq(1−q) ≥ 200, which n > 20 000 gives
/// for every q up to 0.99.
const KINK_REACH: f64 = 40.0;

/// Outcomes as standardised deviations y = (s − nq)/√(nq(1−q)) with probabilities.
#[derive(Debug, Clone)]
pub struct Outcomes {
    samples: u64,
    agreement: f64,
    deviations: Vec<f64>,
    probabilities: Vec<f64>,
    every_count: bool,
}

impl Outcomes {
    /// The outcomes of n samples at agreement q. `kink` is the standardised deviation at which the
    /// pay stops being smooth, if it does; a kink within reach of the mean asks for the sum over
    /// every count.
    pub fn new(samples: u64, agreement: f64, kink: Option<f64>) -> Result<Self, ContractError> {
        let kink_matters = kink.is_some_and(|y| y.abs() < KINK_REACH);
        let every_count = samples <= SUM_SAMPLES || kink_matters;
        let deviation = Self::standard_deviation_of(samples, agreement);
        if deviation == 0.0 {
            // q is 0 (sentinels without effort) or 1: the count is certain and equals its mean.
            return Ok(Self {
                samples,
                agreement,
                deviations: vec![0.0],
                probabilities: vec![1.0],
                every_count: true,
            });
        }
        let rule = if every_count {
            let expected = (24.0 * deviation).min(samples as f64) as u64;
            if expected > MAX_OUTCOMES {
                return Err(ContractError::TooManyOutcomes {
                    outcomes: expected,
                    samples,
                });
            }
            CountRule::window(samples, agreement, WINDOW_TAIL)?
        } else {
            CountRule::gauss(samples, agreement, GAUSS_ORDER)?
        };
        Ok(Self {
            samples,
            agreement,
            deviations: rule.deviations().iter().map(|d| d / deviation).collect(),
            probabilities: rule.probabilities().to_vec(),
            every_count,
        })
    }

    fn standard_deviation_of(samples: u64, agreement: f64) -> f64 {
        (samples as f64 * agreement * (1.0 - agreement)).sqrt()
    }

    /// √(nq(1−q)), in counts.
    pub fn standard_deviation(&self) -> f64 {
        Self::standard_deviation_of(self.samples, self.agreement)
    }
    /// n.
    pub fn samples(&self) -> u64 {
        self.samples
    }
    /// q.
    pub fn agreement(&self) -> f64 {
        self.agreement
    }
    /// Whether each outcome is a count (otherwise a node of a Gauss rule).
    pub fn every_count(&self) -> bool {
        self.every_count
    }
    /// Number of outcomes or nodes.
    pub fn len(&self) -> usize {
        self.deviations.len()
    }
    /// Whether there are none (never, for valid n).
    pub fn is_empty(&self) -> bool {
        self.deviations.is_empty()
    }
    /// Pairs (y, probability).
    pub fn iter(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.deviations
            .iter()
            .copied()
            .zip(self.probabilities.iter().copied())
    }
    /// E\[f(y)].
    pub fn expect(&self, f: impl Fn(f64) -> f64) -> f64 {
        crate::numerics::expectation::sum(self.iter().map(|(y, p)| p * f(y)))
    }
}
