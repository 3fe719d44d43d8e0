//! Binomial probabilities and tails with proof, for n up to 10^15.
//!
//! **Probability.** With d = k − nq and L(y) = y − ln(1+y) ≥ 0 (Loader 2000),
//!
//! `−ln P(S=k) = k·L(−d/k) + (n−k)·L(d/(n−k)) − δ(n) + δ(k) + δ(n−k) + ½·ln(2πk(n−k)/n)`
//!
//! with Stirling's error δ (`stirling`).
//!
//! **Tails.** P(S < k) = P(S = k−1)·q·F, and 1/F is a continued fraction (`fraction`). It is used
//! on the side where k ≤ (n+1)q, the other tail is its mirror image (S → n−S).

use super::fraction::inverse_fraction;
use super::stirling::{half_ln_two_pi, stirling_error, whole};
use crate::numerics::error::NumericsError;
use crate::numerics::interval::Interval;

/// The law of S ~ Binomial(n, q), q known to lie in an interval within (0, 1).
#[derive(Debug, Clone, Copy)]
pub struct EnclosedBinomial {
    trials: u64,
    n: Interval,
    q: Interval,
    /// 1 − q.
    p: Interval,
}

impl EnclosedBinomial {
    /// Binomial(n, q) for a q within the interval.
    ///
    /// # Errors
    /// [`NumericsError::Domain`] unless 0 < q < 1 on the whole interval and 1 ≤ n ≤
    /// [`MAX_TRIALS`](super::MAX_TRIALS).
    pub fn new(trials: u64, q: Interval) -> Result<Self, NumericsError> {
        if trials == 0 || trials > super::MAX_TRIALS {
            return Err(NumericsError::Domain {
                what: "the number of trials n",
                value: trials as f64,
                allowed: "1 to 10^15",
            });
        }
        let p = Interval::ONE - q;
        if !(q.lower() > 0.0 && p.lower() > 0.0) {
            return Err(NumericsError::Domain {
                what: "an end of the interval of q",
                value: if q.lower() > 0.0 {
                    q.upper()
                } else {
                    q.lower()
                },
                allowed: "strictly between 0 and 1",
            });
        }
        Ok(Self {
            trials,
            n: whole(trials),
            q,
            p,
        })
    }

    /// ln P(S = k); −∞ is never needed: k ≤ n is the caller's duty, else the whole line comes back.
    #[must_use]
    pub fn ln_pmf(&self, k: u64) -> Interval {
        self.ln_pmf_checked(k).unwrap_or(Interval::ENTIRE)
    }

    fn ln_pmf_checked(&self, k: u64) -> Option<Interval> {
        if k > self.trials {
            return None;
        }
        if k == 0 {
            return Some(self.n * (-self.q).ln_1p()?);
        }
        if k == self.trials {
            return Some(self.n * (-self.p).ln_1p()?);
        }
        let (successes, failures) = (whole(k), whole(self.trials - k));
        let deviation = successes - self.n * self.q;
        let deviance = successes * (-(deviation / successes)).excess_over_ln_1p()?
            + failures * (deviation / failures).excess_over_ln_1p()?;
        let half = Interval::point(0.5);
        let width = half * (successes * failures / self.n).ln()? + half_ln_two_pi();
        let stirling =
            stirling_error(self.trials) - stirling_error(k) - stirling_error(self.trials - k);
        Some(stirling - deviance - width)
    }

    /// d P(S ≥ k)/dq = k·P(S = k)/q for 1 ≤ k ≤ n; 0 for k = 0 and k > n.
    #[must_use]
    pub fn tail_slope(&self, k: u64) -> Interval {
        if k == 0 || k > self.trials {
            return Interval::ZERO;
        }
        whole(k) * self.ln_pmf(k).exp() / self.q
    }

    /// Both tails at k and d P(S ≥ k)/dq, for the price of one probability and one fraction.
    #[must_use]
    pub fn tail_and_slope(&self, k: u64) -> (EnclosedTail, Interval) {
        if k == 0 || k > self.trials {
            return (self.tail(k), Interval::ZERO);
        }
        let ln_at = self.ln_pmf(k);
        let slope = whole(k) * ln_at.exp() / self.q;
        (self.tail_from(k, ln_at), slope)
    }

    /// P(S < k) over d P(S ≥ k)/dq, for 1 ≤ k ≤ (n+1)q: the fraction alone, no probability in it.
    ///
    /// P(S < k) = P(S = k)·k·p/((n−k+1)·q)·q·F and the slope is k·P(S = k)/q.
    #[must_use]
    pub fn below_over_slope(&self, k: u64) -> Option<Interval> {
        if k == 0 || k as f64 > self.mode().lower() {
            return None;
        }
        let fraction = inverse_fraction(self.trials, k, self.q, self.p);
        Some(self.q * self.p * fraction / whole(self.trials - k + 1))
    }

    /// P(S < k) and P(S ≥ k).
    #[must_use]
    pub fn tail(&self, k: u64) -> EnclosedTail {
        if k == 0 {
            return EnclosedTail {
                below: Interval::ZERO,
                at_least: Interval::ONE,
            };
        }
        if k > self.trials {
            return EnclosedTail {
                below: Interval::ONE,
                at_least: Interval::ZERO,
            };
        }
        self.tail_from(k, self.ln_pmf(k))
    }

    /// ln P(S < k), 1 ≤ k ≤ n: far below the smallest double as well; −∞ to −10^308 at k = 0.
    #[must_use]
    pub fn ln_below(&self, k: u64) -> Interval {
        self.ln_below_checked(k).unwrap_or(Interval::ENTIRE)
    }

    fn ln_below_checked(&self, k: u64) -> Option<Interval> {
        if k == 0 {
            return Interval::new(f64::NEG_INFINITY, -f64::MAX);
        }
        if k > self.trials {
            return Some(Interval::ZERO);
        }
        if k as f64 <= self.mode().lower() {
            // As in `tail_from`, with the probability as a logarithm.
            let ratio = whole(k) * self.p / whole(self.trials - k + 1);
            let fraction = inverse_fraction(self.trials, k, self.q, self.p);
            return Some(self.ln_pmf(k) + (ratio * fraction).ln()?);
        }
        (-self.tail(k).at_least).ln_1p()
    }

    /// (n+1)·q.
    fn mode(&self) -> Interval {
        (self.n + Interval::ONE) * self.q
    }

    /// The tails at 1 ≤ k ≤ n from ln P(S = k).
    fn tail_from(&self, k: u64, ln_at: Interval) -> EnclosedTail {
        let unit = Interval::new(0.0, 1.0).unwrap_or(Interval::ENTIRE);
        let clip = |x: Interval| x.intersection(unit).unwrap_or(unit);
        if k as f64 <= self.mode().lower() {
            // P(S = k−1) = P(S = k)·k·p/((n−k+1)·q), and q cancels.
            let before = ln_at.exp() * whole(k) * self.p / whole(self.trials - k + 1);
            let below = clip(before * inverse_fraction(self.trials, k, self.q, self.p));
            EnclosedTail {
                below,
                at_least: clip(Interval::ONE - below),
            }
        } else {
            // P(S ≥ k) = P(n−S < n−k+1).
            let mirrored = self.trials - k + 1;
            let at = ln_at.exp() * self.p;
            let at_least = clip(at * inverse_fraction(self.trials, mirrored, self.p, self.q));
            EnclosedTail {
                below: clip(Interval::ONE - at_least),
                at_least,
            }
        }
    }
}

/// The two tails at a threshold, each enclosed; the smaller one to full relative accuracy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EnclosedTail {
    /// P(S < k).
    pub below: Interval,
    /// P(S ≥ k).
    pub at_least: Interval,
}
