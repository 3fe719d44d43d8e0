//! Does what a rate leaves tend to a constant?
//!
//! Let r(n) = ln gap − ln rate. The rate is right if r converges. In the variable ln ln n a wrong
//! power of n makes the slope of r grow like ln n; a wrong power of log n leaves it constant; a
//! right rate with corrections in 1/log n, or any power of 1/n, makes it fall to 0. So for rates
//! with a known exponent the slope dr/d(ln ln n) over the last third of the range (in ln n) must be
//! at most [`SETTLED`] times that over the first third, or be within the error of the gaps.
//!
//! For n^-p and e^(-cn) the coefficient is free; it must converge itself: between the last two
//! thirds it must change (relatively) at most [`SETTLED`] times as much as between the first two.
//!
//! Only the four observations nearest to the ends of the thirds enter.

use super::{LogObservation, Rate, RatesError, Series};

/// How much of the early movement may be left late. A wrong power of log n leaves all of it, 1/log
/// n between 10² and 10^14 a quarter; half lies between.
pub const SETTLED: f64 = 0.5;

/// How the remainder of a rate moves along the range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settling {
    /// Fixed exponent: dr/d(ln ln n) over the first third. Free coefficient: its relative change
    /// from first to second third.
    pub early: f64,
    /// The same over the last third; from second to last third.
    pub late: f64,
    /// How much of `late` the errors of the gaps can make.
    pub resolution: f64,
}

impl Settling {
    /// Whether the remainder tends to a constant, as far as the range shows.
    pub fn settles(&self) -> bool {
        self.late.abs() <= (SETTLED * self.early.abs()).max(self.resolution)
    }
}

/// The observations nearest to the ends of the thirds of the range of ln n.
pub(super) fn anchors(series: &Series) -> Result<[LogObservation; 4], RatesError> {
    let seen = series.observations();
    let (Some(first), Some(last)) = (seen.first(), seen.last()) else {
        return Err(too_few(0));
    };
    let start = libm::log(first.samples);
    let span = libm::log(last.samples) - start;
    let mut found = [*first, *first, *last, *last];
    for (index, place) in found.iter_mut().enumerate() {
        let target = start + span * index as f64 / 3.0;
        let distance = |o: &LogObservation| (libm::log(o.samples) - target).abs();
        for candidate in seen {
            if distance(candidate) < distance(place) {
                *place = *candidate;
            }
        }
    }
    let distinct = found
        .windows(2)
        .filter(|pair| pair[0].samples < pair[1].samples);
    match distinct.count() {
        3 => Ok(found),
        fewer => Err(too_few(fewer + 1)),
    }
}

fn too_few(observations: usize) -> RatesError {
    RatesError::TooFew {
        observations,
        parameters: 2,
        needed: 4,
    }
}

/// Whether what `rate` leaves of the series settles.
pub fn settling(rate: &Rate, series: &Series) -> Result<Settling, RatesError> {
    let at = anchors(series)?;
    // A rounding of the known part counts like an error of the gap.
    let resolution = at[2].resolution() + at[3].resolution();
    let rest = |o: &LogObservation| o.log_gap - rate.known(o.samples);
    let drift = |i: usize| rest(&at[i + 1]) - rest(&at[i]);
    let slopes = |place: &dyn Fn(f64) -> f64| -> [f64; 3] {
        [0, 1, 2].map(|i| drift(i) / (place(at[i + 1].samples) - place(at[i].samples)))
    };
    let found = match rate.parameters() {
        2 => {
            let [first, second, third] = slopes(&|n| rate.regressor(n).unwrap_or(f64::NAN));
            // Both coefficients in the last ratio come from differences of two logarithms.
            let relative =
                |i: usize| (at[i].resolution() + at[i + 1].resolution()) / drift(i).abs();
            Settling {
                early: second / first - 1.0,
                late: third / second - 1.0,
                resolution: relative(1) + relative(2),
            }
        }
        _ => {
            let place = |n: f64| libm::log(libm::log(n));
            let [first, _, third] = slopes(&place);
            Settling {
                early: first,
                late: third,
                resolution: resolution / (place(at[3].samples) - place(at[2].samples)),
            }
        }
    };
    if found.early.is_nan() || found.late.is_nan() {
        return Err(RatesError::Degenerate {
            reason: format!(
                "{} or the gap does not vary between n = {} and {}",
                rate.name(),
                at[0].samples,
                at[3].samples
            ),
        });
    }
    Ok(found)
}
