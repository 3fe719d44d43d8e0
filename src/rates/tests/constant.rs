use super::{BINARY, COST, INFORMATION, K_BIN, MARGINAL_COST, grid, ln_refined};
use crate::rates::constant::{Correction, extrapolate, extrapolate_in};
use approx::assert_relative_eq;

/// The first two coefficients of T5's series in 1/log n, from A = ln(c·√I/(c′·√(2π))).
fn expansion() -> (f64, f64) {
    let a =
        (COST * INFORMATION.sqrt() / MARGINAL_COST).ln() - 0.5 * (2.0 * std::f64::consts::PI).ln();
    (-(a + 1.0), 1.5 * a * a + 3.0 * a + 3.0)
}

#[test]
fn expansion_in_the_inverse_logarithm_is_that_of_the_refined_formula() {
    let (first, second) = expansion();
    // n up to 10^80 only serves the expansion; the remainder is of order L^-3 with a constant of
    // some tens.
    for exponent in [20, 40, 80] {
        let n = 10f64.powi(exponent);
        let l = n.ln();
        let scaled = (ln_refined(n) + 0.5 * (n * l).ln()).exp();
        let expanded = 1.0 + first / l + second / (l * l);
        assert!((scaled - expanded).abs() < 40.0 / l.powi(3), "{exponent}");
    }
}

/// Scaled gaps of the reference table from n = 10⁴ on, whose digits reach further than the fit.
fn scaled_table() -> Vec<(f64, f64)> {
    BINARY[3..]
        .iter()
        .map(|(n, gap)| (*n, gap * (n * n.ln()).sqrt()))
        .collect()
}

#[test]
fn binary_constant_shows_and_a_wrong_one_does_not_pass() {
    // The plain extrapolation, which knows of no theory but the form of the corrections.
    let limit = extrapolate_in(&scaled_table(), Correction::InverseLog, 1).unwrap();
    assert!(!limit.excludes(K_BIN), "{limit:?}");
    // The refined formula: ratio → 1 with corrections in n^-1/2.
    let ratios: Vec<(f64, f64)> = BINARY[3..]
        .iter()
        .map(|(n, gap)| (*n, gap / (K_BIN * ln_refined(*n).exp())))
        .collect();
    let limit = extrapolate(&ratios, 0.5).unwrap();
    // K_bin is given to six digits and the gaps too.
    assert!((limit.value - 1.0).abs() < 1e-4, "{limit:?}");
    assert!(limit.uncertainty() < 1e-3, "{limit:?}");
    for wrong in [0.95, 1.05] {
        // Gaps over a formula with a constant off by 5% tend to 1/wrong.
        assert!(limit.excludes(1.0 / wrong) && limit.excludes(wrong));
    }
}

#[test]
fn more_terms_in_the_inverse_logarithm_bring_the_limit_closer() {
    let points: Vec<(f64, f64)> = grid(4, 14, 3)
        .into_iter()
        .map(|n| (n, (ln_refined(n) + 0.5 * (n * n.ln()).ln()).exp()))
        .collect();
    let [one, two, three] =
        [1, 2, 3].map(|terms| extrapolate_in(&points, Correction::InverseLog, terms).unwrap());
    let off = |limit: crate::rates::constant::Limit| (limit.value - 1.0).abs();
    assert!(
        off(two) < off(one) && off(three) < off(two),
        "{one:?} {two:?} {three:?}"
    );
    // The stated uncertainty holds, and tells 5% apart.
    for limit in [one, two, three] {
        assert!(!limit.excludes(1.0), "{limit:?}");
    }
    for limit in [two, three] {
        assert!(limit.excludes(0.95) && limit.excludes(1.05), "{limit:?}");
    }
}

#[test]
fn inverse_constant_is_found_to_many_digits() {
    // The two columns of the reference table at n = 200, 1000, 5000 have 7 digits; a finer series
    // shows the method.
    let k = 0.2575072;
    let points: Vec<(f64, f64)> = grid(2, 8, 3)
        .into_iter()
        .map(|n| (n, k * (1.0 - 0.68 / n + 4.0 / (n * n))))
        .collect();
    let one = extrapolate_in(&points, Correction::InversePower(1.0), 1).unwrap();
    let two = extrapolate_in(&points, Correction::InversePower(1.0), 2).unwrap();
    // One term leaves 4/n² at the upper half, n ≥ 10⁵; two terms leave rounding.
    assert_relative_eq!(one.value, k, max_relative = 4e-10);
    assert_relative_eq!(two.value, k, max_relative = 1e-14);
    assert!(one.excludes(1.05 * k) && one.excludes(0.95 * k));
}

#[test]
fn order_of_points_does_not_matter() {
    let points = scaled_table();
    let backwards: Vec<(f64, f64)> = points.iter().rev().copied().collect();
    assert_eq!(
        extrapolate_in(&points, Correction::InverseLog, 1),
        extrapolate_in(&backwards, Correction::InverseLog, 1)
    );
}

#[test]
fn impossible_limits_are_refused() {
    let points = scaled_table();
    assert!(extrapolate(&points, 0.0).is_err());
    assert!(extrapolate(&points, f64::NAN).is_err());
    assert!(extrapolate(&points[..3], 1.0).is_err());
    assert!(extrapolate(&[], 1.0).is_err());
    assert!(extrapolate_in(&points, Correction::InverseLog, 0).is_err());
    assert!(
        extrapolate_in(
            &[(1.0, 1.0), (2.0, 1.0), (3.0, 1.0)],
            Correction::InverseLog,
            1
        )
        .is_err()
    );
    assert!(
        extrapolate(
            &[
                (1e2, f64::NAN),
                (1e3, 1.0),
                (1e4, 1.0),
                (1e5, 1.0),
                (1e6, 1.0)
            ],
            1.0
        )
        .is_err()
    );
}
