use super::{grid, noise, series};
use crate::rates::regression::{RateFit, least_squares, precision_weights};
use crate::rates::{LogObservation, Rate, RatesError, Series};
use approx::assert_relative_eq;
use nalgebra::DMatrix;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// Five points, solved at 50 digits with mpmath (rounded to doubles below): `X = [1, x]; N = X'WX;
/// b = lu_solve(N, X'Wy); C = N^-1; s2 = sum(w r^2)/3; se = sqrt(s2*C[j,j])`, t from `findroot` on
/// the regularised incomplete beta function.
#[test]
fn weighted_line_against_fifty_digits() {
    let x = [1.0, 2.0, 3.0, 5.0, 8.0];
    let y = [1.1, 1.9, 3.2, 4.8, 8.3];
    let weights = [1.0, 2.0, 1.0, 4.0, 3.0];
    let design = DMatrix::from_fn(5, 2, |i, j| if j == 0 { 1.0 } else { x[i] });
    let fit = least_squares(&design, &y, &weights).unwrap();
    // A condition of 4 costs less than a digit of the 16; sums of five terms cost less than
    // another.
    let close = 1e-13;
    assert_relative_eq!(
        fit.coefficients[0],
        -0.169_971_671_388_102,
        max_relative = close
    );
    assert_relative_eq!(
        fit.coefficients[1],
        1.039_801_699_716_714,
        max_relative = close
    );
    assert_relative_eq!(
        fit.standard_errors[0],
        0.240_350_506_793_468_46,
        max_relative = close
    );
    assert_relative_eq!(
        fit.standard_errors[1],
        0.045_275_216_722_541_036,
        max_relative = close
    );
    assert_relative_eq!(
        fit.weighted_square_sum,
        0.394_688_385_269_121_8,
        max_relative = close
    );
    assert_relative_eq!(fit.condition, 4.154778359243461, max_relative = 1e-12);
    let (lower, upper) = fit.interval(1, 0.95).unwrap();
    // The quantile is the library's, found to about ten digits.
    assert_relative_eq!(lower, 0.895_715_753_537_143_9, max_relative = 1e-9);
    assert_relative_eq!(upper, 1.183_887_645_896_283_8, max_relative = 1e-9);
}

#[test]
fn intervals_cover_as_often_as_they_say() {
    let samples = grid(2, 6, 5);
    let mut generator = ChaCha8Rng::seed_from_u64(11);
    let (trials, level) = (2000, 0.9);
    let mut covered = [0u32; 2];
    for _ in 0..trials {
        let noisy = Series::from_logs(samples.iter().map(|n| LogObservation {
            samples: *n,
            log_gap: 2f64.ln() - 0.7 * n.ln() + 0.02 * noise(&mut generator),
            error: 0.02,
        }))
        .unwrap();
        let weights = vec![1.0; samples.len()];
        let fit = RateFit::weighted(Rate::FreePower, &noisy, &weights)
            .unwrap()
            .fit;
        for (index, truth) in [(0, 2f64.ln()), (1, 0.7)] {
            let (lower, upper) = fit.interval(index, level).unwrap();
            covered[index] += u32::from(lower <= truth && truth <= upper);
        }
    }
    // Four standard deviations of a binomial count: √(0.9·0.1/2000) = 0.0067.
    for count in covered {
        assert!((f64::from(count) / f64::from(trials) - level).abs() < 4.0 * 0.0067);
    }
}

#[test]
fn exact_power_is_recovered_to_rounding() {
    let exact = series(&grid(2, 14, 3), |n| 3f64.ln() - 0.6 * n.ln());
    let fit = RateFit::new(Rate::FreePower, &exact).unwrap();
    // ln gap is up to 20 in size, so known to 4e-15; the condition is about 5.
    assert_relative_eq!(fit.coefficient().unwrap(), 0.6, max_relative = 1e-13);
    assert_relative_eq!(fit.constant(), 3.0, max_relative = 1e-12);
    assert_relative_eq!(fit.r_squared, 1.0, max_relative = 1e-14);
}

#[test]
fn degenerate_fits_are_refused() {
    let samples = grid(2, 4, 2);
    let some = series(&samples, |n| -n.ln());
    let fit = |weights: &[f64]| RateFit::weighted(Rate::FreePower, &some, weights);
    for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let mut weights = vec![1.0; samples.len()];
        weights[1] = bad;
        assert!(
            matches!(fit(&weights), Err(RatesError::Degenerate { .. })),
            "{bad}"
        );
    }
    assert!(matches!(fit(&[1.0]), Err(RatesError::TooFew { .. })));
    let two = series(&[10.0, 100.0], |n| -n.ln());
    assert!(matches!(
        RateFit::new(Rate::FreePower, &two),
        Err(RatesError::TooFew {
            observations: 2,
            parameters: 2,
            needed: 3
        })
    ));
    let same = series(&[10.0; 5], |n| -n.ln());
    assert!(matches!(
        RateFit::new(Rate::FreePower, &same),
        Err(RatesError::Degenerate { .. })
    ));
    let fit = RateFit::new(Rate::FreePower, &some).unwrap().fit;
    for level in [0.0, 1.0, f64::NAN, -2.0] {
        assert!(matches!(
            fit.interval(0, level),
            Err(RatesError::Level { .. })
        ));
    }
    assert!(fit.interval(7, 0.9).is_err());
}

#[test]
fn precise_points_pull_harder() {
    let points = [(10.0, 0.01), (100.0, 0.01), (1e3, 0.01), (1e4, 0.04)];
    let seen = Series::from_logs(points.map(|(samples, error)| LogObservation {
        samples,
        log_gap: -f64::ln(samples) + if error > 0.02 { 0.1 } else { 0.0 },
        error,
    }))
    .unwrap();
    let weights = precision_weights(seen.observations());
    let fit = RateFit::weighted(Rate::Inverse, &seen, &weights).unwrap();
    // Weights 1, 1, 1, 1/16 put ln C at 0.1·(1/16)/(3 + 1/16); the rounding added to each error is
    // 1e-15 of 1e-2.
    assert_relative_eq!(fit.fit.coefficients[0], 0.1 / 49.0, max_relative = 1e-10);
}
