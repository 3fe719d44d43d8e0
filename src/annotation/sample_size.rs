//! How many samples are enough: tests and estimates of effort, exactly from binomial tails and
//! asymptotically (T2).

use crate::numerics::binomial::Binomial;
use crate::numerics::error::NumericsError;
use crate::numerics::normal;

/// Kullback–Leibler divergence of Bernoulli(p) from Bernoulli(q), in nats; 0·ln 0 = 0.
pub fn divergence(p: f64, q: f64) -> f64 {
    let term = |p: f64, q: f64| if p == 0.0 { 0.0 } else { p * libm::log(p / q) };
    term(p, q) + term(1.0 - p, 1.0 - q)
}

/// Chernoff information of Bernoulli(q0) and Bernoulli(q1): the rate at which the larger of both
/// errors of the best test vanishes. It is the divergence of q* from either, where the two are
/// equal: q* = ln((1 − q0)/(1 − q1)) / [ln((1 − q0)/(1 − q1)) + ln(q1/q0)].
pub fn chernoff_information(q0: f64, q1: f64) -> f64 {
    let down = libm::log1p((q1 - q0) / (1.0 - q1));
    let up = libm::log1p((q1 - q0) / q0);
    divergence(down / (down + up), q0)
}

/// A test of q ≤ q0 against q ≥ q1 that decides for q1 from `threshold` agreements on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Test {
    /// Samples.
    pub samples: u64,
    /// Least number of agreements that speaks for q1.
    pub threshold: u64,
}

/// No more samples than this are looked for.
pub const MOST_SAMPLES: u64 = 1 << 40;

/// The smallest test with both errors at most `delta`, by exact binomial tails; `None` beyond
/// [`MOST_SAMPLES`].
///
/// With a threshold that may be randomised, more samples never hurt (one can be ignored), and by
/// Neyman and Pearson no test is better; so its smallest n is found by bisection, and no test with
/// a fixed threshold needs fewer. From there the first n whose best fixed threshold does it is
/// looked for upwards: n is the smallest, not merely one that works.
pub fn smallest_test(q0: f64, q1: f64, delta: f64) -> Result<Option<Test>, NumericsError> {
    let mut high = 1;
    while !randomised_is_enough(high, q0, q1, delta)? {
        high *= 2;
        if high > MOST_SAMPLES {
            return Ok(None);
        }
    }
    let mut low = high / 2;
    while low + 1 < high {
        let middle = low + (high - low) / 2;
        if randomised_is_enough(middle, q0, q1, delta)? {
            high = middle;
        } else {
            low = middle;
        }
    }
    for samples in high.. {
        let threshold = least_threshold(samples, q0, delta)?;
        if threshold <= samples && Binomial::new(samples, q1)?.tail(threshold).below <= delta {
            return Ok(Some(Test { samples, threshold }));
        }
        if samples > 2 * high + 100 {
            break;
        }
    }
    Ok(None)
}

/// Least k with P(S ≥ k | q0) ≤ delta.
fn least_threshold(samples: u64, q0: f64, delta: f64) -> Result<u64, NumericsError> {
    let law = Binomial::new(samples, q0)?;
    let (mut low, mut high) = (0, samples + 1);
    while low + 1 < high {
        let middle = low + (high - low) / 2;
        if law.tail(middle).at_least <= delta {
            high = middle;
        } else {
            low = middle;
        }
    }
    Ok(high)
}

/// Whether the most powerful test of size `delta` has power at least 1 − delta.
fn randomised_is_enough(samples: u64, q0: f64, q1: f64, delta: f64) -> Result<bool, NumericsError> {
    let k = least_threshold(samples, q0, delta)?;
    let (law0, law1) = (Binomial::new(samples, q0)?, Binomial::new(samples, q1)?);
    // At k − 1 agreements the test decides for q1 with the probability that fills the size up.
    let spare = delta - law0.tail(k).at_least;
    let chance = (spare / law0.pmf(k - 1)).clamp(0.0, 1.0);
    let miss = law1.tail(k).below - chance * law1.pmf(k - 1);
    Ok(miss <= delta)
}

/// Leading order of the smallest test's samples: ln(1/δ)/C.
pub fn test_asymptote(q0: f64, q1: f64, delta: f64) -> f64 {
    -libm::log(delta) / chernoff_information(q0, q1)
}

/// Leading order of the samples for an estimate of η within ±`half_width` at level 1 − `delta`:
/// z²/(I ε²).
pub fn estimate_asymptote(information: f64, half_width: f64, delta: f64) -> f64 {
    let z = normal::survival_quantile(0.5 * delta);
    z * z / (information * half_width * half_width)
}

/// P(|η̂ − η| ≤ ε) for η̂ = q⁻¹(S/n): by monotony P(q(η − ε) ≤ S/n ≤ q(η + ε)), given those two
/// agreement probabilities and q(η).
pub fn hit_probability(samples: u64, q: f64, low: f64, high: f64) -> Result<f64, NumericsError> {
    let n = samples as f64;
    let law = Binomial::new(samples, q)?;
    let first = (n * low).ceil().max(0.0) as u64;
    let last = (n * high).floor().min(n) as u64;
    if last < first {
        return Ok(0.0);
    }
    let missed = law.tail(first).below + law.tail(last + 1).at_least;
    Ok(1.0 - missed)
}

/// The least n from which on every n up to 2n + 100 estimates within the limits with probability at
/// least 1 − delta; `None` if none is below `most`. (Single smaller n may do it by a lucky grid of
/// S/n; they are no sample size to recommend.)
pub fn smallest_estimate(
    q: f64,
    low: f64,
    high: f64,
    delta: f64,
    most: u64,
) -> Result<Option<u64>, NumericsError> {
    let mut candidate = 1;
    let mut samples = 1;
    while samples <= 2 * candidate + 100 {
        if hit_probability(samples, q, low, high)? < 1.0 - delta {
            candidate = samples + 1;
            if candidate > most {
                return Ok(None);
            }
        }
        samples += 1;
    }
    Ok(Some(candidate))
}
