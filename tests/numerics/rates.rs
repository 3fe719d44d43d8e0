//! Regression, selection and simulation against closed forms, properties and simulated noise.

use approx::assert_relative_eq;
use firstbest::rates::constant::extrapolate;
use firstbest::rates::monte_carlo::simulate;
use firstbest::rates::regression::RateFit;
use firstbest::rates::regression::least_squares;
use firstbest::rates::sampler::AliasTable;
use firstbest::rates::select;
use firstbest::rates::{Decision, Observation, Rate, RatesError, Series};
use nalgebra::DMatrix;
use quickcheck::quickcheck;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn series(gap: impl Fn(f64) -> f64, decades: std::ops::RangeInclusive<i32>) -> Series {
    Series::new(decades.map(|j| {
        let samples = 10f64.powf(0.5 * f64::from(j));
        Observation {
            samples,
            gap: gap(samples),
            error: 0.0,
        }
    }))
    .expect("positive gaps")
}

fn uniform(generator: &mut ChaCha8Rng) -> f64 {
    (generator.next_u64() >> 11) as f64 / (1u64 << 53) as f64
}

/// Anscombe's first quartet (1973): intercept 3.0001, slope 0.5001, standard errors 1.1247 and
/// 0.1179, printed to four decimals.
#[test]
fn least_squares_gives_published_values() {
    let x = [10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0];
    let y = [
        8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68,
    ];
    let design = DMatrix::from_fn(11, 2, |i, j| if j == 0 { 1.0 } else { x[i] });
    let fit = least_squares(&design, &y, &[1.0; 11]).expect("a fit");
    let published = [
        (fit.coefficients[0], 3.0001),
        (fit.coefficients[1], 0.5001),
        (fit.standard_errors[0], 1.1247),
        (fit.standard_errors[1], 0.1179),
    ];
    for (ours, theirs) in published {
        assert_relative_eq!(ours, theirs, epsilon = 5e-5); // half a unit of the last place printed
    }
    // t quantile at 9 degrees of freedom, 95%: 2.262 (tables).
    let (low, high) = fit.interval(1, 0.95).expect("an interval");
    assert_relative_eq!(high - low, 2.0 * 2.2622 * 0.11790, max_relative = 1e-3);
}

#[test]
fn intervals_cover_at_their_level_under_noise() {
    let x: Vec<f64> = (0..12).map(f64::from).collect();
    let design = DMatrix::from_fn(12, 2, |i, j| if j == 0 { 1.0 } else { x[i] });
    let mut generator = ChaCha8Rng::seed_from_u64(1);
    let runs = 2000;
    let mut covered = 0;
    for _ in 0..runs {
        let y: Vec<f64> = x
            .iter()
            .map(|x| {
                // A sum of twelve uniforms is normal for this purpose: kurtosis −0.1.
                let noise: f64 = (0..12).map(|_| uniform(&mut generator)).sum::<f64>() - 6.0;
                2.0 - 0.5 * x + noise
            })
            .collect();
        let fit = least_squares(&design, &y, &[1.0; 12]).expect("a fit");
        let (low, high) = fit.interval(1, 0.95).expect("an interval");
        covered += usize::from(low <= -0.5 && -0.5 <= high);
    }
    // Binomial(2000, 0.95) has standard deviation 9.7: four of them.
    assert!(
        (covered as f64 - 1900.0).abs() < 39.0,
        "{covered} of {runs}"
    );
}

#[test]
fn each_rate_is_recognised_where_the_range_is_long() {
    let root_log = series(|n| (1.0 + 1.0 / n.ln()) / (n * n.ln()).sqrt(), 4..=28);
    assert!(
        select(&root_log)
            .expect("points")
            .decided_for(Rate::InverseRootLog)
    );
    let inverse = series(|n| (1.0 - 3.0 / n) / n, 4..=28);
    assert!(select(&inverse).expect("points").decided_for(Rate::Inverse));
    let root = series(|n| (1.0 + n.powf(-0.5)) / n.sqrt(), 4..=28);
    assert!(
        select(&root)
            .expect("points")
            .decided_for(Rate::InverseRoot)
    );
    let odd_power = series(|n| n.powf(-0.8), 4..=28);
    assert!(
        select(&odd_power)
            .expect("points")
            .decided_for(Rate::FreePower)
    );
}

#[test]
fn exponential_rates_are_recognised() {
    let observations = (1..=60).map(|j| {
        let samples = 10f64.powf(f64::from(j) / 12.0);
        Observation {
            samples,
            gap: 2.0 * (-0.001 * samples).exp(),
            error: 0.0,
        }
    });
    let series = Series::new(observations).expect("positive gaps");
    assert!(
        select(&series)
            .expect("points")
            .decided_for(Rate::Exponential)
    );
}

#[test]
fn short_ranges_are_undecided_and_too_few_points_refused() {
    let short = series(|n| 1.0 / (n * n.ln()).sqrt(), 4..=10);
    let selection = select(&short).expect("points");
    assert!(matches!(selection.decision, Decision::Undecided(_)));
    let few = series(|n| 1.0 / n, 4..=6);
    assert!(matches!(select(&few), Err(RatesError::TooFew { .. })));
}

#[test]
fn limits_are_extrapolated() {
    let points: Vec<(f64, f64)> = (4..=16)
        .map(|j| {
            let n = 10f64.powf(0.5 * f64::from(j));
            (n, 0.7 - 2.0 / n)
        })
        .collect();
    let limit = extrapolate(&points, 1.0).expect("points");
    // The model is exact: what is left is rounding.
    assert_relative_eq!(limit.value, 0.7, max_relative = 1e-13);
    assert!(limit.uncertainty() < 1e-12);
}

#[test]
fn simulation_gives_the_same_bytes_on_any_number_of_threads() {
    let run = |threads| {
        firstbest::numerics::with_threads(threads, || simulate(7, 100_001, uniform))
            .expect("threads")
            .expect("draws")
    };
    let one = run(1);
    assert_eq!(one, run(2));
    assert_eq!(one, run(5));
    // Mean ½ and standard error √(1/12/100001): within four of them, and the error itself within
    // 1/√(2·10^5)·4.
    assert!((one.mean - 0.5).abs() < 4.0 * one.standard_error);
    assert_relative_eq!(
        one.standard_error,
        (1.0 / 12.0 / 100_001f64).sqrt(),
        max_relative = 0.01
    );
}

/// Pearson's χ² with 9 degrees of freedom exceeds 33.72 with probability 1e-4.
#[test]
fn the_alias_table_draws_its_probabilities() {
    let weights = [0.5, 0.0, 3.0, 1.25, 0.01, 2.0, 0.2, 0.7, 5.0, 0.34, 1.0];
    let table = AliasTable::new(&weights).expect("weights");
    let mut generator = ChaCha8Rng::seed_from_u64(3);
    let draws = 200_000;
    let mut counts = [0.0; 11];
    for _ in 0..draws {
        counts[table.draw(&mut generator)] += 1.0;
    }
    let total: f64 = weights.iter().sum();
    assert_eq!(counts[1], 0.0);
    let statistic: f64 = weights
        .iter()
        .zip(counts)
        .filter(|(weight, _)| **weight > 0.0)
        .map(|(weight, count)| {
            let expected = f64::from(draws) * weight / total;
            (count - expected).powi(2) / expected
        })
        .sum();
    assert!(statistic < 33.72, "{statistic}");
    assert!(AliasTable::new(&[0.0]).is_err() && AliasTable::new(&[f64::NAN]).is_err());
}

quickcheck! {
    /// Scaling all gaps by a constant scales the constant and nothing else.
    fn scaling_gaps_scales_the_constant(scale: u8, power: u8) -> bool {
        let (scale, power) = (1.0 + f64::from(scale), f64::from(power) / 64.0);
        let base = series(|n| n.powf(-power) * (1.0 + 1.0 / n), 4..=20);
        let scaled = series(|n| scale * n.powf(-power) * (1.0 + 1.0 / n), 4..=20);
        Rate::ALL.iter().all(|rate| {
            let (a, b) = (RateFit::new(rate.clone(), &base), RateFit::new(rate.clone(), &scaled));
            let (Ok(a), Ok(b)) = (a, b) else { return false };
            let same_rest = a.fit.coefficients[1..].iter().zip(&b.fit.coefficients[1..])
                .all(|(x, y)| (x - y).abs() <= 1e-9 * (1.0 + x.abs()));
            let shift = b.fit.coefficients[0] - a.fit.coefficients[0];
            same_rest && (shift - scale.ln()).abs() < 1e-9
        })
    }

    /// Arbitrary numbers are a series or a typed error, never a panic, and never a silent NaN.
    fn arbitrary_numbers_do_not_panic(points: Vec<(f64, f64, f64)>) -> bool {
        let observations = points.into_iter().map(|(samples, gap, error)| Observation { samples, gap, error });
        match Series::new(observations).and_then(|series| select(&series)) {
            Ok(selection) => !selection.contenders[0].held_out_error.is_nan(),
            Err(_) => true,
        }
    }
}
