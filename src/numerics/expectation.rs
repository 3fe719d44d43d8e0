//! Discrete rules for the expectation of a function of a binomial count.
//!
//! Both rules are lists of deviations `s − nq` and probabilities. The window holds every
//! count that matters, O(√n) of them: exact for any function. The Gauss–Krawtchouk rule of
//! order m is exact for polynomials of degree `2m − 1` in the count, so for functions that
//! are smooth on the scale of the standard deviation it needs some forty nodes at any n.

use super::binomial::Binomial;
use super::error::NumericsError;

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
            let (refined, _) = jacobi.refine(*x);
            let (_, weight) = jacobi.refine(refined);
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

/// A symmetric tridiagonal matrix.
struct Jacobi {
    diagonal: Vec<f64>,
    /// `off[k]` couples k and k+1.
    off: Vec<f64>,
}

impl Jacobi {
    fn krawtchouk(law: &Binomial, order: usize) -> Self {
        let n = law.trials() as f64;
        let q = law.success_probability();
        let skew = (1.0 - 2.0 * q) / law.standard_deviation();
        Self {
            diagonal: (0..order).map(|k| k as f64 * skew).collect(),
            off: (1..order)
                .map(|k| {
                    let k = k as f64;
                    (k * ((n - k + 1.0) / n)).sqrt()
                })
                .collect(),
        }
    }

    /// The eigenvalue near `x`, improved, and the squared first component of its unit vector.
    ///
    /// Twisted factorisation (K. V. Fernando 1997; I. Dhillon & B. Parlett 2004): pivots from
    /// above and from below meet at the row where the residual γ is least; the vector is then
    /// a chain of products outward from that row, so each component, however small, is
    /// relatively accurate. A plain recurrence from the top is not: at a node close to a
    /// count, later polynomials are a minimal solution and drown in rounding.
    fn refine(&self, x: f64) -> (f64, f64) {
        let m = self.diagonal.len();
        let nonzero = |v: f64| if v == 0.0 { f64::MIN_POSITIVE } else { v };
        let mut above: Vec<f64> = self.diagonal.iter().map(|a| a - x).collect();
        let mut below = above.clone();
        for k in 1..m {
            above[k] -= self.off[k - 1] / nonzero(above[k - 1]) * self.off[k - 1];
            let k = m - 1 - k;
            below[k] -= self.off[k] / nonzero(below[k + 1]) * self.off[k];
        }
        let residual = |k: usize| above[k] + below[k] - (self.diagonal[k] - x);
        let twist = (0..m)
            .min_by(|&i, &j| residual(i).abs().total_cmp(&residual(j).abs()))
            .unwrap_or(0);
        let mut squares = 1.0;
        let mut component = 1.0;
        for k in twist + 1..m {
            component *= -self.off[k - 1] / nonzero(below[k]);
            squares += component * component;
        }
        component = 1.0;
        for k in (0..twist).rev() {
            component *= -self.off[k] / nonzero(above[k]);
            squares += component * component;
        }
        let step = residual(twist) / squares;
        let refined = if step.is_finite() { x + step } else { x };
        (refined, component * component / squares)
    }

    /// Eigenvalues in ascending order, by the implicit QL iteration with Wilkinson's shift
    /// (B. N. Parlett, *The Symmetric Eigenvalue Problem*, §8). Own code because general
    /// solvers go through `hypot` of the platform.
    fn eigenvalues(&self) -> Result<Vec<f64>, NumericsError> {
        const MAX_SWEEPS: usize = 60;
        let mut d = self.diagonal.clone();
        let m = d.len();
        let mut e = self.off.clone();
        e.push(0.0);
        for l in 0..m {
            let mut sweeps = 0;
            loop {
                let small = (l..m - 1)
                    .find(|&i| e[i].abs() <= f64::EPSILON * (d[i].abs() + d[i + 1].abs()));
                let end = small.unwrap_or(m - 1);
                if end == l {
                    break;
                }
                if sweeps == MAX_SWEEPS {
                    return Err(NumericsError::NoConvergence {
                        what: "the eigenvalue iteration",
                        iterations: MAX_SWEEPS,
                    });
                }
                sweeps += 1;
                ql_sweep(&mut d, &mut e, l, end);
            }
        }
        d.sort_by(f64::total_cmp);
        Ok(d)
    }
}

/// One implicitly shifted QL sweep on the unreduced block `l..=end`.
fn ql_sweep(d: &mut [f64], e: &mut [f64], l: usize, end: usize) {
    let half = (d[l + 1] - d[l]) / (2.0 * e[l]);
    let root = half.mul_add(half, 1.0).sqrt();
    let mut g = d[end] - d[l] + e[l] / (half + root.copysign(half));
    let (mut sine, mut cosine, mut p) = (1.0, 1.0, 0.0);
    for i in (l..end).rev() {
        let f = sine * e[i];
        let b = cosine * e[i];
        let r = (f * f + g * g).sqrt();
        e[i + 1] = r;
        if r == 0.0 {
            d[i + 1] -= p;
            e[end] = 0.0;
            return;
        }
        sine = f / r;
        cosine = g / r;
        g = d[i + 1] - p;
        let t = (d[i] - g) * sine + 2.0 * cosine * b;
        p = sine * t;
        d[i + 1] = g + p;
        g = cosine * t - b;
    }
    d[l] -= p;
    e[l] = g;
    e[end] = 0.0;
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;
    use libm::{exp, log};

    /// Smooth functions on the scale of the count's deviation, as contracts use them.
    fn agree(n: u64, q: f64, order: usize, tolerance: f64) {
        let window = CountRule::window(n, q, 1e-24).unwrap();
        let gauss = CountRule::gauss(n, q, order).unwrap();
        let sigma = (n as f64 * q * (1.0 - q)).sqrt();
        let functions: [(&str, &dyn Fn(f64) -> f64); 6] = [
            ("one", &|_| 1.0),
            ("variance", &|d| d * d),
            ("exponential of the share", &|d| exp(0.3 * d / n as f64)),
            ("exponential of the score", &|d| exp(0.3 * d / sigma)),
            ("Bregman distance of an exponential", &|d| {
                crate::numerics::special::exp_m1_minus_x(0.2 * d / sigma)
            }),
            ("Bregman distance of a power", &|d| {
                crate::numerics::special::pow_1p_m1_minus_kt(d / n as f64, 3.3)
            }),
        ];
        for (name, f) in functions {
            let (exact, quick) = (window.expect(f), gauss.expect(f));
            println!("{n} {q} {name}: {:e}", quick / exact - 1.0);
            assert_relative_eq!(exact, quick, max_relative = tolerance);
        }
        let _ = log;
    }

    #[test]
    fn gauss_and_window_agree_on_smooth_functions() {
        for n in [100, 10_000, 1_000_000] {
            for q in [0.03, 0.5, 0.78, 0.99] {
                agree(n, q, 40, 1e-13);
            }
        }
    }
}
