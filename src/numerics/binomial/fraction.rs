//! Gauss's continued fraction of a binomial tail, enclosed.
//!
//! P(S < k) = P(S = k−1)·q·F with F = 2F1(n+1, 1; a+1; x), a = n−k+1, x = 1−q, has
//!
//! `1/F = T_1,  T_j = 1 + d_j/T_(j+1),  d_2m = m(k−m)x/((a+2m−1)(a+2m)),  d_(2m+1) =
//! −(a+m)(n+1+m)x/((a+2m)(a+2m+1))`
//!
//! (DLMF 8.17.22). Every T_j is a quotient of two contiguous hypergeometric series with positive
//! coefficients; comparing them term by term gives T_(2m) ≥ 1 and T_(2m+1) ≤ 1 as long as m < k,
//! hence T_(2m+1) ≥ 1 + d_(2m+1). Starting the fraction from that enclosure of its tail, each step
//! back shrinks it: no convergence has to be assumed, and the error is in the result. Terms needed:
//! some 95/z² at z standard deviations from the mean.

use super::stirling::whole;
use crate::numerics::interval::Interval;

/// F = P(S < k)/(q·P(S = k−1)), 1 ≤ k ≤ n; q and p = 1 − q.
pub(super) fn inverse_fraction(trials: u64, k: u64, q: Interval, p: Interval) -> Interval {
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
