//! Expectations over the number of agreements, at a cost that does not grow with n where the pay is
//! smooth.

use super::error::ContractError;
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
/// exp(−t²/(2 + ⅔·t/σ)), below 1e-40 at t = 16 and σ ≥ 100, and a premium grows like the square of
/// the distance from the mean.
pub(super) const KINK_REACH: f64 = 16.0;

/// Below this standard deviation every count is summed at any n: there are few that matter, and the
/// law is far from a normal one (q next to 1).
const FEW_DEVIATIONS: f64 = 100.0;

/// With a kink within reach and a standard deviation of at least twice so many counts, only every
/// 2^j-th count is summed, so many a standard deviation or more. A kink then leaves an error of
/// 1/(12·256²) < 2e-6 of the pay of one standard deviation, times the density there; at 10¹²
/// samples an effort then costs a tenth of a second.
pub(super) const DENSE: f64 = 256.0;

/// How many counts one stands for where `dense` are to be summed in a standard deviation.
pub(super) fn stride(deviation: f64, dense: f64) -> u64 {
    let most = deviation / dense;
    if most < 2.0 {
        return 1;
    }
    // The largest power of two: it and the counts that are summed stay while the effort moves
    // a little, so that sums are as smooth in the effort as the law.
    1 << (libm::log2(most) as u32).min(62)
}

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
        Self::with(samples, agreement, kink, DENSE)
    }

    /// The same with so many counts a standard deviation where all are too many.
    pub fn with(
        samples: u64,
        agreement: f64,
        kink: Option<f64>,
        dense: f64,
    ) -> Result<Self, ContractError> {
        let kink_matters = kink.is_some_and(|y| y.abs() < KINK_REACH);
        let deviation = Self::standard_deviation_of(samples, agreement);
        let every_count = samples <= SUM_SAMPLES || deviation < FEW_DEVIATIONS || kink_matters;
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
            CountRule::strided(samples, agreement, WINDOW_TAIL, stride(deviation, dense))?
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
    /// Whether outcomes are counts (otherwise nodes of a Gauss rule).
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
