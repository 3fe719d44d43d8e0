//! Eigenvalues and first components of a symmetric tridiagonal matrix, for Gauss rules.

use super::super::binomial::Binomial;
use super::super::error::NumericsError;

/// A symmetric tridiagonal matrix.
pub(super) struct Jacobi {
    diagonal: Vec<f64>,
    /// `off[k]` couples k and k+1.
    off: Vec<f64>,
}

impl Jacobi {
    /// The Krawtchouk matrix of `law`, centred at nq, in units of the standard deviation.
    pub(super) fn krawtchouk(law: &Binomial, order: usize) -> Self {
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
    pub(super) fn refine(&self, x: f64) -> (f64, f64) {
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
        for (b, pivot) in self.off.iter().zip(&below[1..]).skip(twist) {
            component *= -b / nonzero(*pivot);
            squares += component * component;
        }
        component = 1.0;
        for (b, pivot) in self.off.iter().zip(&above).take(twist).rev() {
            component *= -b / nonzero(*pivot);
            squares += component * component;
        }
        let step = residual(twist) / squares;
        let refined = if step.is_finite() { x + step } else { x };
        (refined, component * component / squares)
    }

    /// Eigenvalues in ascending order, by the implicit QL iteration with Wilkinson's shift
    /// (B. N. Parlett, *The Symmetric Eigenvalue Problem*, §8). Own code so that nothing but
    /// IEEE 754 arithmetic and square roots decides the last digit.
    pub(super) fn eigenvalues(&self) -> Result<Vec<f64>, NumericsError> {
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
