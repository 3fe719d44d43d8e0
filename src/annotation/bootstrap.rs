//! Resampling of independent clusters, reproducibly.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rayon::prelude::*;

/// A generator for replicate number `stream` of the experiment `seed`: the same numbers on every
/// machine and with any number of threads, since every replicate has its own stream.
pub fn generator(seed: u64, stream: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(stream);
    rng
}

/// A uniform number in [0, 1) with 53 random bits.
pub fn uniform(rng: &mut ChaCha8Rng) -> f64 {
    (rng.next_u64() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
}

/// A uniform integer below `n` (n > 0), by widening multiplication; its bias, n/2^64, is beyond any
/// use here.
pub fn below(rng: &mut ChaCha8Rng, n: usize) -> usize {
    ((u128::from(rng.next_u64()) * n as u128) >> 64) as usize
}

/// How often each of `units` units is drawn in `units` draws with replacement.
pub fn multiplicities(rng: &mut ChaCha8Rng, units: usize) -> Vec<u32> {
    let mut times = vec![0; units];
    for _ in 0..units {
        times[below(rng, units)] += 1;
    }
    times
}

/// Standard deviation of each of K statistics over `replicates` resamples of `units` units;
/// replicates in which one does not exist are left out, and more than one in twenty of those leave
/// it no answer.
pub fn standard_errors<const K: usize>(
    units: usize,
    replicates: usize,
    seed: u64,
    statistics: impl Fn(&[u32]) -> [Option<f64>; K] + Sync,
) -> [Option<f64>; K] {
    if units < 2 {
        return [None; K];
    }
    let values: Vec<[Option<f64>; K]> = (0..replicates as u64)
        .into_par_iter()
        .map(|b| statistics(&multiplicities(&mut generator(seed, b), units)))
        .collect();
    std::array::from_fn(|k| {
        let values: Vec<f64> = values
            .iter()
            .filter_map(|of| of[k].filter(|x| x.is_finite()))
            .collect();
        if values.len() * 20 < replicates * 19 {
            return None;
        }
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let sum: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
        // A resample of C units has (C − 1)/C of the variance between them.
        let c = units as f64;
        Some((sum / (n - 1.0) * c / (c - 1.0)).sqrt())
    })
}
