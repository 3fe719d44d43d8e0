//! Gaps as data: each with the error of its computation, and a refusal where that error is all there is.

use super::RatesError;

/// A gap must exceed the error of its computation by this factor to enter a fit: at 20 the error moves its logarithm by
/// at most 0.05, a tenth of what separates n^-1/2 from (n log n)^-1/2 over two decades.
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

/// Observations in increasing n, all positive and above their numerical floors.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    observations: Vec<Observation>,
}

impl Series {
    /// Sorts and checks observations.
    ///
    /// Errors: [`RatesError::NotPositive`] for gaps that have no logarithm, [`RatesError::Floor`] for gaps below
    /// [`FLOOR_FACTOR`] times their error.
    pub fn new(observations: impl IntoIterator<Item = Observation>) -> Result<Self, RatesError> {
        let mut observations: Vec<Observation> = observations.into_iter().collect();
        for seen in &observations {
            let Observation {
                samples,
                gap,
                error,
            } = *seen;
            if !(gap > 0.0 && gap.is_finite() && samples > 1.0 && samples.is_finite()) {
                return Err(RatesError::NotPositive { samples, gap });
            }
            if !(FLOOR_FACTOR * error <= gap) {
                return Err(RatesError::Floor {
                    samples,
                    gap,
                    error,
                    factor: FLOOR_FACTOR,
                });
            }
        }
        observations.sort_by(|a, b| a.samples.total_cmp(&b.samples));
        Ok(Self { observations })
    }

    /// The observations, n increasing.
    pub fn observations(&self) -> &[Observation] {
        &self.observations
    }

    /// log10 of the largest n over the smallest.
    pub fn decades(&self) -> f64 {
        match (self.observations.first(), self.observations.last()) {
            (Some(first), Some(last)) => libm::log10(last.samples / first.samples),
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

    /// Slopes d ln gap/d ln n between neighbours, at the geometric mean of their n.
    pub fn local_slopes(&self) -> Vec<(f64, f64)> {
        self.observations
            .windows(2)
            .filter(|pair| pair[0].samples < pair[1].samples)
            .map(|pair| {
                let step = libm::log(pair[1].samples / pair[0].samples);
                let slope = libm::log(pair[1].gap / pair[0].gap) / step;
                ((pair[0].samples * pair[1].samples).sqrt(), slope)
            })
            .collect()
    }
}
