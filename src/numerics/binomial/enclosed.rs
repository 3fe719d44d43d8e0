//! Binomial probabilities and tails with proof, for n up to 10^14.
//!
//! **Probability.** With d = k − nq and L(y) = y − ln(1+y) ≥ 0 (Loader 2000),
//!
//! `−ln P(S=k) = k·L(−d/k) + (n−k)·L(d/(n−k)) − δ(n) + δ(k) + δ(n−k) + ½·ln(2πk(n−k)/n)`.
//!
//! Stirling's error δ(m) = ln m! − (m+½)·ln m + m − ½·ln 2π lies between any two consecutive
//! partial sums of 1/(12m) − 1/(360m³) + 1/(1260m⁵) − 1/(1680m⁷) + 1/(1188m⁹) − … (the series
//! envelops δ for m > 0: DLMF 5.11(ii)); up to 20 it comes from the factorial itself.
//!
//! **Tails.** P(S < k) = P(S = k−1)·q·F with F = 2F1(n+1, 1; a+1; x), a = n−k+1, x = 1−q, has
//! Gauss's continued fraction
//!
//! `1/F = T_1,  T_j = 1 + d_j/T_(j+1),  d_2m = m(k−m)x/((a+2m−1)(a+2m)),  d_(2m+1) =
//! −(a+m)(n+1+m)x/((a+2m)(a+2m+1))`
//!
//! (DLMF 8.17.22). Every T_j is a quotient of two contiguous hypergeometric series with positive
//! coefficients; comparing them term by term gives T_(2m) ≥ 1 and T_(2m+1) ≤ 1 as long as m < k,
//! hence T_(2m+1) ≥ 1 + d_(2m+1). Starting the fraction from that enclosure of its tail, each step
//! back shrinks it: no convergence has to be assumed, and the error is in the result. Terms needed:
//! some 95/z² at z standard deviations from the mean. The fraction is used on the side where k ≤
//! (n+1)q, the other tail is its mirror image (S → n−S).

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

/// ln(2π)/2 by its two neighbouring floats.
pub(super) fn half_ln_two_pi() -> Interval {
    // ½·ln(2π) = 0.918938533204672741780…, which rounds to this double.
    Interval::around(0.918_938_533_204_672_7)
}

/// The exact double of a whole number below 2^53.
fn whole(k: u64) -> Interval {
    Interval::point(k as f64)
}

/// Numerators and denominators of the series of δ: B_2j/(2j(2j−1)), j = 1, 2, ….
const STIRLING: [(f64, f64); 8] = [
    (1.0, 12.0),
    (-1.0, 360.0),
    (1.0, 1260.0),
    (-1.0, 1680.0),
    (1.0, 1188.0),
    (-691.0, 360_360.0),
    (1.0, 156.0),
    (-3617.0, 122_400.0),
];

/// Stirling's error δ(m), m ≥ 1.
fn stirling_error(m: u64) -> Interval {
    let x = whole(m);
    if m < 8 {
        // m! is a small whole number, exactly a double.
        let factorial = (1..=m).fold(Interval::ONE, |product, j| product * whole(j));
        let half = Interval::point(0.5);
        return match (factorial.ln(), x.ln()) {
            (Some(ln_factorial), Some(ln_m)) => {
                ln_factorial - (x + half) * ln_m + x - half_ln_two_pi()
            }
            _ => Interval::ENTIRE,
        };
    }
    // Between the partial sums with `terms` − 1 and `terms` terms; the last term is below 1e-15 in
    // each case.
    let terms = match m {
        8..=30 => 8,
        31..=1000 => 6,
        _ => 4,
    };
    let square = Interval::ONE / x.square();
    let coefficient = |j: usize| Interval::point(STIRLING[j].0) / Interval::point(STIRLING[j].1);
    let mut sum = (coefficient(terms - 1)).hull(Interval::ZERO);
    for j in (0..terms - 1).rev() {
        sum = coefficient(j) + square * sum;
    }
    sum / x
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

/// F = P(S < k)/(q·P(S = k−1)), 1 ≤ k ≤ n; q and p = 1 − q.
fn inverse_fraction(trials: u64, k: u64, q: Interval, p: Interval) -> Interval {
    /// Pairs of terms tried in turn, enough from a fifth of a standard deviation on; nearer the
    /// mean the result is wide.
    const PAIRS: [u64; 6] = [5, 12, 36, 108, 324, 1152];
    /// Relative width at which more terms buy nothing: the rounding of 1 + d_1 at n = 10^14.
    const ENOUGH: f64 = 1e-12;
    let mut best = Interval::new(0.0, f64::INFINITY).unwrap_or(Interval::ENTIRE);
    let mut width = f64::INFINITY;
    // Fewer than this never do, at z standard deviations from the mean.
    let n = trials as f64;
    let (mean, deviation) = (n * q.midpoint(), (n * q.midpoint() * p.midpoint()).sqrt());
    let distance = ((mean - k as f64) / deviation).max(0.05);
    let least = (60.0 / (distance * distance)) as u64;
    for pairs in PAIRS.into_iter().filter(|pairs| *pairs >= least.min(324)) {
        let fraction = fraction(trials, k, q, p, pairs.min(k));
        let inverse = Interval::ONE / fraction;
        if fraction.lower() > 0.0 && inverse.is_bounded() {
            best = best.intersection(inverse).unwrap_or(best);
        }
        let now = best.width() / best.midpoint();
        // Either good enough, or stalled at the rounding of the coefficients, or the fraction has
        // ended.
        if now <= ENOUGH || pairs >= k || now > 0.5 * width {
            break;
        }
        width = if best.is_bounded() {
            now
        } else {
            f64::INFINITY
        };
    }
    best
}

/// T_1, from an enclosure of T_(2·pairs+1) and backwards.
fn fraction(trials: u64, k: u64, q: Interval, p: Interval, pairs: u64) -> Interval {
    quick_fraction(trials, k, q, p, pairs)
        .unwrap_or_else(|| careful_fraction(trials, k, q, p, pairs))
}

/// The same in positive floats, each widened by what its roundings come to: a fraction next to the
/// mean has a thousand terms, and directed rounding at every operation takes five times as long.
///
/// With D = (n+1)q − (k−1) > 0, which makes a + 1 ≥ (n+1)x, every term is a sum of positive ones,
///
/// `1 + d_(2m+1) = [a·D + m·(4a + 4m + 2 − x·(a+n+1+m))]/((a+2m)(a+2m+1)),  T_(2m+1) = 1 + d_(2m+1) +
/// |d_(2m+1)|·e/(T_(2m+3) + e),  e = d_(2m+2)`,
///
/// where x·(a+n+1+m) ≤ 2a + 1 + m, so that its difference from 4a + 4m + 2 loses no digits. `None`
/// where D may be 0 or a float too small to keep its digits.
fn quick_fraction(trials: u64, k: u64, q: Interval, p: Interval, pairs: u64) -> Option<Interval> {
    /// No term has more than ten roundings, of half an EPSILON each.
    const LESS: f64 = 1.0 - 8.0 * f64::EPSILON;
    const MORE: f64 = 1.0 + 8.0 * f64::EPSILON;
    /// Products of such numbers with quotients of whole ones below 2^54 have all their digits.
    const SMALLEST: f64 = 1e-100;
    let first = trials - k + 1;
    let (a, n_and_one) = (first as f64, (trials + 1) as f64);
    // D with a single rounding, that of a fused operation.
    let past = |q: f64| n_and_one.mul_add(q, -((k - 1) as f64));
    let (past_low, past_high) = (past(q.lower()).next_down(), past(q.upper()).next_up());
    let (x_low, x_high) = (p.lower(), p.upper());
    if !(past_low > SMALLEST && past_high.is_finite() && x_low > SMALLEST && x_high < 1.0) {
        return None;
    }
    // 1 + d_(2m+1) and |d_(2m+1)|, from below and from above.
    let odd = |m: u64| -> ([f64; 2], [f64; 2]) {
        let j = m as f64;
        let (c, d) = ((first + 2 * m) as f64, (first + 2 * m + 1) as f64);
        let both = c * d;
        let ratio = (a + j) * (n_and_one + j) / both;
        let rest = |past: f64, x: f64| {
            let bend = (4.0 * a + 4.0 * j + 2.0) - x * (a + n_and_one + j);
            (a * past + j * bend) / both
        };
        (
            [rest(past_low, x_high) * LESS, rest(past_high, x_low) * MORE],
            [ratio * x_low * LESS, ratio * x_high * MORE],
        )
    };
    let (mut low, mut high) = if pairs >= k {
        (1.0, 1.0)
    } else {
        (odd(pairs).0[0].min(1.0), 1.0)
    };
    for m in (0..pairs).rev() {
        let ([least, most], [small, large]) = odd(m);
        // d_(2m+2) ends the fraction where it is 0.
        let even = if m + 1 >= k {
            0.0
        } else {
            let (c, d) = ((first + 2 * m + 1) as f64, (first + 2 * m + 2) as f64);
            (m + 1) as f64 * (k - m - 1) as f64 / (c * d)
        };
        let (few, many) = (even * x_low * LESS, even * x_high * MORE);
        let next_low = (least + small * (few / (high + few))) * LESS;
        let next_high = (most + large * (many / (low + many))) * MORE;
        // T_(2m+1) ∈ [1 + d_(2m+1), 1].
        (low, high) = (next_low.max(least).min(1.0), next_high.min(1.0));
    }
    Interval::new(low, high).filter(|fraction| fraction.lower() > 0.0)
}

/// The same with directed rounding throughout.
fn careful_fraction(trials: u64, k: u64, q: Interval, p: Interval, pairs: u64) -> Interval {
    // Sums of whole numbers below 2^53 are exact as numbers; only products and quotients round.
    let a = trials - k + 1;
    let one = Interval::ONE;
    // 1 + d_(2m+1) over the common denominator: (a+2m)(a+2m+1) − (a+m)(n+1+m)(1−q). At m = 0 that
    // is a·[(a+1) − (n+1)(1−q)] = a·[(n+1)q − (k−1)], which keeps the digits of the deviation.
    let odd = |m: u64| -> Interval {
        whole(a + m) * whole(trials + 1 + m) * p / (whole(a + 2 * m) * whole(a + 2 * m + 1))
    };
    let first = (whole(trials + 1) * q - whole(k - 1)) / whole(a + 1);
    let even = |m: u64| -> Interval {
        whole(m) * whole(k - m) * p / (whole(a + 2 * m - 1) * whole(a + 2 * m))
    };
    let within =
        |low: Interval| Interval::new(low.lower().max(0.0), 1.0).unwrap_or(Interval::ENTIRE);
    // m = k ends the fraction: d_2k = 0. Otherwise T_(2m+1) ∈ [1 + d_(2m+1), 1].
    let mut odd_tail = if pairs >= k {
        one
    } else {
        within(one - odd(pairs))
    };
    for m in (0..pairs).rev() {
        let even_tail = if m + 1 == k {
            one
        } else {
            one + even(m + 1) / odd_tail
        };
        // T = 1 + d/E with E = 1 + e: (1 + d) + |d|·e/E keeps digits where 1 + d is small.
        let odd = odd(m);
        let least = if m == 0 { first } else { one - odd };
        let value = least + odd * ((even_tail - one) / even_tail);
        odd_tail = value.intersection(within(least)).unwrap_or(value);
    }
    odd_tail
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quick_and_careful_fractions_enclose_the_same_number() {
        for trials in [3_u64, 40, 200, 5_000, 1_000_000, 1_000_000_000_000] {
            for q in [1e-3, 0.3, 0.5, 0.97] {
                let at = Interval::point(q);
                let p = Interval::ONE - at;
                let n = trials as f64;
                let deviation = (n * q * (1.0 - q)).sqrt();
                for z in [0.0, 0.1, 0.7, 2.0, 6.0] {
                    let k = (n * q - z * deviation).floor();
                    if k < 1.0 {
                        continue;
                    }
                    for pairs in [5, 36, 324] {
                        let pairs = pairs.min(k as u64);
                        let careful = careful_fraction(trials, k as u64, at, p, pairs);
                        let quick = quick_fraction(trials, k as u64, at, p, pairs).unwrap();
                        assert!(quick.intersection(careful).is_some(), "{trials} {q} {z}");
                        // Some roundings more a term.
                        let slack = 1e-13 * careful.midpoint();
                        assert!(
                            quick.width() <= careful.width() + slack,
                            "{trials} {q} {z} {pairs}: {quick:?} {careful:?}"
                        );
                    }
                }
            }
        }
    }
}
