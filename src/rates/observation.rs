//! Gaps as data: each with the error of its computation, and a refusal where that error is all
//! there is.
//!
//! A series holds ln gap, because gaps of order e^(-c·n) leave the range of doubles; the error of a
//! gap relative to the gap is the error of its logarithm.

use super::RatesError;

/// A gap must exceed the error of its computation by this factor to enter a fit: at 20 the error
/// moves its logarithm by at most 0.05, a tenth of what separates n^-1/2 from (n log n)^-1/2
/// between n = 10² and 10⁵.
pub const FLOOR_FACTOR: f64 = 20.0;

/// A gap at a number of samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// n.
    pub samples: f64,
    /// Δ_n.
    pub gap: f64,
    /// Absolute error of its computation (a bound, or a few standard errors).
    pub error: f64,
}

/// The logarithm of a gap at a number of samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogObservation {
    /// n.
    pub samples: f64,
    /// ln Δ_n.
    pub log_gap: f64,
    /// Absolute error of ln Δ_n, which is the relative error of Δ_n.
    pub error: f64,
}

impl LogObservation {
    /// Δ_n; 0 where it is below the range of doubles.
    pub fn gap(&self) -> f64 {
        libm::exp(self.log_gap)
    }

    /// The error with the rounding of a computed logarithm (some units in its last place) added.
    pub(super) fn resolution(&self) -> f64 {
        self.error + 8.0 * f64::EPSILON * (1.0 + self.log_gap.abs())
    }
}

/// Observations in increasing n, all above their numerical floors.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    observations: Vec<LogObservation>,
}

impl Series {
    /// Sorts and checks gaps.
    ///
    /// Errors: [`RatesError::NotPositive`] for gaps that have no logarithm, [`RatesError::Floor`]
    /// for gaps below [`FLOOR_FACTOR`] times their error.
    pub fn new(observations: impl IntoIterator<Item = Observation>) -> Result<Self, RatesError> {
        let logs: Vec<LogObservation> = observations
            .into_iter()
            .map(|seen| {
                let Observation {
                    samples,
                    gap,
                    error,
                } = seen;
                if !(gap > 0.0 && gap.is_finite()) {
                    return Err(RatesError::NotPositive { samples, gap });
                }
                if !(error >= 0.0 && FLOOR_FACTOR * error <= gap) {
                    return Err(RatesError::Floor {
                        samples,
                        gap,
                        error,
                        factor: FLOOR_FACTOR,
                    });
                }
                Ok(LogObservation {
                    samples,
                    log_gap: libm::log(gap),
                    error: error / gap,
                })
            })
            .collect::<Result<_, _>>()?;
        Self::from_logs(logs)
    }

    /// Sorts and checks logarithms of gaps; any finite logarithm will do, however small the gap.
    ///
    /// Errors: [`RatesError::NotPositive`] for an n or a logarithm that is no number,
    /// [`RatesError::Floor`] where the error of the logarithm exceeds 1/[`FLOOR_FACTOR`].
    pub fn from_logs(
        observations: impl IntoIterator<Item = LogObservation>,
    ) -> Result<Self, RatesError> {
        let mut observations: Vec<LogObservation> = observations.into_iter().collect();
        for seen in &observations {
            let gap = libm::exp(seen.log_gap);
            if !(seen.log_gap.is_finite() && seen.samples > 1.0 && seen.samples.is_finite()) {
                return Err(RatesError::NotPositive {
                    samples: seen.samples,
                    gap,
                });
            }
            // Twice the rounding of the quotient that `new` forms at the very limit.
            let limit = (1.0 + 2.0 * f64::EPSILON) / FLOOR_FACTOR;
            if !(seen.error >= 0.0 && seen.error <= limit) {
                return Err(RatesError::Floor {
                    samples: seen.samples,
                    gap,
                    error: seen.error * gap,
                    factor: FLOOR_FACTOR,
                });
            }
        }
        // By gap too where n repeats, so that the order of the input cannot show.
        observations.sort_by(|a, b| {
            (a.samples.total_cmp(&b.samples)).then(a.log_gap.total_cmp(&b.log_gap))
        });
        Ok(Self { observations })
    }

    /// The observations, n increasing.
    pub fn observations(&self) -> &[LogObservation] {
        &self.observations
    }

    /// log10 of the largest n over the smallest.
    pub fn decades(&self) -> f64 {
        match (self.observations.first(), self.observations.last()) {
            (Some(first), Some(last)) => libm::log10(last.samples / first.samples),
            _ => 0.0,
        }
    }

    /// The n in the middle of the range of ln n; 0 for an empty series.
    pub fn middle(&self) -> f64 {
        match (self.observations.first(), self.observations.last()) {
            (Some(first), Some(last)) => first.samples.sqrt() * last.samples.sqrt(),
            _ => 0.0,
        }
    }

    /// The observations with n up to `limit`, and those beyond.
    pub fn split(&self, limit: f64) -> (Self, Self) {
        let (low, high) = self
            .observations
            .iter()
            .partition(|seen| seen.samples <= limit);
        (Self { observations: low }, Self { observations: high })
    }

    /// The largest error of ln gap in the series, with the rounding of the logarithm: no fit can be
    /// told to err less.
    pub fn resolution(&self) -> f64 {
        self.observations
            .iter()
            .map(LogObservation::resolution)
            .fold(0.0, f64::max)
    }
}
