//! Drawing indices from a table of probabilities.

use super::RatesError;
use rand::Rng;

/// The most entries of a table: 12 bytes each, so 0.8 GB. The counts within nine standard
/// deviations at n = 10^12 are fewer.
const LARGEST: usize = 1 << 26;

/// Draws an index with given probabilities by the alias method (Vose 1991): two uniforms and one
/// comparison a draw.
///
/// The table is built here because it is twenty lines over probabilities that come from portable
/// functions; samplers of the binomial law itself call the platform's logarithm and would not give
/// the same bytes everywhere.
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
        if !valid || size > LARGEST {
            return Err(RatesError::Simulation {
                reason: format!(
                    "{size} probabilities with sum {total}; allowed: at most {LARGEST}, none negative, with a positive finite sum"
                ),
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
