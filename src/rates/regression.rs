//! Weighted linear least squares with intervals.
//!
//! Minimises Σ w_i·(y_i − x_i·β)² by a QR decomposition of √w·X (no normal equations: they would
//! square the condition). Standard errors are s·√((XᵀWX)⁻¹)_jj with s² = RSS/(m − k); intervals use
//! Student's t with m − k degrees of freedom. Source: Golub and Van Loan, *Matrix Computations*,
//! 5.3; Seber and Lee, *Linear Regression Analysis*, chapter 3.

use super::{LogObservation, Rate, RatesError, Series};
use nalgebra::{DMatrix, DVector};
use statrs::distribution::{ContinuousCDF, StudentsT};

/// Columns of the scaled design matrix count as dependent below this ratio of diagonal entries of
/// R: squared, it is the rounding of a double.
const RANK: f64 = 1e-8;

/// A least-squares fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// β.
    pub coefficients: Vec<f64>,
    /// Standard errors of β; they treat residuals as independent noise.
    pub standard_errors: Vec<f64>,
    /// y − Xβ.
    pub residuals: Vec<f64>,
    /// Σ w·r².
    pub weighted_square_sum: f64,
    /// m − k.
    pub degrees_of_freedom: usize,
    /// Condition number of √w·X with its columns scaled to unit length: how much a relative error
    /// of the data can grow.
    pub condition: f64,
}

impl Fit {
    /// Interval of coefficient `index` at a confidence level.
    pub fn interval(&self, index: usize, level: f64) -> Result<(f64, f64), RatesError> {
        if !(level > 0.0 && level < 1.0) {
            return Err(RatesError::Level { level });
        }
        let (Some(centre), Some(error)) = (
            self.coefficients.get(index),
            self.standard_errors.get(index),
        ) else {
            return Err(RatesError::Degenerate {
                reason: format!("there is no coefficient {index}"),
            });
        };
        let law = StudentsT::new(0.0, 1.0, self.degrees_of_freedom as f64).map_err(|error| {
            RatesError::Degenerate {
                reason: error.to_string(),
            }
        })?;
        let reach = law.inverse_cdf(0.5 + 0.5 * level) * error;
        Ok((centre - reach, centre + reach))
    }
}

/// Least squares of `responses` on the rows of `design` with positive weights.
pub fn least_squares(
    design: &DMatrix<f64>,
    responses: &[f64],
    weights: &[f64],
) -> Result<Fit, RatesError> {
    let (rows, columns) = design.shape();
    if rows != responses.len() || rows != weights.len() || columns == 0 || rows <= columns {
        return Err(RatesError::TooFew {
            observations: rows.min(responses.len()).min(weights.len()),
            parameters: columns,
            needed: columns + 1,
        });
    }
    let finite = design.iter().chain(responses).all(|x| x.is_finite());
    if !finite || !weights.iter().all(|w| *w > 0.0 && w.is_finite()) {
        return Err(RatesError::Degenerate {
            reason: "a value is not finite, or a weight is not positive".to_owned(),
        });
    }
    // Columns scaled to unit length, so that the rank test compares like with like.
    let scaled = DMatrix::from_fn(rows, columns, |i, j| weights[i].sqrt() * design[(i, j)]);
    let lengths: Vec<f64> = scaled.column_iter().map(|column| column.norm()).collect();
    if lengths.contains(&0.0) {
        return Err(RatesError::Degenerate {
            reason: "a regressor is zero at every observation".to_owned(),
        });
    }
    let unit = DMatrix::from_fn(rows, columns, |i, j| scaled[(i, j)] / lengths[j]);
    let target = DVector::from_fn(rows, |i, _| weights[i].sqrt() * responses[i]);
    let decomposition = unit.qr();
    let upper = decomposition.r();
    if (0..columns).any(|j| upper[(j, j)].abs() < RANK) {
        return Err(RatesError::Degenerate {
            reason: "regressors are linearly dependent at these n".to_owned(),
        });
    }
    let singular = upper.singular_values();
    let projected = decomposition.q().transpose() * target;
    let inverse = upper
        .clone()
        .try_inverse()
        .ok_or_else(|| RatesError::Degenerate {
            reason: "the triangular factor is singular".to_owned(),
        })?;
    let solution = &inverse * projected;
    let coefficients: Vec<f64> = (0..columns).map(|j| solution[j] / lengths[j]).collect();
    let residuals: Vec<f64> = (0..rows)
        .map(|i| {
            let fitted: f64 = (0..columns).map(|j| design[(i, j)] * coefficients[j]).sum();
            responses[i] - fitted
        })
        .collect();
    let weighted_square_sum: f64 = residuals.iter().zip(weights).map(|(r, w)| w * r * r).sum();
    let degrees_of_freedom = rows - columns;
    let variance = weighted_square_sum / degrees_of_freedom as f64;
    let standard_errors = (0..columns)
        .map(|j| variance.sqrt() * inverse.row(j).norm() / lengths[j])
        .collect();
    Ok(Fit {
        coefficients,
        standard_errors,
        residuals,
        weighted_square_sum,
        degrees_of_freedom,
        condition: singular.max() / singular.min(),
    })
}

/// A rate fitted to gaps: ln gap = ln C + known + coefficient·regressor.
#[derive(Debug, Clone, PartialEq)]
pub struct RateFit {
    /// The rate.
    pub rate: Rate,
    /// The least-squares fit; coefficient 0 is ln C, coefficient 1 the free one.
    pub fit: Fit,
    /// 1 − Σ w·r²/Σ w·(ln gap − mean)²: the share of the variation of ln gap that the rate
    /// explains. Close to 1 for every rate that falls, right or wrong, so it selects nothing. NaN
    /// where the gap does not vary.
    pub r_squared: f64,
}

impl RateFit {
    /// Fits a rate by log-log least squares. Each observation weighs as much as its share of the
    /// range of ln n, so that a grid crowded in one decade does not decide alone.
    pub fn new(rate: Rate, series: &Series) -> Result<Self, RatesError> {
        let weights = spacing_weights(series.observations());
        Self::weighted(rate, series, &weights)
    }

    /// Fits a rate with weights of the caller's, one for each observation of the series in its
    /// order.
    ///
    /// Errors: [`RatesError::TooFew`] unless there are more observations than parameters and as
    /// many weights as observations, [`RatesError::Degenerate`] for weights that are not positive
    /// or n that do not vary.
    pub fn weighted(rate: Rate, series: &Series, weights: &[f64]) -> Result<Self, RatesError> {
        let seen = series.observations();
        let columns = rate.parameters();
        let design = DMatrix::from_fn(seen.len(), columns, |i, j| match j {
            0 => 1.0,
            _ => rate.regressor(seen[i].samples).unwrap_or(0.0),
        });
        let responses: Vec<f64> = seen
            .iter()
            .map(|o| o.log_gap - rate.known(o.samples))
            .collect();
        let fit = least_squares(&design, &responses, weights)?;
        let total: f64 = weights.iter().sum();
        let of_each = || seen.iter().zip(weights);
        let mean = of_each().map(|(o, w)| w * o.log_gap).sum::<f64>() / total;
        let variation: f64 = of_each().map(|(o, w)| w * (o.log_gap - mean).powi(2)).sum();
        Ok(Self {
            rate,
            r_squared: 1.0 - fit.weighted_square_sum / variation,
            fit,
        })
    }

    /// ln of the fitted gap at n.
    pub fn predict(&self, samples: f64) -> f64 {
        let free = self
            .rate
            .regressor(samples)
            .map_or(0.0, |x| x * self.fit.coefficients[1]);
        self.fit.coefficients[0] + self.rate.known(samples) + free
    }

    /// C.
    pub fn constant(&self) -> f64 {
        libm::exp(self.fit.coefficients[0])
    }

    /// The free coefficient (p of n^-p, c of e^(-cn)), if the rate has one.
    pub fn coefficient(&self) -> Option<f64> {
        self.fit.coefficients.get(1).copied()
    }

    /// Weighted root-mean-square error of ln gap over a series, which need not be the fitted one.
    pub fn error_on(&self, series: &Series) -> f64 {
        let seen = series.observations();
        let weights = spacing_weights(seen);
        let total: f64 = weights.iter().sum();
        let squares: f64 = seen
            .iter()
            .zip(&weights)
            .map(|(o, w)| w * (o.log_gap - self.predict(o.samples)).powi(2))
            .sum();
        (squares / total).sqrt()
    }
}

/// Half the distance in ln n to the neighbours on either side, up to a common factor.
pub fn spacing_weights(seen: &[LogObservation]) -> Vec<f64> {
    let ln: Vec<f64> = seen.iter().map(|o| libm::log(o.samples)).collect();
    let last = ln.len().saturating_sub(1);
    (0..ln.len())
        .map(|i| {
            let width = ln[(i + 1).min(last)] - ln[i.saturating_sub(1)];
            // Repeated n would weigh nothing; they still are observations.
            width.max(1e-3)
        })
        .collect()
}

/// One over the squared error of each ln gap, the weights of maximum likelihood where errors are
/// independent and normal (simulated gaps) or of bracket widths. No error counts as less than the
/// rounding of the logarithm.
pub fn precision_weights(seen: &[LogObservation]) -> Vec<f64> {
    seen.iter().map(|o| o.resolution().powi(-2)).collect()
}
