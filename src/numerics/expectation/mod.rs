//! Discrete rules for the expectation of a function of a binomial count.
//!
//! Both rules are lists of deviations `s − nq` and probabilities. The window holds every
//! count that matters, O(√n) of them: exact for any function. The Gauss–Krawtchouk rule of
//! order m is exact for polynomials of degree `2m − 1` in the count, so for functions that
//! are smooth on the scale of the standard deviation it needs some forty nodes at any n.

mod jacobi;

use super::binomial::Binomial;
use super::error::NumericsError;
use jacobi::Jacobi;

/// Most counts a window may hold (128 MiB of rule).
pub const MAX_WINDOW: u64 = 1 << 23;
/// Highest order of a Gauss rule: the outermost weights leave the range of doubles beyond.
pub const MAX_ORDER: usize = 250;

/// Points and weights of a discrete measure close to Binomial(n, q).
#[derive(Debug, Clone, PartialEq)]
pub struct CountRule {
    deviations: Vec<f64>,
    probabilities: Vec<f64>,
}

impl CountRule {
    /// Every count but the outermost, whose mass together is at most `tail_mass`.
    ///
    /// Probabilities come from the saddle-point form at every 64th count and the exact ratio
    /// `P(S=s+1)/P(S=s) = (n−s)q/((s+1)(1−q))` between: below 64·(3/2)·ε = 2e-14 relative.
    /// They are not renormalised.
    ///
    /// # Errors
    /// Those of [`Binomial::new`]; [`NumericsError::TooLarge`] beyond [`MAX_WINDOW`] counts.
    pub fn window(n: u64, q: f64, tail_mass: f64) -> Result<Self, NumericsError> {
        const STRIDE: u64 = 64;
        let law = Binomial::new(n, q)?;
        let counts = law.window(tail_mass);
        let (lo, hi) = (*counts.start(), *counts.end());
        let needed = hi - lo + 1;
        if needed > MAX_WINDOW {
            return Err(NumericsError::TooLarge {
                what: "the window of counts",
                needed,
                allowed: MAX_WINDOW,
            });
        }
        let odds = q / (1.0 - q);
        let mut deviations = Vec::with_capacity(needed as usize);
        let mut probabilities = Vec::with_capacity(needed as usize);
        let mut probability = 0.0;
        for s in lo..=hi {
            let tiny = probability < f64::MIN_POSITIVE;
            probability = if (s - lo) % STRIDE == 0 || tiny {
                law.pmf(s)
            } else {
                probability * ((n - s + 1) as f64 / s as f64 * odds)
            };
            deviations.push(law.deviation(s));
            probabilities.push(probability);
        }
        Ok(Self {
            deviations,
            probabilities,
        })
    }

    /// Every multiple of `stride` among the counts that matter, each for as many of them.
    ///
    /// The trapezoid rule on a law that is smooth over many counts: the error is that of aliasing,
    /// exp(−2π²·(σ/stride)²), for functions smooth in the count, and (stride/σ)²/12 of a jump of
    /// the slope, in units of standard deviations, times the density there.
    ///
    /// # Errors
    /// Those of [`window`](Self::window).
    pub fn strided(n: u64, q: f64, tail_mass: f64, stride: u64) -> Result<Self, NumericsError> {
        if stride <= 1 {
            return Self::window(n, q, tail_mass);
        }
        let law = Binomial::new(n, q)?;
        let counts = law.window(tail_mass);
        let (first, last) = (counts.start().div_ceil(stride), counts.end() / stride);
        let needed = last.saturating_sub(first) + 1;
        if needed > MAX_WINDOW {
            return Err(NumericsError::TooLarge {
                what: "the window of counts",
                needed,
                allowed: MAX_WINDOW,
            });
        }
        let (deviations, probabilities) = (first..=last)
            .map(|j| {
                let count = j * stride;
                (law.deviation(count), law.pmf(count) * stride as f64)
            })
            .unzip();
        Ok(Self {
            deviations,
            probabilities,
        })
    }

    /// The Gauss–Krawtchouk rule with `order` nodes (the whole support if `order > n`).
    ///
    /// Nodes are the eigenvalues of the Jacobi matrix of the Krawtchouk polynomials, centred
    /// at the mean and scaled by the standard deviation σ: diagonal `k(1−2q)/σ`, squared
    /// off-diagonal `k(n−k+1)/n`, k = 0…order−1 (G. Golub & J. Welsch 1969), by the implicit QL
    /// iteration. Weights are the squared first components of the unit eigenvectors, from
    /// twisted factorisations, so that small weights are relatively accurate too.
    ///
    /// # Errors
    /// Those of [`Binomial::new`]; [`NumericsError::Domain`] for `q` 0 or 1 or an order
    /// outside `1..=`[`MAX_ORDER`].
    pub fn gauss(n: u64, q: f64, order: usize) -> Result<Self, NumericsError> {
        let law = Binomial::new(n, q)?;
        if q == 0.0 || q == 1.0 {
            return Err(NumericsError::Domain {
                what: "success probability",
                value: q,
                allowed: "strictly between 0 and 1",
            });
        }
        if !(1..=MAX_ORDER).contains(&order) {
            return Err(NumericsError::Domain {
                what: "order of the Gauss rule",
                value: order as f64,
                allowed: "from 1 to 250",
            });
        }
        if order as u64 > n {
            return Self::window(n, q, 0.0);
        }
        let jacobi = Jacobi::krawtchouk(&law, order);
        let sigma = law.standard_deviation();
        let mut nodes = jacobi.eigenvalues()?;
        let mut probabilities = Vec::with_capacity(order);
        for x in &mut nodes {
            let (refined, weight) = jacobi.refine(*x);
            *x = refined;
            probabilities.push(weight);
        }
        Ok(Self {
            deviations: nodes.into_iter().map(|x| x * sigma).collect(),
            probabilities,
        })
    }

    /// The points, as `s − nq`, ascending.
    #[must_use]
    pub fn deviations(&self) -> &[f64] {
        &self.deviations
    }

    /// The probability of each point.
    #[must_use]
    pub fn probabilities(&self) -> &[f64] {
        &self.probabilities
    }

    /// Number of points.
    #[must_use]
    pub fn len(&self) -> usize {
        self.deviations.len()
    }

    /// Whether the rule has no points (it never does).
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.deviations.is_empty()
    }

    /// `E f(S − nq)`, summed with compensation.
    pub fn expect(&self, mut f: impl FnMut(f64) -> f64) -> f64 {
        sum(self
            .deviations
            .iter()
            .zip(&self.probabilities)
            .map(|(d, p)| p * f(*d)))
    }
}

/// The sum, by Neumaier's compensated summation (1974): the error is two roundings of the
/// result plus `O(ε²)` of the sum of absolute values, whatever the number of terms.
pub fn sum(terms: impl IntoIterator<Item = f64>) -> f64 {
    let (mut total, mut carry) = (0.0f64, 0.0);
    for term in terms {
        let next = total + term;
        carry += if total.abs() >= term.abs() {
            (total - next) + term
        } else {
            (term - next) + total
        };
        total = next;
    }
    // An infinite total makes the compensation NaN.
    if total.is_finite() {
        total + carry
    } else {
        total
    }
}

#[cfg(test)]
mod tests {
    use super::super::special::{exp_m1_minus_x, pow_1p_m1_minus_kt};
    use super::*;
    use approx::assert_relative_eq;
    use libm::exp;

    /// Two rules of one law that share only the law's parameters: eigenvalues against
    /// saddle-point probabilities.
    #[test]
    fn gauss_and_window_agree_on_smooth_functions() {
        for n in [30, 100, 10_000, 1_000_000] {
            for q in [0.03, 0.5, 0.78, 0.99] {
                let window = CountRule::window(n, q, 1e-24).unwrap();
                let gauss = CountRule::gauss(n, q, 40).unwrap();
                let count = n as f64;
                let sigma = (count * q * (1.0 - q)).sqrt();
                let functions: [&dyn Fn(f64) -> f64; 6] = [
                    &|_| 1.0,
                    &|d| d * d,
                    &|d| exp(0.3 * d / count),
                    &|d| exp(0.3 * d / sigma),
                    &|d| exp_m1_minus_x(0.2 * d / sigma),
                    &|d| pow_1p_m1_minus_kt(d / count, 3.3),
                ];
                for f in functions {
                    // 2e-14 from the window's recurrences, the rest from forty nodes.
                    assert_relative_eq!(window.expect(f), gauss.expect(f), max_relative = 5e-14);
                }
            }
        }
    }

    #[test]
    fn window_is_the_law_up_to_the_mass_left_out() {
        for (n, q) in [(1, 0.3), (17, 0.9), (5_000, 0.2), (3_000_000, 0.6)] {
            let rule = CountRule::window(n, q, 1e-20).unwrap();
            assert_relative_eq!(rule.expect(|_| 1.0), 1.0, max_relative = 2e-14);
            let variance = n as f64 * q * (1.0 - q);
            assert_relative_eq!(rule.expect(|d| d * d), variance, max_relative = 3e-14);
            assert!(rule.expect(|d| d).abs() < 2e-14 * variance.sqrt());
        }
    }

    /// An error of (stride/σ)²/8 times the density at a kink at most, and none without a kink.
    #[test]
    fn every_64th_count_stands_for_the_others() {
        for (n, q) in [(30_000_000, 0.5), (100_000_000, 0.9)] {
            let every = CountRule::window(n, q, 1e-24).unwrap();
            let few = CountRule::strided(n, q, 1e-24, 64).unwrap();
            let sigma = (n as f64 * q * (1.0 - q)).sqrt();
            for kink in [-5.0, -1.3, 0.2] {
                let pay = |d: f64| (d / sigma - kink).max(0.0);
                let error = few.expect(pay) - every.expect(pay);
                let density = libm::exp(-0.5 * kink * kink) / (2.0 * std::f64::consts::PI).sqrt();
                let most = density * (64.0 / sigma) * (64.0 / sigma) / 8.0;
                assert!(error.abs() <= most + 1e-14, "{error:e} beyond {most:e}");
            }
            let smooth = |d: f64| exp(0.3 * d / sigma);
            assert_relative_eq!(
                few.expect(smooth),
                every.expect(smooth),
                max_relative = 5e-14
            );
        }
    }

    /// With one node fewer than there are counts the rule is already exact to degree 2n − 1.
    #[test]
    fn gauss_rule_reaches_far_into_small_laws() {
        for (n, q) in [(8, 0.5), (60, 0.03), (200, 0.97)] {
            let rule = CountRule::gauss(n, q, usize::try_from(n).unwrap()).unwrap();
            assert_relative_eq!(rule.expect(|_| 1.0), 1.0, max_relative = 1e-13);
            assert!(rule.probabilities().iter().all(|p| *p >= 0.0));
            assert!(rule.deviations().windows(2).all(|d| d[0] < d[1]));
        }
        let wide = CountRule::gauss(1_000_000, 0.5, MAX_ORDER).unwrap();
        assert_relative_eq!(wide.expect(|_| 1.0), 1.0, max_relative = 1e-13);
    }

    #[test]
    fn sums_without_losing_small_terms() {
        assert_eq!(sum([1.0, 1e100, 1.0, -1e100]), 2.0);
        assert_eq!(sum((0..1_000_000).map(|_| 0.1)), 100_000.0);
        assert_eq!(sum([f64::INFINITY, 1.0]), f64::INFINITY);
        assert!(sum([f64::NAN, 1.0]).is_nan());
    }
}
