//! Simulated means with standard errors, the same bytes on any number of threads.
//!
//! Draws are cut into chunks of fixed size; chunk j draws from stream j of one ChaCha generator,
//! and the chunks' moments are added in their order. Neither the number of threads nor their timing
//! can change a bit.

use super::RatesError;
use crate::numerics::map_ordered;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// Draws of one chunk: enough work to be worth a task, few enough to share out.
const CHUNK: u64 = 1 << 14;

/// A simulated mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Simulated {
    /// Mean of the draws.
    pub mean: f64,
    /// Standard deviation of the draws over √draws.
    pub standard_error: f64,
    /// Number of draws.
    pub draws: u64,
    /// Smallest draw.
    pub least: f64,
    /// Largest draw.
    pub greatest: f64,
}

impl Simulated {
    /// Whether the simulation can tell `value` from 0: it must exceed `factor` standard errors.
    pub fn resolves(&self, value: f64, factor: f64) -> bool {
        value.abs() > factor * self.standard_error
    }

    /// Distance of `value` from the mean in standard errors; 0 where both the distance and the
    /// standard error are 0.
    pub fn z_score(&self, value: f64) -> f64 {
        match value - self.mean {
            0.0 => 0.0,
            off => off / self.standard_error,
        }
    }
}

/// The mean of `draw` over `draws` draws. `draw` receives the generator of its chunk.
pub fn simulate(
    seed: u64,
    draws: u64,
    draw: impl Fn(&mut ChaCha8Rng) -> f64 + Sync,
) -> Result<Simulated, RatesError> {
    if draws < 2 {
        return Err(RatesError::Simulation {
            reason: format!("{draws} draws; at least 2 are needed for a standard error"),
        });
    }
    let chunks: Vec<(u64, u64)> = (0..draws.div_ceil(CHUNK))
        .map(|chunk| (chunk, CHUNK.min(draws - chunk * CHUNK)))
        .collect();
    let moments = map_ordered(&chunks, |(chunk, count)| {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(*chunk);
        let mut moments = Moments::default();
        for _ in 0..*count {
            moments.add(draw(&mut generator));
        }
        moments
    });
    let total = moments.into_iter().fold(Moments::default(), Moments::merge);
    let variance = total.squares / (total.count - 1.0);
    if !variance.is_finite() {
        return Err(RatesError::Simulation {
            reason: "a draw was not a finite number".to_owned(),
        });
    }
    Ok(Simulated {
        mean: total.mean,
        standard_error: (variance / total.count).sqrt(),
        draws,
        least: total.least,
        greatest: total.greatest,
    })
}

/// Running mean and sum of squared deviations (Welford; merged by Chan, Golub and LeVeque 1983),
/// with the range.
///
/// Deviations from the running mean are summed, never squares of values, so that a small spread
/// around a large mean loses no digits; over chunks of fixed size the rounding of the mean stays
/// within some units in its last place.
#[derive(Debug, Clone, Copy)]
struct Moments {
    count: f64,
    mean: f64,
    squares: f64,
    least: f64,
    greatest: f64,
}

impl Default for Moments {
    fn default() -> Self {
        Self {
            count: 0.0,
            mean: 0.0,
            squares: 0.0,
            least: f64::INFINITY,
            greatest: f64::NEG_INFINITY,
        }
    }
}

impl Moments {
    fn add(&mut self, value: f64) {
        self.least = self.least.min(value);
        self.greatest = self.greatest.max(value);
        self.count += 1.0;
        let off = value - self.mean;
        self.mean += off / self.count;
        self.squares += off * (value - self.mean);
    }

    fn merge(self, other: Self) -> Self {
        if self.count == 0.0 {
            return other;
        }
        let count = self.count + other.count;
        let off = other.mean - self.mean;
        Self {
            count,
            mean: self.mean + off * other.count / count,
            squares: self.squares + other.squares + off * off * self.count * other.count / count,
            least: self.least.min(other.least),
            greatest: self.greatest.max(other.greatest),
        }
    }
}
