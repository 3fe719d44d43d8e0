//! Confidence intervals for an agreement probability, and how they pass to ratios.

use super::agreement::Agreement;
use crate::numerics::normal;
use crate::numerics::roots::find_root;
use serde::Serialize;
use statrs::distribution::{ContinuousCDF, StudentsT};
use statrs::function::beta::checked_beta_reg;

/// A point estimate between its confidence limits.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// The estimate.
    pub estimate: f64,
    /// Lower limit.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
}

impl Interval {
    /// A known number.
    pub fn known(x: f64) -> Self {
        Interval {
            estimate: x,
            lower: x,
            upper: x,
        }
    }

    /// All three numbers under an increasing map.
    pub fn map(self, f: impl Fn(f64) -> f64) -> Self {
        Interval {
            estimate: f(self.estimate),
            lower: f(self.lower),
            upper: f(self.upper),
        }
    }

    /// Whether `x` lies within the limits.
    pub fn covers(self, x: f64) -> bool {
        self.lower <= x && x <= self.upper
    }
}

/// How the limits of a binomial proportion are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Binomial {
    /// Clopper–Pearson: covers at least the level, for every n and q.
    #[default]
    Exact,
    /// Clopper–Pearson with half the probability of the observed count: nearer the level, now and
    /// then below it.
    MidP,
}

/// Two-sided interval of a proportion from `agree` of `pairs` (real numbers, for effective sample
/// sizes).
///
/// Exact: the lower limit solves P(X ≥ k | n, q) = α/2, the upper one P(X ≤ k | n, q) = α/2
/// (Clopper and Pearson, Biometrika 26, 1934). Mid-p: with P(X > k) + ½P(X = k). Whole numbers go
/// through the binomial tails of [`crate::numerics`], others through P(X ≥ k) = I_q(k, n − k + 1).
pub fn proportion(agree: f64, pairs: f64, level: f64, kind: Binomial) -> Interval {
    let (k, n) = (agree, pairs);
    let tail = 0.5 * (1.0 - level);
    let estimate = k / n;
    // (P(X >= k), P(X <= k)) at q, or their mid-p versions.
    let tails = |q: f64| match kind {
        Binomial::Exact => (at_least(k, n, q)[0], at_least(k + 1.0, n, q)[1]),
        Binomial::MidP => {
            let (here, next) = (at_least(k, n, q), at_least(k + 1.0, n, q));
            (0.5 * (here[0] + next[0]), 0.5 * (here[1] + next[1]))
        }
    };
    // Each tail is monotone in q; at q = k/n both exceed any α/2 below a quarter, beyond that they
    // bracket anyway.
    let lower = if k <= 0.0 {
        0.0
    } else {
        find_root(|q| tails(q).0 - tail, 0.0, 1.0, 1e-16).unwrap_or(0.0)
    };
    let upper = if k >= n {
        1.0
    } else {
        find_root(|q| tails(q).1 - tail, 0.0, 1.0, 1e-16).unwrap_or(1.0)
    };
    Interval {
        estimate,
        lower: lower.min(estimate),
        upper: upper.max(estimate),
    }
}

/// [P(X ≥ k), P(X < k)] for X ~ Binomial(n, q), continued to real k and n by the incomplete beta
/// function.
fn at_least(k: f64, n: f64, q: f64) -> [f64; 2] {
    if k <= 0.0 || q >= 1.0 {
        return if k > n { [0.0, 1.0] } else { [1.0, 0.0] };
    }
    if k > n || q <= 0.0 {
        return [0.0, 1.0];
    }
    if k.fract() == 0.0
        && n.fract() == 0.0
        && let Ok(law) = crate::numerics::binomial::Binomial::new(n as u64, q)
    {
        let tail = law.tail(k as u64);
        return [tail.at_least, tail.below];
    }
    // The answer is the caller's widest if the beta function has none: [0, 1].
    let p = checked_beta_reg(k, n - k + 1.0, q).unwrap_or(0.5);
    [p, 1.0 - p]
}

/// Agreements of one annotator (or of all) with the sums that a variance between independent
/// clusters needs.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Clustered {
    /// Agreements and comparisons.
    pub agreement: Agreement,
    /// Clusters with a comparison.
    pub clusters: u64,
    squares: [f64; 3],
}

impl Clustered {
    /// Adds a whole cluster's agreements.
    pub fn add_cluster(&mut self, agree: u64, pairs: u64) {
        if pairs == 0 {
            return;
        }
        self.agreement.add(agree, pairs);
        self.clusters += 1;
        let (s, n) = (agree as f64, pairs as f64);
        self.squares[0] += s * s;
        self.squares[1] += s * n;
        self.squares[2] += n * n;
    }

    /// Whether no cluster has more than one comparison, so that the agreements are binomial.
    pub fn is_binomial(&self) -> bool {
        self.clusters == self.agreement.pairs
    }

    /// Variance of the share from between clusters: Σ_c (s_c − q n_c)² · C/(C − 1) / n²; `None`
    /// below two clusters.
    pub fn variance(&self) -> Option<f64> {
        let q = self.agreement.share()?;
        let c = self.clusters as f64;
        let [ss, sn, nn] = self.squares;
        let n = self.agreement.pairs as f64;
        let sum = (ss - 2.0 * q * sn + q * q * nn).max(0.0);
        (self.clusters > 1).then(|| sum * c / (c - 1.0) / (n * n))
    }

    /// How many independent comparisons these are worth: n divided by the design effect, at most n,
    /// at least the number that the most unequal clusters could be worth; and what the degrees of
    /// freedom cost.
    ///
    /// Korn and Graubard, *Confidence intervals for proportions with small expected number of
    /// positive counts estimated from survey data*, Survey Methodology 24, 1998.
    pub fn effective_pairs(&self, level: f64) -> f64 {
        let n = self.agreement.pairs as f64;
        if self.is_binomial() || self.agreement.pairs == 0 {
            return n;
        }
        // All comparisons of a cluster as one: the worst that dependence within clusters can do.
        let worst = n * n / self.squares[2];
        let (Some(variance), Some(q)) = (self.variance(), self.agreement.share()) else {
            return worst.min(1.0);
        };
        let binomial = q * (1.0 - q) / n;
        if binomial == 0.0 {
            return worst;
        }
        let effect = (variance / binomial).max(1.0);
        let p = 0.5 * (1.0 + level);
        let cost = match (student(p, n - 1.0), student(p, self.clusters as f64 - 1.0)) {
            (Some(all), Some(between)) => (all / between).powi(2),
            _ => 1.0,
        };
        (n / effect * cost).clamp(worst.min(1.0), n)
    }

    /// The interval that `times` as many comparisons would give, if they agreed as often and were
    /// clustered alike.
    pub(super) fn interval_of_more(
        &self,
        times: f64,
        level: f64,
        kind: Binomial,
    ) -> Option<Interval> {
        let q = self.agreement.share()?;
        let n = times * self.effective_pairs(level);
        Some(proportion(q * n, n, level, kind))
    }

    /// Interval of the agreement probability: exact where binomial, at the effective sample size
    /// where clustered.
    pub fn interval(&self, level: f64, kind: Binomial) -> Option<Interval> {
        let q = self.agreement.share()?;
        let n = self.effective_pairs(level);
        let shrunk = n < self.agreement.pairs as f64;
        let k = if shrunk {
            q * n
        } else {
            self.agreement.agree as f64
        };
        Some(Interval {
            estimate: q,
            ..proportion(k, n, level, kind)
        })
    }
}

/// Quantile of Student's t.
///
/// From 200 degrees on by the expansion around the normal quantile (Abramowitz and Stegun 26.7.5),
/// whose next term is below 1e-7: the inverse of statrs 0.19 does not return at some millions of
/// degrees.
pub(crate) fn student(p: f64, freedom: f64) -> Option<f64> {
    if freedom >= 200.0 {
        let z = normal::quantile(p);
        let first = (z.powi(3) + z) / 4.0;
        let second = (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / 96.0;
        return Some(z + first / freedom + second / (freedom * freedom));
    }
    let t = StudentsT::new(0.0, 1.0, freedom).ok()?.inverse_cdf(p);
    t.is_finite().then_some(t)
}

/// Interval of a ratio of independent quantities, the denominator positive, from the interval of
/// each.
///
/// Recovers the variances from the given limits (MOVER; Donner and Zou, Statistical Methods in
/// Medical Research 21, 2012, section 3): the lower limit is the R at which the interval of `top −
/// R·bottom` begins to hold 0. A denominator whose limits reach 0 gives an infinite upper limit.
/// For a known denominator it is plain division.
pub fn ratio(top: Interval, bottom: Interval) -> Interval {
    if bottom.lower <= 0.0 || bottom.estimate <= 0.0 {
        return Interval {
            estimate: if bottom.estimate > 0.0 {
                top.estimate / bottom.estimate
            } else {
                f64::INFINITY
            },
            lower: if bottom.upper > 0.0 {
                (top.lower / bottom.upper).min(0.0)
            } else {
                f64::NEG_INFINITY
            },
            upper: f64::INFINITY,
        };
    }
    let product = top.estimate * bottom.estimate;
    let limit = |t: f64, b: f64, sign: f64| {
        let (c, a) = (
            t * (2.0 * top.estimate - t),
            b * (2.0 * bottom.estimate - b),
        );
        (product + sign * (product * product - c * a).max(0.0).sqrt()) / a
    };
    // b(2θ − b) must stay positive: an upper limit beyond twice the estimate is cut just below it.
    let upper_bottom = bottom.upper.min(1.999 * bottom.estimate);
    Interval {
        estimate: top.estimate / bottom.estimate,
        lower: limit(top.lower, upper_bottom, -1.0),
        upper: limit(top.upper, bottom.lower, 1.0),
    }
}
