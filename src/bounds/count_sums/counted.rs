//! E\[f(S)], S ~ Bin(n, q), as a function of q.
//!
//! d^j/dq^j E\[f(S)] = n(n−1)…(n−j+1)·E\[Δ^j f(S_(n−j))], S_m ~ Bin(m, q) (differences of Bernstein
//! coefficients). At one q the first is also E\[f·(S − nq)]/(q(1−q)), which needs no second law.

use super::law::Law;
use super::line::fewer;
use crate::numerics::{EnclosedBinomial, Interval};

/// Probability of the counts that a bound over an interval of q leaves aside.
const ASIDE: f64 = 1e-16;

/// Counts of the largest second differences that are weighed by their probability: limited
/// liability makes a kink of two.
const KINKS: usize = 3;

/// Up to so many counts second differences are summed one by one.
const EACH: usize = 1_000;

/// A function of the count, f_0 … f_n.
pub struct Counted {
    values: Vec<Interval>,
    /// n(n−1)·Δ²f.
    second: Vec<Interval>,
    /// max |f|, and the largest n(n−1)·Δ²f.
    largest: f64,
    largest_second: f64,
}

impl Counted {
    pub fn new(values: Vec<Interval>) -> Self {
        let n = values.len().saturating_sub(1) as f64;
        let factor = Interval::point(n) * Interval::point(n - 1.0);
        let two = Interval::point(2.0);
        let second: Vec<Interval> = values
            .windows(3)
            .map(|f| factor * (f[2] - two * f[1] + f[0]))
            .collect();
        let largest = values.iter().map(|f| f.magnitude()).fold(0.0, f64::max);
        let largest_second = second.iter().map(|f| f.upper()).fold(0.0, f64::max);
        Self {
            values,
            second,
            largest,
            largest_second,
        }
    }

    pub fn values(&self) -> &[Interval] {
        &self.values
    }

    /// E\[f(S)] at the q of `law`.
    pub fn mean(&self, law: &Law) -> Option<Interval> {
        self.sums(law, None).map(|[mean, _]| mean)
    }

    /// E\[f(S)] and its derivative in q.
    pub fn mean_and_slope(&self, law: &Law, q: Interval) -> Option<[Interval; 2]> {
        self.sums(law, Some(q))
    }

    fn sums(&self, law: &Law, q: Option<Interval>) -> Option<[Interval; 2]> {
        let n = Interval::point(self.values.len() as f64 - 1.0);
        let q = q.unwrap_or(Interval::ZERO);
        let expected = n * q;
        // As Σ p = 1 and Σ p·score = 0 a constant taken from f changes nothing but the width of the
        // result.
        let usual = Interval::point(self.values.get(law.mode())?.midpoint());
        let (mut mean, mut slope) = (Interval::ZERO, Interval::ZERO);
        for (s, p) in law.iter() {
            let weighted = p * (*self.values.get(s)? - usual);
            mean = mean + weighted;
            slope = slope + weighted * (Interval::point(s as f64) - expected);
        }
        // The counts left out weigh at most n·max|f − usual| each.
        let left_out = Interval::point(law.rest()) * Interval::point(2.0 * self.largest);
        let around = Interval::new(-left_out.upper(), left_out.upper())?;
        let variance = q * (Interval::ONE - q);
        Some([usual + mean + around, (slope + around * n) / variance])
    }

    /// An upper bound of d²/dq² E\[f(S)] for every q of an interval; no effort is made to get below
    /// `enough`.
    ///
    /// Where there are few counts they are summed with their probabilities over the interval. Else,
    /// or where that is better: with M any number, E\[g] ≤ M + Σ_s P(s)·(g_s − M)⁺. M is the
    /// largest second difference within reach of the interval but for a few, which are weighed by
    /// their largest probability (at q = s/m, P rises before and falls after); the reach is
    /// Hoeffding's, P(|S − mq| ≥ r) ≤ 2·exp(−2r²/m).
    pub fn second_above(&self, q: Interval, enough: f64) -> f64 {
        let Some(last) = self.second.len().checked_sub(1) else {
            return 0.0;
        };
        let m = last as f64;
        let reach = (0.5 * m * libm::log(2.0 / ASIDE)).sqrt() * (1.0 + 1e-12) + 1.0;
        let from = ((m * q.lower() - reach).floor().max(0.0) as usize).min(last);
        let to = ((m * q.upper() + reach).ceil().max(0.0) as usize).min(last);
        // The largest few, in falling order.
        let mut top = [(f64::NEG_INFINITY, 0); KINKS + 1];
        for (offset, g) in self.second[from..=to].iter().enumerate() {
            if g.upper() > top[KINKS].0 {
                top[KINKS] = (g.upper(), from + offset);
                top.sort_by(|a, b| b.0.total_cmp(&a.0));
            }
        }
        let aside = |base: f64| {
            Interval::point(ASIDE) * (Interval::point(self.largest_second) - Interval::point(base))
        };
        let plain = (Interval::point(top[0].0) + aside(top[0].0)).upper();
        let base = top[KINKS].0;
        if plain <= enough || base == f64::NEG_INFINITY {
            return plain;
        }
        let mut sum = Interval::point(base) + aside(base);
        for (value, count) in &top[..KINKS] {
            let rise = Interval::point(*value) - Interval::point(base);
            sum = sum + largest_probability(last as u64, *count as u64, q) * rise;
        }
        let above = sum.upper().min(plain);
        if above <= enough || last > EACH {
            return above;
        }
        let each = self.second_by_counts(q).map_or(above, Interval::upper);
        if each < above { each } else { above }
    }

    /// E\[g] for every q of an interval.
    fn second_by_counts(&self, q: Interval) -> Option<Interval> {
        let centre = Interval::point(q.midpoint());
        let law = fewer(self.second.len() as u64 - 1, 0, centre, q)?;
        // As Σ p = 1 a constant taken from g changes nothing but the width of the result.
        let usual = Interval::point(self.second.get(law.mode())?.midpoint());
        let most = self.second.iter().map(|g| (*g - usual).magnitude());
        let most = most.fold(0.0, f64::max);
        let rest = law.expect(most, |s| Some(*self.second.get(s)? - usual))?;
        Some(usual + rest).filter(|sum| sum.is_bounded())
    }
}

/// max P(S = s), S ~ Bin(m, q), over the q of an interval, from above.
fn largest_probability(m: u64, s: u64, q: Interval) -> Interval {
    let mode = Interval::point(s as f64) / Interval::point(m as f64);
    let place = if mode.lower() >= q.upper() {
        Interval::point(q.upper())
    } else if mode.upper() <= q.lower() {
        Interval::point(q.lower())
    } else {
        mode
    };
    let most = EnclosedBinomial::new(m, place).map_or(1.0, |law| law.ln_pmf(s).exp().upper());
    Interval::point(most.min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivatives_of_a_mean_match_closed_forms() {
        // E[S²] = nq(1−q) + n²q², with derivatives n(1−2q) + 2n²q and 2n(n−1).
        let n = 40_u64;
        let f = Counted::new((0..=n).map(|s| Interval::point((s * s) as f64)).collect());
        for q in [0.3, 0.77] {
            let at = Interval::point(q);
            let law = Law::new(n, at).unwrap();
            let [mean, slope] = f.mean_and_slope(&law, at).unwrap();
            let m = n as f64;
            let exact = m * q * (1.0 - q) + m * m * q * q;
            let exact_slope = m * (1.0 - 2.0 * q) + 2.0 * m * m * q;
            // 40 terms of at most 1600 with a relative error of some 40 roundings each.
            for (found, value) in [(mean, exact), (slope, exact_slope)] {
                let slack = 1e-11 * value;
                assert!(found.lower() <= value + slack && found.upper() >= value - slack);
                assert!(found.width() < 1e-9 * value, "{found:?}");
            }
            let above = f.second_above(Interval::new(q - 0.01, q + 0.01).unwrap(), 0.0);
            let exact_second = 2.0 * m * (m - 1.0);
            assert!(above >= exact_second * (1.0 - 1e-14));
            assert!(above <= exact_second * (1.0 + 1e-9), "{above}");
        }
    }

    #[test]
    fn a_kink_is_weighed_by_its_probability() {
        // (S − 20)₊ has one second difference, 1 at s = 19, whose mean is P(S_38 = 19).
        let n = 40_u64;
        let f = Counted::new(
            (0..=n)
                .map(|s| Interval::point(s.saturating_sub(20) as f64))
                .collect(),
        );
        let q = Interval::new(0.7, 0.72).unwrap();
        let above = f.second_above(q, 0.0);
        let exact = |q: f64| {
            let law = EnclosedBinomial::new(38, Interval::point(q)).unwrap();
            1560.0 * law.ln_pmf(19).exp().midpoint()
        };
        assert!(
            above >= exact(0.7) && above <= exact(0.7) * (1.0 + 1e-9),
            "{above}"
        );
    }
}
