//! Standardised moments of a binomial count with proof, and expectations of smooth functions from
//! them.
//!
//! With y = (S − nq)/σ, σ² = nq(1−q), the identity q·E\[(n−S)·g(S+1)] = (1−q)·E\[S·g(S)] at g(S) =
//! (S − nq)^r gives
//!
//! `m_(r+1) = Σ_(j<r) C(r,j)·[m_j·σ^(j+1−r) − q·m_(j+1)·σ^(j−r)]`,  m_r = E\[y^r],
//!
//! at a cost that does not depend on n (Johnson, Kemp and Kotz, *Univariate Discrete
//! Distributions*, 3.3). A function that is smooth for |y| ≤ Y is expanded there; what lies beyond
//! has, by Bernstein's inequality, a probability of at most 2·exp(−y²/(2(1 + y/(3σ)))) beyond y (or
//! less, by the tails themselves), summed over shells Y·(3/2)^i.

use super::EnclosedBinomial;
use crate::numerics::error::NumericsError;
use crate::numerics::interval::Interval;

/// Growth of the shells beyond the reach.
const SHELL: f64 = 1.5;

/// Up to so many trials both tails are computed; beyond, Bernstein's inequality is as sharp as
/// needed.
const EXACT_TAILS: u64 = 100_000;

/// A probability that no power of n up to 10^15 makes visible.
const NOTHING: f64 = 1e-250;

/// Moments of y up to some order, and bounds on what lies beyond |y| = Y.
#[derive(Debug, Clone)]
pub struct EnclosedMoments {
    moments: Vec<Interval>,
    /// E\[y^r; |y| ≤ Y].
    within: Vec<Interval>,
    deviation: Interval,
    reach: f64,
    shells: Vec<Shell>,
}

/// All y with `low` < |y| ≤ `high`.
#[derive(Debug, Clone, Copy)]
pub struct Shell {
    /// Inner end.
    pub low: f64,
    /// Outer end.
    pub high: f64,
    /// Upper bound on the probability.
    pub probability: f64,
}

impl EnclosedMoments {
    /// Moments 0 … `order` of Binomial(n, q) for a q in the interval, with reach Y.
    ///
    /// # Errors
    /// [`NumericsError::Domain`] unless 0 < q < 1 on the whole interval.
    pub fn new(trials: u64, q: Interval, order: usize, reach: f64) -> Result<Self, NumericsError> {
        let p = Interval::ONE - q;
        let domain = |value| NumericsError::Domain {
            what: "an end of the interval of q",
            value,
            allowed: "strictly between 0 and 1",
        };
        if !(q.lower() > 0.0 && p.lower() > 0.0) {
            return Err(domain(q.midpoint()));
        }
        let n = Interval::point(trials as f64);
        let deviation = (n * q * p).sqrt().ok_or_else(|| domain(q.midpoint()))?;
        let inverse = Interval::ONE / deviation;
        let mut moments = vec![Interval::ONE, Interval::ZERO];
        for r in 1..order {
            // σ^(j−r) from j = r − 1 downwards, with Pascal's row beside it.
            let mut binomial = 1.0;
            let mut power = Interval::ONE;
            let mut next = Interval::ZERO;
            for back in 1..=r {
                let j = r - back;
                binomial = binomial * (j + 1) as f64 / back as f64;
                let before = power;
                power = power * inverse;
                next = next
                    + Interval::point(binomial)
                        * (moments[j] * before - q * moments[j + 1] * power);
            }
            moments.push(next);
        }
        let far = (n / deviation).upper();
        let mut shells = Vec::new();
        let mut low = reach;
        while low <= far {
            let y = Interval::point(low);
            let three = Interval::point(3.0);
            let exponent =
                y.square() / (Interval::point(2.0) * (Interval::ONE + y / (three * deviation)));
            let mut probability = (Interval::point(2.0) * (-exponent).exp()).upper();
            if trials <= EXACT_TAILS {
                let law = EnclosedBinomial::new(trials, q)?;
                let few = (n * q - y * deviation).upper().floor() + 1.0;
                let many = (n * q + y * deviation).lower().ceil();
                // Casts of negative numbers give 0, for which the tail is 0.
                let both = law.tail(few as u64).below + law.tail(many as u64).at_least;
                probability = probability.min(both.upper());
            }
            // One last shell once nothing that grows like a power can matter.
            let high = if probability < NOTHING {
                (low * SHELL).max(far)
            } else {
                low * SHELL
            };
            shells.push(Shell {
                low,
                high,
                probability,
            });
            // The next shell begins where this one ends: a sliver between them would be weighed
            // with f at `high`, which is less than f there.
            low = high;
        }
        let mut found = Self {
            moments,
            within: Vec::new(),
            deviation,
            reach,
            shells,
        };
        found.within = (0..found.moments.len())
            .map(|power| found.part_within(power))
            .collect();
        Ok(found)
    }

    /// σ.
    #[must_use]
    pub fn deviation(&self) -> Interval {
        self.deviation
    }

    /// Y.
    #[must_use]
    pub fn reach(&self) -> f64 {
        self.reach
    }

    /// Shells that cover every |y| > Y.
    #[must_use]
    pub fn shells(&self) -> &[Shell] {
        &self.shells
    }

    /// Upper bound on E\[f(|y|); |y| > Y] for f ≥ 0 that does not fall.
    #[must_use]
    pub fn beyond(&self, f: impl Fn(f64) -> f64) -> f64 {
        self.shells
            .iter()
            .map(|shell| Interval::point(shell.probability) * Interval::point(f(shell.high)))
            .sum::<Interval>()
            .upper()
    }

    /// E\[y^power]; the whole line where no such moment was asked for.
    #[must_use]
    pub fn whole(&self, power: usize) -> Interval {
        self.moments.get(power).copied().unwrap_or(Interval::ENTIRE)
    }

    /// E\[y^power; |y| ≤ Y]; the whole line where no such moment was asked for.
    #[must_use]
    pub fn within(&self, power: usize) -> Interval {
        self.within.get(power).copied().unwrap_or(Interval::ENTIRE)
    }

    /// Upper bound on E|y|^power: the moment itself, or by Cauchy and Schwarz the geometric mean of
    /// its neighbours; +∞ where no such moment was asked for.
    #[must_use]
    pub fn absolute(&self, power: usize) -> f64 {
        let even = |power: usize| self.moments.get(power).copied();
        if power.is_multiple_of(2) {
            return even(power).map_or(f64::INFINITY, Interval::upper);
        }
        let product = even(power - 1).zip(even(power + 1)).map(|(a, b)| a * b);
        product
            .and_then(|m| m.positive_part().sqrt())
            .map_or(f64::INFINITY, Interval::upper)
    }

    fn part_within(&self, power: usize) -> Interval {
        let far = self.beyond(|y| powi(y, power).upper());
        let whole = self.moments[power];
        // Even powers are nonnegative, so leaving out what is beyond can only lower them.
        let rest = if power.is_multiple_of(2) {
            Interval::new(0.0, far)
        } else {
            Interval::new(-far, far)
        };
        whole - rest.unwrap_or(Interval::ENTIRE)
    }

    /// E\[y^power·F(y); |y| ≤ Y] for F(y) = Σ_{j<M} c_j·y^j + c(y)·y^M, where the last of the
    /// `coefficients` encloses c(y) on |y| ≤ Y. Moments up to M + power must be there; M + power
    /// must be even.
    #[must_use]
    pub fn expect(&self, coefficients: &[Interval], power: usize) -> Interval {
        coefficients
            .iter()
            .enumerate()
            .map(|(j, c)| *c * self.within(j + power))
            .sum()
    }
}

/// x^k by repeated products.
fn powi(x: f64, k: usize) -> Interval {
    (0..k).fold(Interval::ONE, |product, _| product * Interval::point(x))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Moments by summing over every count, in outward-rounded arithmetic.
    fn summed(trials: u64, q: f64, order: usize) -> Vec<Interval> {
        let q = Interval::point(q);
        let p = Interval::ONE - q;
        let n = Interval::point(trials as f64);
        let sigma = (n * q * p).sqrt().unwrap_or(Interval::ENTIRE);
        let law = super::super::EnclosedBinomial::new(trials, q);
        let Ok(law) = law else { return Vec::new() };
        (0..=order)
            .map(|r| {
                (0..=trials)
                    .map(|s| {
                        let y = (Interval::point(s as f64) - n * q) / sigma;
                        let power = (0..r).fold(Interval::ONE, |product, _| product * y);
                        law.ln_pmf(s).exp() * power
                    })
                    .sum()
            })
            .collect()
    }

    #[test]
    fn moments_agree_with_sums_over_counts() {
        for (n, q) in [(7, 0.3), (40, 0.78), (150, 0.5)] {
            let moments = EnclosedMoments::new(n, Interval::point(q), 8, 3.0).unwrap();
            for (r, sum) in summed(n, q, 8).into_iter().enumerate() {
                let both = moments.moments[r].intersection(sum);
                assert!(
                    both.is_some(),
                    "m_{r} of ({n}, {q}): {:?} {sum:?}",
                    moments.moments[r]
                );
                // The recursion multiplies roundings by sums of Pascal's rows, at most 2^8 here.
                assert!(moments.moments[r].width() <= 1e-11 * (1.0 + sum.magnitude()));
            }
        }
    }

    #[test]
    fn parts_within_and_beyond_add_up() {
        let (n, q, reach) = (60, 0.6, 2.5);
        let moments = EnclosedMoments::new(n, Interval::point(q), 6, reach).unwrap();
        let law = super::super::EnclosedBinomial::new(n, Interval::point(q)).unwrap();
        let sigma = (n as f64 * q * (1.0 - q)).sqrt();
        for power in 0..=6 {
            let inside: f64 = (0..=n)
                .map(|s| (s as f64 - n as f64 * q) / sigma)
                .zip((0..=n).map(|s| law.ln_pmf(s).exp().midpoint()))
                .filter(|(y, _)| y.abs() <= reach)
                .map(|(y, p)| p * y.powi(power as i32))
                .sum();
            // Midpoints of sums of sixty terms: 1e-12 is a thousand roundings.
            let within = moments.within(power);
            assert!(within.lower() - 1e-12 <= inside && inside <= within.upper() + 1e-12);
        }
    }
}
