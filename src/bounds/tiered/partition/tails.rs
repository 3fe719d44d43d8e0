//! P(S ≥ k) at many thresholds of one law: the outermost by a fraction, the others by sums.

use crate::numerics::{EnclosedBinomial, Interval};

/// Probabilities are summed where thresholds span no more counts than this; beyond, each tail is
/// computed by itself.
const SUMMED: u64 = 400_000;

/// P(S ≥ k) and dP(S ≥ k)/dq at thresholds that rise.
///
/// Sums of positive terms run from the lowest threshold up to the mean, and from the highest down
/// to it, so that the smaller tails keep their digits. Between two thresholds P(S = k+1) = P(S =
/// k)·(n−k)q/((k+1)p).
pub fn tails(samples: u64, q: Interval, counts: &[u64]) -> Option<Vec<(Interval, Interval)>> {
    let law = EnclosedBinomial::new(samples, q).ok()?;
    let (first, last) = (*counts.first()?, *counts.last()?);
    if last - first > SUMMED {
        let each = counts.iter().map(|k| {
            let (tail, slope) = law.tail_and_slope(*k);
            (tail.at_least, slope)
        });
        return Some(each.collect());
    }
    let odds = q / (Interval::ONE - q);
    let whole = |k: u64| Interval::point(k as f64);
    let chance = |k: u64| law.ln_pmf(k).exp();
    let between = |from: u64, to: u64, at: Interval| {
        let (mut sum, mut term) = (Interval::ZERO, at);
        for k in from..to {
            sum = sum + term;
            term = term * (whole(samples - k) * odds / whole(k + 1));
        }
        sum
    };
    let at: Vec<Interval> = counts.iter().map(|k| chance(*k)).collect();
    let mean = samples as f64 * q.midpoint();
    let middle = counts.partition_point(|k| (*k as f64) < mean);
    let mut found = vec![Interval::UNIT; counts.len()];
    let mut below = law.tail(first).below;
    for i in 0..middle {
        if i > 0 {
            below = below + between(counts[i - 1], counts[i], at[i - 1]);
        }
        found[i] = Interval::ONE - below;
    }
    let mut above = law.tail(last).at_least;
    for i in (middle..counts.len()).rev() {
        if i + 1 < counts.len() {
            above = above + between(counts[i], counts[i + 1], at[i]);
        }
        found[i] = above;
    }
    let each = found
        .into_iter()
        .zip(counts)
        .zip(&at)
        .map(|((tail, k), at)| {
            let tail = tail.intersection(Interval::UNIT).unwrap_or(Interval::UNIT);
            (tail, whole(*k) * *at / q)
        });
    Some(each.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_agree_with_fractions() {
        for (samples, q) in [(40, 0.3), (1_000, 0.78), (1_000_000, 0.5)] {
            let deviation = (samples as f64 * q * (1.0 - q)).sqrt();
            let place = |i: i32| samples as f64 * q + 0.37 * f64::from(i) * deviation;
            let mut counts: Vec<u64> = (-20..=20)
                .map(|i| place(i).clamp(0.0, samples as f64) as u64)
                .collect();
            counts.dedup();
            let q = Interval::point(q);
            let law = EnclosedBinomial::new(samples, q).unwrap();
            let found = tails(samples, q, &counts).unwrap();
            for (k, (tail, slope)) in counts.iter().zip(found) {
                let (exact, density) = law.tail_and_slope(*k);
                assert!(tail.intersection(exact.at_least).is_some(), "{samples} {k}");
                assert!(slope.intersection(density).is_some(), "{samples} {k}");
                assert!(
                    tail.width() <= 1e-11 * tail.upper(),
                    "{samples} {k} {tail:?}"
                );
            }
        }
    }
}
