//! The constant of a rate, extrapolated to n = ∞ from finitely many n.
//!
//! The scaled gap s(n) = gap/rate tends to the constant K with corrections whose form theory gives:
//!
//! - n·Δ_n of linear and general contracts (T6, T7): s = K·(1 + a₁/n + a₂/n² + …).
//! - √(n log n)·Δ_n of binary contracts (T5): with L = ln n and φ(z) = c′/(c·√(nI)) one has
//!   z² = L + 2A, A = ln(c·√I/(c′·√(2π))), and s = K·√L·M(z) up to relative O(log n/n^½), M the Mills
//!   ratio 1/z·(1 − 1/z² + 3/z⁴ − …). So s = K·(1 − (A + 1)/L + (1.5·A² + 3·A + 3)/L² + O(L^-3)): a
//!   series in 1/log n, which at n = 10^14 still is 5% away from its limit on the reference
//!   instance.
//! - gap over the refined formula of T5: corrections of order n^-½, the skewness and lattice of the
//!   binomial.
//!
//! The fit is s = K + Σ_j b_j·t^j in t = 1/n^order or 1/log n. Its error is the terms left out, not
//! noise, and shows as a change of K when the smaller n or the last term are left out.

use super::RatesError;
use super::regression::{Fit, least_squares};
use nalgebra::DMatrix;

/// The small quantity in whose powers a scaled gap approaches its limit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Correction {
    /// n^-order, order > 0.
    InversePower(f64),
    /// 1/ln n.
    InverseLog,
}

impl Correction {
    /// The quantity at n relative to its value at `smallest`: at most 1, or a power would vanish
    /// against the constant.
    fn relative(self, samples: f64, smallest: f64) -> f64 {
        match self {
            Self::InversePower(order) => libm::pow(samples / smallest, -order),
            Self::InverseLog => libm::log(smallest) / libm::log(samples),
        }
    }
}

/// An extrapolated limit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// lim of the scaled gap.
    pub value: f64,
    /// Standard error of the fit; residuals are systematic, so it measures misfit and not noise.
    pub standard_error: f64,
    /// How much the limit moves when the smaller half of the n (in ln n) is left out: the error
    /// from lower-order terms that the fit does not know.
    pub shift: f64,
    /// How much the limit moves when the last term is added to the fit; `None` for a single term.
    pub last_term: Option<f64>,
}

impl Limit {
    /// The largest of shift, effect of the last term and three standard errors: how far the truth
    /// may reasonably be. An estimate of a systematic error, not a bound.
    pub fn uncertainty(&self) -> f64 {
        self.shift
            .abs()
            .max(3.0 * self.standard_error)
            .max(self.last_term.unwrap_or(0.0).abs())
    }

    /// Whether `constant` is further from the limit than the uncertainty.
    pub fn excludes(&self, constant: f64) -> bool {
        let off = (self.value - constant).abs();
        off.is_nan() || off > self.uncertainty()
    }
}

/// Fits scaled(n) = K + a·n^(-order) to pairs (n, scaled gap) and returns K.
///
/// For T6 and T7 the scaled gap n·Δ_n has a correction of order 1/n; for T5 the ratio of the gap to
/// the refined formula has one of order n^(-1/2) (the skewness of the binomial and the shift of the
/// best effort).
pub fn extrapolate(points: &[(f64, f64)], order: f64) -> Result<Limit, RatesError> {
    extrapolate_in(points, Correction::InversePower(order), 1)
}

/// Fits scaled(n) = K + Σ b_j·t^j, j = 1..`terms`, to pairs (n, scaled gap) in any order and
/// returns K.
///
/// Errors: [`RatesError::Degenerate`] for n ≤ 1, `terms` = 0 or an order that is not positive,
/// [`RatesError::TooFew`] where the upper half of the range has fewer than `terms` + 2 points.
pub fn extrapolate_in(
    points: &[(f64, f64)],
    correction: Correction,
    terms: usize,
) -> Result<Limit, RatesError> {
    let refuse = |reason: String| Err(RatesError::Degenerate { reason });
    if let Some((n, _)) = points.iter().find(|p| !(p.0 > 1.0 && p.0.is_finite())) {
        return refuse(format!(
            "a limit is sought through n = {n}; allowed: finite n > 1"
        ));
    }
    if let Correction::InversePower(order) = correction
        && !(order > 0.0 && order.is_finite())
    {
        return refuse(format!(
            "the order of the correction is {order}; allowed: above 0"
        ));
    }
    if terms == 0 {
        return refuse("no correction term; allowed: at least one".to_owned());
    }
    let mut points = points.to_vec();
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let whole = fit(&points, correction, terms)?;
    let middle = match (points.first(), points.last()) {
        (Some(first), Some(last)) => (first.0 * last.0).sqrt(),
        _ => 0.0,
    };
    let upper: Vec<(f64, f64)> = points.iter().copied().filter(|p| p.0 >= middle).collect();
    let half = fit(&upper, correction, terms)?;
    let value = half.coefficients[0];
    let last_term = match terms {
        1 => None,
        _ => Some(value - fit(&upper, correction, terms - 1)?.coefficients[0]),
    };
    Ok(Limit {
        value,
        standard_error: half.standard_errors[0],
        shift: value - whole.coefficients[0],
        last_term,
    })
}

fn fit(points: &[(f64, f64)], correction: Correction, terms: usize) -> Result<Fit, RatesError> {
    let smallest = points.iter().map(|p| p.0).fold(f64::INFINITY, f64::min);
    let design = DMatrix::from_fn(points.len(), terms + 1, |i, j| match j {
        0 => 1.0,
        _ => {
            let relative = correction.relative(points[i].0, smallest);
            // Repeated products, because the last digit of powi is the platform's.
            (1..j).fold(relative, |power, _| power * relative)
        }
    });
    let scaled: Vec<f64> = points.iter().map(|p| p.1).collect();
    let weights = vec![1.0; points.len()];
    least_squares(&design, &scaled, &weights)
}
