//! The free power's exponent and the local slopes d ln gap/d ln n at the ends of the range: what a
//! reader looks at first.

use super::{LogObservation, Rate, RatesError, Selection, Series};

/// A slope d ln gap/d ln n between two neighbouring observations, next to a rate's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LocalSlope {
    /// Geometric mean of the two n.
    pub samples: f64,
    /// Slope of the gaps.
    pub observed: f64,
    /// Slope of the rate between the same two n.
    pub predicted: f64,
    /// How much of `observed` the errors of the two gaps can make.
    pub resolution: f64,
}

impl LocalSlope {
    /// Distance of the slopes relative to the rate's, whose size for e^(-cn) grows with n.
    pub fn deviation(&self) -> f64 {
        ((self.observed - self.predicted) / self.predicted).abs()
    }
}

/// Local slopes at the two ends of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EndSlopes {
    /// At the smallest n.
    pub first: LocalSlope,
    /// At the largest n.
    pub last: LocalSlope,
}

impl EndSlopes {
    /// Whether the local slope is (relatively) nearer to the rate's at the large end than at the
    /// small end, or as near as the gaps' errors can tell.
    pub fn approach(&self) -> bool {
        self.last.deviation() < self.first.deviation()
            || (self.last.observed - self.last.predicted).abs() <= self.last.resolution
    }
}

/// The exponent of n^-p fitted to a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exponent {
    /// p from all observations.
    pub estimate: f64,
    /// Interval of p that treats residuals as independent noise; they are not, so that it only
    /// states the scatter.
    pub interval: (f64, f64),
    /// p from the smaller half of the range.
    pub lower_half: f64,
    /// p from the larger half; its distance from `lower_half` is the systematic error the interval
    /// does not know.
    pub upper_half: f64,
}

impl Selection {
    /// The winner's slopes against the observed ones at both ends of `series`, the series selected
    /// from.
    pub fn end_slopes(&self, series: &Series) -> Result<EndSlopes, RatesError> {
        let coefficient = self.contenders[0].whole.coefficient();
        end_slopes(&self.winner(), coefficient, series)
    }

    /// The exponent of the free power, if it was among the candidates.
    pub fn exponent(&self, level: f64) -> Result<Option<Exponent>, RatesError> {
        let Some(free) = self.contender(&Rate::FreePower) else {
            return Ok(None);
        };
        let read = |fit: &super::regression::RateFit| fit.coefficient().unwrap_or(f64::NAN);
        Ok(Some(Exponent {
            estimate: read(&free.whole),
            interval: free.whole.fit.interval(1, level)?,
            lower_half: read(&free.lower_half),
            upper_half: read(&free.upper_half),
        }))
    }
}

/// Slopes of a rate (with its free coefficient, if it has one) against the observed ones at both
/// ends of a series.
///
/// Errors: [`RatesError::TooFew`] unless two different n occur.
pub fn end_slopes(
    rate: &Rate,
    coefficient: Option<f64>,
    series: &Series,
) -> Result<EndSlopes, RatesError> {
    let log_rate = |n: f64| {
        let free = rate
            .regressor(n)
            .map_or(0.0, |x| x * coefficient.unwrap_or(f64::NAN));
        rate.known(n) + free
    };
    let slope = |pair: &[LogObservation]| {
        let step = libm::log(pair[1].samples / pair[0].samples);
        LocalSlope {
            samples: pair[0].samples.sqrt() * pair[1].samples.sqrt(),
            observed: (pair[1].log_gap - pair[0].log_gap) / step,
            predicted: (log_rate(pair[1].samples) - log_rate(pair[0].samples)) / step,
            resolution: (pair[0].resolution() + pair[1].resolution()) / step,
        }
    };
    let pairs = || {
        series
            .observations()
            .windows(2)
            .filter(|pair| pair[0].samples < pair[1].samples)
    };
    match (pairs().next(), pairs().next_back()) {
        (Some(first), Some(last)) => Ok(EndSlopes {
            first: slope(first),
            last: slope(last),
        }),
        _ => Err(RatesError::TooFew {
            observations: series.observations().len().min(1),
            parameters: 1,
            needed: 2,
        }),
    }
}
