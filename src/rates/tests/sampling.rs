use super::noise;
use crate::numerics::{Binomial, with_threads};
use crate::rates::RatesError;
use crate::rates::monte_carlo::simulate;
use crate::rates::sampler::AliasTable;
use approx::assert_relative_eq;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use statrs::distribution::{ChiSquared, ContinuousCDF};

#[test]
fn threads_do_not_change_a_bit() {
    // Not a multiple of the chunk, so that the last chunk is short.
    let run = || simulate(9, 100_003, noise).unwrap();
    let alone = with_threads(1, run).unwrap();
    for jobs in [2, 3, 8] {
        let together = with_threads(jobs, run).unwrap();
        assert_eq!(together.mean.to_bits(), alone.mean.to_bits());
        assert_eq!(
            together.standard_error.to_bits(),
            alone.standard_error.to_bits()
        );
        assert_eq!(together, alone);
    }
    assert_ne!(simulate(10, 100_003, noise).unwrap().mean, alone.mean);
}

#[test]
fn moments_are_those_of_the_draws() {
    // 0, 1 with even odds around a large mean: the variance is ¼ whatever the mean.
    let far = simulate(1, 40_000, |g| 1e9 + f64::from(g.next_u32() & 1)).unwrap();
    let near = simulate(1, 40_000, |g| f64::from(g.next_u32() & 1)).unwrap();
    // A running mean near 1e9 is known to 1e-7, one draw's deviation to that times its size.
    assert_relative_eq!(far.standard_error, near.standard_error, max_relative = 1e-6);
    let share = near.mean;
    let exact = (share * (1.0 - share) / 39_999.0).sqrt();
    assert_relative_eq!(near.standard_error, exact, max_relative = 1e-12);
    assert_eq!((near.least, near.greatest), (0.0, 1.0));
    // Four standard errors: a false alarm once in 16,000 seeds.
    assert!(near.z_score(0.5).abs() < 4.0);
}

#[test]
fn impossible_simulations_are_refused() {
    for draws in [0, 1] {
        assert!(matches!(
            simulate(1, draws, |_| 0.0),
            Err(RatesError::Simulation { .. })
        ));
    }
    for value in [f64::NAN, f64::INFINITY] {
        assert!(simulate(1, 100, |_| value).is_err());
    }
    let constant = simulate(1, 100, |_| 2.0).unwrap();
    assert_eq!(
        (constant.z_score(2.0), constant.z_score(3.0)),
        (0.0, f64::INFINITY)
    );
}

/// Pearson's χ² of draws against a binomial law, counts with fewer than 20 expected draws pooled at
/// either end.
#[test]
fn sampler_passes_a_chi_squared_test() {
    for (trials, share, seed) in [(20, 0.78, 1), (400, 0.78, 2), (1_000_000, 0.3, 3)] {
        let law = Binomial::new(trials, share).unwrap();
        let probabilities: Vec<f64> = law.window(1e-18).map(|k| law.pmf(k)).collect();
        let table = AliasTable::new(&probabilities).unwrap();
        let draws = 400_000;
        let mut seen = vec![0.0; probabilities.len()];
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        for _ in 0..draws {
            seen[table.draw(&mut generator)] += 1.0;
        }
        let (mut statistic, mut cells) = (0.0, 0);
        let (mut expected_so_far, mut seen_so_far) = (0.0, 0.0);
        for (probability, number) in probabilities.iter().zip(&seen) {
            expected_so_far += probability * f64::from(draws);
            seen_so_far += number;
            if expected_so_far >= 20.0 {
                statistic += (seen_so_far - expected_so_far).powi(2) / expected_so_far;
                cells += 1;
                (expected_so_far, seen_so_far) = (0.0, 0.0);
            }
        }
        // What is left at the upper end, less than 20 expected, counts as a cell of its own where
        // it matters.
        if expected_so_far > 1.0 {
            statistic += (seen_so_far - expected_so_far).powi(2) / expected_so_far;
            cells += 1;
        }
        let tail = ChiSquared::new(f64::from(cells - 1)).unwrap().sf(statistic);
        // A right sampler fails once in 10⁴ seeds at either end.
        assert!(
            tail > 1e-4 && tail < 1.0 - 1e-4,
            "n = {trials}: {statistic} in {cells} cells"
        );
    }
}

#[test]
fn a_wrong_law_fails_the_same_test() {
    // The power of the test: a success probability off by a standard deviation of its estimate
    // times ten.
    let table = AliasTable::new(&[0.5, 0.5]).unwrap();
    let mut generator = ChaCha8Rng::seed_from_u64(4);
    let draws = 100_000;
    let ones = (0..draws)
        .filter(|_| table.draw(&mut generator) == 1)
        .count() as f64;
    let z = |share: f64| (ones / draws as f64 - share) / (0.25 / draws as f64).sqrt();
    assert!(z(0.5).abs() < 4.0);
    assert!(z(0.516).abs() > 5.0);
}

#[test]
fn bad_tables_are_refused_and_zeros_never_drawn() {
    for bad in [
        &[][..],
        &[0.0, 0.0][..],
        &[0.5, -0.1][..],
        &[f64::NAN][..],
        &[f64::INFINITY][..],
    ] {
        assert!(matches!(
            AliasTable::new(bad),
            Err(RatesError::Simulation { .. })
        ));
    }
    let table = AliasTable::new(&[0.0, 2.0, 0.0, 1.0]).unwrap();
    let mut generator = ChaCha8Rng::seed_from_u64(5);
    assert!((0..10_000).all(|_| [1, 3].contains(&table.draw(&mut generator))));
}
