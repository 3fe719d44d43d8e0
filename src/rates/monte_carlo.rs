//! Simulated means with standard errors, the same bytes on any number of threads.
//!
//! Draws are cut into chunks of fixed size; chunk j draws from stream j of one ChaCha generator, and the chunks' moments
//! are added in their order. Neither the number of threads nor their timing can change a bit.

use super::RatesError;
use crate::numerics::map_ordered;
use rand::{Rng, SeedableRng};
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
}

impl Simulated {
    /// Whether the simulation can tell `value` from 0: it must exceed `factor` standard errors.
    pub fn resolves(&self, value: f64, factor: f64) -> bool {
        value.abs() > factor * self.standard_error
    }

    /// Distance of `value` from the mean in standard errors.
    pub fn z_score(&self, value: f64) -> f64 {
        (value - self.mean) / self.standard_error
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
    })
}

/// Running mean and sum of squared deviations (Welford; merged by Chan, Golub and LeVeque 1983).
#[derive(Debug, Clone, Copy, Default)]
struct Moments {
    count: f64,
    mean: f64,
    squares: f64,
}

impl Moments {
    fn add(&mut self, value: f64) {
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
        }
    }
}

/// Draws an index with given probabilities by the alias method (Vose 1991): two uniforms and one comparison a draw.
///
/// The table is built here because it is twenty lines over probabilities that come from portable functions; samplers of
/// the binomial law itself call the platform's logarithm and would not give the same bytes everywhere.
#[derive(Debug, Clone)]
pub struct AliasTable {
    keep: Vec<f64>,
    alias: Vec<u32>,
}

impl AliasTable {
    /// A table for probabilities that need not add up to 1.
    pub fn new(probabilities: &[f64]) -> Result<Self, RatesError> {
        let total: f64 = probabilities.iter().sum();
        let size = probabilities.len();
        let valid = probabilities.iter().all(|p| *p >= 0.0) && total > 0.0 && total.is_finite();
        if !valid || u32::try_from(size).is_err() {
            return Err(RatesError::Simulation {
                reason: "probabilities must be non-negative with a positive sum".to_owned(),
            });
        }
        let mut keep: Vec<f64> = probabilities
            .iter()
            .map(|p| p * size as f64 / total)
            .collect();
        let mut alias: Vec<u32> = (0..size as u32).collect();
        let (mut small, mut large): (Vec<usize>, Vec<usize>) =
            (0..size).partition(|i| keep[*i] < 1.0);
        while let (Some(less), Some(&more)) = (small.pop(), large.last()) {
            alias[less] = more as u32;
            keep[more] -= 1.0 - keep[less];
            if keep[more] < 1.0 {
                large.pop();
                small.push(more);
            }
        }
        // What is left differs from 1 by rounding only.
        for index in small.into_iter().chain(large) {
            keep[index] = 1.0;
        }
        Ok(Self { keep, alias })
    }

    /// Draws an index.
    pub fn draw(&self, generator: &mut impl Rng) -> usize {
        let size = self.keep.len() as u64;
        // The high 64 bits of a product: uniform over 0..size up to 2^-64·size.
        let slot = ((u128::from(generator.next_u64()) * u128::from(size)) >> 64) as usize;
        let uniform = (generator.next_u64() >> 11) as f64 * (1.0 / (1u64 << 53) as f64);
        if uniform < self.keep[slot] {
            slot
        } else {
            self.alias[slot] as usize
        }
    }
}
