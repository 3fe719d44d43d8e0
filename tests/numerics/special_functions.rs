//! Special functions and the normal law against references of 60 digits and more
//! (`tests/references/special_functions.csv`, made by the script beside it).

use firstbest::numerics::normal;
use firstbest::numerics::special;

/// (x, y, value) of every row for `function`.
fn references(function: &str) -> Vec<(f64, f64, f64)> {
    let rows: Vec<_> = include_str!("../references/special_functions.csv")
        .lines()
        .map(|line| line.split(',').collect::<Vec<_>>())
        .filter(|cells| cells[0] == function)
        .map(|cells| {
            let number = |i: usize| cells[i].parse::<f64>().unwrap();
            (number(1), number(2), number(3))
        })
        .collect();
    assert!(rows.len() >= 10, "{function}: {} rows", rows.len());
    rows
}

/// Fails where the relative error passes `ulps(x, y)` units of 2^-52.
fn check(function: &str, ours: impl Fn(f64, f64) -> f64, ulps: impl Fn(f64, f64) -> f64) {
    let mut failures = Vec::new();
    let mut worst = (0.0, 0.0, 0.0);
    for (x, y, truth) in references(function) {
        let found = ours(x, y);
        let error = if truth == 0.0 {
            found.abs()
        } else {
            ((found - truth) / truth).abs() / f64::EPSILON
        };
        if error > worst.0 {
            worst = (error, x, y);
        }
        if error.is_nan() || error > ulps(x, y) {
            failures.push(format!(
                "({x}, {y}): {found:e}, reference {truth:e}, {error:.1} ulp"
            ));
        }
    }
    println!(
        "{function}: at most {:.2} ulp, at ({}, {})",
        worst.0, worst.1, worst.2
    );
    assert!(failures.is_empty(), "{function}\n{}", failures.join("\n"));
}

/// Six roundings of half an ulp, and a cancellation of at most a factor 3 where the argument
/// has outgrown the series.
const FEW: f64 = 8.0;

#[test]
fn logarithm_and_exponential_less_their_linear_parts() {
    check(
        "ln_1p_minus_x",
        |x, _| special::ln_1p_minus_x(x),
        |_, _| FEW,
    );
    check(
        "exp_m1_minus_x",
        |x, _| special::exp_m1_minus_x(x),
        |_, _| FEW,
    );
}

#[test]
fn powers_less_one_and_less_their_linear_part() {
    check("pow_1p_m1", special::pow_1p_m1, |_, _| FEW);
    check("pow_1p_m1_minus_kt", special::pow_1p_m1_minus_kt, |_, _| {
        3.0 * FEW
    });
}

#[test]
fn stirling_error_matches() {
    check(
        "stirling_error",
        |n, _| special::stirling_error(n),
        |_, _| FEW,
    );
}

#[test]
fn normal_law_matches() {
    check("normal_pdf", |z, _| normal::pdf(z), |_, _| FEW);
    check("normal_survival", |z, _| normal::survival(z), |_, _| FEW);
    check("normal_mills", |z, _| normal::mills(z), |_, _| FEW);
    check(
        "normal_ln_survival",
        |z, _| normal::ln_survival(z),
        |_, _| FEW,
    );
    check(
        "normal_survival_quantile",
        |p, _| normal::survival_quantile(p),
        |_, _| FEW,
    );
}

#[test]
fn limits_and_invalid_arguments() {
    use special::{exp_m1_minus_x, ln_1p_minus_x, pow_1p_m1, pow_1p_m1_minus_kt, stirling_error};
    const INF: f64 = f64::INFINITY;
    let limits = [
        (ln_1p_minus_x(-1.0), -INF),
        (ln_1p_minus_x(INF), -INF),
        (exp_m1_minus_x(INF), INF),
        (exp_m1_minus_x(-INF), INF),
        (pow_1p_m1(-1.0, 0.5), -1.0),
        (pow_1p_m1(-1.0, -0.5), INF),
        (pow_1p_m1(INF, 2.0), INF),
        (pow_1p_m1(3.0, 0.0), 0.0),
        (pow_1p_m1_minus_kt(-1.0, 3.0), 2.0),
        (pow_1p_m1_minus_kt(-1.0, 0.5), -0.5),
        (pow_1p_m1_minus_kt(-1.0, -2.0), INF),
        (pow_1p_m1_minus_kt(INF, 2.0), INF),
        (pow_1p_m1_minus_kt(INF, 0.5), -INF),
        (pow_1p_m1_minus_kt(1e300, 2.0), INF),
        (pow_1p_m1_minus_kt(7.0, 1.0), 0.0),
        (stirling_error(0.0), INF),
        (normal::pdf(INF), 0.0),
        (normal::survival(-INF), 1.0),
        (normal::survival(1e200), 0.0),
        (normal::ln_survival(-INF), 0.0),
        (normal::ln_survival(INF), -INF),
        (normal::mills(INF), 0.0),
        (normal::mills(-INF), INF),
        (normal::quantile(0.0), -INF),
        (normal::quantile(1.0), INF),
        (normal::quantile(0.5), 0.0),
    ];
    for (i, (found, limit)) in limits.into_iter().enumerate() {
        assert_eq!(found, limit, "entry {i}");
    }
    for invalid in [
        ln_1p_minus_x(-1.5),
        ln_1p_minus_x(f64::NAN),
        pow_1p_m1_minus_kt(-2.0, 0.3),
        stirling_error(-1.0),
        normal::quantile(1.5),
        normal::quantile(f64::NAN),
        normal::ln_survival_quantile(0.1),
    ] {
        assert!(invalid.is_nan());
    }
}

/// The far quantile inverts the far tail: the residual in ln P is a few ulp of ln P.
#[test]
fn far_quantile_inverts_the_log_tail() {
    for ln_p in [-0.1, -1.0, -30.0, -690.0, -710.0, -1e4, -1e9] {
        let z = normal::ln_survival_quantile(ln_p);
        let back = normal::ln_survival(z);
        assert!(
            (back - ln_p).abs() <= FEW * f64::EPSILON * ln_p.abs().max(1.0),
            "{ln_p}: {back}"
        );
    }
}

/// Products and roots in place of a logarithm: against the power of the standard library, which is
/// within an ulp on the platforms in use, at most five roundings more.
#[test]
fn powers_by_products_are_powers() {
    for halves in -10..=10 {
        let k = f64::from(halves) / 2.0;
        for j in 0..400 {
            let x = 1e-3 * (1.0 + f64::from(j) * 7.3);
            let (ours, theirs) = (special::power(x, k), x.powf(k));
            assert!((ours / theirs - 1.0).abs() <= 7.0 * f64::EPSILON, "{x}^{k}");
        }
        assert_eq!(special::power(0.0, k), 0.0f64.powf(k));
        assert!(k == 0.0 || special::power(f64::NAN, k).is_nan());
    }
    assert!(special::power(2.0, f64::NAN).is_nan());
}
