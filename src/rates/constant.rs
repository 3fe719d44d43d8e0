//! The constant of a rate, extrapolated to n = ∞ from finitely many n.

use super::RatesError;
use super::regression::least_squares;
use nalgebra::DMatrix;

/// An extrapolated limit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// lim of the scaled gap.
    pub value: f64,
    /// Standard error of the fit; residuals are systematic, so it measures misfit and not noise.
    pub standard_error: f64,
    /// How much the limit moves when the smaller half of the n (in ln n) is left out: the error from lower-order terms
    /// that the fit does not know.
    pub shift: f64,
}

impl Limit {
    /// The larger of shift and three standard errors: how far the truth may reasonably be.
    pub fn uncertainty(&self) -> f64 {
        self.shift.abs().max(3.0 * self.standard_error)
    }
}

/// Fits scaled(n) = K + a·n^(-order) to pairs (n, scaled gap) and returns K.
///
/// For T6 and T7 the scaled gap n·Δ_n has a correction of order 1/n; for T5 the ratio of the gap to the refined formula
/// has one of order n^(-1/2) (the skewness of the binomial and the shift of the best effort).
pub fn extrapolate(points: &[(f64, f64)], order: f64) -> Result<Limit, RatesError> {
    let whole = fit(points, order)?;
    let middle = match (points.first(), points.last()) {
        (Some(first), Some(last)) => (first.0 * last.0).sqrt(),
        _ => 0.0,
    };
    let upper: Vec<(f64, f64)> = points.iter().copied().filter(|p| p.0 >= middle).collect();
    let half = fit(&upper, order)?;
    Ok(Limit {
        value: half.0,
        standard_error: half.1,
        shift: half.0 - whole.0,
    })
}

fn fit(points: &[(f64, f64)], order: f64) -> Result<(f64, f64), RatesError> {
    let smallest = points.iter().map(|p| p.0).fold(f64::INFINITY, f64::min);
    // The regressor is scaled to 1 at the smallest n, or it would vanish against the constant.
    let design = DMatrix::from_fn(points.len(), 2, |i, j| match j {
        0 => 1.0,
        _ => libm::pow(points[i].0 / smallest, -order),
    });
    let scaled: Vec<f64> = points.iter().map(|p| p.1).collect();
    let weights = vec![1.0; points.len()];
    let fit = least_squares(&design, &scaled, &weights)?;
    Ok((fit.coefficients[0], fit.standard_errors[0]))
}
